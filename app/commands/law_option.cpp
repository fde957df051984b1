#include "commands/law_option.hpp"

#include <utility>

#include "graph/map_check.hpp"
#include "map/law_at.hpp"
#include "map/map_codec.hpp"

namespace permap {

std::vector<OptionSpec> law_option() {
    return {{"law-at", "DATE", "the law as on that day, for the whole run (default as it changes)"}};
}

Result<LoadedMap> frozen(const LoadedMap& map, Instant at) {
    Map then = law_at(map.map, at);
    CheckReport report = check_map(then);
    for (Problem& error : report.errors) error.where += " as the law stood on " + to_date_string(at);
    if (!report.errors.empty()) return report.errors;
    std::string digest = map_digest(then);
    return LoadedMap{std::move(then), std::move(report.warnings), std::move(digest)};
}

Result<LoadedMap> load_map(const std::string& path, const Arguments& arguments) {
    Problems problems;
    const std::optional<Instant> at = arguments.date("law-at", problems);
    Result<LoadedMap> map = load_map(path);
    if (!map) problems.insert(problems.end(), map.problems().begin(), map.problems().end());
    if (map && at && map->map.law_at) {
        problems.push_back({"--law-at", "the map holds the law as it stood on " + to_date_string(*map->map.law_at),
                            "leave it out, or give the map it was made from"});
    }
    if (!problems.empty()) return problems;
    return at ? frozen(*map, *at) : std::move(map);
}

}  // namespace permap
