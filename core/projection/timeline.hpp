// One child's journey as rows, for `permap journey`: what began when, how it ended, and whether it was on the path that
// mattered.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "log/stream.hpp"
#include "projection/measure_plan.hpp"

namespace permap {

enum class VisitEnd : std::uint8_t { completed, cancelled, clock_fired, clock_ended, open };

struct TimelineRow {
    StepIndex step = no_step;
    std::uint32_t visit = 1;  // of a clock: how often it has been started
    Instant ready{};          // of a clock: its start
    std::optional<Instant> started;
    std::optional<Instant> ended;
    VisitEnd end = VisitEnd::open;
    std::vector<std::uint16_t> ways;  // taken on completion, as indices into the step's ways
    std::uint32_t merged = 0;         // arrivals that found it active
    bool mattered = false;

    // Of recorded journeys: what was not written down. A `ready` that is not known was filled in (log/event.hpp).
    bool ready_is_known = true;
    bool only_end_is_known = false;  // one date: when it was done

    // The timescale of a step: when it counts from, and the first minute after it. None: it has none, or that from
    // which it counts has not been, or nobody wrote down when it was.
    struct Limit {
        Instant from, end;
        bool operator==(const Limit&) const = default;
    };
    std::optional<Limit> limit;

    bool operator==(const TimelineRow&) const = default;
};

enum class LimitState : std::uint8_t { kept, passed, running, stopped };  // stopped: cancelled before its end

// What became of the limit by `until`: passed where a minute was spent beyond it. `row.limit` is there.
LimitState limit_state(const TimelineRow& row, Instant until);

// In order of ready.
std::vector<TimelineRow> timeline(const MeasurePlan& plan, const Child& child, std::span<const Event> events);

// The part of a stream up to and including that minute.
std::span<const Event> events_until(std::span<const Event> events, Instant at);

}  // namespace permap
