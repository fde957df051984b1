#include "analysis/suppression.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <queue>
#include <utility>

#include "vocabulary/result.hpp"

namespace permap {

namespace {

// A hidden count can be another one just where one child more (or less) on its line can go round: along hidden lines
// forwards, or backwards on one that has a child to spare. So what must be hidden with it is the cheapest way round.
class Lines {
public:
    Lines(std::span<const BoundCount> counts, std::int64_t below) : counts_(counts), hidden_(counts.size(), false) {
        std::uint32_t points = 0;
        for (const BoundCount& line : counts) points = std::max({points, line.from + 1, line.to + 1});
        at_.resize(points);
        std::vector<std::int64_t> balance(points, 0);
        for (std::size_t i = 0; i < counts.size(); ++i) {
            const BoundCount& line = counts[i];
            PERMAP_ASSERT(line.count >= 0);
            balance[line.from] -= line.count;
            balance[line.to] += line.count;
            at_[line.from].push_back({i, true});
            at_[line.to].push_back({i, false});
            hidden_[i] = line.is_published && line.count > 0 && line.count < below;
        }
        for (const std::int64_t rest : balance) PERMAP_ASSERT(rest == 0);
    }

    std::vector<bool> hide() {
        for (std::size_t i = 0; i < counts_.size(); ++i) {
            if (hidden_[i] && counts_[i].count > 0) protect(i);
        }
        return std::move(hidden_);
    }

private:
    struct End {
        std::size_t line;
        bool forwards;  // leaves its `from`
    };
    static constexpr std::uint64_t no_way = std::numeric_limits<std::uint64_t>::max();
    // One count more hidden is worse than any count being large, and a total is worth many counts.
    static constexpr std::uint64_t of_one = std::uint64_t{1} << 40, totals_worth = 64;

    // Shown zeros stay; a hidden count is at least 1, one that nobody is shown at least 0.
    bool may_pass(const End& end) const {
        const BoundCount& line = counts_[end.line];
        if (!line.is_published) return end.forwards || line.count > 0;
        return line.count > (end.forwards ? 0 : 1);
    }
    std::uint64_t cost(std::size_t i) const {
        const BoundCount& line = counts_[i];
        if (hidden_[i] || !line.is_published) return 0;
        const auto size = static_cast<std::uint64_t>(std::min<std::int64_t>(line.count, std::int64_t{1} << 30));
        return (of_one + size) * (line.is_total ? totals_worth : 1);
    }

    struct Way {
        std::uint64_t cost = no_way;
        std::vector<std::size_t> lines;
    };
    Way cheapest(std::uint32_t from, std::uint32_t to, std::size_t without) const {
        std::vector<std::uint64_t> costs(at_.size(), no_way);
        std::vector<End> came_by(at_.size(), End{});
        using Reached = std::pair<std::uint64_t, std::uint32_t>;
        std::priority_queue<Reached, std::vector<Reached>, std::greater<>> next;
        costs[from] = 0;
        next.push({0, from});
        while (!next.empty()) {
            const auto [so_far, point] = next.top();
            next.pop();
            if (so_far > costs[point]) continue;
            if (point == to) break;
            for (const End& end : at_[point]) {
                if (end.line == without || !may_pass(end)) continue;
                const std::uint32_t other = end.forwards ? counts_[end.line].to : counts_[end.line].from;
                const std::uint64_t all = so_far + cost(end.line);
                if (all >= costs[other]) continue;
                costs[other] = all;
                came_by[other] = end;
                next.push({all, other});
            }
        }
        Way way;
        way.cost = costs[to];
        if (way.cost == no_way) return way;
        for (std::uint32_t point = to; point != from;) {
            const End& end = came_by[point];
            way.lines.push_back(end.line);
            point = end.forwards ? counts_[end.line].from : counts_[end.line].to;
        }
        return way;
    }

    void protect(std::size_t i) {
        const BoundCount& line = counts_[i];
        if (line.from == line.to) return;
        Way way = cheapest(line.to, line.from, i);  // one child more
        if (way.cost > 0 && line.count > 1) {
            Way fewer = cheapest(line.from, line.to, i);
            if (fewer.cost < way.cost) way = std::move(fewer);
        }
        // Children who are counted go round along counts that are not 0, and all of these may be hidden.
        PERMAP_ASSERT(way.cost != no_way);
        for (const std::size_t with_it : way.lines) {
            if (counts_[with_it].is_published) hidden_[with_it] = true;
        }
    }

    std::span<const BoundCount> counts_;
    std::vector<bool> hidden_;
    std::vector<std::vector<End>> at_;  // by point
};

}  // namespace

std::vector<bool> hidden_counts(std::span<const BoundCount> counts, std::int64_t below) {
    return Lines(counts, below).hide();
}

CountMask hidden_in(const CountTable& table, std::int64_t below) {
    PERMAP_ASSERT(table.counts.size() == table.rows * table.columns);
    const auto rows = static_cast<std::uint32_t>(table.rows), columns = static_cast<std::uint32_t>(table.columns);
    // From its row to its column; from there to the end of all, and back round to the rows.
    const std::uint32_t all_columns = rows + columns, all_rows = all_columns + 1;
    std::vector<BoundCount> lines;
    std::vector<std::int64_t> of_row(rows, 0), of_column(columns, 0);
    std::int64_t all = 0;
    for (std::uint32_t row = 0; row < rows; ++row) {
        for (std::uint32_t column = 0; column < columns; ++column) {
            const std::int64_t count = table.counts[row * table.columns + column];
            lines.push_back({row, rows + column, count});
            of_row[row] += count;
            of_column[column] += count;
            all += count;
        }
    }
    for (std::uint32_t row = 0; row < rows; ++row)
        lines.push_back({all_rows, row, of_row[row], table.has_row_totals, true});
    for (std::uint32_t column = 0; column < columns; ++column)
        lines.push_back({rows + column, all_columns, of_column[column], table.has_column_totals, true});
    lines.push_back({all_columns, all_rows, all, table.has_row_totals && table.has_column_totals, true});

    const std::vector<bool> hidden = hidden_counts(lines, below);
    CountMask mask;
    mask.columns = table.columns;
    const auto cells_end = hidden.begin() + static_cast<std::ptrdiff_t>(table.counts.size());
    const auto rows_end = cells_end + static_cast<std::ptrdiff_t>(table.rows);
    mask.cells.assign(hidden.begin(), cells_end);
    if (table.has_row_totals) mask.row_totals.assign(cells_end, rows_end);
    if (table.has_column_totals) mask.column_totals.assign(rows_end, hidden.end() - 1);
    mask.grand_total = hidden.back();
    return mask;
}

ListsMask hidden_in_lists(const std::vector<std::vector<std::int64_t>>& lists, std::int64_t total, std::int64_t below) {
    std::vector<BoundCount> lines;
    std::uint32_t point = 0;
    for (const std::vector<std::int64_t>& list : lists) {
        for (const std::int64_t count : list) lines.push_back({point, point + 1, count});
        ++point;
    }
    lines.push_back({point, 0, total, true, true});
    const std::vector<bool> hidden = hidden_counts(lines, below);
    ListsMask mask;
    auto next = hidden.begin();
    for (const std::vector<std::int64_t>& list : lists) {
        const auto end = next + static_cast<std::ptrdiff_t>(list.size());
        mask.lists.emplace_back(next, end);
        next = end;
    }
    mask.total = hidden.back();
    return mask;
}

}  // namespace permap
