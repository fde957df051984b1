#include <catch2/catch.hpp>

#include "exporting/workbook_counts.hpp"
#include "small_log.hpp"

using namespace permap;

namespace {

// Ten children who went home after one day, and `others` who came in a month later and are still under way.
void fill(SmallLog& small, int others) {
    const Stream over = small.log.streams[0], open = small.log.streams[1];
    small.log.streams.assign(10, over);
    small.log.streams.insert(small.log.streams.end(), static_cast<std::size_t>(others), open);
    small.log.children.assign(small.log.streams.size(), small.log.children[0]);
}

Figures figures_of(int others) {
    Figures figures;
    figures.outcomes = {{"home", "Home", 10, {}}, {"open", "", others, {}}};
    return figures;
}

}  // namespace

TEST_CASE("months: who came in, who went, who was under way on the first") {
    SmallLog small;
    const std::vector<MonthCount> months = month_counts(small.log.streams);
    REQUIRE(months.size() == 26);
    CHECK(months[0] == MonthCount{"2026-04", 0, 1, 1, 0});
    CHECK(months[1] == MonthCount{"2026-05", 0, 1, 0, 0});
    CHECK(months[2] == MonthCount{"2026-06", 1, 0, 0, 0});
    CHECK(months[25] == MonthCount{"2028-05", 1, 0, 0, 1});
}

TEST_CASE("counts that are large enough are all shown") {
    SmallLog small;
    fill(small, 6);
    const ShownCounts counts = shown_counts(small.log, figures_of(6), 5);
    CHECK(counts.children == 16);
    CHECK(counts.outcomes == std::vector<ShownCount>{10, 6});
    CHECK(counts.months[1].came_in == 6);
    CHECK(counts.variants.size() == 2);
    CHECK(counts.other_variants == 0);
}

TEST_CASE("a small count is hidden everywhere, and cannot be worked out from the others") {
    SmallLog small;
    fill(small, 2);
    const ShownCounts counts = shown_counts(small.log, figures_of(2), 5);
    CHECK_FALSE(counts.outcomes[1]);
    CHECK_FALSE(counts.months[1].came_in);
    CHECK_FALSE(counts.months[2].under_way_first);
    CHECK(counts.variants.size() == 1);  // two children took the other way: it is not named
    CHECK_FALSE(counts.other_variants);
    CHECK(counts.ways == 2);
    // Total less what is left would be 2: so one of the two is hidden in every list.
    CHECK_FALSE((counts.children && counts.outcomes[0]));
    CHECK_FALSE((counts.children && counts.months[0].came_in));
    CHECK_FALSE((counts.children && counts.variants[0].children));
}

TEST_CASE("without a limit nothing is hidden") {
    SmallLog small;
    fill(small, 1);
    const ShownCounts counts = shown_counts(small.log, figures_of(1), 1);
    CHECK(counts.outcomes == std::vector<ShownCount>{10, 1});
    CHECK(counts.variants.size() == 2);
}

TEST_CASE("of an aim with a small count at least two are hidden") {
    AimFigure aim;
    aim.met = 3;
    aim.missed = 20;
    aim.open = 9;
    aim.left_out = 0;
    const ShownAim shown = shown_aim(aim, 5);
    CHECK_FALSE(shown.met);
    CHECK((!shown.missed || !shown.open));
    CHECK(shown.left_out == 0);
}

TEST_CASE("a row of the delay table that few children came to is hidden, and never alone") {
    SmallLog small;
    fill(small, 2);
    Figures figures;
    for (const StepIndex step : {StepIndex{0}, StepIndex{1}, StepIndex{2}}) {
        DelayRow row;
        row.step = step;
        figures.delay.push_back(row);
    }
    CHECK(hidden_delay_rows(small.log, figures, 5) == std::vector<bool>{false, false, false});
    CHECK(hidden_delay_rows(small.log, figures, 11) == std::vector<bool>{false, true, true});
    small.log.streams.erase(small.log.streams.begin() + 1, small.log.streams.begin() + 10);  // one over, two open
    figures.delay.pop_back();
    CHECK(hidden_delay_rows(small.log, figures, 2) == std::vector<bool>{true, true});  // one came to the meeting
    CHECK(hidden_delay_rows(small.log, figures, 1) == std::vector<bool>{false, false});
}

TEST_CASE("shares that grow with time are hidden where the children between two of them are few") {
    // Of 100: 10 by then, then 2 more, then 30 more, 58 never. That 12 came in all is no small count.
    CHECK(hidden_shares({0.10, 0.12, 0.42}, 100, 5) == std::vector<bool>{true, false, false});
    CHECK(hidden_shares({0.10, 0.20, 0.42}, 100, 5) == std::vector<bool>{false, false, false});
    // Nearly all: what is left is 2.
    const std::vector<bool> nearly_all = hidden_shares({0.10, 0.98}, 100, 5);
    CHECK(nearly_all.back());
    CHECK(hidden_shares({0.0, 0.0}, 100, 5) == std::vector<bool>{false, false});
}
