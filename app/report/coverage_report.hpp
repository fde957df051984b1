// What the records cannot tell, in words and numbers.
#pragma once

#include <string>
#include <vector>

#include "recorded/coverage.hpp"
#include "report/json_parts.hpp"

namespace permap {

Json coverage_json(const Coverage& coverage);  // "known"
std::vector<std::string> what_cannot_be_known(const Coverage& coverage);

}  // namespace permap
