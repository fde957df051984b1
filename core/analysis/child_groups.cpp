#include "analysis/child_groups.hpp"

#include <algorithm>

namespace permap {
namespace {

const Attribute& attribute_of(const MeasurePlan& plan, std::size_t grouping) {
    return plan.map.attributes[index(plan.groupings[grouping].attribute)];
}

std::string name_of(const Grouping& grouping, const std::string& value) {
    const auto found = std::find_if(grouping.names.begin(), grouping.names.end(),
                                    [&](const Grouping::ValueName& one) { return one.value == value; });
    return found == grouping.names.end() ? value : found->name;
}

}  // namespace

std::vector<ChildGroup> child_groups(const MeasurePlan& plan) {
    std::vector<ChildGroup> groups;
    for (const NamedAgeBand& band : age_bands) {
        groups.push_back({std::string(by_age_at_entry), "Age on coming in", band.id, band.name});
    }
    for (std::size_t i = 0; i < plan.groupings.size(); ++i) {
        const Grouping& grouping = plan.map.groups[i];
        for (const std::string& value : attribute_of(plan, i).values) {
            groups.push_back({grouping.id, grouping.name, value, name_of(grouping, value)});
        }
        groups.push_back({grouping.id, grouping.name, "not_come_to",
                          grouping.at == grouped_at_first_day_away ? "never away from home" : "never came so far"});
    }
    return groups;
}

std::vector<std::size_t> first_groups(const MeasurePlan& plan) {
    std::vector<std::size_t> first = {0, age_bands.size()};
    for (const GroupingPlan& grouping : plan.groupings) first.push_back(first.back() + grouping.values + 1U);
    return first;
}

}  // namespace permap
