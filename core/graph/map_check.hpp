// Every load check of a map (SEMANTICS 1 and 2), all problems at once.
#pragma once

#include "map/map.hpp"
#include "vocabulary/result.hpp"

namespace permap {

struct CheckReport {
    Problems errors;    // the map cannot be run
    Problems warnings;  // it can, but is it meant?
};

// A map with optional resources is checked with them and without them; what is wrong in both is said once.
CheckReport check_map(const Map& map);

}  // namespace permap
