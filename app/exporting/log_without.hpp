// A recorded log without some of its children: erasure, and the end of retention. All that is kept of them elsewhere
// goes too: words that no other child has, relations that name them.
#pragma once

#include <string>
#include <vector>

#include "exporting/writers.hpp"
#include "vocabulary/result.hpp"
#include "vocabulary/time.hpp"

namespace permap {

// The other children's records stay as they are, import by import, sealed anew. One import more (format "without", as
// many rows as children were left out, known since `today`) says that it was done.
Result<Written> write_log_without(const std::string& log, const std::vector<bool>& is_left_out, Date today,
                                  const ExportTarget& target);

inline constexpr const char* without_format = "without";  // Import::format

}  // namespace permap
