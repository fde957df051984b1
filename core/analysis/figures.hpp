// Everything `simulate` and `replay` report about the counted children (MEASURES 3 and 4).
// Numbers of children, events and aims' counts are sums over all replications; visits and child-days are those of one
// replication (the mean over them), so that they can be read as one cohort's. Children a cohort:
// `children_a_replication`.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "analysis/cohort_statistics.hpp"
#include "analysis/estimate.hpp"
#include "projection/tally.hpp"

namespace permap {

struct OutcomeFigure {
    std::string id, name;  // "open": still on their way; "over_without_outcome": only where there are any
    std::int64_t children = 0;
    Estimate share;
};

struct WithinFigure {
    int days = 0;
    Estimate share;
};

struct TimeToPermanence {
    std::int64_t children_with_a_spell = 0;
    std::int64_t children_permanent = 0;  // by a route, at the end of the first spell, within follow-up
    Estimate mean_days_completed;         // of those who got there only
    Estimate median_days;
    std::vector<WithinFigure> within;
};

struct RouteFigure {
    std::string id, name;         // last entry: "other_end", ageing out and journeys over without a route
    std::vector<int> years;       // 1 … 10
    std::vector<Estimate> share;  // by then, of all children with a spell
};

struct AimFigure {
    std::string id, name;
    std::int64_t met = 0, missed = 0, open = 0, left_out = 0;
    Estimate share_met;    // met / (met + missed)
    Estimate median_days;  // from `from` to `to`, late ones as long as they took
};

// A row of the delay table, for a step or a stage. Visits and child-days of one replication; journeys that are over,
// except open_child_days.
struct DelayRow {
    std::string id, name, lane, basis;  // a stage has no lane and no basis
    StepIndex step = no_step;           // no_step: a stage
    double visits = 0;                  // of one replication; of a stage: times it was come into from outside
    double merged = 0, cancelled = 0;
    double child_days = 0;  // = waiting + working + clock + unsplit
    double waiting_child_days = 0;
    double working_child_days = 0;
    double clock_child_days = 0;
    double unsplit_child_days = 0;  // of recorded visits of which only the end is known: waiting or working
    bool never_split = false;       // only such visits were completed and none is known to have started
    double no_free_unit_child_days = 0, next_sitting_child_days = 0;  // the five parts of waiting
    double out_of_hours_child_days = 0, gathering_child_days = 0, why_not_known_child_days = 0;
    double share = 0;                                            // of all attributed child-days, in [0, 1]
    std::optional<double> mean_waiting_days, mean_working_days;  // a visit, on the path or not; none without visits
    double over_limit_child_days = 0;
    double rework_child_days = 0;
    double open_child_days = 0;
    double cancelled_working_days = 0;            // worked in visits that were then cancelled, on the path or not
    double in_vain_visits = 0, in_vain_days = 0;  // begun ahead of a place that the child never came to
};

// Children of one group (see child_groups): groups of one `by` add up to all children.
struct GroupFigure {
    ChildGroup group;
    std::int64_t children = 0;
    std::int64_t children_with_a_spell = 0;
    Estimate days_not_permanent;       // a child of the group
    std::vector<WithinFigure> within;  // of the first day away, whatever the route, of those with a spell
};

// How many came to permanence by one route, of all children with a spell; the routes add up to
// TimeToPermanence::within.
struct RouteWithinFigure {
    std::string id, name;
    std::vector<WithinFigure> within;
};

// What one lane did for the counted children, in one replication.
struct LaneFigure {
    std::string id, name;
    double visits =
        0;  // as in the delay rows, less those passed through: a clock's firing is one, a merged arrival none
    double child_days = 0;  // of its steps in the delay rows: on the path that mattered, of journeys that are over
    std::vector<double> visits_by_month;  // since the child came in; sums to `visits`
};

struct StuckFigure {
    std::string step, name;
    std::int64_t children = 0;
    std::vector<std::string> joins;  // that still waited, with some slot full
};

struct Figures {
    int replications = 0;
    IntervalMethod interval_method = IntervalMethod::t_over_replications;
    std::int64_t children = 0, households = 0, events = 0;
    double children_a_replication = 0;
    std::vector<OutcomeFigure> outcomes;
    TimeToPermanence time_to_permanence;
    std::vector<RouteFigure> routes;
    std::vector<AimFigure> aims;
    Estimate moves;                                              // a child
    Estimate days_not_permanent;                                 // a child, over all counted children
    double elapsed_child_days = 0, open_elapsed_child_days = 0;  // what the delay rows add up to
    std::vector<DelayRow> delay;      // by child_days, most first; steps never visited left out
    std::vector<DelayRow> stages;     // likewise; a step may be in several stages, so these need not add up
    std::vector<GroupFigure> groups;  // in order of child_groups; those without a child left out
    std::vector<RouteWithinFigure> within_by_route;
    std::vector<LaneFigure> lanes;  // in map order; those without a visit left out
    std::vector<StuckFigure> stuck;
};

// One replication boiled down, so that an ensemble need not keep its children.
struct ReplicationSummary {
    Tally tally;
    Values values;
    std::vector<std::int64_t> outcome_children;  // as outcome_share statistics
    std::int64_t children_with_a_spell = 0, children_permanent = 0;
    std::vector<AimFigure> aim_counts;                                      // counts only
    std::vector<std::int64_t> group_children, group_children_with_a_spell;  // as child_groups
};
ReplicationSummary summarise(const MeasurePlan& plan, const Replication& replication);

// R ≥ 2 replications.
Figures figures_of_replications(const MeasurePlan& plan, std::span<const ReplicationSummary> replications);
// R = 1: bootstrap over families. With shared resources times get no interval, and the reason.
Figures figures_of_one(const MeasurePlan& plan, const Replication& replication, std::uint64_t seed);
// Whichever of the two fits.
Figures figures_of(const MeasurePlan& plan, std::span<const Replication> replications, std::uint64_t seed);

}  // namespace permap
