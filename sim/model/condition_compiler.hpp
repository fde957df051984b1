// Turns conditions of a checked map into ConditionCode; derived attributes are written out.
#pragma once

#include <string>
#include <unordered_map>

#include "map/map.hpp"
#include "model/condition_code.hpp"

namespace permap {

struct NameIndex {
    std::unordered_map<std::string, std::size_t> steps, attributes, regions, resources, processes, calendars;

    explicit NameIndex(const Map& map);
};

// Place of a value in its attribute's list, or the number of a counter.
std::uint8_t value_code(const Attribute& attribute, const std::string& value);

ConditionCode condition_code(const Condition& condition, const Map& map, const NameIndex& names);

}  // namespace permap
