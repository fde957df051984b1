// The groups that results tell children apart by: age at entry on every map, then Map::groups.
#pragma once

#include <string>
#include <vector>

#include "projection/child_record.hpp"
#include "projection/measure_plan.hpp"

namespace permap {

struct ChildGroup {
    std::string by;        // "age_at_entry", or the id of one of Map::groups
    std::string by_name;   // "Age on coming in", or the grouping's name
    std::string id, name;  // "under_1", or a value of the attribute; "not_come_to": never came to the point looked at
};

// Grouping by grouping. Of one grouping each child is in exactly one group.
std::vector<ChildGroup> child_groups(const MeasurePlan& plan);

// Where each grouping's groups begin in child_groups; one more entry: how many there are in all.
std::vector<std::size_t> first_groups(const MeasurePlan& plan);

// The child's group of one grouping, as a place among that grouping's groups.
inline std::size_t group_of(const ChildRecord& child, std::size_t grouping) {
    return grouping == 0 ? static_cast<std::size_t>(child.age_band) : child.groups[grouping - 1];
}

}  // namespace permap
