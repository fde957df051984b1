// Random scenarios on a generated map: any edit, from a date on, for some children, or always. Edits that the map
// refuses are left out. The same seed gives the same scenario everywhere.
#pragma once

#include <cstdint>
#include <string>

#include "laws/generated_maps.hpp"
#include "scenario/apply.hpp"

namespace permap {

struct EditedMap {
    Applied applied;
    int guarded = 0;  // edits that were made and hold for some visits only
    std::string sentences;
};

EditedMap generate_edits(const GeneratedMap& generated, std::uint64_t seed);
// All edits hold from that date on at the earliest.
EditedMap generate_edits(const GeneratedMap& generated, std::uint64_t seed, Instant earliest);

}  // namespace permap
