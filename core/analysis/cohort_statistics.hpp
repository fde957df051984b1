// The statistics of one cohort (one replication, or one resampled): every number that gets an interval, in one fixed
// order, so that simulate, replay and compare treat them alike.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/cumulative_incidence.hpp"
#include "projection/tally.hpp"

namespace permap {

inline constexpr int days_within[] = {180, 365, 730, 1460};
inline constexpr int route_years_max = 10;

enum class StatisticKind {
    outcome_share,        // of all children; which: outcome, then `open`, then over without an outcome
    within_share,         // permanent within days_within[which] of the first day away, whatever the route
    median_days,          // to permanence
    mean_days_completed,  // of those who got there
    route_share,          // which: route × route_years_max + (years − 1)
    other_end_share,      // competing ends and journeys over without a route; which: years − 1
    aim_share_met,
    aim_median_days,
    moves,               // a child
    days_not_permanent,  // a child, up to the end of follow-up
};

struct Statistic {
    StatisticKind kind;
    std::size_t which = 0;
    bool operator==(const Statistic&) const = default;
};

std::vector<Statistic> statistics_of(const MeasurePlan& plan);
bool is_share(StatisticKind kind);
bool is_about_time(StatisticKind kind);  // moves with queues: needs replications where resources are shared

using Values = std::vector<std::optional<double>>;  // one for each of statistics_of(plan)

// A replication's records, sorted once, to be weighted many times.
class Cohort {
public:
    Cohort(const MeasurePlan& plan, const Replication& replication);

    // Weights by child (0 leaves a child out); empty: all 1.
    Values values(std::span<const double> weights = {}) const;

    std::span<const ChildRecord> children() const { return replication_->children; }

private:
    const MeasurePlan* plan_;
    const Replication* replication_;
    std::vector<Observed> spells_;
    std::vector<std::vector<Observed>> aims_;  // counts whose limit has passed
};

}  // namespace permap
