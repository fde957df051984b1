// What recorded journeys do that the map does not explain, as JSON and as a table.
#pragma once

#include <string>
#include <vector>

#include "map/map.hpp"
#include "mining/unexplained.hpp"
#include "report/json_parts.hpp"

namespace permap {

// "unexplained": null without a map.
Json unexplained_json(const std::vector<Unexplained>& unexplained, const Map& map, bool has_map, Notes& notes);
std::string unexplained_text(const std::vector<Unexplained>& unexplained, const Map& map);

}  // namespace permap
