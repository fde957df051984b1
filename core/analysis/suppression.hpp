// Small counts in anything that is shared (MEASURES 1): a count of one to four children could tell who they are. Counts
// below the limit are hidden, and others with them, until no hidden count can be worked out from the sums that are
// shown (secondary suppression).
//
// What a reader is taken to know: every count that is shown, which counts add up to which, and that none is hidden
// which is 0 (a 0 is always shown). Shown to hold by a test that tries every table such a reader could think of.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace permap {

inline constexpr std::int64_t suppress_below_by_default = 5;

// A count as a line from one point to another. At every point the counts that come in add up to those that go out: so
// any sums can be said. A list and its total: lines from A to B, and the total back from B to A. Children under way,
// coming in and leaving, month by month: see the caseload.
struct BoundCount {
    std::uint32_t from = 0, to = 0;
    std::int64_t count = 0;    // ≥ 0
    bool is_published = true;  // a count that nobody is shown needs no hiding and holds nothing fast
    bool is_total = false;     // hidden only where nothing else helps, unless it is small itself

    bool operator==(const BoundCount&) const = default;
};

// By place in `counts`: whether it is to be hidden. Hidden are counts of 1 … below − 1, and what else it takes. The
// counts are asserted to add up.
std::vector<bool> hidden_counts(std::span<const BoundCount> counts, std::int64_t below);

// A table of counts, row by row, and which of its sums are shown beside it. The sum of all is shown where both are.
struct CountTable {
    std::size_t rows = 0, columns = 0;
    std::vector<std::int64_t> counts;  // rows × columns
    bool has_row_totals = true, has_column_totals = true;
};

struct CountMask {  // true: hide it
    std::size_t columns = 0;
    std::vector<bool> cells;                      // as CountTable::counts
    std::vector<bool> row_totals, column_totals;  // empty where the table does not show them
    bool grand_total = false;

    bool hides(std::size_t row, std::size_t column) const { return cells[row * columns + column]; }
};
CountMask hidden_in(const CountTable& table, std::int64_t below);

// The same children counted in several ways: each list adds up to the one total.
struct ListsMask {
    std::vector<std::vector<bool>> lists;
    bool total = false;
};
ListsMask hidden_in_lists(const std::vector<std::vector<std::int64_t>>& lists, std::int64_t total, std::int64_t below);

}  // namespace permap
