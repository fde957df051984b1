// What is measured on one map: its patterns, aims, routes, timescales, stages and resting states as indices.
// Built once per arm from the edited map; immutable afterwards; shared by all threads. The fold reads nothing else.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "map/map.hpp"
#include "projection/state_condition.hpp"
#include "vocabulary/calendar.hpp"
#include "vocabulary/ids.hpp"

namespace permap {

enum class WaitsFor : std::uint8_t { nothing, pool, sitting };

// A timescale of a step.
struct Limit {
    std::uint8_t version = 0;  // of the step, see GuardPlan; 0: as it is where no guard holds
    double value = 0;
    TimeUnit unit = TimeUnit::calendar_days;
    bool inclusive = false;
    bool from_ready = false;
    StepIndex from = no_step;  // no_step: the step's own ready
    std::uint16_t calendar = 0;
    InForce in_force;
    Minutes at_least{0};  // no deadline is nearer than this: a quick no
};

// What an event of a step means to a measure. Sorted so that what closes a count comes before what opens the next.
struct Mark {
    enum class Means : std::uint8_t { route, competing_end, aim_to, aim_left_out, spell_from, aim_from, move, group };
    enum class On : std::uint8_t { ready, completed, decided };

    Means means = Means::move;
    On on = On::completed;
    std::uint16_t which = 0;  // route, aim or grouping
    std::int16_t way = -1;    // of a decision; −1: any
};

struct StepPlan {
    bool is_clock = false;
    bool is_lifelong = false;
    bool is_outcome = false;
    bool must_decide = false;       // completion without a way taken: every way was shut
    bool leads_to_outcome = false;  // through ways, joins and hand-overs; clocks it starts do not count
    bool gathers = false;
    bool has_rework = false;
    bool rework_on_completion = false;  // the only way is a rework way, so there is no `decided`
    bool takes_time = false;            // lasts a time that is drawn: a visit of no minute was passed through
    bool is_removed = false;            // by a scenario: every visit is passed through
    std::uint16_t lane = 0;             // place in map.lanes; one past the last for a step without a lane
    WaitsFor waits_for = WaitsFor::nothing;
    std::uint16_t first_limit = 0, last_limit = 0;
    std::uint16_t first_guard = 0, last_guard = 0;
    std::uint16_t first_mark = 0, last_mark = 0;
    std::uint32_t first_way = 0;
    std::uint16_t first_stage = 0, last_stage = 0;
};

struct AimPlan {
    bool first_only = false;
    double limit = 0, not_before = 0;
    TimeUnit limit_unit = TimeUnit::months, not_before_unit = TimeUnit::months;
};

// Since when and for whom a scenario's edits hold.
struct GuardPlan {
    Instant from = Instant::min();
    StateCondition when;
};

// A way of telling children apart (Map::groups). Which value: see projection/groups.
struct GroupingPlan {
    AttributeIndex attribute{};
    std::uint8_t values = 0;  // of the attribute; the group after them: children who never came to the point
    bool at_entry = false;    // else at marks
};

struct RestingPlan {
    StateCondition when;
    std::vector<StepIndex> clocks;
};

struct MeasurePlan {
    Map map;  // names and texts for the figures

    std::vector<StepPlan> steps;                 // by position in map.steps
    std::vector<Mark> marks;                     // of all steps
    std::vector<std::uint8_t> rework;            // of all ways: 1 for a rework way
    std::vector<std::uint16_t> stages;           // of all steps: the stages a step belongs to
    std::vector<Limit> limits;                   // of all steps; of one version at most one in force on any day
    std::vector<GuardPlan> guards;               // of all steps with versions
    std::vector<Calendar> calendars;             // the map's, then one that is always open
    std::uint16_t working_days = 0;              // calendar of working days for aims
    std::vector<AimPlan> aims;                   // as map.aims
    std::vector<StepIndex> outcomes;             // of children, in map order; not those of supply
    std::vector<std::uint16_t> outcome_of_step;  // position in outcomes
    std::vector<std::uint8_t> start_values;      // of attributes
    std::vector<GroupingPlan> groupings;         // as map.groups
    std::vector<RestingPlan> resting;
    StateCondition over_only_if;
    bool counts_moves = false;  // the map has a milestone "move"
    bool has_shared_resources = false;
    bool begins_ahead = false;  // some step is begun ahead of its place
    bool watches_stuck = true;  // off for recorded journeys, which may know only some kinds of event
    bool counts_visits = true;  // off where only children, their aims and their paths are asked for

    std::span<const Mark> marks_of(StepIndex step) const {
        const StepPlan& at = steps[index(step)];
        return {marks.data() + at.first_mark, marks.data() + at.last_mark};
    }
    std::span<const std::uint16_t> stages_of(StepIndex step) const {
        const StepPlan& at = steps[index(step)];
        return {stages.data() + at.first_stage, stages.data() + at.last_stage};
    }
    // The timescale of a visit of this version (JourneyState::version_of) that became ready at that minute; null where
    // it has none.
    const Limit* limit_at(StepIndex step, Instant ready, std::uint8_t version) const {
        const StepPlan& at = steps[index(step)];
        for (std::size_t i = at.first_limit; i < at.last_limit; ++i) {
            if (limits[i].version == version && is_in_force(limits[i].in_force, ready)) return &limits[i];
        }
        return nullptr;
    }
    bool has_limit(StepIndex step) const { return steps[index(step)].first_limit < steps[index(step)].last_limit; }
    bool is_rework(StepIndex step, std::uint32_t way) const { return rework[steps[index(step)].first_way + way] != 0; }
};

// The map has passed its checks.
MeasurePlan measure_plan(const Map& map);

// First minute after the limit, counted from `start`.
Instant limit_end(const MeasurePlan& plan, const Limit& limit, Instant start);
Instant aim_limit_end(const MeasurePlan& plan, const AimPlan& aim, Instant start);
// First minute at which an aim's `to` counts.
Instant aim_counts_from(const MeasurePlan& plan, const AimPlan& aim, Instant start);

}  // namespace permap
