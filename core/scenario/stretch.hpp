// A stretch of a map: steps that are entered at one step only and left at one step only. Only for this folder.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "map/map.hpp"
#include "vocabulary/result.hpp"

namespace permap {

inline bool is_among(const std::vector<std::string>& ids, const std::string& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// The steps from `first` to `last`, both included, in the order in which they are found. Problems (without a place)
// where they cannot be done as one piece ahead of their place: another step leads into the middle, one leaves it before
// `last`, a region holds only a part, or a step is no activity, decision or wait.
Result<std::vector<std::string>> stretch_of(const Map& map, const std::string& first, const std::string& last);

// Another step that leads to `step`, than those named; none: null.
const Step* leads_into(const Map& map, const std::string& step, const std::vector<std::string>& but_for);

// By ways, hand-overs, joins and clocks that are started, in however many steps.
bool leads_to(const Map& map, const std::string& from, const std::string& to);

}  // namespace permap
