// Targets files: the map's own, and those a person adds.
#pragma once

#include "commands/arguments.hpp"
#include "commands/load.hpp"
#include "evidence/target.hpp"
#include "vocabulary/result.hpp"

namespace permap {

// `targets.json` beside the map (below all overlays), then every --targets; with --only, just the latter. A figure may
// be in one file only.
Result<Targets> targets_of(const Arguments& arguments, const LoadedMap& map);

}  // namespace permap
