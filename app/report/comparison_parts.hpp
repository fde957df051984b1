// Parts of a comparison's text: findings in sentences first, then the tables they rest on. Within 100 columns.
#pragma once

#include <string>

#include "experiment/experiment.hpp"

namespace permap {

// The first measure, all that is told apart, and the main measures that are not yet.
std::string findings(const ArmComparison& comparison);

// Baseline, arm and difference; then the three spreads side by side.
std::string difference_tables(const ArmComparison& comparison, const std::string& range_holds_for);

// Permanence by route and by group, what services are used and cost, and what each lane does; baseline beside arm.
std::string compared_figures(const ComparedArm& baseline, const ComparedArm& arm);

}  // namespace permap
