// A ranking that somebody stopped: with too little done there is none, otherwise it says what it rests on.
#pragma once

#include "commands/command.hpp"
#include "commands/study_options.hpp"
#include "experiment/rank.hpp"

namespace permap {

bool is_too_early(const Ranked& ranked);
Exit report_too_early(const char* command, const Ranked& ranked);

ResultHeader header_of(const char* command, const LoadedMap& map, const Study& study, const Ranked& ranked);

}  // namespace permap
