// Only what happened before the end of follow-up is told.
#pragma once

#include <span>

#include "engine/run.hpp"

namespace permap {

inline std::span<const Event> before_the_end(const Child& child, std::span<const Event> events) {
    while (!events.empty() && events.back().at >= child.followed_until) events = events.first(events.size() - 1);
    return events;
}

inline void tell(const Child& child, std::span<const Event> events, const StreamSink& sink) {
    sink(child, before_the_end(child, events));
}

}  // namespace permap
