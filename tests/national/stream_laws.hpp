// What must hold for every story of a child, and for all of them together at what they share, whatever the map.
// Written from docs/semantics.md alone.
#pragma once

#include <string>

#include "log/stream.hpp"
#include "map/map.hpp"

namespace permap {

// Why a stream is no story of a child: causes, time, visits that tile, one visit at a time, every ready ends once.
// Empty for a sound one.
std::string fault_of(const Map& map, const Stream& stream);

// Why the children of this log cannot have shared pools and sittings so. `log` holds everybody there was between `from`
// and `to`: units held are never more than there are, and while somebody waits for one all of them are held (so each
// was given back); no sitting seats more than its places.
std::string sharing_fault(const Map& map, const EventLog& log, Instant from, Instant to);

}  // namespace permap
