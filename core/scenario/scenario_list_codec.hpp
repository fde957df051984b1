// Several scenarios that were made together, as one JSON array: how a log keeps them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenario/scenario.hpp"
#include "vocabulary/result.hpp"

namespace permap {

std::string scenarios_to_json(const std::vector<Scenario>& scenarios);
Result<std::vector<Scenario>> scenarios_from_json(const std::string& path, std::string_view text);

}  // namespace permap
