// Sums over the counted children of one replication. Whole numbers, so merging in any order gives the same.
#pragma once

#include <cstdint>
#include <vector>

#include "projection/child_record.hpp"
#include "projection/measure_plan.hpp"

namespace permap {

// Visits count all that happened at the step; `path_` minutes only those on the path that mattered (MEASURES 2).
struct StepTally {
    std::int64_t visits = 0;  // of a clock: firings
    std::int64_t started = 0;
    std::int64_t completed = 0;
    std::int64_t unsplit = 0;         // completed visits of which only the end is known; see only_end_known
    std::int64_t merged = 0;          // arrivals that found the step active
    std::int64_t passed_through = 0;  // completed visits that used nobody's time: the step was removed, or not in force
    std::int64_t cancelled = 0;       // visits, or runs of a clock, that were ended by something else
    std::int64_t waiting_minutes = 0;    // of started visits
    std::int64_t working_minutes = 0;    // of completed visits
    std::int64_t cancelled_minutes = 0;  // working time of visits that were cancelled
    // Begun ahead of their place, of children who never came to that place: wasted work (SEMANTICS 6, start_with).
    std::int64_t in_vain_visits = 0, in_vain_minutes = 0;

    // Journeys that are over.
    std::int64_t path_no_free_unit_minutes = 0;
    std::int64_t path_next_sitting_minutes = 0;
    std::int64_t path_out_of_hours_minutes = 0;
    std::int64_t path_gathering_minutes = 0;
    std::int64_t path_why_not_known_minutes = 0;  // waiting that nobody wrote down a reason for
    std::int64_t path_unsplit_minutes = 0;        // waiting or working, nobody knows which
    std::int64_t path_working_minutes = 0;
    std::int64_t path_clock_minutes = 0;
    std::int64_t path_over_limit_minutes = 0;
    std::int64_t path_rework_minutes = 0;
    // Journeys still open when follow-up ended; in none of the sums above.
    std::int64_t open_minutes = 0;

    std::int64_t path_waiting_minutes() const {
        return path_no_free_unit_minutes + path_next_sitting_minutes + path_out_of_hours_minutes +
               path_gathering_minutes + path_why_not_known_minutes;
    }
    std::int64_t path_minutes() const {
        return path_waiting_minutes() + path_working_minutes + path_clock_minutes + path_unsplit_minutes;
    }
    void merge(const StepTally& other);
    bool operator==(const StepTally&) const = default;
};

// Children stuck at a step, and the joins that still waited with some slot full, sorted.
struct StuckTally {
    StepIndex step = no_step;
    std::int64_t children = 0;
    std::vector<StepIndex> joins;
    bool operator==(const StuckTally&) const = default;
};

// Months since the child came in are twelfths of 365.25 days: month 0 is the first 30.4375 days.
inline constexpr Minutes one_month_of_follow_up{365 * 24 * 60 / 12 + 6 * 60 / 12};
static_assert(one_month_of_follow_up.count() * 48 == 1461 * 24 * 60);

struct Tally {
    std::int64_t children = 0;
    std::int64_t households = 0;            // supply; in no other figure but `stuck`
    std::int64_t events = 0;                // of children
    std::int64_t elapsed_minutes = 0;       // entry to outcome, of journeys that are over
    std::int64_t open_elapsed_minutes = 0;  // entry to end of follow-up, of the others
    std::vector<StepTally> steps;
    std::vector<std::int64_t> stage_visits;
    // Visits less those passed through, by month since the child came in, lane by lane (map.lanes, then steps without
    // one); as many months as had a visit.
    std::vector<std::vector<std::int64_t>> lane_visits;
    std::vector<StuckTally> stuck;  // by step

    Tally() = default;
    explicit Tally(const MeasurePlan& plan)
        : steps(plan.map.steps.size()), stage_visits(plan.map.stages.size()), lane_visits(plan.map.lanes.size() + 1) {}
    void add_lane_visit(const MeasurePlan& plan, StepIndex step, Minutes since_entry, int visits = 1) {
        std::vector<std::int64_t>& months = lane_visits[plan.steps[index(step)].lane];
        const auto month = static_cast<std::size_t>(since_entry / one_month_of_follow_up);
        if (month >= months.size()) months.resize(month + 1);
        months[month] += visits;
    }
    void add_stuck(StepIndex step, std::int64_t count, const std::vector<StepIndex>& joins);
    void merge(const Tally& other);
    bool operator==(const Tally&) const = default;
};

// One replication (or part of one: merging the parts gives the whole).
struct Replication {
    Tally tally;
    std::vector<ChildRecord> children;
    std::vector<AimSpell> aim_spells;

    Replication() = default;
    explicit Replication(const MeasurePlan& plan) : tally(plan) {}
    void merge(const Replication& other);
    bool operator==(const Replication&) const = default;
};

}  // namespace permap
