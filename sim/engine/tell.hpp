// Only what happened before the end of follow-up is told.
#pragma once

#include <span>

#include "engine/run.hpp"

namespace permap {

inline void tell(const Child& child, std::span<const Event> events, const StreamSink& sink) {
    while (!events.empty() && events.back().at >= child.followed_until) events = events.first(events.size() - 1);
    sink(child, events);
}

}  // namespace permap
