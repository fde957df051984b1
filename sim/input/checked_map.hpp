// A map from its texts, checked, with what it leaves open chosen. Opens no files: the caller brings them.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "map/map.hpp"
#include "map/map_codec.hpp"
#include "vocabulary/result.hpp"

namespace permap {

// A map that passed every check, and what it was warned of. Optional resources are still left open.
struct CheckedMap {
    Map as_written;
    Problems warnings;
    std::string folder = {};  // where its files are, if it came from files
};

// The files as `map_from_json` takes them. Reports every fault of form, or else every fault of meaning.
Result<CheckedMap> checked_map(std::span<const MapFile> files, std::span<const MapFile> overlays = {});

// The map with its law frozen on that day, where one is given; then checked once more.
Result<CheckedMap> with_law_at(CheckedMap map, std::optional<Instant> law_at);

// What a map leaves open, and a run has to choose.
struct MapChoices {
    bool resources_on = false;      // optional resources (map/optional_resources.hpp)
    std::optional<Instant> law_at;  // the law as it stood that day, for the whole run (map/law_at.hpp)
};

struct LoadedMap {
    Map map;  // the one that runs
    Problems warnings;
    std::string digest;              // of the map that runs
    std::string resources = "none";  // "on" or "off"; "none" where the map has no optional ones
    std::string folder;              // of the map itself, below all overlays; empty where it came from no file
};

Result<LoadedMap> map_to_run(CheckedMap map, const MapChoices& choices);

}  // namespace permap
