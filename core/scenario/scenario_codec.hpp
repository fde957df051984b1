// Scenarios as JSON (docs/scenario-format.md).
#pragma once

#include <string>
#include <string_view>

#include "scenario/scenario.hpp"
#include "vocabulary/result.hpp"

namespace permap {

// `path` is for messages only; core opens no files. All problems at once, each with file and JSON pointer.
Result<Scenario> scenario_from_json(const std::string& path, std::string_view text);
std::string scenario_to_json(const Scenario& scenario);

}  // namespace permap
