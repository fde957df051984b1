// Variants and what followed what, as JSON and as tables.
#pragma once

#include <string>

#include "map/map.hpp"
#include "mining/flows.hpp"
#include "report/json_parts.hpp"

namespace permap {

// variants (the most frequent 50), variants_by_completion, variants_by_start, variants_by_start_and_completion,
// directly_follows, begins, ends, nothing_completed.
Json flows_json(const Flows& flows, const Map& map, Notes& notes);
std::string flows_text(const Flows& flows, const Map& map);

}  // namespace permap
