#include "commands/stored_arm.hpp"

#include "commands/all_commands.hpp"
#include "input/scenario_arm.hpp"
#include "map/map_codec.hpp"
#include "scenario/scenario_list_codec.hpp"

namespace permap {

Result<StoredArm> load_log(const std::string& path) {
    Result<StoredLog> stored = read_log(path);
    if (!stored) return stored.problems();
    Result<LoadedMap> map = map_of_texts({path + " (its map)"}, {stored->header.map_json});
    if (!map) return map.problems();
    if (map->digest != stored->header.map_digest) {
        return Problem{path, "its map does not have the digest it states", "the log was altered"};
    }
    std::vector<Scenario> scenarios;
    if (!stored->header.scenario_json.empty()) {
        Result<std::vector<Scenario>> read =
            scenarios_from_json(path + " (its scenario)", stored->header.scenario_json);
        if (!read) return read.problems();
        scenarios = std::move(*read);
    }
    Result<Arm> arm = scenario_arm(map->map, scenarios);
    if (!arm) return arm.problems();
    return StoredArm{std::move(*stored), std::move(*map), std::move(*arm)};
}

LogHeader log_header(const LoadedMap& map, const Arm& arm, const Study& study) {
    LogHeader header;
    header.program = std::string("permap ") + PERMAP_VERSION;
    header.map_json = map_to_json(map.map);
    header.map_digest = map.digest;
    if (!arm.scenarios.empty()) header.scenario_json = scenarios_to_json(arm.scenarios);
    header.seed = study.settings.key.seed;
    header.start = study.settings.start;
    header.horizon_years = study.settings.horizon_years;
    header.replications = static_cast<std::uint32_t>(study.replications);
    return header;
}

}  // namespace permap
