// A decision whose probabilities a scenario changed (SEMANTICS 6): with the same word a child takes the way it took
// before, unless it has to move; and it moves only to a way that was raised. No coupling moves fewer children.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace permap {

// Words [ends[i - 1], ends[i]) take ways[i]; the last end is 2^32. At most 2 n - 1 intervals for n ways.
// An unchanged choice gives the intervals it had, one for each way that can be taken.
struct CoupledChoice {
    std::vector<std::uint64_t> ends;
    std::vector<std::uint16_t> ways;

    bool operator==(const CoupledChoice&) const = default;
};

// Cumulative thresholds before and after, as choice_thresholds gives them, one for each way. The end of a lowered way's
// interval is given up; raised ways take what was given up, both in listed order. So raising one way further moves more
// children and returns none.
CoupledChoice choice_coupling(std::span<const std::uint64_t> baseline, std::span<const std::uint64_t> changed);

// The same from new weights. Rounding may give a way that was not raised one word in 2^32.
CoupledChoice choice_coupling(std::span<const std::uint64_t> baseline, std::span<const double> new_weights);

std::uint16_t chosen(const CoupledChoice& choice, std::uint32_t word);

}  // namespace permap
