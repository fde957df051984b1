// Tiny maps and streams drawn in the test itself, so that the answer can be worked out by hand beside them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "log/stream.hpp"
#include "map/map.hpp"

namespace permap {

// A step of that kind; its ways lead to `to`, with those ids, and have no conditions.
Step drawn_step(const std::string& id, StepKind kind, const std::vector<std::string>& to = {});
// A clock: not lifelong.
Step drawn_clock(const std::string& id, const std::vector<std::string>& to, bool lifelong = false);

// One event a line: "DAY KIND STEP <CAUSE DETAIL", place in the text = ordinal. Days are counted from 2026-01-05 (a
// Monday) and may have decimals. Detail: the way's id of a decision, "attribute=value", or a number; the visit number
// of `ready` is counted.
//     0   entered   refer
//     0   ready     refer  <0
//     3.5 decided   choose <4 home
std::vector<Event> drawn_events(const Map& map, std::string_view text);

// The same events, and then more. (Out of line: g++ 12 sees faults where there are none in inlined sums of strings.)
std::string then(std::string events, std::string_view more);

Instant day(double days);

// Born ten years before entry, followed for that many days.
Child drawn_child(const Map& map, const std::string& entry, double followed_days);

StepIndex step_of(const Map& map, const std::string& id);

}  // namespace permap
