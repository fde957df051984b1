// A plain visit is over and the next begins, all in one minute (plain_walk.hpp): the events of that.
#pragma once

#include <cstdint>

#include "engine/written_events.hpp"
#include "log/event.hpp"

namespace permap {

inline constexpr std::uint16_t no_way = 0xffff;

struct PlainMove {
    static constexpr std::size_t most_events = 4;

    StepIndex from = no_step, to = no_step;
    Ordinal cause = no_cause;    // of the end of the visit
    std::uint16_t way = no_way;  // no_way: there was nothing to decide
    std::uint16_t visit = 1;     // which one of the step that it goes to
    bool starts = true;          // at once

    // Of the next visit's `ready`, where the first of these events is that.
    Ordinal ready(Ordinal first) const { return first + (way == no_way ? 1 : 2); }
    Ordinal end(Ordinal first) const { return ready(first) + (starts ? 2 : 1); }

    void write(EventPen& pen) const {
        Ordinal last = pen.write(EventKind::completed, from, cause);
        if (way != no_way) last = pen.write(EventKind::decided, from, last, way);
        last = pen.write(EventKind::ready, to, last, visit);
        if (starts) pen.write(EventKind::started, to, last);
    }
};

}  // namespace permap
