// What a workbook shows of counts of children, and what it hides (analysis/suppression).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/figures.hpp"
#include "exporting/exported_log.hpp"
#include "exporting/month_counts.hpp"
#include "mining/variants.hpp"

namespace permap {

// Nothing: hidden.
using ShownCount = std::optional<std::int64_t>;

struct ShownMonth {
    std::string month;
    ShownCount under_way_first, came_in, over, unfollowed;
};

struct ShownVariant {
    std::vector<StepIndex> steps;
    ShownCount children;
};

// The same children counted by outcome, by month and by their way through the steps: hidden together, so that no list
// gives away what another hides.
struct ShownCounts {
    ShownCount children;
    std::vector<ShownCount> outcomes;  // as Figures::outcomes
    std::vector<ShownMonth> months;
    std::vector<ShownVariant> variants;  // most children first
    ShownCount other_variants;           // children on all other ways
    std::int64_t ways = 0;               // how many different ways there are
};
ShownCounts shown_counts(const ExportedLog& log, const Figures& figures, std::int64_t suppress_below);

struct ShownAim {
    ShownCount met, missed, open, left_out;
};
ShownAim shown_aim(const AimFigure& aim, std::int64_t suppress_below);

// Rows of the delay table, by place in Figures::delay: whether its numbers are hidden because too few children came to
// the step. Where a single row would be hidden its days could be worked out from the others: then one more is.
std::vector<bool> hidden_delay_rows(const ExportedLog& log, const Figures& figures, std::int64_t suppress_below);

// Whether a share of `children` may be shown for each of these times: shares that grow with time. By place; the
// children of two shares shown are never so close that a small count can be worked out.
std::vector<bool> hidden_shares(const std::vector<std::optional<double>>& shares, std::int64_t children,
                                std::int64_t suppress_below);

}  // namespace permap
