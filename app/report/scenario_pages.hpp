// Scenarios of one map as a page that a planner can read: what each changes, why, on what it rests, and what it does.
#pragma once

#include <string>
#include <vector>

#include "experiment/experiment.hpp"
#include "report/result_header.hpp"
#include "scenario/scenario.hpp"

namespace permap {

// Markdown: how it was run, a table of all, then each scenario. arms[0] is the baseline; every other arm is one
// scenario with its comparison. The same whenever it is made again.
std::string scenario_pages(const ResultHeader& header, const Map& map, const std::vector<Arm>& arms,
                           const std::vector<ComparedArm>& compared);

// Id, name, map and standing, a line each: a table within 100 columns.
std::string scenario_list(const std::vector<Scenario>& scenarios);

}  // namespace permap
