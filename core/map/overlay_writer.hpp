// The numbers in which one map differs from another, as an overlay on it (docs/map-format.md).
#pragma once

#include <string>

#include "map/map.hpp"

namespace permap {

struct OverlayHeader {
    std::string id, version, name, about;
    std::string overlay_of;  // the base's path, relative to the overlay's folder
};

// Durations, probabilities of ways and attribute draws, units of resources and children a year. The two maps have the
// same steps, ways, resources and entries, in the same order.
std::string overlay_to_json(const Map& base, const Map& changed, const OverlayHeader& header);

}  // namespace permap
