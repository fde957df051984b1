#include "projection/critical_path.hpp"

#include <algorithm>

#include "vocabulary/result.hpp"

namespace permap {
namespace {

constexpr Instant end_of_time = Instant::max();

bool ends_visit(EventKind kind) {
    return kind == EventKind::completed || kind == EventKind::clock_fired;
}

TimeSpent spent_before(const Event& event) {
    switch (event.kind) {
        case EventKind::completed:
            return event.detail == only_end_known ? TimeSpent::unsplit : TimeSpent::working;
        case EventKind::clock_fired:
            return TimeSpent::on_clock;
        default:
            return TimeSpent::waiting;  // ready → started; in recorded journeys also a gap before anything else
    }
}

// One walk back. `late_from_` is the earliest end of a timescale among the steps already passed (those later on the
// path): minutes after it were spent beyond that step's limit, wherever they were spent.
class Walk {
public:
    Walk(const MeasurePlan& plan, std::span<const Event> events, const JourneyState& state, CriticalPath& path)
        : plan_(plan), events_(events), state_(state), starts_(state.limit_starts()), path_(path) {}

    void back_from(Ordinal last) {
        for (Ordinal at = last;;) {
            const Event& event = events_[at];
            path_.events.push_back(at);
            note_limit_of_another_step(event);
            note_rework(event);
            if (event.cause == no_cause) return;
            PERMAP_ASSERT(event.cause < at);
            const Instant from = events_[event.cause].at;
            if (event.at > from) {
                PathPiece piece{event.step, spent_before(event), at, from, event.at, Minutes{0}, Minutes{0}};
                const Instant limit = std::min(late_from_, own_limit_end(event));
                if (limit < piece.to) piece.over_limit = piece.to - std::max(piece.from, limit);
                path_.pieces.push_back(piece);
            }
            at = event.cause;
        }
    }

private:
    // The `ready` of the visit that this `started` or `completed` belongs to.
    Ordinal ready_of_visit(const Event& event) const {
        Ordinal at = event.cause;
        while (at != no_cause && events_[at].step == event.step) {
            if (events_[at].kind == EventKind::ready) return at;
            if (events_[at].kind != EventKind::started) break;
            at = events_[at].cause;
        }
        return no_cause;
    }

    // First minute beyond the limit, if that lies before `by`.
    Instant end_of(const Limit& limit, Instant start, Instant by) const {
        if (by - start <= limit.at_least) return end_of_time;
        return limit_end(plan_, limit, start);
    }

    Instant own_limit_end(const Event& event) const {
        if (event.kind != EventKind::started && event.kind != EventKind::completed) return end_of_time;
        if (!plan_.has_limit(event.step)) return end_of_time;
        const Ordinal ready = ready_of_visit(event);
        if (ready == no_cause) return end_of_time;
        const Limit* const limit = plan_.limit_at(event.step, events_[ready].at, state_.version_of(ready));
        if (limit == nullptr || limit->from != no_step) return end_of_time;
        return end_of(*limit, events_[ready].at, event.at);
    }

    void note_limit_of_another_step(const Event& event) {
        if (!ends_visit(event.kind) || !plan_.has_limit(event.step)) return;
        const Ordinal ready = ready_of_visit(event);
        if (ready == no_cause) return;
        const Limit* const limit = plan_.limit_at(event.step, events_[ready].at, state_.version_of(ready));
        if (limit == nullptr || limit->from == no_step) return;
        while (!starts_.empty() && starts_.back().ready > ready) starts_ = starts_.first(starts_.size() - 1);
        if (starts_.empty() || starts_.back().ready != ready) return;
        late_from_ = std::min(late_from_, end_of(*limit, starts_.back().from, event.at));
    }

    void note_rework(const Event& event) {
        const StepPlan& step = plan_.steps[index(event.step)];
        if (!step.has_rework) return;
        if (event.kind == EventKind::ready) {
            auto found = std::find_if(reached_.begin(), reached_.end(),
                                      [&](const Reached& one) { return one.step == event.step; });
            if (found == reached_.end()) found = reached_.insert(found, {event.step, event.at});
            found->at = event.at;
            return;
        }
        const bool sent_back = event.kind == EventKind::decided
                                   ? plan_.is_rework(event.step, event.detail)
                                   : event.kind == EventKind::completed && step.rework_on_completion;
        if (!sent_back) return;
        const auto found =
            std::find_if(reached_.begin(), reached_.end(), [&](const Reached& one) { return one.step == event.step; });
        // Never reached again: only a journey still open is at work on it.
        if (found != reached_.end()) {
            add_rework(event.at, found->at);
        } else if (path_.is_open) {
            add_rework(event.at, path_.end);
        }
    }

    void add_rework(Instant from, Instant to) {
        if (!path_.rework.empty() && to >= path_.rework.back().from) {
            path_.rework.back().from = from;
            path_.rework.back().to = std::max(path_.rework.back().to, to);
        } else {
            path_.rework.push_back({from, to});
        }
    }

    struct Reached {
        StepIndex step;
        Instant at;
    };

    const MeasurePlan& plan_;
    std::span<const Event> events_;
    const JourneyState& state_;
    std::span<const LimitStart> starts_;
    CriticalPath& path_;
    Instant late_from_ = end_of_time;
    std::vector<Reached> reached_;  // allocates only where there was rework
};

// What an open journey waits for at the end of follow-up; no_step when there is nothing.
StepIndex what_is_under_way(const MeasurePlan& plan, const JourneyState& state) {
    const auto rank = [&](const StepPlan& step) {
        if (!step.is_clock) return step.leads_to_outcome ? 0 : 2;
        return step.is_lifelong ? 3 : 1;
    };
    StepIndex best = no_step;
    int best_rank = 4;
    for (const StepIndex id : state.touched()) {
        if (!state.step(id).is_active()) continue;
        const int its_rank = rank(plan.steps[index(id)]);
        if (its_rank > best_rank) continue;
        // The earlier ordinal has been ready longer.
        if (its_rank == best_rank && state.step(id).ready > state.step(best).ready) continue;
        best = id;
        best_rank = its_rank;
    }
    return best;
}

void credit_rework(CriticalPath& path) {
    if (path.rework.empty()) return;
    for (PathPiece& piece : path.pieces) {
        for (const CriticalPath::Span& span : path.rework) {
            const Instant from = std::max(piece.from, span.from), to = std::min(piece.to, span.to);
            if (from < to) piece.rework += to - from;
        }
    }
}

}  // namespace

void trace_path(const MeasurePlan& plan, const Child& child, std::span<const Event> events, const JourneyState& state,
                CriticalPath& path) {
    path.events.clear();
    path.pieces.clear();
    path.rework.clear();
    path.is_open = !state.is_over();
    path.end = child.entered;
    // Recorded journeys may tell of no step at all, only what is known of the child: then no step has its time.
    if (events.empty() || events.front().step == no_step) return;

    Ordinal last = static_cast<Ordinal>(events.size() - 1);
    if (state.is_over()) {
        // Over without an outcome: `left` names no step, so what it was caused by stands for the end.
        const StepIndex outcome = state.outcome();
        const Ordinal reached = outcome == no_step ? events[last].cause : state.step(outcome).last_completed;
        if (reached != no_cause) last = reached;
        if (events[last].step == no_step) return;
        path.end = events[last].at;
    } else if (const StepIndex id = what_is_under_way(plan, state); id != no_step) {
        const StepState& visit = state.step(id);
        path.end = child.followed_until;
        last = visit.started != no_cause ? visit.started : visit.ready;
        const TimeSpent spent = plan.steps[index(id)].is_clock ? TimeSpent::on_clock
                                : visit.started != no_cause    ? TimeSpent::working
                                                               : TimeSpent::waiting;
        if (path.end > events[last].at) {
            path.pieces.push_back({id, spent, no_cause, events[last].at, path.end, Minutes{0}, Minutes{0}});
        }
    } else {
        path.end = events[last].at;  // nothing is under way: the child is stuck
    }
    Walk(plan, events, state, path).back_from(last);
    credit_rework(path);
}

WaitReasons wait_reasons(const StepPlan& step, Minutes wait, std::uint32_t detail) {
    WaitReasons reasons;
    if (detail == why_not_known) {
        reasons.not_known = wait;
        return reasons;
    }
    reasons.out_of_hours = std::min(out_of_hours_of(detail), wait);
    reasons.gathering = std::min(gathering_of(detail), wait - reasons.out_of_hours);
    const Minutes rest = wait - reasons.out_of_hours - reasons.gathering;
    if (step.waits_for == WaitsFor::pool) {
        reasons.no_free_unit = rest;
    } else if (step.waits_for == WaitsFor::sitting) {
        reasons.next_sitting = rest;
    } else if (step.gathers) {
        reasons.gathering += rest;  // the detail keeps whole hours only
    } else {
        reasons.out_of_hours += rest;
    }
    return reasons;
}

}  // namespace permap
