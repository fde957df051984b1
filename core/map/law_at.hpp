// The law as it stood on one day, for the whole of a run (SEMANTICS 2, law by date; MEASURES 4, --law-at).
#pragma once

#include "map/map.hpp"

namespace permap {

// Every `in_force` of a step, way, clock or timescale that holds at that minute loses its dates. What does not hold
// then never does: the way is shut, the step passed through, the clock never starts, and the timescale is gone. Ids,
// the order of ways and everything that refers to them stay, so scenarios, aims and a child's luck fit as before.
// A map whose law is frozen already has no dates left and comes back as it is. Not checked: a map that passed its
// checks passes them again.
Map law_at(const Map& map, Instant at);

}  // namespace permap
