// Resources that a map can be run with or without (docs/map-format.md, "Optional resources").
#pragma once

#include <vector>

#include "map/map.hpp"

namespace permap {

// Whether some step says how long its work alone takes, once the unit is held.
bool has_optional_resources(const Map& map);

// The map to run; an equal one where no use is optional.
// On: the work alone is the duration of each such step, and it waits for its unit or sitting.
// Off: such uses are gone, so the step's own duration stands for work and wait together. Resources that nobody uses any
// more are left out, and nothing is added to them; Map::left_out names them.
Map with_resources(const Map& map, bool on);

}  // namespace permap
