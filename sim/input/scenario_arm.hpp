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

// Whether an edit is of something that this map, as written, has only with its scarce resources (--resources on): a
// resource that is left out by default, who goes first there, or supply that fills such a resource.
bool needs_resources(const Scenario& scenario, const Map& map);

}  // namespace permap
