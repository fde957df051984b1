// Overlays: small files that put an area's own numbers over a map (docs/map-format.md, "Overlays"). For codecs only.
#pragma once

#include <string>
#include <vector>

#include "map/json_reader.hpp"
#include "map/overlaid_places.hpp"

namespace permap {

struct MapDocument {
    std::string path;
    Json value;
};

// Puts the overlay's values in place of the map's, and remembers where they were written. `documents`: the map's files,
// the manifest first; whatever overlays lie below this one are in them already. Every entry that the map does not have,
// that says nothing new or that an overlay may not hold is a problem; the others are merged all the same.
void put_over(const MapDocument& overlay, std::vector<MapDocument>& documents, OverlaidPlaces& places,
              Problems& problems);

}  // namespace permap
