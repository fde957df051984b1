// A time axis of a picture: where a minute lies, and which days, months or years are marked.
#pragma once

#include <string>
#include <vector>

#include "vocabulary/time.hpp"

namespace permap {

struct TimeAxis {
    Instant from, to;      // at least a minute apart
    int x = 0, width = 0;  // pixels

    int x_of(Instant at) const;  // what lies outside is at the edge
};

struct AxisTick {
    Instant at;
    std::string label;        // "Apr", "6"; empty where only years are marked
    std::string upper_label;  // "2026", "Apr 2026": where a year (or month) begins; else empty
};

// Days, months or years, as many as have room.
std::vector<AxisTick> axis_ticks(const TimeAxis& axis);

}  // namespace permap
