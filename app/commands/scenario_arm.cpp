#include "commands/scenario_arm.hpp"

#include <algorithm>
#include <utility>

#include "graph/map_check.hpp"

namespace permap {

std::string arm_name(const std::vector<Scenario>& scenarios) {
    std::string name;
    for (const Scenario& scenario : scenarios) name += (name.empty() ? "" : "+") + scenario.id;
    return name.empty() ? "baseline" : name;
}

Result<Arm> scenario_arm(const Map& map, std::vector<Scenario> scenarios) {
    const bool is_edited = !scenarios.empty();
    std::string name = arm_name(scenarios);
    Result<Arm> arm = make_arm(map, std::move(name), std::move(scenarios));
    if (!arm || !is_edited) return arm;
    Problems errors = check_map(arm->map).errors;
    if (const Result<Applied> applied = apply_scenario(map, arm->scenarios)) {
        for (const Map& world : applied->worlds) {
            for (Problem& error : check_map(world).errors) {
                if (std::find(errors.begin(), errors.end(), error) == errors.end()) errors.push_back(std::move(error));
            }
        }
    }
    if (errors.empty()) return arm;
    for (Problem& error : errors) error.where += " as edited by " + arm->name;
    return errors;
}

}  // namespace permap
