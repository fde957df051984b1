// What a change does to the parts of a map that have exact answers: no simulation, no interval, no luck.
#pragma once

#include <vector>

#include "analysis/absorbing_chain.hpp"
#include "map/map.hpp"

namespace permap {

struct ExactDifference {
    StepIndex entry = no_step, after = no_step;  // of the baseline's part; after no_step: to the ends of the journey
    std::size_t steps = 0;                       // in the baseline's part
    double mean_days_baseline = 0, mean_days_arm = 0;  // from the entry on to what follows
    double variance_days_baseline = 0, variance_days_arm = 0;
    bool averages_months = false;  // in one of them a month was taken as 365.25 / 12 days

    double difference() const { return mean_days_arm - mean_days_baseline; }
};

// Parts that are exact in both maps, are entered and left at the same steps, and hold a step that was changed. Parts
// whose ways depend on what is known of a child are left out: one number would not hold for all children.
std::vector<ExactDifference> exact_comparison(const Map& baseline, const Map& arm);

}  // namespace permap
