// Scenarios on their map, ready to run: the edited map is checked like any map.
#pragma once

#include <string>
#include <vector>

#include "experiment/arm.hpp"
#include "scenario/scenario.hpp"
#include "vocabulary/result.hpp"

namespace permap {

// "baseline", or the scenarios' ids joined by +.
std::string arm_name(const std::vector<Scenario>& scenarios);

Result<Arm> scenario_arm(const Map& map, std::vector<Scenario> scenarios);

}  // namespace permap
