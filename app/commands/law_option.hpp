// --law-at DATE: the map with its law frozen as it stood on that day (SEMANTICS 2, MEASURES 4).
#pragma once

#include <string>
#include <vector>

#include "commands/arguments.hpp"
#include "commands/load.hpp"

namespace permap {

std::vector<OptionSpec> law_option();

// The map at `path`, frozen where the arguments ask for it, and then checked and named by its digest as any map is.
// Faults of the date and of the map come together.
Result<LoadedMap> load_map(const std::string& path, const Arguments& arguments);

// The same from a map that is loaded already.
Result<LoadedMap> frozen(const LoadedMap& map, Instant at);

}  // namespace permap
