// Where two readings of the same map part: the first event that differs, with what led to it. Empty when they agree.
#pragma once

#include <string>

#include "log/stream.hpp"
#include "map/map.hpp"

namespace permap {

std::string difference(const Map& map, const EventLog& oracle, const EventLog& engine);

}  // namespace permap
