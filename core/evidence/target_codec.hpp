// Targets files (docs/targets.md) as JSON. Opens no files: the caller brings their texts.
#pragma once

#include <string>
#include <string_view>

#include "evidence/target.hpp"
#include "vocabulary/result.hpp"

namespace permap {

// Every fault of form at once: unknown keys, kinds and units, names that the file does not define, a band that is not
// the one its rule gives, a figure that may not be fitted.
Result<Targets> targets_from_json(const std::string& file, std::string_view text);

}  // namespace permap
