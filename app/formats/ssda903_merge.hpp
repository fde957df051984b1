// Rows of a return that are about the same thing, made one: each year's file says again what goes on.
#pragma once

#include <vector>

#include "formats/ssda903_rows.hpp"

namespace permap {

// `rows`: of one child and one table, in the order of the files. Those that agree in the table's keys (an episode in
// its first day) become one: what one leaves empty another fills in; where both say something, the later row rules, and
// the earlier one is rejected. Rows that are the same in all they say count once. In order of their keys.
std::vector<ReturnRow> merged_rows(const ReturnRows& all, std::vector<ReturnRow> rows, ReturnProblems& problems);

}  // namespace permap
