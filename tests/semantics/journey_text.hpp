// A journey as a person would write it down, and its comparison with one written by hand.
//
//     0d00:00 entered ann
//     0d00:00 begins assess <- entered ann          ready and started at once; the cause is given where it tells
//     something 3d00:00 completed assess 3d00:00 through review #2                     ready, started and completed at
//     once; second visit 3d00:00 decided choose.home 3d00:00 set setting = away 3d00:00 left home
//
// "entered" takes in the entry step itself when that takes no time.
#pragma once

#include <string>
#include <string_view>

#include "semantics/drawn_map.hpp"

namespace permap {

enum class Times { since_entry, dates };

std::string journey_text(const Map& map, const Stream& stream, Times times = Times::since_entry);

// What the oracle and the engine make of the drawn map must be what is written, for this child ("ann", or "ann+1" for a
// sibling). Causes are compared where they are written. All children's events must be equal between the two.
void check_journey(const DrawnMap& drawn, const std::string& child, std::string_view expected,
                   Times times = Times::since_entry);
// The same with dates in place of days since entry.
void check_dates(const DrawnMap& drawn, const std::string& child, std::string_view expected);

// The journey in one string, by the oracle.
std::string journey_of(const DrawnMap& drawn, const std::string& child, Times times = Times::since_entry);

}  // namespace permap
