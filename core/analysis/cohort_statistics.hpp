// The statistics of one cohort (one replication, or one resampled): every number that gets an interval, in one fixed
// order, so that simulate, replay and compare treat them alike.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/child_groups.hpp"
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
    route_within_share,  // which: route × days_within + place in it; a child's shares by route add to within_share
    group_days_not_permanent,  // a child of the group; which: place in child_groups
    group_within_share,        // which: group × days_within + place in it, of those of the group with a spell
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
    void add_group_values(std::span<const double> weights, Values& all) const;

    const MeasurePlan* plan_;
    const Replication* replication_;
    std::vector<Observed> spells_;
    std::vector<std::size_t> first_groups_;
    std::vector<std::vector<Observed>> group_spells_;  // by child_groups; end 0: a route, 1: any other end
    std::vector<std::vector<Observed>> aims_;          // counts whose limit has passed
};

}  // namespace permap
