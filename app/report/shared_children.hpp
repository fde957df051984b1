// Where children are counted in a document: outcomes, groups, where they stand on a day, the caseload. All of them are
// the same children, so all are hidden together.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/json_parts.hpp"

namespace permap {

// Hides in `result` what may not be shared. What does not add up is taken out; the answer says what.
std::vector<std::string> hide_children(Json& result, std::int64_t children, std::int64_t below);

}  // namespace permap
