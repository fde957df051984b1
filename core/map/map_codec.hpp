// A map as JSON (docs/map-format.md) and back. Opens no files: the caller brings their texts.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "map/map.hpp"
#include "vocabulary/result.hpp"

namespace permap {

struct MapFile {
    std::string path;  // for messages
    std::string text;
};

// The first file is map.json, or the whole map; the others are those it names, in that order.
// `overlays` lie over it in this order, the first one nearest to it; each changes the map below (overlay_codec.hpp).
// Reports every fault of form at once. That ids exist and journeys end is checked by graph/.
Result<Map> map_from_json(std::span<const MapFile> files, std::span<const MapFile> overlays = {});

// "overlay_of" of a file that is an overlay: the path of the map below it, relative to the file. None for a map.
std::optional<std::string> base_named_by(const MapFile& file);

// Names in "files", relative to the manifest; none for a map in one file or a text that is not JSON.
std::vector<std::string> files_named_by(const MapFile& manifest);

// One document that reads back as an equal map. Edits of a scenario are not part of it.
std::string map_to_json(const Map& map);

// SHA-256 over the meaning: ids, structure, numbers, conditions; not names, texts, notes, or where a number was
// published. Whether a number is assumed counts, and so do its low and high: drawn assumptions change results.
std::string map_digest(const Map& map);

}  // namespace permap
