// The maps and scenarios that come with the program, read once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "experiment/arm.hpp"
#include "map/map.hpp"

namespace permap {

const Map& scotland();
const Map& scarce_scotland();  // with its optional resources
const Map& teaching();
const Map& illustrative_council();  // an overlay over the national map

// The shipped map of this id, with its optional resources still left open.
const Map& as_written(std::string_view id);

// Ids of the scenarios that this map can be run with, in order of their files.
std::vector<std::string> scenarios_for(const Map& map);

// "" is the baseline.
Arm arm_with(const Map& map, const std::string& scenario);

StepIndex step_of(const Map& map, std::string_view id);
AttributeIndex attribute_of(const Map& map, std::string_view id);
std::uint8_t value_of(const Map& map, std::string_view attribute, std::string_view value);

}  // namespace permap
