// What a study asks for, held against its map and the calendars. Problems name settings as the command line does
// (--start); who takes them from elsewhere says so in the own words.
#pragma once

#include <string>

#include "engine/run.hpp"
#include "map/map.hpp"
#include "vocabulary/result.hpp"

namespace permap {

// The step where a cohort comes in; no_step and a problem where no children come in there.
StepIndex cohort_entry(const std::string& given, const Map& map, Problems& problems);

// Calendars are laid out in advance; outside them nothing opens.
void check_years(const RunSettings& settings, Problems& problems);

}  // namespace permap
