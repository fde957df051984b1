#include "input/checked_map.hpp"

#include <utility>

#include "graph/map_check.hpp"
#include "map/law_at.hpp"
#include "map/optional_resources.hpp"

namespace permap {

Result<CheckedMap> checked_map(std::span<const MapFile> files, std::span<const MapFile> overlays) {
    Result<Map> map = map_from_json(files, overlays);
    if (!map) return map.problems();
    CheckReport report = check_map(*map);
    if (!report.errors.empty()) return report.errors;
    return CheckedMap{std::move(*map), std::move(report.warnings)};
}

Result<CheckedMap> with_law_at(CheckedMap map, std::optional<Instant> law_at) {
    if (!law_at) return map;
    const std::string day = to_date_string(*law_at);
    if (map.as_written.law_at) {
        return Problem{"--law-at", "the map holds the law as it stood on " + to_date_string(*map.as_written.law_at),
                       "leave it out, or give the map it was made from"};
    }
    Map then = permap::law_at(map.as_written, *law_at);
    CheckReport report = check_map(then);
    for (Problem& error : report.errors) error.where += " as the law stood on " + day;
    if (!report.errors.empty()) return report.errors;
    return CheckedMap{std::move(then), std::move(report.warnings), std::move(map.folder)};
}

Result<LoadedMap> map_to_run(CheckedMap map, const MapChoices& choices) {
    Result<CheckedMap> chosen = with_law_at(std::move(map), choices.law_at);
    if (!chosen) return chosen.problems();
    LoadedMap loaded;
    if (has_optional_resources(chosen->as_written)) loaded.resources = choices.resources_on ? "on" : "off";
    loaded.map = with_resources(chosen->as_written, choices.resources_on);
    loaded.warnings = std::move(chosen->warnings);
    loaded.digest = map_digest(loaded.map);
    loaded.folder = std::move(chosen->folder);
    return loaded;
}

}  // namespace permap
