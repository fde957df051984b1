// Small counts of recorded children in anything that is handed on.
#pragma once

#include <cstdint>
#include <vector>

#include "commands/arguments.hpp"

namespace permap {

OptionSpec suppress_below_option();
std::vector<OptionSpec> sharing_options();  // of replay: --for-sharing too

// At least 2: 1 hides nothing. Faults go to `problems`.
std::int64_t suppress_below(const Arguments& arguments, Problems& problems);

// --suppress-below without --for-sharing, and --for-sharing without --json, are problems.
void check_sharing(const Arguments& arguments, Problems& problems);

}  // namespace permap
