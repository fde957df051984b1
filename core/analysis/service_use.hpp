// How much of each service the counted children use, what that costs where a unit cost is known, and what a change does
// to it (Map::services). All of one replication: one cohort's, not the sum over replications.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/estimate.hpp"
#include "analysis/figures.hpp"
#include "map/map.hpp"
#include "projection/measure_plan.hpp"
#include "projection/tally.hpp"

namespace permap {

// Visits that began; a visit that was passed through uses nobody's time and is left out. Siblings seen together count
// one visit each. Days are from the start of a visit to its completion or cancellation; of a visit that is still under
// way when follow-up ends nothing is counted.
struct ServiceUse {
    double visits = 0, days = 0;
};
ServiceUse use_of(const Service& service, const MeasurePlan& plan, const Tally& tally);

struct ServiceCost {
    UnitCost unit_cost;
    double units = 0;  // visits or days
    double cost = 0;
    Estimate difference;  // arm less baseline, chance only; nothing in the baseline
};

struct ServiceFigure {
    std::string id, name;
    double visits = 0;
    Estimate difference;  // arm less baseline, chance only; nothing in the baseline
    std::optional<ServiceCost> cost;
};

// One entry for each of the map's services, without differences.
std::vector<ServiceFigure> service_figures(const MeasurePlan& plan, std::span<const ReplicationSummary> replications);
// The same for an arm, against the baseline's same replications. The difference is over all counted children of each
// arm, those in one arm only too: what would have to be provided.
std::vector<ServiceFigure> service_differences(const MeasurePlan& baseline_plan,
                                               std::span<const ReplicationSummary> baseline,
                                               const MeasurePlan& arm_plan, std::span<const ReplicationSummary> arm);

}  // namespace permap
