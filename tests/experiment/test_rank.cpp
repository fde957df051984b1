// Ranking: chosen from some replications, measured on others; ties are shown as ties.
#include <algorithm>
#include <catch2/catch.hpp>
#include <optional>

#include "analysis/student_t.hpp"
#include "experiment/drawn_study.hpp"
#include "experiment/run_one.hpp"
#include "semantics/deep_stack.hpp"

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

// A split into two branches that both must end, then one step more.
Map two_branches(const std::string& one, const std::string& other) {
    const auto name = [](const std::string& text) { return text.substr(0, text.find(' ')); };
    Map map = draw_map("        enter child 2026-01-05 -> parts\n        parts split -> " + name(one) + " ; " +
                       name(other) + "\n        " + one + " -> met\n        " + other +
                       " -> met\n        met join started_by parts -> after\n        after takes 10 days -> settled\n"
                       "        settled outcome\n")
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
        const RankRow& row = row_of(*ranked, step);
        INFO(step);
        CHECK(*row.mean_days_saved.value == Approx(saved(baseline, arm, study, 1, row.replications)));
        CHECK(row.replications_for_choosing == 2);
        CHECK(saved(baseline, arm, study, 1, row.replications) !=
              Approx(saved(baseline, arm, study, first_choosing_replication, first_choosing_replication + 1)));
    }
    // The baseline shown beside it is that of the figures, so that `compare` says the same.
    CHECK(ranked->fingerprint == simulate(baseline, study, false).fingerprint);
    CHECK(ranked->baseline.children == 180);
}

TEST_CASE("those that save most are shown when only some are asked for") {
    const Map map = alike_map();
    Study study = small_study(2);
    study.draw_assumptions = false;
    const auto ranked = rank(map, {RankEdit::remove, RankBy::step, 1, 0}, study);
    REQUIRE(ranked);
    REQUIRE(ranked->rows.size() == 1);
    CHECK(ranked->rows[0].id == "long_one");
    CHECK(std::count(ranked->left_out.begin(), ranked->left_out.end(), "never") == 1);
}

TEST_CASE("what is shown was chosen by replications that are never shown") {
    Map map = alike_map();
    find_step(map, "long_one")->duration = Duration{};  // left_hand and right_hand are the first two, by luck
    const Arm baseline = arm_of(map), left = arm_of(map, "left", {removed("left_hand")}),
              right = arm_of(map, "right", {removed("right_hand")});
    int against_what_is_shown = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        INFO("seed " << seed);
        Study study = small_study(2);
        study.draw_assumptions = false;
        study.settings.key.seed = seed;
        study.settings.children = 5;
        const auto ranked = rank(map, {RankEdit::remove, RankBy::step, 1, 0}, study);
        REQUIRE(ranked);
        REQUIRE(ranked->rows.size() == 1);
        const RankRow& row = ranked->rows[0];
        const RankAllocation& allocation = ranked->allocation;
        CHECK(row.replications_for_choosing >= allocation.choosing_a_candidate);
        CHECK(allocation.first_shown == 1);
        CHECK(row.replications < allocation.first_choosing);
        CHECK(allocation.replications_shown == 2);
        CHECK(*row.mean_days_saved.value ==
              Approx(saved(baseline, row.id == "left_hand" ? left : right, study, 1, row.replications)));
        const double by_left = saved(baseline, left, study, 1, 2), by_right = saved(baseline, right, study, 1, 2);
        against_what_is_shown += (row.id == "left_hand") != (by_left > by_right) ? 1 : 0;
    }
    // A choice by the figures shown would never be against them.
    CHECK(against_what_is_shown > 3);
}

TEST_CASE("replications go to rows whose order is close, and add up to the average asked for") {
    Study study = small_study(30);
    study.draw_assumptions = false;
    const auto ranked = rank(alike_map(), {RankEdit::remove, RankBy::step, 0, 0}, study);
    REQUIRE(ranked);
    REQUIRE(ranked->rows.size() == 4);
    int shown = 0, chosen = 0;
    for (const RankRow& row : ranked->rows) {
        shown += row.replications;
        chosen += row.replications_for_choosing;
    }
    CHECK(shown == 120);
    CHECK(ranked->allocation.replications_shown == shown);
    CHECK(ranked->allocation.replications_for_choosing >= chosen);
    CHECK(row_of(*ranked, "left_hand").replications > row_of(*ranked, "long_one").replications);
    CHECK(row_of(*ranked, "long_one").replications >= ranked->allocation.fewest);
    CHECK(row_of(*ranked, "left_hand").replications <= ranked->allocation.most);
}

TEST_CASE("a branch that the others do not wait for delays nobody, and removing it saves nobody a day") {
    Map map = two_branches("slow takes uniform 40 60 days", "quick takes uniform 5 20 days");
    Study study = small_study(4);
    study.draw_assumptions = false;
    const auto ranked = rank(map, {RankEdit::remove, RankBy::step, 0, 0}, study);
    REQUIRE(ranked);
    const RankRow& quick = row_of(*ranked, "quick");
    CHECK(quick.attributed_child_days == 0);
    CHECK(*quick.mean_days_saved.value == 0);
    CHECK(*quick.vanished_child_days.value == 0);
    CHECK_FALSE(quick.vanished_share);
    CHECK_FALSE(quick.told_apart);
    CHECK(quick.moved_to.empty());
    // The slow one hides the quick one: its time does not all vanish, and the quick one takes over.
    const RankRow& slow = row_of(*ranked, "slow");
    CHECK(slow.attributed_child_days == Approx(60 * 50).epsilon(0.05));
    CHECK(*slow.vanished_share == Approx(1 - 12.5 / 50).margin(0.03));
    REQUIRE(slow.moved_to.size() == 1);
    CHECK(slow.moved_to[0].id == "quick");
    CHECK(*slow.moved_to[0].child_days.value == Approx(slow.attributed_child_days - *slow.vanished_child_days.value));
    // On average, the saving a child is what vanishes, over the children.
    CHECK(*slow.vanished_child_days.value / 60 == Approx(*slow.mean_days_saved.value));
}

TEST_CASE("two equal branches: each alone saves nothing, both together much, and the pair says so") {
    Map map = two_branches("one takes 50 days", "other takes 50 days");
    Study study = small_study(3);
    study.draw_assumptions = false;
    const auto alone = rank(map, {RankEdit::remove, RankBy::step, 0, 0}, study);
    REQUIRE(alone);
    CHECK(alone->pairs.empty());
    const auto ranked = rank(map, {RankEdit::remove, RankBy::step, 0, 3}, study);
    REQUIRE(ranked);
    CHECK(*row_of(*ranked, "one").mean_days_saved.value == 0);
    CHECK(*row_of(*ranked, "other").mean_days_saved.value == 0);
    REQUIRE(ranked->pairs.size() == 3);  // with `after` too
    const RankPair& both = ranked->pairs[0];
    CHECK(std::min(both.a, both.b) == "one");
    CHECK(std::max(both.a, both.b) == "other");
    CHECK(both.saved_a == 0);
    CHECK(both.saved_b == 0);
    CHECK(both.saved_together == 50);
    CHECK(*both.more_than_both.value == 50);
    CHECK(both.told_apart);
    for (std::size_t i = 1; i < 3; ++i) {
        INFO(ranked->pairs[i].a << " " << ranked->pairs[i].b);
        CHECK(*ranked->pairs[i].more_than_both.value == 0);
        CHECK_FALSE(ranked->pairs[i].told_apart);
    }
}

TEST_CASE("a step before a full panel: removing it saves hardly anything, and its delay moves to the panel") {
    Map map = draw_map(R"(
        sitting panel 2 places 2026-01-06 10:00 every 1 notice 0
        enter child 2026-01-05 -> papers
        papers takes uniform 20 40 days -> meets
        meets takes 1 day uses panel -> letters
        letters takes uniform 1 3 days -> settled
        settled outcome
    )")
                  .map;
    map.arrivals[0].children_a_year.value = 130;  // 104 places a year
    map.arrivals[0].ceiling_a_year = 130;
    map.permanence = Permanence{{{"child", true, {}}}, {{"order", "Order", {{"settled", false, {}}}}}, {}};
    map.stages = {{"writing", "Writing", {"papers"}, "", ""},
                  {"sitting", "Sitting", {"meets"}, "", ""},
                  {"ending", "Ending", {"letters"}, "", ""}};
    Study study = small_study(4);
    study.draw_assumptions = false;
    for (const RankBy by : {RankBy::step, RankBy::stage}) {
        const auto ranked = rank(map, {RankEdit::remove, by, 0, 0}, study);
        REQUIRE(ranked);
        const RankRow& papers = row_of(*ranked, by == RankBy::step ? "papers" : "writing");
        CHECK(papers.attributed_child_days == Approx(60 * 30).epsilon(0.1));
        CHECK(*papers.vanished_share < 0.3);
        REQUIRE(!papers.moved_to.empty());
        CHECK(papers.moved_to[0].id == (by == RankBy::step ? "meets" : "sitting"));
        CHECK(*papers.moved_to[0].child_days.value > 0.7 * papers.attributed_child_days);
        // The panel itself: all its delay goes.
        CHECK(*row_of(*ranked, by == RankBy::step ? "meets" : "sitting").vanished_share > 0.95);
    }
}

TEST_CASE("a change that leaves children going round in no time is named, and the others are ranked") {
    Map map = draw_map(R"(
        attribute heard no|yes
        enter child 2026-01-05 -> parts
        parts split -> look ; court
        look takes 10 days -> again
        again decision -> look when [heard = no] ; settled when [heard = yes]
        court takes 35 days -> noted sets [heard = yes]
        noted strand_end
        settled outcome
    )")
                  .map;
    map.arrivals[0].children_a_year.value = 300;
    map.arrivals[0].ceiling_a_year = 300;
    map.permanence = Permanence{{{"child", true, {}}}, {{"order", "Order", {{"settled", false, {}}}}}, {}};
    Study study = small_study(2);
    study.draw_assumptions = false;
    std::optional<Result<Ranked>> answer;
    REQUIRE(with_deep_stack([&] {
        answer = rank(map, {RankEdit::remove, RankBy::step, 0, 0}, study);
        return true;
    }));
    const Result<Ranked>& ranked = *answer;
    REQUIRE(ranked);
    REQUIRE(ranked->rows.size() == 1);
    CHECK(ranked->rows[0].id == "court");
    CHECK(*ranked->rows[0].mean_days_saved.value == 30);
    REQUIRE(ranked->not_run.size() == 1);
    CHECK(ranked->not_run[0].id == "look");
    CHECK(ranked->not_run[0].why.find("more than 10,000 events of one child in one minute") != std::string::npos);
    CHECK(std::count(ranked->left_out.begin(), ranked->left_out.end(), "look") == 1);
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
