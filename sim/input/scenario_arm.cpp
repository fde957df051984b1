#include "input/scenario_arm.hpp"

#include <algorithm>
#include <utility>

#include "graph/map_check.hpp"
#include "map/optional_resources.hpp"

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
    const bool holds_always = std::all_of(arm->scenarios.begin(), arm->scenarios.end(), [](const Scenario& scenario) {
        return std::all_of(scenario.edits.begin(), scenario.edits.end(),
                           [](const Edit& edit) { return edit.guard == Guard{}; });
    });
    // Where edits hold from a date or for some children only, each combination is a map to be checked.
    if (!holds_always) {
        const Result<Applied> applied = apply_scenario(map, arm->scenarios);
        PERMAP_ASSERT(applied);
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

bool needs_resources(const Scenario& scenario, const Map& map) {
    const std::vector<std::string> left_out = with_resources(map, false).left_out;
    const auto is_left_out = [&](const std::string& resource) {
        return std::find(left_out.begin(), left_out.end(), resource) != left_out.end();
    };
    const auto names_one = [&](const Edit& edit) {
        if (const auto* one = std::get_if<SetCapacity>(&edit.change)) return is_left_out(one->resource);
        if (const auto* one = std::get_if<SetCalendar>(&edit.change)) return is_left_out(one->resource);
        if (const auto* one = std::get_if<SetPriority>(&edit.change)) {
            const Step* step = find_step(map, one->step);
            return step != nullptr && step->uses && is_left_out(step->uses->resource);
        }
        const auto* one = std::get_if<SetArrivals>(&edit.change);
        if (one == nullptr || left_out.empty()) return false;
        return std::any_of(map.arrivals.begin(), map.arrivals.end(),
                           [&](const Arrivals& arrivals) { return arrivals.supply && arrivals.entry == one->entry; });
    };
    return std::any_of(scenario.edits.begin(), scenario.edits.end(), names_one);
}

}  // namespace permap
