// A map among many files, wherever these are kept: on a disk, or in memory.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "input/checked_map.hpp"
#include "map/map_codec.hpp"
#include "vocabulary/result.hpp"

namespace permap {

struct MapShelf {
    // A folder means its map.json.
    std::function<Result<MapFile>(const std::string& path)> file_at;
    // The path of a file that another one names, relative to its own folder.
    std::function<std::string(const std::string& from, const std::string& name)> beside;
    std::function<bool(const std::string& one, const std::string& other)> are_same;
};

// The map at `path`, with the files it names, and all maps that lie below it where it is an overlay. Reports every
// fault of form, or else every fault of meaning.
Result<CheckedMap> checked_map_at(const MapShelf& shelf, const std::string& path);

// Files by their paths, folders divided by "/"; "." and ".." in a name are followed. `files` must outlive the shelf.
MapShelf shelf_of(std::span<const MapFile> files);

}  // namespace permap
