// Each edit as one plain sentence, for people who will never read JSON.
#pragma once

#include <string>
#include <string_view>

#include "map/map.hpp"
#include "scenario/scenario.hpp"

namespace permap {

// `map`: as it stands before the edit. What the map does not know is shown by its id.
std::string sentence(const Edit& edit, const Map& map);

// Where the number of an edit comes from; empty for edits without one.
const Provenance& provenance_of(const Edit& edit);

// Key of that number in the JSON of the edit: "factor", "duration" …
std::string_view number_key(const Edit& edit);

}  // namespace permap
