// State of one child, moved only by apply(event): the same code live, on replay, for timelines and for finding the
// stuck.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "log/stream.hpp"
#include "projection/measure_plan.hpp"

namespace permap {

// One step (or clock) of one child. An ordinal is no_cause where there is no such event.
struct StepState {
    Ordinal ready = no_cause;    // of the present visit; of a clock: its start
    Ordinal started = no_cause;  // of the present visit
    Ordinal last_ready = no_cause, last_completed = no_cause;
    Instant last_ready_at{}, last_completed_at{};
    std::uint32_t visits = 0;  // of a clock: firings
    bool is_met = false;       // in this journey

    bool is_active() const { return ready != no_cause; }
};

// Where the timescale of a visit counts from, when that is another step.
struct LimitStart {
    Ordinal ready;  // the visit
    Instant from;
};

class JourneyState {
public:
    explicit JourneyState(const MeasurePlan& plan);

    void begin(const Child& child);
    void apply(const Event& event);  // in order; the first has ordinal 0

    const StepState& step(StepIndex id) const { return steps_[index(id)]; }
    std::uint8_t attribute(AttributeIndex id) const { return attributes_[index(id)]; }
    std::span<const StepIndex> touched() const { return touched_; }  // every step met so far, in order of meeting
    std::span<const LimitStart> limit_starts() const { return limit_starts_; }
    // Which guards of its step held when a visit became ready, one bit each; 0 where the step has none.
    std::uint8_t version_of(Ordinal ready) const;
    Date birth_date() const { return birth_date_; }
    Ordinal events() const { return events_; }  // applied so far

    int active_steps() const { return active_steps_; }      // clocks left out
    int running_clocks() const { return running_clocks_; }  // lifelong ones left out
    bool is_over() const { return is_over_; }
    StepIndex outcome() const { return outcome_; }  // of a journey that is over

private:
    StepState& touch(StepIndex id);
    void end_visit(StepState& state);
    std::uint8_t version_now(StepIndex step, Instant at) const;

    const MeasurePlan* plan_;
    std::vector<StepState> steps_;
    std::vector<std::uint8_t> attributes_;
    std::vector<StepIndex> touched_;
    std::vector<LimitStart> limit_starts_;
    std::vector<std::pair<Ordinal, std::uint8_t>> versions_;  // (ready, version) of steps with guards
    Date birth_date_{};
    Ordinal events_ = 0;
    int active_steps_ = 0;
    int running_clocks_ = 0;
    bool is_over_ = false;
    StepIndex outcome_ = no_step;
};

}  // namespace permap
