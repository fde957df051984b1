// Ranking: chosen from some replications, measured on others; ties are shown as ties.
#include <algorithm>
#include <catch2/catch.hpp>

#include "analysis/student_t.hpp"
#include "experiment/drawn_study.hpp"
#include "experiment/run_one.hpp"

using namespace permap;

namespace {

// Mean days saved by an arm over these replications.
double saved(const Arm& baseline, const Arm& arm, const Study& study, int first, int last) {
    std::vector<double> all;
    for (int r = first; r <= last; ++r) {
        const FoldedRun before = run_one(baseline.model, baseline.plan, settings_of(study, r));
        const FoldedRun after = run_one(arm.model, arm.plan, settings_of(study, r));
        const PairedReplication pair = paired(baseline.plan, before.replication, arm.plan, after.replication);
        all.push_back(*pair.baseline[0] - *pair.arm[0]);
    }
    return mean_of(all);
}

const RankRow& row_of(const Ranked& ranked, const std::string& id) {
    const auto row =
        std::find_if(ranked.rows.begin(), ranked.rows.end(), [&](const RankRow& one) { return one.id == id; });
    INFO(id);
    REQUIRE(row != ranked.rows.end());
    return *row;
}

// Two steps that are alike, one that is long, and one of less than an hour.
Map alike_map() {
    Map map = draw_map(R"(
        enter child 2026-01-05 -> left_hand
        left_hand takes uniform 10 30 days -> right_hand
        right_hand takes uniform 10 30 days -> long_one
        long_one takes uniform 100 300 days -> short_one
        short_one takes uniform 10 50 minutes -> settled
        never takes 5 days -> settled
        settled outcome
    )")
                  .map;
    map.arrivals[0].children_a_year.value = 300;
    map.arrivals[0].ceiling_a_year = 300;
    map.permanence = Permanence{{{"child", true, {}}}, {{"order", "Order", {{"settled", false, {}}}}}, {}};
    return map;
}

}  // namespace

TEST_CASE("rank shows figures of other replications than those it chose from") {
    const Map map = study_map();
    Study study = small_study(3);
    study.draw_assumptions = false;
    const auto ranked = rank(map, {RankEdit::halve, RankBy::step, 0, 0}, study);
    REQUIRE(ranked);
    const Arm baseline = arm_of(map);
    for (const char* step : {"assess", "report", "court"}) {
        const Arm arm = arm_of(map, "sooner", {half(step)});
        const double chosen_from = saved(baseline, arm, study, 1, 3);
        const double shown = saved(baseline, arm, study, 4, 6);
        INFO(step);
        CHECK(*row_of(*ranked, step).mean_days_saved.value == Approx(shown));
        CHECK(shown != Approx(chosen_from));
    }
    // The baseline shown beside it is that of the choice.
    CHECK(ranked->fingerprint == simulate(baseline, study, false).fingerprint);
    CHECK(ranked->baseline.children == 180);
}

TEST_CASE("the most delaying are looked at when only some are asked for") {
    const Map map = alike_map();
    Study study = small_study(2);
    study.draw_assumptions = false;
    const auto ranked = rank(map, {RankEdit::remove, RankBy::step, 1, 0}, study);
    REQUIRE(ranked);
    REQUIRE(ranked->rows.size() == 1);
    CHECK(ranked->rows[0].id == "long_one");
    CHECK(std::count(ranked->left_out.begin(), ranked->left_out.end(), "never") == 1);
}

TEST_CASE(
    "steps that save about the same are tied, and share their rank; one that saves more stands alone before them") {
    Study study = small_study(4);
    study.draw_assumptions = false;
    const auto ranked = rank(alike_map(), {RankEdit::remove, RankBy::step, 0, 0}, study);
    REQUIRE(ranked);
    REQUIRE(ranked->rows.size() == 4);
    CHECK(ranked->rows[0].id == "long_one");
    CHECK(ranked->rows[0].rank == 1);
    CHECK_FALSE(ranked->rows[0].tied);
    CHECK(*ranked->rows[0].mean_days_saved.value == Approx(200).margin(15));
    const RankRow& left = row_of(*ranked, "left_hand");
    const RankRow& right = row_of(*ranked, "right_hand");
    CHECK(left.rank == 2);
    CHECK(right.rank == 2);
    CHECK(left.tied);
    CHECK(right.tied);
    CHECK(row_of(*ranked, "short_one").rank == 4);
    CHECK_FALSE(row_of(*ranked, "short_one").tied);
}

TEST_CASE("intervals of a ranking are wider than those of one comparison: they hold for all rows at once") {
    const Map map = alike_map();
    Study study = small_study(4);
    study.draw_assumptions = false;
    const auto all = rank(map, {RankEdit::remove, RankBy::step, 0, 0}, study);
    const auto one = rank(map, {RankEdit::remove, RankBy::step, 1, 0}, study);
    REQUIRE(all);
    REQUIRE(one);
    const Estimate& among_four = all->rows[0].mean_days_saved;
    const Estimate& alone = one->rows[0].mean_days_saved;
    CHECK(*among_four.value == *alone.value);
    CHECK(*among_four.high - *among_four.low > 1.3 * (*alone.high - *alone.low));
}

TEST_CASE("one more unit is one more of the area's, however many of the map's that takes") {
    Map map = draw_map(R"(
        pool worker 5
        enter child 2026-01-05 -> assess
        assess takes 10 days uses worker -> settled
        settled outcome
    )")
                  .map;
    map.arrivals[0].children_a_year.value = 170;
    map.arrivals[0].ceiling_a_year = 170;
    map.permanence = Permanence{{{"child", true, {}}}, {{"order", "Order", {{"settled", false, {}}}}}, {}};
    Study study = small_study(3);
    study.draw_assumptions = false;
    study.settings.area_share = 0.2;
    const auto ranked = rank(map, {RankEdit::capacity, RankBy::step, 0, 0}, study);
    REQUIRE(ranked);
    CHECK(*row_of(*ranked, "assess").mean_days_saved.value > 1);
}
