// Do a target's measures speak of steps, ways, aims and values that the map has?
#pragma once

#include "evidence/target.hpp"
#include "map/map.hpp"
#include "vocabulary/result.hpp"

namespace permap {

void check_names(const TargetMeasure& measure, const Map& map, const std::string& where, Problems& problems);

// The limit a `limit` measure reads off: the one in force on the map's first day. None: nothing.
const Timescale* timescale_at_start(const Step& step, const Map& map);

}  // namespace permap
