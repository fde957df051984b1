// Parts of a comparison's text: findings in sentences first, then the tables they rest on. Within 100 columns.
#pragma once

#include <string>

#include "experiment/experiment.hpp"

namespace permap {

// The first measure, all that is told apart, and the main measures that are not yet.
std::string findings(const ArmComparison& comparison);

// Parts of the map for which the change has an exact answer, a line each; empty where there are none.
std::string exact_lines(const Map& baseline, const Map& arm);

// Work begun ahead of places that children never came to; empty where there is none.
std::string in_vain_lines(const Figures& figures);

// Baseline, arm and difference; then the three spreads side by side.
std::string difference_tables(const ArmComparison& comparison, const std::string& range_holds_for);

// Permanence by route and by group, what services are used and cost, and what each lane does; baseline beside arm.
std::string compared_figures(const ComparedArm& baseline, const ComparedArm& arm);

}  // namespace permap
