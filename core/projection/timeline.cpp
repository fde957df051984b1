#include "projection/timeline.hpp"

#include <algorithm>

#include "projection/critical_path.hpp"
#include "projection/journey_state.hpp"

namespace permap {
namespace {

constexpr std::size_t no_row = static_cast<std::size_t>(-1);

struct Rows {
    std::vector<TimelineRow> rows;
    std::vector<Ordinal> first_events;          // of each row: its ready, or the clock's start
    std::vector<std::size_t> open_row;          // by step
    std::vector<std::size_t> last_row;          // by step: whose ways come next
    std::vector<std::uint32_t> started_clocks;  // by step: how often

    explicit Rows(std::size_t steps) : open_row(steps, no_row), last_row(steps, no_row), started_clocks(steps, 0) {}

    void open(const Event& event, Ordinal ordinal) {
        const std::size_t at = index(event.step);
        TimelineRow row;
        row.step = event.step;
        row.ready = event.at;
        row.visit = event.kind == EventKind::ready ? event.detail : ++started_clocks[at];
        open_row[at] = last_row[at] = rows.size();
        rows.push_back(row);
        first_events.push_back(ordinal);
    }

    void close(const Event& event, VisitEnd how) {
        std::size_t& open = open_row[index(event.step)];
        if (open == no_row) return;
        rows[open].ended = event.at;
        rows[open].end = how;
        open = no_row;
    }

    TimelineRow* find(const std::vector<std::size_t>& row_of, StepIndex step) {
        const std::size_t row = row_of[index(step)];
        return row == no_row ? nullptr : &rows[row];
    }

    void apply(const Event& event, Ordinal ordinal) {
        if (event.step == no_step) return;
        switch (event.kind) {
            case EventKind::ready:
            case EventKind::clock_started:
                open(event, ordinal);
                return;
            case EventKind::started:
                if (TimelineRow* row = find(open_row, event.step)) row->started = event.at;
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
                if (TimelineRow* row = find(last_row, event.step)) {
                    row->ways.push_back(static_cast<std::uint16_t>(event.detail));
                }
                return;
            case EventKind::merged:
                if (TimelineRow* row = find(open_row, event.step)) ++row->merged;
                return;
            case EventKind::entered:
            case EventKind::attribute_set:
            case EventKind::left:
                return;
        }
    }
};

}  // namespace

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
    }
    return std::move(rows.rows);
}

std::span<const Event> events_until(std::span<const Event> events, Instant at) {
    const auto after = std::upper_bound(events.begin(), events.end(), at,
                                        [](Instant instant, const Event& event) { return instant < event.at; });
    return events.first(static_cast<std::size_t>(after - events.begin()));
}

}  // namespace permap
