// Targets made ready to be counted on one map: indices and bit sets, no strings. Built once per arm, shared by all
// threads.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "evidence/target.hpp"
#include "projection/measure_plan.hpp"
#include "vocabulary/result.hpp"

namespace permap {

// What one happening means to one counter.
enum class CountRole : std::uint8_t { closes, ends_wait, counted, opens, among };

struct CountPart {
    std::uint16_t counter;
    CountRole role;
};

// A measure that is counted child by child; limits are read off and ratios divide others.
struct CounterPlan {
    TargetMeasure::Kind kind = TargetMeasure::Kind::flow;
    TargetMeasure::OnceA once_a = TargetMeasure::OnceA::always;
    TargetMeasure::Statistic statistic = TargetMeasure::Statistic::mean;
    bool first = false, of_reached = false, households = false, has_among = false;
    std::optional<Minutes> within, beyond;
    Minutes after{0};
    std::int64_t at_least = 0, at_most = 0;
    StateCondition where, is, among_where;
    double p = 0.5;
    double minutes_in_unit = 1;
};

struct StepHappening {
    Mark::On on = Mark::On::completed;
    std::int32_t way = -1;  // −1: any
    CountPart part;
};

// A condition whose beginnings and ends, or days, are counted.
struct WatchedState {
    StateCondition holds;
    bool by_age = false;
    std::vector<CountPart> begins, ends;
    std::vector<std::uint16_t> stocks, years;  // counters of days, and of calendar years touched
};

struct BirthdayPart {
    std::int32_t age_years = 0;
    CountPart part;
};

// How a target's value follows from the counters.
struct Formula {
    std::int32_t counter = -1;
    std::optional<double> constant;
    std::vector<Formula> parts;  // of, over
    double times = 1;
};

struct CountingPlan {
    std::vector<CounterPlan> counters;
    std::vector<std::vector<StepHappening>> of_step;  // by position in the map's steps
    std::vector<WatchedState> states;
    std::vector<std::uint8_t> visits_matter;  // by step: some watched state asks how often it was visited
    std::vector<CountPart> entry, birth;
    std::vector<BirthdayPart> birthdays;
    std::vector<std::optional<Formula>> formulas;  // as the targets; none where there is no measure
};

// Names the map does not have, conditions on values an attribute cannot take, and sources nobody lists: all problems
// at once, at the target's place in its file.
Result<CountingPlan> counting_plan(const Targets& targets, const MeasurePlan& plan);

}  // namespace permap
