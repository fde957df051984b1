// Time of recorded visits that is neither waiting nor working, because only the end is known (MEASURES 2).
#pragma once

#include <vector>

#include "analysis/figures.hpp"
#include "report/json_parts.hpp"

namespace permap {

// Adds unsplit_child_days and waiting_not_known_child_days to each of `rows`, which stand for `delay` in the same
// order; where nothing tells waiting from working, both are null.
void put_unsplit(Json& rows, const std::vector<DelayRow>& delay, Notes& notes);

}  // namespace permap
