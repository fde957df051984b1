#include "commands/load.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "map/map_codec.hpp"
#include "scenario/scenario_codec.hpp"
#include "store/whole_file.hpp"

namespace permap {

namespace {

namespace fs = std::filesystem;

// A folder means its map.json.
Result<MapFile> first_file_of(const fs::path& map) {
    std::error_code ignored;
    const bool is_folder = fs::is_directory(map, ignored);
    const fs::path first = is_folder ? map / "map.json" : map;
    if (is_folder && !fs::exists(first, ignored)) {
        return Problem{map.string(), "a folder without map.json", "a map is one JSON file, or a folder with map.json"};
    }
    Result<std::string> text = read_whole_file(first.string());
    if (!text) return text.problems();
    return MapFile{first.string(), std::move(*text)};
}

// "a.json → b.json → a.json"
std::string in_a_row(const std::vector<MapFile>& files, const MapFile& last) {
    std::string row;
    for (const MapFile& file : files) row += file.path + " → ";
    return row + last.path;
}

// A path without its detours ("local/../scotland"), where that leads to the same place.
fs::path without_detours(const fs::path& path) {
    std::error_code ignored;
    const fs::path shorter = path.lexically_normal();
    return fs::equivalent(path, shorter, ignored) ? shorter : path;
}

// The given file and, where it is an overlay, all that lie under it: the last is the map itself.
Result<std::vector<MapFile>> down_to_the_map(const fs::path& given) {
    Result<MapFile> top = first_file_of(given);
    if (!top) return top.problems();
    std::vector<MapFile> files{*std::move(top)};
    while (const std::optional<std::string> named = base_named_by(files.back())) {
        const std::string here = files.back().path + "#/overlay_of";
        Result<MapFile> base = first_file_of(without_detours(fs::path(files.back().path).parent_path() / *named));
        if (!base) {
            return Problem{here, "the base map " + to_string(base.problems().front()),
                           "the path is relative to the overlay's own folder"};
        }
        std::error_code ignored;
        for (const MapFile& file : files) {
            if (!fs::equivalent(file.path, base->path, ignored)) continue;
            return Problem{here, "goes round in a circle: " + in_a_row(files, *base),
                           "below the last overlay lies a map that is none"};
        }
        files.push_back(*std::move(base));
    }
    return files;
}

Result<CheckedMap> read_and_checked(const std::string& path) {
    const Result<std::vector<MapFile>> found = down_to_the_map(path);
    if (!found) return found.problems();
    const MapFile& manifest = found->back();
    const std::vector<MapFile> overlays(found->rbegin() + 1, found->rend());
    std::vector<MapFile> files{manifest};
    Problems problems;
    for (const std::string& name : files_named_by(manifest)) {
        const std::string file = (fs::path(manifest.path).parent_path() / name).string();
        Result<std::string> text = read_whole_file(file);
        if (text) {
            files.push_back({file, std::move(*text)});
        } else {
            problems.insert(problems.end(), text.problems().begin(), text.problems().end());
        }
    }
    if (!problems.empty()) return problems;
    Result<CheckedMap> map = checked_map(files, overlays);
    if (map) map->folder = fs::path(manifest.path).parent_path().string();
    return map;
}

}  // namespace

Result<LoadedMap> load_map(const std::string& path, const MapChoices& choices) {
    Result<CheckedMap> map = read_and_checked(path);
    if (!map) return map.problems();
    return map_to_run(*std::move(map), choices);
}

Result<Map> load_map_as_written(const std::string& path, std::optional<Instant> law_at) {
    Result<CheckedMap> map = read_and_checked(path);
    if (!map) return map.problems();
    Result<CheckedMap> then = with_law_at(*std::move(map), law_at);
    if (!then) return then.problems();
    return std::move(then->as_written);
}

Result<LoadedMap> map_of_texts(const std::vector<std::string>& paths, const std::vector<std::string>& texts) {
    std::vector<MapFile> files;
    for (std::size_t i = 0; i < texts.size(); ++i) files.push_back({paths[i], texts[i]});
    Result<CheckedMap> map = checked_map(files);
    if (!map) return map.problems();
    return map_to_run(*std::move(map), {});
}

Result<std::vector<Scenario>> load_scenarios(const std::string& paths) {
    std::vector<Scenario> scenarios;
    Problems problems;
    const auto load = [&](const std::string& path) {
        if (path.empty()) {
            problems.push_back({"--scenario", "the name of a file is missing", "FILE, or FILE+FILE for two at once"});
            return;
        }
        const Result<std::string> text = read_whole_file(path);
        if (!text) return problems.insert(problems.end(), text.problems().begin(), text.problems().end()), void();
        Result<Scenario> scenario = scenario_from_json(path, *text);
        if (!scenario)
            return problems.insert(problems.end(), scenario.problems().begin(), scenario.problems().end()), void();
        scenarios.push_back(std::move(*scenario));
    };
    for (std::size_t from = 0; from <= paths.size();) {
        const std::size_t plus = std::min(paths.find('+', from), paths.size());
        load(paths.substr(from, plus - from));
        from = plus + 1;
    }
    if (!problems.empty()) return problems;
    return scenarios;
}

Result<std::vector<Scenario>> scenarios_in(const std::string& folder) {
    std::error_code fault;
    std::vector<std::string> paths;
    for (fs::directory_iterator file(folder, fault), end; !fault && file != end; file.increment(fault)) {
        if (file->path().extension() == ".json") paths.push_back(file->path().string());
    }
    if (fault) return Problem{folder, "cannot be read as a folder", "the folder that holds the scenarios"};
    if (paths.empty()) return Problem{folder, "no scenario (*.json) is in this folder", ""};
    std::sort(paths.begin(), paths.end());
    std::vector<Scenario> scenarios;
    Problems problems;
    for (const std::string& path : paths) {
        const Result<std::string> text = read_whole_file(path);
        Result<Scenario> scenario = text ? scenario_from_json(path, *text) : Result<Scenario>(text.problems());
        if (scenario)
            scenarios.push_back(*std::move(scenario));
        else
            problems.insert(problems.end(), scenario.problems().begin(), scenario.problems().end());
    }
    if (!problems.empty()) return problems;
    return scenarios;
}

std::string shipped(const std::string& path) {
    const char* home = std::getenv("PERMAP_HOME");
    return (fs::path(home != nullptr ? home : PERMAP_SHIPPED_AT) / path).string();
}

}  // namespace permap
