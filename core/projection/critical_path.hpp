// The path that mattered (MEASURES 2): causes followed back from the outcome. Its pieces tile the time from entry to
// outcome, so every minute belongs to exactly one visit or clock.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "log/stream.hpp"
#include "projection/journey_state.hpp"

namespace permap {

enum class TimeSpent : std::uint8_t {
    waiting,
    working,
    on_clock,
    unsplit,  // of a recorded visit of which only the end is known: waiting or working, nobody knows which
};

struct PathPiece {
    StepIndex step = no_step;
    TimeSpent spent = TimeSpent::waiting;
    Ordinal until = no_cause;  // the event that ended it; no_cause: the end of follow-up
    Instant from{}, to{};
    Minutes over_limit{0};
    Minutes rework{0};
};

struct CriticalPath {
    bool is_open = false;  // traced from the end of follow-up
    Instant end{};
    std::vector<Ordinal> events;    // on the path, last first
    std::vector<PathPiece> pieces;  // of some length, last first

    struct Span {
        Instant from, to;
    };
    std::vector<Span> rework;  // stretches spent on rework, last first, not overlapping
};

// `state` has applied all `events`. An open journey is traced from the active visit that can still reach an outcome and
// has been ready longest, else from the clock running longest; a child with nothing at all is traced from the last
// event. The result is written into `path`, whose memory is used again.
void trace_path(const MeasurePlan& plan, const Child& child, std::span<const Event> events, const JourneyState& state,
                CriticalPath& path);

// Waiting ready → started by why it was; the five add up to the wait. `not_known`: only of recorded visits.
struct WaitReasons {
    Minutes no_free_unit{0}, next_sitting{0}, out_of_hours{0}, gathering{0}, not_known{0};
};
WaitReasons wait_reasons(const StepPlan& step, Minutes wait, std::uint32_t detail);

}  // namespace permap
