// What is shared tells of no child: small counts are hidden, and none of them can be worked out again.
#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <set>

#include "analysis/suppression.hpp"

using namespace permap;

namespace {

using Counts = std::vector<std::int64_t>;
using Hidden = std::vector<bool>;

// What a reader can do, by trying: every table that has the counts shown, and more than no child where one is hidden.
// One child more or less is far enough: where there is another table at all, there is one that near (sums of lines).
struct Reader {
    CountTable table;
    CountMask mask;

    bool is_possible(const Counts& counts) const {
        std::int64_t all = 0;
        for (std::size_t row = 0; row < table.rows; ++row) {
            std::int64_t sum = 0;
            for (std::size_t column = 0; column < table.columns; ++column) sum += counts[row * table.columns + column];
            all += sum;
            if (table.has_row_totals && !fits(sum, row_total(table.counts, row), mask.row_totals[row])) return false;
        }
        for (std::size_t column = 0; column < table.columns && table.has_column_totals; ++column) {
            if (!fits(column_total(counts, column), column_total(table.counts, column), mask.column_totals[column]))
                return false;
        }
        std::int64_t told = 0;
        for (const std::int64_t count : table.counts) told += count;
        return !(table.has_row_totals && table.has_column_totals) || fits(all, told, mask.grand_total);
    }
    static bool fits(std::int64_t thought, std::int64_t told, bool hidden) {
        return hidden ? thought >= 1 : thought == told;
    }
    std::int64_t row_total(const Counts& counts, std::size_t row) const {
        std::int64_t sum = 0;
        for (std::size_t column = 0; column < table.columns; ++column) sum += counts[row * table.columns + column];
        return sum;
    }
    std::int64_t column_total(const Counts& counts, std::size_t column) const {
        std::int64_t sum = 0;
        for (std::size_t row = 0; row < table.rows; ++row) sum += counts[row * table.columns + column];
        return sum;
    }

    // Values that each cell, row total and column total, and the total can have.
    std::vector<std::set<std::int64_t>> possible() const {
        std::vector<std::set<std::int64_t>> values(table.counts.size() + table.rows + table.columns + 1);
        Counts thought = table.counts;
        const std::function<void(std::size_t)> go_on = [&](std::size_t cell) {
            if (cell == thought.size()) {
                if (!is_possible(thought)) return;
                std::size_t place = 0;
                for (const std::int64_t count : thought) values[place++].insert(count);
                for (std::size_t row = 0; row < table.rows; ++row) values[place++].insert(row_total(thought, row));
                for (std::size_t column = 0; column < table.columns; ++column)
                    values[place++].insert(column_total(thought, column));
                std::int64_t all = 0;
                for (const std::int64_t count : thought) all += count;
                values[place].insert(all);
                return;
            }
            if (!mask.cells[cell]) {
                go_on(cell + 1);
                return;
            }
            for (const std::int64_t change : {-1, 0, 1}) {
                thought[cell] = table.counts[cell] + change;
                if (thought[cell] >= 1) go_on(cell + 1);
            }
            thought[cell] = table.counts[cell];
        };
        go_on(0);
        return values;
    }
};

std::vector<bool> all_hidden(const CountTable& table, const CountMask& mask) {
    std::vector<bool> all = mask.cells;
    for (std::size_t row = 0; row < table.rows; ++row) all.push_back(table.has_row_totals && mask.row_totals[row]);
    for (std::size_t column = 0; column < table.columns; ++column)
        all.push_back(table.has_column_totals && mask.column_totals[column]);
    all.push_back(mask.grand_total);
    return all;
}

bool is_small(std::int64_t count) {
    return count > 0 && count < 5;
}

// Small counts are hidden, zeros are not, and no hidden count can have one value only.
bool is_safe(const CountTable& table, const CountMask& mask) {
    const Reader reader{table, mask};
    const std::vector<std::set<std::int64_t>> values = reader.possible();
    const std::vector<bool> hidden = all_hidden(table, mask);
    bool safe = true;
    for (std::size_t i = 0; i < hidden.size(); ++i) safe = safe && !(hidden[i] && values[i].size() < 2);
    for (std::size_t i = 0; i < table.counts.size(); ++i) {
        if (table.counts[i] == 0 || is_small(table.counts[i])) safe = safe && hidden[i] == is_small(table.counts[i]);
    }
    for (std::size_t row = 0; row < table.rows && table.has_row_totals; ++row)
        safe = safe && (mask.row_totals[row] || !is_small(reader.row_total(table.counts, row)));
    for (std::size_t column = 0; column < table.columns && table.has_column_totals; ++column)
        safe = safe && (mask.column_totals[column] || !is_small(reader.column_total(table.counts, column)));
    return safe;
}

}  // namespace

TEST_CASE("law: no hidden count can be worked out from the table as it is published") {
    const bool holds = rc::check([](bool row_totals, bool column_totals) {
        for (int times = 0; times < 20; ++times) {
            CountTable table;
            table.rows = *rc::gen::inRange<std::size_t>(1, 4);
            table.columns = *rc::gen::inRange<std::size_t>(1, 4);
            // Many small ones and many zeros: that is where it is hard.
            table.counts = *rc::gen::container<Counts>(
                table.rows * table.columns, rc::gen::element<std::int64_t>(0, 0, 0, 1, 1, 1, 2, 3, 4, 5, 6, 9, 20));
            table.has_row_totals = row_totals;
            table.has_column_totals = column_totals;
            RC_ASSERT(is_safe(table, hidden_in(table, 5)));
        }
    });
    CHECK(holds);
}

TEST_CASE("one small count takes another in its row, its column, and where these meet") {
    // The corner of the table's smallest; the rest stays.
    const CountTable table{3, 3, {3, 7, 40, 8, 9, 50, 60, 70, 80}};
    const CountMask mask = hidden_in(table, 5);
    CHECK(mask.cells == Hidden{true, true, false, true, true, false, false, false, false});
    CHECK(mask.row_totals == Hidden(3, false));
    CHECK(mask.column_totals == Hidden(3, false));
    CHECK_FALSE(mask.grand_total);
    CHECK(mask.hides(1, 1));
    CHECK_FALSE(mask.hides(2, 1));
}

TEST_CASE("a list hides the next larger count with a single small one; where two are small no more is needed") {
    CHECK(hidden_in({1, 4, {2, 30, 6, 0}, true, false}, 5).cells == Hidden{true, false, true, false});
    CHECK(hidden_in({1, 4, {2, 30, 3, 0}, true, false}, 5).cells == Hidden{true, false, true, false});
    // Two of one child each and a sum of 2 would be no secret: the sum is small itself and hidden.
    const CountMask ones = hidden_in({1, 3, {1, 1, 0}, true, false}, 5);
    CHECK(ones.cells == Hidden{true, true, false});
    CHECK(ones.row_totals == Hidden{true});
    // Five of one child each: everyone knows that none is 0, so the sum of 5 goes as well.
    CHECK(hidden_in({1, 5, {1, 1, 1, 1, 1}, true, false}, 5).row_totals == Hidden{true});
    CHECK(hidden_in({1, 5, {2, 1, 1, 1, 1}, true, false}, 5).row_totals == Hidden{false});
    CHECK(hidden_in({1, 4, {2, 2, 1, 1}, true, false}, 5).row_totals == Hidden{false});
}

TEST_CASE("where all children are in one place there is nothing to hide, and no children are no secret") {
    CHECK(hidden_in({2, 2, {12, 0, 0, 0}}, 5).cells == Hidden(4, false));
    CHECK(hidden_in({1, 1, {3}, true, false}, 5).cells == Hidden{true});
    CHECK(hidden_in({1, 1, {3}, true, false}, 5).row_totals == Hidden{true});
    CHECK(hidden_in({0, 0, {}}, 5).cells.empty());
}

TEST_CASE("without sums beside them only the small ones are hidden; the limit is whoever shares its choice") {
    CHECK(hidden_in({1, 3, {3, 7, 40}, false, false}, 5).cells == Hidden{true, false, false});
    CHECK(hidden_in({1, 3, {3, 7, 40}, true, false}, 10).cells == Hidden{true, true, false});
    CHECK(hidden_in({1, 3, {3, 7, 40}, true, false}, 1).cells == Hidden(3, false));
    CHECK(hidden_in({1, 3, {3, 7, 40}, true, false}, 0).cells == Hidden(3, false));
}

TEST_CASE("lists of the same children share their total: what one hides another does not give away") {
    const ListsMask mask = hidden_in_lists({{3, 9, 20}, {16, 16}, {32}}, 32, 5);
    CHECK(mask.lists[0] == Hidden{true, true, false});
    CHECK(mask.lists[1] == Hidden{false, false});
    CHECK(mask.lists[2] == Hidden{false});
    CHECK_FALSE(mask.total);
    // Where the total must be hidden for the first list, the second may not add up to it in the open.
    const ListsMask ones = hidden_in_lists({{1, 1, 1, 1, 1, 1}, {6}}, 6, 5);
    CHECK(ones.total);
    CHECK(ones.lists[1] == Hidden{true});
}

TEST_CASE("children under way, coming in and leaving: no month is told by its neighbours") {
    // Points 1 … 3: the months' ends. Under way 20, then 20 + 2 − 7 = 15, then 15 + 9 − 6 = 18; outside is 0.
    const std::vector<BoundCount> months = {{0, 1, 20, true, true}, {0, 1, 2}, {1, 0, 7},
                                            {1, 2, 15, true, true}, {0, 2, 9}, {2, 0, 6},
                                            {2, 0, 18, true, true}};
    CHECK(hidden_counts(months, 5) == Hidden{false, true, true, false, false, false, false});
}

TEST_CASE("a count that nobody is shown lets others vary, but there cannot be less than none of it") {
    const auto with = [](std::int64_t not_shown) {
        const std::vector<BoundCount> counts = {
            {0, 1, 1}, {0, 1, 5}, {0, 1, not_shown, false}, {1, 0, 6 + not_shown, true, true}};
        return hidden_counts(counts, 5);
    };
    CHECK(with(1) == Hidden{true, false, false, false});
    CHECK(with(0) == Hidden{true, true, false, false});
}
