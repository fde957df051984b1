#include "commands/load.hpp"

#include <cstdlib>
#include <filesystem>

#include "graph/map_check.hpp"
#include "map/map_codec.hpp"
#include "map/optional_resources.hpp"
#include "scenario/scenario_codec.hpp"
#include "store/whole_file.hpp"

namespace permap {

namespace {

namespace fs = std::filesystem;

// A map that passed every check, and what it was warned of.
struct CheckedMap {
    Map as_written;
    Problems warnings;
};

Result<CheckedMap> checked(const std::vector<MapFile>& files) {
    Result<Map> map = map_from_json(files);
    if (!map) return map.problems();
    CheckReport report = check_map(*map);
    if (!report.errors.empty()) return report.errors;
    return CheckedMap{std::move(*map), std::move(report.warnings)};
}

Result<LoadedMap> to_run(Result<CheckedMap> checked, const MapChoices& choices) {
    if (!checked) return checked.problems();
    LoadedMap loaded;
    if (has_optional_resources(checked->as_written)) loaded.resources = choices.resources_on ? "on" : "off";
    loaded.map = with_resources(checked->as_written, choices.resources_on);
    loaded.warnings = std::move(checked->warnings);
    loaded.digest = map_digest(loaded.map);
    return loaded;
}

Result<std::vector<MapFile>> files_of(const std::string& path) {
    std::error_code ignored;
    const bool is_folder = fs::is_directory(path, ignored);
    const fs::path first = is_folder ? fs::path(path) / "map.json" : fs::path(path);
    if (is_folder && !fs::exists(first, ignored)) {
        return Problem{path, "a folder without map.json", "a map is one JSON file, or a folder with map.json"};
    }
    Problems problems;
    std::vector<MapFile> files;
    const auto read = [&](const fs::path& file) {
        Result<std::string> text = read_whole_file(file.string());
        if (text) {
            files.push_back({file.string(), std::move(*text)});
        } else {
            problems.insert(problems.end(), text.problems().begin(), text.problems().end());
        }
    };
    read(first);
    if (!files.empty()) {
        for (const std::string& name : files_named_by(MapFile(files.front()))) read(first.parent_path() / name);
    }
    if (!problems.empty()) return problems;
    return files;
}

Result<CheckedMap> read_and_checked(const std::string& path) {
    const Result<std::vector<MapFile>> files = files_of(path);
    if (!files) return files.problems();
    return checked(*files);
}

}  // namespace

Result<LoadedMap> load_map(const std::string& path, const MapChoices& choices) {
    return to_run(read_and_checked(path), choices);
}

Result<Map> load_map_as_written(const std::string& path) {
    Result<CheckedMap> map = read_and_checked(path);
    if (!map) return map.problems();
    return std::move(map->as_written);
}

Result<LoadedMap> map_of_texts(const std::vector<std::string>& paths, const std::vector<std::string>& texts) {
    std::vector<MapFile> files;
    for (std::size_t i = 0; i < texts.size(); ++i) files.push_back({paths[i], texts[i]});
    return to_run(checked(files), {});
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

std::string shipped(const std::string& path) {
    const char* home = std::getenv("PERMAP_HOME");
    return (fs::path(home != nullptr ? home : PERMAP_SHIPPED_AT) / path).string();
}

}  // namespace permap
