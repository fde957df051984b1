// The oracle: a second, independent reading of docs/semantics.md. It walks the map itself, step by step, on one heap,
// with no compiled model. It shares with the engine only draws, quantile tables, calendars and events. Slow, and meant
// to be obviously right.
#pragma once

#include "engine/run.hpp"
#include "log/stream.hpp"
#include "map/map.hpp"

namespace permap {

EventLog oracle_run(const Map& map, const RunSettings& settings);

}  // namespace permap
