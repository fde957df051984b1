// Reads result files: the JSON documents that compare, rank, simulate, replay, evidence and sensitivity write.
#pragma once

#include <string_view>

#include "analysis/suppression.hpp"
#include "page/result.hpp"
#include "vocabulary/result.hpp"

namespace permap::page {

// Fields that are absent or null stay empty: older results hold fewer. Problems, all at once: no JSON, no result, a
// schema that is not known or is newer than this program, a field of another kind than it should be.
//
// A page is for sharing. So of recorded journeys counts below `suppress_below` are hidden (report/for_sharing), unless
// they have been already.
Result<ResultFile> read_result(std::string_view text, const std::string& file,
                               std::int64_t suppress_below = suppress_below_by_default);

// Results that may stand on one page are of one map. Problems: another map digest than the first file's, the same
// result twice.
Problems fit_together(const std::vector<ResultFile>& results);

}  // namespace permap::page
