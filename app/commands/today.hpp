// The day on which a command is run, here: for files that say when they were made, and dates that lie ahead.
#pragma once

#include "vocabulary/time.hpp"

namespace permap {

Date today();

}  // namespace permap
