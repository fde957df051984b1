// Visits: each time that a child came to a step, put together again from the events that tell of it.
#pragma once

#include <span>
#include <vector>

#include "log/event.hpp"

namespace permap {

// Ordinals in the child's stream; no_cause where there is no such event. Clocks have no visits.
struct Visit {
    StepIndex step = no_step;
    Ordinal ready = no_cause;
    Ordinal started = no_cause;
    Ordinal completed = no_cause;
    Ordinal cancelled = no_cause;
};

// Working memory that is used again for every child.
class VisitReader {
public:
    // In order of their `ready`. Events belong together by their causes; where causes say nothing of it, to the visit
    // of that step that has been open longest. Valid until the next call.
    std::span<const Visit> visits_of(std::span<const Event> events);

private:
    std::size_t visit_of(std::span<const Event> events, const Event& event);

    std::vector<Visit> visits_;
    std::vector<std::uint32_t> by_event_;  // the visit that a `ready` or `started` belongs to
    std::vector<std::uint32_t> open_;      // places in visits_, the one open longest first
};

}  // namespace permap
