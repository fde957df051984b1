#include "projection/journey_state.hpp"

#include <algorithm>

#include "projection/state_condition.hpp"
#include "vocabulary/result.hpp"

namespace permap {

JourneyState::JourneyState(const MeasurePlan& plan)
    : plan_(&plan), steps_(plan.steps.size()), attributes_(plan.start_values) {}

void JourneyState::begin(const Child& child) {
    for (const StepIndex id : touched_) steps_[index(id)] = StepState{};
    touched_.clear();
    limit_starts_.clear();
    versions_.clear();
    attributes_ = plan_->start_values;
    birth_date_ = child.birth_date;
    events_ = 0;
    active_steps_ = 0;
    running_clocks_ = 0;
    is_over_ = false;
    outcome_ = no_step;
}

StepState& JourneyState::touch(StepIndex id) {
    StepState& state = steps_[index(id)];
    if (!state.is_met) touched_.push_back(id);
    state.is_met = true;
    return state;
}

void JourneyState::end_visit(StepState& state) {
    state.ready = no_cause;
    state.started = no_cause;
}

std::uint8_t JourneyState::version_now(StepIndex step, Instant at) const {
    const StepPlan& plan = plan_->steps[index(step)];
    std::uint8_t version = 0;
    for (std::size_t i = plan.first_guard; i < plan.last_guard; ++i) {
        const GuardPlan& guard = plan_->guards[i];
        if (guard.from <= at && holds(guard.when, *this, at))
            version = static_cast<std::uint8_t>(version | 1U << (i - plan.first_guard));
    }
    return version;
}

std::uint8_t JourneyState::version_of(Ordinal ready) const {
    const auto found = std::lower_bound(versions_.begin(), versions_.end(), ready,
                                        [](const auto& one, Ordinal wanted) { return one.first < wanted; });
    return found == versions_.end() || found->first != ready ? std::uint8_t{0} : found->second;
}

void JourneyState::apply(const Event& event) {
    const Ordinal ordinal = events_++;
    switch (event.kind) {
        case EventKind::ready: {
            const std::uint8_t version = version_now(event.step, event.at);
            if (version != 0) versions_.emplace_back(ordinal, version);
            StepState& state = touch(event.step);
            // A recorded step may become ready twice without having ended: it is one active step.
            if (!state.is_active()) ++active_steps_;
            state.ready = ordinal;
            state.started = no_cause;
            state.last_ready = ordinal;
            state.last_ready_at = event.at;
            ++state.visits;
            const Limit* const limit = plan_->limit_at(event.step, event.at, version);
            if (limit != nullptr && limit->from != no_step) {
                const StepState& from = step(limit->from);
                const Ordinal since = limit->from_ready ? from.last_ready : from.last_completed;
                if (since != no_cause) {
                    limit_starts_.push_back({ordinal, limit->from_ready ? from.last_ready_at : from.last_completed_at});
                }
            }
            break;
        }
        case EventKind::started:
            touch(event.step).started = ordinal;
            break;
        case EventKind::completed: {
            StepState& state = touch(event.step);
            if (state.is_active()) --active_steps_;
            end_visit(state);
            state.last_completed = ordinal;
            state.last_completed_at = event.at;
            break;
        }
        case EventKind::cancelled: {
            StepState& state = touch(event.step);
            if (state.is_active()) --active_steps_;
            end_visit(state);
            break;
        }
        case EventKind::clock_started: {
            StepState& state = touch(event.step);
            if (!state.is_active() && !plan_->steps[index(event.step)].is_lifelong) ++running_clocks_;
            state.ready = ordinal;
            state.last_ready = ordinal;
            state.last_ready_at = event.at;
            break;
        }
        case EventKind::clock_fired:
        case EventKind::clock_ended: {
            StepState& state = touch(event.step);
            if (state.is_active() && !plan_->steps[index(event.step)].is_lifelong) --running_clocks_;
            end_visit(state);
            if (event.kind == EventKind::clock_fired) {
                ++state.visits;
                state.last_completed = ordinal;
                state.last_completed_at = event.at;
            }
            break;
        }
        case EventKind::attribute_set: {
            const std::size_t attribute = index(attribute_of(event.detail));
            PERMAP_ASSERT(attribute < attributes_.size());
            attributes_[attribute] = value_of(event.detail);
            break;
        }
        case EventKind::left:
            is_over_ = true;
            outcome_ = event.step;
            break;
        case EventKind::entered:
        case EventKind::decided:
        case EventKind::merged:
            break;
    }
}

}  // namespace permap
