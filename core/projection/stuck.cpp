#include "projection/stuck.hpp"

#include <algorithm>
#include <string>

namespace permap {

void StuckWatch::before(const MeasurePlan& plan, const JourneyState& state, std::span<const Event> events,
                        Ordinal next) {
    if (is_stuck()) return;
    const Event& event = events[next];
    if (next > 0 && event.at != events[next - 1].at) look(plan, state, events, next - 1);
    switch (event.kind) {
        case EventKind::completed:
        case EventKind::clock_fired:
            if (undecided_ != no_cause) look(plan, state, events, next - 1);
            if (plan.steps[index(event.step)].must_decide) undecided_ = next;
            return;
        case EventKind::decided:
            if (event.cause == undecided_) undecided_ = no_cause;
            return;
        default:
            return;
    }
}

void StuckWatch::at_end(const MeasurePlan& plan, const JourneyState& state, std::span<const Event> events) {
    if (!is_stuck() && !events.empty()) look(plan, state, events, static_cast<Ordinal>(events.size() - 1));
}

void StuckWatch::look(const MeasurePlan& plan, const JourneyState& state, std::span<const Event> events, Ordinal last) {
    if (is_stuck()) return;
    if (undecided_ != no_cause) {
        step_ = events[undecided_].step;
        since_ = undecided_;
        return;
    }
    const Instant at = events[last].at;
    const bool fine = state.is_over() ? state.outcome() != no_step && holds(plan.over_only_if, state, at)
                                      : state.active_steps() > 0 || is_resting(plan, state, at);
    if (fine) return;
    step_ = events[last].step;
    since_ = last;
    // `left` names the outcome; where there is none, the step before says more.
    for (Ordinal before = last; step_ == no_step && before > 0;) step_ = events[--before].step;
}

bool is_resting(const MeasurePlan& plan, const JourneyState& state, Instant at) {
    if (state.running_clocks() == 0) return false;
    return std::any_of(plan.resting.begin(), plan.resting.end(), [&](const RestingPlan& resting) {
        const bool runs = std::any_of(resting.clocks.begin(), resting.clocks.end(),
                                      [&](StepIndex clock) { return state.step(clock).is_active(); });
        return runs && holds(resting.when, state, at);
    });
}

namespace {

bool names(const std::vector<std::string>& ids, const std::string& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// What one join holds, as far as events show it.
class JoinSlots {
public:
    JoinSlots(const Map& map, const Step& join) : map_(map), join_(join), full_(join.joins->slots.size(), false) {}

    void apply(const Event& event) {
        const Step& step = map_.steps[index(event.step)];
        if (&step == &join_) {
            if (event.kind == EventKind::ready) fire();
            return;
        }
        switch (event.kind) {
            case EventKind::started:
                started(step);
                return;
            case EventKind::decided:
                if (event.detail < step.ways.size()) take(step, step.ways[event.detail]);
                return;
            case EventKind::completed:
            case EventKind::clock_fired:
                if (step.id == join_.joins->started_by) delivered_ = 0;
                if (step.ways.size() == 1 && step.kind != StepKind::split && !step.ways.front().probability &&
                    step.ways.front().when.kind == Condition::Kind::always) {
                    take(step, step.ways.front());
                }
                return;
            default:
                return;
        }
    }

    bool holds_something() const {
        return delivered_ > 0 || std::find(full_.begin(), full_.end(), true) != full_.end();
    }

private:
    void started(const Step& step) {
        if (names(join_.joins->opened_by, step.id)) empty();
        for (std::size_t i = 0; i < full_.size(); ++i) {
            if (names(join_.joins->slots[i].withdrawn_by, step.id)) full_[i] = false;
        }
        interrupt(step.cancels);
    }

    void take(const Step& step, const Way& way) {
        interrupt(way.interrupts);
        if (way.to != join_.id) return;
        if (!join_.joins->started_by.empty()) ++delivered_;
        const auto& slots = join_.joins->slots;
        const auto slot_of = [&](const std::string& by_way) {
            return std::find_if(slots.begin(), slots.end(),
                                [&](const Slot& slot) { return slot.step == step.id && slot.way == by_way; });
        };
        auto found = slot_of(way.id);
        if (found == slots.end()) found = slot_of("");
        if (found != slots.end()) full_[static_cast<std::size_t>(found - slots.begin())] = true;
    }

    void interrupt(const std::vector<std::string>& regions) {
        for (const Region& region : map_.regions) {
            if (names(regions, region.id) && names(region.steps, join_.id)) empty();
        }
    }

    void empty() {
        std::fill(full_.begin(), full_.end(), false);
        delivered_ = 0;
    }

    void fire() {
        for (std::size_t i = 0; i < full_.size(); ++i) full_[i] = full_[i] && join_.joins->slots[i].standing;
        delivered_ = 0;
    }

    const Map& map_;
    const Step& join_;
    std::vector<bool> full_;
    int delivered_ = 0;  // of a `started` join, since its split
};

}  // namespace

std::vector<StepIndex> joins_waiting(const MeasurePlan& plan, std::span<const Event> events) {
    std::vector<StepIndex> waiting;
    for (std::size_t at = 0; at < plan.map.steps.size(); ++at) {
        const Step& join = plan.map.steps[at];
        if (!join.joins) continue;
        JoinSlots slots(plan.map, join);
        for (const Event& event : events) {
            if (event.step != no_step) slots.apply(event);
        }
        if (slots.holds_something()) waiting.push_back(StepIndex{static_cast<std::uint16_t>(at)});
    }
    return waiting;
}

}  // namespace permap
