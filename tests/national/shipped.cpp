#include "national/shipped.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "commands/load.hpp"
#include "input/scenario_arm.hpp"

namespace permap {

namespace {

const std::string home = PERMAP_SOURCE_DIR;

Map loaded(const std::string& path, const MapChoices& choices = {}) {
    const Result<LoadedMap> map = load_map(home + path, choices);
    for (const Problem& problem : map.problems()) UNSCOPED_INFO(to_string(problem));
    REQUIRE(map);
    return map->map;
}

std::vector<Scenario> all_scenarios() {
    std::vector<std::string> paths;
    for (const auto& file : std::filesystem::directory_iterator(home + "/scenarios")) {
        if (file.path().extension() == ".json") paths.push_back(file.path().string());
    }
    std::sort(paths.begin(), paths.end());
    std::vector<Scenario> all;
    for (const std::string& path : paths) {
        const Result<std::vector<Scenario>> read = load_scenarios(path);
        REQUIRE(read);
        all.push_back(read->front());
    }
    return all;
}

const std::vector<Scenario>& shipped_scenarios() {
    static const std::vector<Scenario> all = all_scenarios();
    return all;
}

template <class List>
std::size_t place_of(const List& list, std::string_view id) {
    const auto found = std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.id == id; });
    INFO("no " << id);
    REQUIRE(found != list.end());
    return static_cast<std::size_t>(found - list.begin());
}

}  // namespace

const Map& scotland() {
    static const Map map = loaded("/maps/scotland");
    return map;
}

const Map& scarce_scotland() {
    static const Map map = loaded("/maps/scotland", {.resources_on = true, .law_at = {}});
    return map;
}

const Map& teaching() {
    static const Map map = loaded("/maps/teaching.json");
    return map;
}

const Map& illustrative_council() {
    static const Map map = loaded("/maps/local/illustrative-council.json");
    return map;
}

const Map& as_written(std::string_view id) {
    static const Map national = *load_map_as_written(home + "/maps/scotland");
    static const Map small = *load_map_as_written(home + "/maps/teaching.json");
    return id == small.id ? small : national;
}

std::vector<std::string> scenarios_for(const Map& map) {
    std::vector<std::string> ids;
    for (const Scenario& scenario : shipped_scenarios()) {
        if (scenario.map != map.id) continue;
        // Without its scarce resources a map has nothing that these would change.
        if (!map.left_out.empty() && needs_resources(scenario, as_written(map.id))) continue;
        ids.push_back(scenario.id);
    }
    return ids;
}

Arm arm_with(const Map& map, const std::string& scenario) {
    std::vector<Scenario> wanted;
    if (!scenario.empty()) wanted.push_back(shipped_scenarios()[place_of(shipped_scenarios(), scenario)]);
    Result<Arm> arm = make_arm(map, scenario.empty() ? "baseline" : scenario, wanted);
    for (const Problem& problem : arm.problems()) UNSCOPED_INFO(to_string(problem));
    REQUIRE(arm);
    return *std::move(arm);
}

StepIndex step_of(const Map& map, std::string_view id) {
    return static_cast<StepIndex>(place_of(map.steps, id));
}

AttributeIndex attribute_of(const Map& map, std::string_view id) {
    return static_cast<AttributeIndex>(place_of(map.attributes, id));
}

std::uint8_t value_of(const Map& map, std::string_view attribute, std::string_view value) {
    const std::vector<std::string>& values = map.attributes[index(attribute_of(map, attribute))].values;
    const auto found = std::find(values.begin(), values.end(), value);
    REQUIRE(found != values.end());
    return static_cast<std::uint8_t>(found - values.begin());
}

}  // namespace permap
