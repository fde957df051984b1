#include "commands/load.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "input/map_shelf.hpp"
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

// A path without its detours ("local/../scotland"), where that leads to the same place.
fs::path without_detours(const fs::path& path) {
    std::error_code ignored;
    const fs::path shorter = path.lexically_normal();
    return fs::equivalent(path, shorter, ignored) ? shorter : path;
}

// Two paths may lead to one file.
bool are_same_file(const std::string& one, const std::string& other) {
    std::error_code ignored;
    return fs::equivalent(one, other, ignored);
}

Result<CheckedMap> read_and_checked(const std::string& path) {
    const auto beside = [](const std::string& from, const std::string& name) {
        return without_detours(fs::path(from).parent_path() / name).string();
    };
    return checked_map_at({[](const std::string& at) { return first_file_of(at); }, beside, are_same_file}, path);
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
