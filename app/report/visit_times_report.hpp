// How long visits waited and were worked on, and what they waited for, as JSON and as tables.
#pragma once

#include <string>
#include <vector>

#include "map/map.hpp"
#include "mining/visit_times.hpp"
#include "report/json_parts.hpp"

namespace permap {

// "times": by step, most days of waiting first.
Json visit_times_json(const std::vector<VisitTimes>& times, const Map& map, Notes& notes);
std::string visit_times_text(const std::vector<VisitTimes>& times, const Map& map);

}  // namespace permap
