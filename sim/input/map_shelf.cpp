#include "input/map_shelf.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "vocabulary/suggestion.hpp"

namespace permap {

namespace {

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "" : path.substr(0, slash);
}

// "a.json → b.json → a.json"
std::string in_a_row(const std::vector<MapFile>& files, const MapFile& last) {
    std::string row;
    for (const MapFile& file : files) row += file.path + " → ";
    return row + last.path;
}

// The given file and, where it is an overlay, all that lie under it: the last is the map itself.
Result<std::vector<MapFile>> down_to_the_map(const MapShelf& shelf, const std::string& given) {
    Result<MapFile> top = shelf.file_at(given);
    if (!top) return top.problems();
    std::vector<MapFile> files{*std::move(top)};
    while (const std::optional<std::string> named = base_named_by(files.back())) {
        const std::string here = files.back().path + "#/overlay_of";
        Result<MapFile> base = shelf.file_at(shelf.beside(files.back().path, *named));
        if (!base) {
            return Problem{here, "the base map " + to_string(base.problems().front()),
                           "the path is relative to the overlay's own folder"};
        }
        for (const MapFile& file : files) {
            if (!shelf.are_same(file.path, base->path)) continue;
            return Problem{here, "goes round in a circle: " + in_a_row(files, *base),
                           "below the last overlay lies a map that is none"};
        }
        files.push_back(*std::move(base));
    }
    return files;
}

// "maps/local/../scotland/./map.json" → "maps/scotland/map.json"
std::string without_detours(const std::string& path) {
    std::vector<std::string> parts;
    for (std::size_t from = 0; from <= path.size();) {
        const std::size_t slash = std::min(path.find('/', from), path.size());
        const std::string part = path.substr(from, slash - from);
        const bool goes_up = part == ".." && !parts.empty() && parts.back() != "..";
        if (goes_up)
            parts.pop_back();
        else if (part != "." && !part.empty())
            parts.push_back(part);
        from = slash + 1;
    }
    std::string shorter;
    for (const std::string& part : parts) shorter += (shorter.empty() ? "" : "/") + part;
    return shorter;
}

const MapFile* find_file(std::span<const MapFile> files, const std::string& path) {
    for (const MapFile& file : files) {
        if (without_detours(file.path) == path) return &file;
    }
    return nullptr;
}

Problem not_among(std::span<const MapFile> files, const std::string& path) {
    std::vector<std::string> known;
    for (const MapFile& file : files) known.push_back(file.path);
    return {path, "no such file was given", meant(path, known)};
}

}  // namespace

Result<CheckedMap> checked_map_at(const MapShelf& shelf, const std::string& path) {
    const Result<std::vector<MapFile>> found = down_to_the_map(shelf, path);
    if (!found) return found.problems();
    const MapFile& manifest = found->back();
    const std::vector<MapFile> overlays(found->rbegin() + 1, found->rend());
    std::vector<MapFile> files{manifest};
    Problems problems;
    for (const std::string& name : files_named_by(manifest)) {
        Result<MapFile> file = shelf.file_at(shelf.beside(manifest.path, name));
        if (file) {
            files.push_back(*std::move(file));
        } else {
            problems.insert(problems.end(), file.problems().begin(), file.problems().end());
        }
    }
    if (!problems.empty()) return problems;
    Result<CheckedMap> map = checked_map(files, overlays);
    if (map) map->folder = folder_of(manifest.path);
    return map;
}

MapShelf shelf_of(std::span<const MapFile> files) {
    return {
        [files](const std::string& given) -> Result<MapFile> {
            const std::string path = without_detours(given);
            const MapFile* file = find_file(files, path);
            if (file == nullptr) file = find_file(files, without_detours(path + "/map.json"));
            if (file == nullptr) return not_among(files, given);
            return *file;
        },
        [](const std::string& from, const std::string& name) { return folder_of(from) + "/" + name; },
        [](const std::string& one, const std::string& other) { return without_detours(one) == without_detours(other); },
    };
}

}  // namespace permap
