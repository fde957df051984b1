// The words of the map's lists, as a map file spells them.
#pragma once

#include "map/map.hpp"

namespace permap {

const char* word(StepKind kind);
const char* word(TimeUnit unit);

}  // namespace permap
