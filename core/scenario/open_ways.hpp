// Which ways of a decision can be open together: one row for every combination of values its conditions can tell apart.
#pragma once

#include <string>
#include <vector>

#include "map/map.hpp"

namespace permap {

struct OpenWays {
    std::vector<bool> open;  // by way
    std::string when;        // the values, for messages: "carer_known = no, legal_route = kco"
};

// Rows in a fixed order, those with the same open ways once (the first). Dates of law are not looked at. Above 100,000
// combinations: one row with every way open, as if there were no conditions.
std::vector<OpenWays> open_ways(const Map& map, const Step& step);

}  // namespace permap
