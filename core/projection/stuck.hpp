// Children whom the map forgot (docs/semantics.md 9): quiet without a resting state, over without an outcome, or at a
// decision with every way shut.
#pragma once

#include <span>
#include <vector>

#include "projection/journey_state.hpp"

namespace permap {

// Told each event before it is applied, and the end; remembers the first fault.
class StuckWatch {
public:
    void begin() { *this = StuckWatch{}; }
    void before(const MeasurePlan& plan, const JourneyState& state, std::span<const Event> events, Ordinal next);
    void at_end(const MeasurePlan& plan, const JourneyState& state, std::span<const Event> events);

    bool is_stuck() const { return since_ != no_cause; }
    StepIndex step() const { return step_; }  // under which the child is counted
    Ordinal since() const { return since_; }  // the last event before the child was stuck

private:
    void look(const MeasurePlan& plan, const JourneyState& state, std::span<const Event> events, Ordinal last);

    StepIndex step_ = no_step;
    Ordinal since_ = no_cause;
    Ordinal undecided_ = no_cause;  // completion whose way has yet to be written
};

// Nothing is active but clocks, and that is what the map intends: a resting state holds and its clock runs.
bool is_resting(const MeasurePlan& plan, const JourneyState& state, Instant at);

// Joins that hold a delivery after these events, in map order. Slow; for the few who are stuck.
std::vector<StepIndex> joins_waiting(const MeasurePlan& plan, std::span<const Event> events);

}  // namespace permap
