#include "map/optional_resources.hpp"

#include <algorithm>
#include <utility>

namespace permap {

namespace {

bool is_optional(const Step& step) {
    return step.uses && step.uses->working;
}

bool is_used(const Map& map, const std::string& resource) {
    return std::any_of(map.steps.begin(), map.steps.end(),
                       [&](const Step& step) { return step.uses && step.uses->resource == resource; });
}

void work_alone(Step& step) {
    step.duration = *std::exchange(step.uses->working, std::nullopt);
}

void leave_out(Map& map, const std::string& resource) {
    const auto found = std::find_if(map.resources.begin(), map.resources.end(),
                                    [&](const Resource& one) { return one.id == resource; });
    if (found == map.resources.end()) return;  // unknown, or left out already
    map.resources.erase(found);
    map.left_out.push_back(resource);
    for (Step& step : map.steps) {
        if (step.adds_to == resource) step.adds_to.clear();
    }
}

}  // namespace

bool has_optional_resources(const Map& map) {
    return std::any_of(map.steps.begin(), map.steps.end(), is_optional);
}

Map with_resources(const Map& map, bool on) {
    Map result = map;
    std::vector<std::string> dropped;
    for (Step& step : result.steps) {
        if (!is_optional(step)) continue;
        if (on) {
            work_alone(step);
            continue;
        }
        dropped.push_back(step.uses->resource);
        step.uses.reset();
    }
    for (const std::string& resource : dropped) {
        if (!is_used(result, resource)) leave_out(result, resource);
    }
    return result;
}

}  // namespace permap
