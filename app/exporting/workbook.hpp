// A workbook (.xlsx) of figures, for people who work with spreadsheets: counts and times, no rows of children unless
// they are asked for.
#pragma once

#include <cstdint>
#include <string>

#include "analysis/figures.hpp"
#include "analysis/suppression.hpp"
#include "exporting/writers.hpp"

namespace permap {

struct WorkbookOrder {
    std::string log_name;
    Figures figures;  // of the same journeys
    // Counts of 1 … suppress_below − 1 are hidden, and what they could be worked out from; 1: nothing is.
    std::int64_t suppress_below = 1;
    bool has_children = false;  // one sheet more, a row a child: not for sharing
};

Result<Written> write_workbook(const ExportedLog& log, const WorkbookOrder& order, const ExportTarget& target);

}  // namespace permap
