// How many children a run is about, before it is run.
#pragma once

#include "engine/run.hpp"
#include "map/map.hpp"

namespace permap {

// Children who come in during a year, on average: of the area, or of the one entry of a cohort. Supply households are
// not among them.
double expected_children_a_year(const Map& map, const RunSettings& settings);

// Children who are counted: exactly where so many were asked for, else on average.
double expected_children(const Map& map, const RunSettings& settings);

}  // namespace permap
