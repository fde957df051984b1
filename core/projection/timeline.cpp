#include "projection/timeline.hpp"

#include <algorithm>

#include "projection/critical_path.hpp"
#include "projection/journey_state.hpp"
#include "vocabulary/result.hpp"

namespace permap {
namespace {

constexpr std::size_t no_row = static_cast<std::size_t>(-1);

struct Rows {
    std::vector<TimelineRow> rows;
    std::vector<Ordinal> first_events;      // of each row: its ready, or the clock's start
    std::vector<std::size_t> row_of_event;  // no_row: of none
    std::vector<std::size_t> open_row;      // by step: the latest
    std::vector<std::size_t> last_row;      // by step: whose ways come next
    std::vector<std::uint32_t> visits;      // by step; of a clock: how often it has been started

    explicit Rows(std::size_t steps) : open_row(steps, no_row), last_row(steps, no_row), visits(steps, 0) {}

    void open(const Event& event, Ordinal ordinal) {
        const std::size_t at = index(event.step);
        TimelineRow row;
        row.step = event.step;
        row.ready = event.at;
        row.visit = ++visits[at];
        row.ready_is_known = event.kind != EventKind::ready || event.detail != ready_filled_in;
        row_of_event.back() = open_row[at] = last_row[at] = rows.size();
        rows.push_back(row);
        first_events.push_back(ordinal);
    }

    // The visit that an event belongs to: that of its cause, where a recorded step is active twice; else the latest.
    std::size_t open_row_of(const Event& event) const {
        if (event.cause != no_cause) {
            const std::size_t row = row_of_event[event.cause];
            if (row != no_row && rows[row].step == event.step && !rows[row].ended) return row;
        }
        return open_row[index(event.step)];
    }

    void close(const Event& event, VisitEnd how) {
        const std::size_t row = open_row_of(event);
        if (row == no_row) return;
        rows[row].ended = event.at;
        rows[row].only_end_is_known = how == VisitEnd::completed && event.detail == only_end_known;
        rows[row].end = how;
        row_of_event.back() = last_row[index(event.step)] = row;
        if (open_row[index(event.step)] == row) open_row[index(event.step)] = no_row;
    }

    void apply(const Event& event, Ordinal ordinal) {
        row_of_event.push_back(no_row);
        if (event.step == no_step) return;
        switch (event.kind) {
            case EventKind::ready:
            case EventKind::clock_started:
                open(event, ordinal);
                return;
            case EventKind::started:
                if (const std::size_t row = open_row_of(event); row != no_row) {
                    rows[row].started = event.at;
                    row_of_event.back() = row;
                }
                return;
            case EventKind::completed:
                close(event, VisitEnd::completed);
                return;
            case EventKind::cancelled:
                close(event, VisitEnd::cancelled);
                return;
            case EventKind::clock_fired:
                close(event, VisitEnd::clock_fired);
                return;
            case EventKind::clock_ended:
                close(event, VisitEnd::clock_ended);
                return;
            case EventKind::decided:
                if (const std::size_t row = last_row[index(event.step)]; row != no_row)
                    rows[row].ways.push_back(static_cast<std::uint16_t>(event.detail));
                return;
            case EventKind::merged:
                if (const std::size_t row = open_row[index(event.step)]; row != no_row) ++rows[row].merged;
                return;
            case EventKind::entered:
            case EventKind::attribute_set:
            case EventKind::left:
                return;
        }
    }
};

// Whether the step became ready at that minute only because something had to be filled in.
bool is_filled_in(const std::vector<TimelineRow>& rows, StepIndex step, Instant ready) {
    return std::any_of(rows.begin(), rows.end(), [&](const TimelineRow& row) {
        return row.step == step && row.ready == ready && !row.ready_is_known;
    });
}

std::optional<TimelineRow::Limit> limit_of(const MeasurePlan& plan, const JourneyState& state,
                                           const std::vector<TimelineRow>& rows, const TimelineRow& row,
                                           Ordinal ready) {
    if (plan.steps[index(row.step)].is_clock) return std::nullopt;
    const Limit* const limit = plan.limit_at(row.step, row.ready, state.version_of(ready));
    if (limit == nullptr) return std::nullopt;
    std::optional<Instant> from;
    if (limit->from == no_step && row.ready_is_known) from = row.ready;
    for (const LimitStart& start : state.limit_starts()) {
        if (start.ready != ready) continue;
        if (!limit->from_ready || !is_filled_in(rows, limit->from, start.from)) from = start.from;
    }
    if (!from) return std::nullopt;
    return TimelineRow::Limit{*from, limit_end(plan, *limit, *from)};
}

}  // namespace

LimitState limit_state(const TimelineRow& row, Instant until) {
    PERMAP_ASSERT(row.limit);
    if (row.ended.value_or(until) > row.limit->end) return LimitState::passed;
    if (!row.ended) return LimitState::running;
    return row.end == VisitEnd::completed ? LimitState::kept : LimitState::stopped;
}

std::vector<TimelineRow> timeline(const MeasurePlan& plan, const Child& child, std::span<const Event> events) {
    Rows rows(plan.steps.size());
    JourneyState state(plan);
    state.begin(child);
    for (std::size_t i = 0; i < events.size(); ++i) {
        rows.apply(events[i], static_cast<Ordinal>(i));
        state.apply(events[i]);
    }
    CriticalPath path;
    trace_path(plan, child, events, state, path);
    std::sort(path.events.begin(), path.events.end());
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        rows.rows[i].mattered = std::binary_search(path.events.begin(), path.events.end(), rows.first_events[i]);
        rows.rows[i].limit = limit_of(plan, state, rows.rows, rows.rows[i], rows.first_events[i]);
    }
    return std::move(rows.rows);
}

std::span<const Event> events_until(std::span<const Event> events, Instant at) {
    const auto after = std::upper_bound(events.begin(), events.end(), at,
                                        [](Instant instant, const Event& event) { return instant < event.at; });
    return events.first(static_cast<std::size_t>(after - events.begin()));
}

}  // namespace permap
