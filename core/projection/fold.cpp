#include "projection/fold.hpp"

#include <algorithm>
#include <limits>

#include "vocabulary/result.hpp"

namespace permap {
namespace {

// The visit used nobody's time: its step was removed, or was not in force that day.
bool is_passed_through(const StepPlan& step, std::span<const Event> events, const Event& completed,
                       const StepState& before) {
    return step.is_removed || (step.takes_time && before.ready != no_cause && events[before.ready].at == completed.at);
}

// What happened at the step itself, on the path or not. `state` is the state before the event.
void count_visit(const MeasurePlan& plan, const Child& child, std::span<const Event> events, const Event& event,
                 const JourneyState& state, Tally& tally) {
    StepTally& step = tally.steps[index(event.step)];
    const StepState& before = state.step(event.step);
    switch (event.kind) {
        case EventKind::ready: {
            ++step.visits;
            tally.add_lane_visit(plan, event.step, event.at - child.entered);
            const auto stages = plan.stages_of(event.step);
            if (stages.empty()) return;
            const StepIndex came_from = event.cause == no_cause ? no_step : events[event.cause].step;
            const bool entered = event.cause == no_cause || events[event.cause].kind == EventKind::entered;
            const auto left =
                entered || came_from == no_step ? std::span<const std::uint16_t>{} : plan.stages_of(came_from);
            for (const std::uint16_t stage : stages) {
                if (std::find(left.begin(), left.end(), stage) == left.end()) ++tally.stage_visits[stage];
            }
            return;
        }
        case EventKind::started:
            ++step.started;
            if (before.ready != no_cause) step.waiting_minutes += (event.at - events[before.ready].at).count();
            return;
        case EventKind::completed:
            ++step.completed;
            if (event.detail == only_end_known) ++step.unsplit;
            if (is_passed_through(plan.steps[index(event.step)], events, event, before)) {
                ++step.passed_through;
                tally.add_lane_visit(plan, event.step, event.at - child.entered, -1);
            }
            if (before.started != no_cause) step.working_minutes += (event.at - events[before.started].at).count();
            return;
        case EventKind::cancelled:
            ++step.cancelled;
            if (before.started != no_cause) step.cancelled_minutes += (event.at - events[before.started].at).count();
            return;
        case EventKind::merged:
            ++step.merged;
            return;
        case EventKind::clock_fired:
            ++step.visits;
            tally.add_lane_visit(plan, event.step, event.at - child.entered);
            return;
        case EventKind::clock_ended:
            ++step.cancelled;
            return;
        case EventKind::entered:
        case EventKind::decided:
        case EventKind::attribute_set:
        case EventKind::clock_started:
        case EventKind::left:
            return;
    }
}

void count_path(const MeasurePlan& plan, const Child& child, std::span<const Event> events, const CriticalPath& path,
                Tally& tally) {
    std::int64_t attributed = 0;
    for (const PathPiece& piece : path.pieces) {
        StepTally& step = tally.steps[index(piece.step)];
        const std::int64_t minutes = (piece.to - piece.from).count();
        attributed += minutes;
        if (path.is_open) {
            step.open_minutes += minutes;
            continue;
        }
        switch (piece.spent) {
            case TimeSpent::waiting: {
                const Event& until = events[piece.until];
                const std::uint32_t detail = until.kind == EventKind::started ? until.detail : why_not_known;
                const WaitReasons reasons = wait_reasons(plan.steps[index(piece.step)], piece.to - piece.from, detail);
                step.path_no_free_unit_minutes += reasons.no_free_unit.count();
                step.path_next_sitting_minutes += reasons.next_sitting.count();
                step.path_out_of_hours_minutes += reasons.out_of_hours.count();
                step.path_gathering_minutes += reasons.gathering.count();
                step.path_why_not_known_minutes += reasons.not_known.count();
                break;
            }
            case TimeSpent::working:
                step.path_working_minutes += minutes;
                break;
            case TimeSpent::unsplit:
                step.path_unsplit_minutes += minutes;
                break;
            case TimeSpent::on_clock:
                step.path_clock_minutes += minutes;
                break;
        }
        step.path_over_limit_minutes += piece.over_limit.count();
        step.path_rework_minutes += piece.rework.count();
    }
    const Instant began = path.events.empty() ? child.entered : events[path.events.back()].at;
    const std::int64_t elapsed = (path.end - began).count();
    PERMAP_ASSERT(attributed == elapsed);
    (path.is_open ? tally.open_elapsed_minutes : tally.elapsed_minutes) += elapsed;
}

// Visits begun ahead of their place where that place was never reached, and what followed from them. A step is begun
// ahead where its `ready` is caused by another's start; its place is reached where an arrival merges there afterwards.
void count_in_vain(std::span<const Event> events, std::vector<Ordinal>& begun_by, Tally& tally) {
    begun_by.assign(events.size(), no_cause);
    std::vector<Ordinal>& root = begun_by;  // the `ready` begun ahead that an event goes back to; no_cause: none
    const auto is_reached = [&](Ordinal ready) {
        for (std::size_t i = ready + 1; i < events.size(); ++i) {
            if (events[i].step != events[ready].step) continue;
            if (events[i].kind == EventKind::merged) return true;
            if (events[i].kind == EventKind::ready) return false;
        }
        return false;
    };
    for (std::size_t i = 1; i < events.size(); ++i) {
        const Event& event = events[i];
        if (event.cause == no_cause) continue;
        const bool begun_ahead = event.kind == EventKind::ready && events[event.cause].kind == EventKind::started;
        if (begun_ahead) {
            const auto here = static_cast<Ordinal>(i);
            root[i] = is_reached(here) ? no_cause : here;
        } else {
            root[i] = root[event.cause];
        }
        if (root[i] == no_cause || event.step == no_step) continue;
        StepTally& step = tally.steps[index(event.step)];
        if (event.kind == EventKind::ready) ++step.in_vain_visits;
        if (event.kind == EventKind::completed) step.in_vain_minutes += (event.at - events[event.cause].at).count();
    }
}

std::uint16_t outcome_of(const MeasurePlan& plan, const JourneyState& state) {
    const auto open = static_cast<std::uint16_t>(plan.outcomes.size());
    if (!state.is_over()) return open;
    if (state.outcome() == no_step) return static_cast<std::uint16_t>(open + 1);
    const std::uint16_t outcome = plan.outcome_of_step[index(state.outcome())];
    return outcome == 0xffff ? static_cast<std::uint16_t>(open + 1) : outcome;
}

}  // namespace

bool is_on(const Mark& mark, const Event& event) {
    switch (mark.on) {
        case Mark::On::ready:
            return event.kind == EventKind::ready || event.kind == EventKind::clock_started;
        case Mark::On::completed:
            return event.kind == EventKind::completed || event.kind == EventKind::clock_fired;
        case Mark::On::decided:
            return event.kind == EventKind::decided && event.detail == static_cast<std::uint32_t>(mark.way);
    }
    return false;
}

void fold_child(const MeasurePlan& plan, const Child& child, std::span<const Event> events, FoldScratch& scratch,
                Replication& into) {
    JourneyState& state = scratch.state;
    state.begin(child);
    scratch.stuck.begin();
    if (!child.supply) {
        scratch.permanence.begin();
        scratch.aims.begin(static_cast<std::uint32_t>(into.children.size()), child.followed_until);
    }

    scratch.groups.begin(plan, child.entered);
    std::uint32_t moves = 0;
    for (std::size_t i = 0; i < events.size(); ++i) {
        const Event& event = events[i];
        if (plan.watches_stuck) scratch.stuck.before(plan, state, events, static_cast<Ordinal>(i));
        scratch.groups.before(event.at, state);
        if (event.step != no_step && !child.supply) {
            if (plan.counts_visits) count_visit(plan, child, events, event, state, into.tally);
            for (const Mark& mark : plan.marks_of(event.step)) {
                if (!is_on(mark, event)) continue;
                scratch.permanence.apply(mark, event.at);
                scratch.aims.apply(plan, mark, event.at);
                scratch.groups.apply(mark, event.at);
                if (mark.means == Mark::Means::move) ++moves;
            }
        }
        state.apply(event);
    }
    if (plan.watches_stuck) {
        scratch.stuck.at_end(plan, state, events);
        if (scratch.stuck.is_stuck()) {
            const auto known = static_cast<std::size_t>(scratch.stuck.since()) + 1;
            into.tally.add_stuck(scratch.stuck.step(), 1, joins_waiting(plan, events.first(known)));
        }
    }
    if (child.supply) {
        ++into.tally.households;
        return;
    }

    if (state.is_over()) {
        scratch.permanence.journey_over(events.back().at);
        scratch.aims.journey_over(events.back().at);
    } else {
        scratch.permanence.follow_up_over(child.followed_until);
        scratch.aims.follow_up_over(child.followed_until);
    }
    if (plan.begins_ahead && state.is_over()) count_in_vain(events, scratch.begun_by, into.tally);
    trace_path(plan, child, events, state, scratch.path);
    count_path(plan, child, events, scratch.path, into.tally);

    ++into.tally.children;
    into.tally.events += static_cast<std::int64_t>(events.size());
    ChildRecord record;
    record.entry = child.entry;
    record.candidate = child.candidate;
    record.sibling = child.sibling;
    record.age_band = age_band_of(completed_years(child.birth_date, child.entered));
    record.outcome = outcome_of(plan, state);
    record.moves =
        static_cast<std::uint16_t>(std::min<std::uint32_t>(moves, std::numeric_limits<std::uint16_t>::max()));
    record.groups = scratch.groups.values(state);
    record.entered = child.entered;
    record.followed = child.followed_until - child.entered;
    scratch.permanence.write(child.entered, record);
    into.children.push_back(record);
    into.aim_spells.insert(into.aim_spells.end(), scratch.aims.spells().begin(), scratch.aims.spells().end());
}

std::vector<Replication> fold_log(const MeasurePlan& plan, const EventLog& log) {
    std::vector<Replication> replications;
    FoldScratch scratch(plan);
    for (const Stream& stream : log.streams) {
        while (replications.size() < stream.child.replication) replications.emplace_back(plan);
        fold_child(plan, stream.child, stream.events, scratch, replications[stream.child.replication - 1]);
    }
    return replications;
}

}  // namespace permap
