// Reads result files: the JSON documents that compare, rank, simulate, replay, evidence and sensitivity write.
#pragma once

#include <string_view>

#include "page/result.hpp"
#include "vocabulary/result.hpp"

namespace permap::page {

// Fields that are absent or null stay empty: older results hold fewer. Problems, all at once: no JSON, no result, a
// schema that is not known or is newer than this program, a field of another kind than it should be.
Result<ResultFile> read_result(std::string_view text, const std::string& file);

// Results that may stand on one page are of one map. Problems: another map digest than the first file's, the same
// result twice.
Problems fit_together(const std::vector<ResultFile>& results);

}  // namespace permap::page
