// The delay table: where the time between entry and outcome went, by step and by stage.
#pragma once

#include <vector>

#include "analysis/figures.hpp"

namespace permap {

// `total` summed over `replications`. Most child-days first; ties in map order.
std::vector<DelayRow> delay_by_step(const MeasurePlan& plan, const Tally& total, int replications);
std::vector<DelayRow> delay_by_stage(const MeasurePlan& plan, const Tally& total, int replications);

const char* to_string(Basis basis);

}  // namespace permap
