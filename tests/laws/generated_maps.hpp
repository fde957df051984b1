// Random small maps that use every feature, are valid and come to an end. The same seed gives the same map everywhere.
#pragma once

#include <cstdint>

#include "engine/run.hpp"
#include "map/map.hpp"

namespace permap {

struct GeneratedMap {
    Map map;
    RunSettings settings;
};

GeneratedMap generate_map(std::uint64_t seed);

}  // namespace permap
