// Logs as untidy as real ones: starts without ends, ends without starts, dates without times, several visits at once,
// corrections.
#pragma once

#include <rapidcheck.h>

#include "recorded/record.hpp"

namespace permap {

rc::Gen<RecordedLog> generated_log();

}  // namespace permap
