// What one area may see in one year, what pairing is worth, and what is counted of services and lanes, on maps that
// run.
#include <catch2/catch.hpp>
#include <numeric>

#include "experiment/assumptions.hpp"
#include "experiment/drawn_study.hpp"
#include "experiment/run_one.hpp"

using namespace permap;

namespace {

const Difference& days_of(const ArmComparison& comparison) {
    return comparison.differences.front();
}

std::vector<Arm> baseline_and(const Map& map, std::vector<Edit> edits) {
    std::vector<Arm> arms;
    arms.push_back(arm_of(map));
    arms.push_back(arm_of(map, "edited", std::move(edits)));
    return arms;
}

// The difference in one replication that no interval was made from.
double fresh_difference(const std::vector<Arm>& arms, const Study& study, int replication) {
    const RunSettings settings = settings_of(study, replication);
    const PairedReplication pair = paired(arms[0].plan, run_one(arms[0].model, arms[0].plan, settings).replication,
                                          arms[1].plan, run_one(arms[1].model, arms[1].plan, settings).replication);
    return *pair.arm.front() - *pair.baseline.front();
}

// X of 0 to 100 days and, in the baseline only, Y of 0 to 50: in the arm Y is passed through.
Map two_times() {
    Map map = draw_map(R"(
 enter child 2026-01-05 -> first
 first takes uniform 0 100 days -> second
 second takes uniform 0 50 days -> settled
 settled outcome
)")
                  .map;
    map.arrivals[0].children_a_year = {300, {}};
    map.arrivals[0].ceiling_a_year = 400;
    map.permanence = Permanence{{{"child", true, {}}}, {{"settled", "Settled", {{"settled", false, {}}}}}, {}};
    return map;
}

}  // namespace

TEST_CASE("one more year falls inside the range of one area in 179 to 198 of 200 studies") {
    const Map map = alone_map();
    for (const bool drawn : {false, true}) {
        const std::vector<Arm> arms = baseline_and(map, {half("review")});
        int hits = 0;
        for (std::uint64_t seed = 1; seed <= 200; ++seed) {
            Study study = small_study(4);
            study.settings.children = 30;
            study.settings.key.seed = seed;
            study.draw_assumptions = drawn;
            const auto compared = compare(map, arms, study);
            REQUIRE(compared);
            const Estimate& range = days_of(*(*compared)[1].comparison).range;
            double fresh = 0;
            if (drawn) {
                const Map as_drawn = draw_assumptions(map, settings_of(study, 5).key);
                fresh = fresh_difference(baseline_and(as_drawn, {half("review")}), study, 5);
            } else {
                fresh = fresh_difference(arms, study, 5);
            }
            if (*range.low <= fresh && fresh <= *range.high) ++hits;
        }
        CAPTURE(drawn);
        CHECK(hits >= 179);
        CHECK(hits <= 198);
    }
}

TEST_CASE("pairing on a map with a known answer: twice the variance of what both share, over that of what differs") {
    // Var X = 100² / 12, Var Y = 50² / 12: apart (2 Var X + Var Y), paired Var Y, so 9 times as many replications.
    const Map map = two_times();
    Study study = small_study(300);
    study.settings.children = 20;
    study.draw_assumptions = false;
    const auto compared = compare(map, baseline_and(map, {removed("second")}), study);
    REQUIRE(compared);
    const Difference& days = days_of(*(*compared)[1].comparison);
    REQUIRE(days.variance_ratio.has_value());
    CHECK(*days.mean.value == Approx(-25).margin(1));
    // Of 300 replications a variance is known to 8 %; three times that on each side.
    CHECK(*days.variance_ratio > 9 * 0.7);
    CHECK(*days.variance_ratio < 9 * 1.4);
}

TEST_CASE("what a scenario removes is no longer used, costs nothing and asks nobody; lanes add up to the visits") {
    Map map = two_times();
    map.lanes = {{"one", "One", ""}, {"other", "Other", ""}};
    for (Step& step : map.steps) step.lane = step.id == "second" ? "other" : "one";
    Provenance asked;
    asked.assumption = "drawn for this test";
    map.services = {{"first", "First", {"first"}, {}},
                    {"second", "Second", {"second"}, UnitCost{3, "GBP", 2026, false, asked}}};
    const auto compared = compare(map, baseline_and(map, {removed("second")}), small_study(3));
    REQUIRE(compared);
    const ComparedArm& baseline = (*compared)[0];
    const ComparedArm& arm = (*compared)[1];
    REQUIRE(arm.services.size() == 2);
    CHECK(baseline.services[0].visits == 60);
    CHECK(baseline.services[1].visits == 60);
    CHECK(baseline.services[1].cost->cost == 180);
    CHECK(arm.services[0].visits == 60);
    CHECK(*arm.services[0].difference.value == 0);
    CHECK(arm.services[1].visits == 0);
    CHECK(*arm.services[1].difference.value == -60);
    CHECK(*arm.services[1].cost->difference.value == -180);
    REQUIRE(arm.figures.lanes.size() == 1);
    REQUIRE(baseline.figures.lanes.size() == 2);
    CHECK(baseline.figures.lanes[1].visits == 60);
    double visits = 0, rows = 0, child_days = 0, row_days = 0;
    for (const LaneFigure& lane : baseline.figures.lanes) {
        visits += lane.visits;
        child_days += lane.child_days;
        CHECK(std::accumulate(lane.visits_by_month.begin(), lane.visits_by_month.end(), 0.0) == Approx(lane.visits));
    }
    for (const DelayRow& row : baseline.figures.delay) {
        rows += row.visits;
        row_days += row.child_days;
    }
    CHECK(visits == Approx(rows));
    CHECK(child_days == Approx(row_days));
}

TEST_CASE("every child is in one group of each kind, and an attribute drawn on the day of coming in is known") {
    Map map = alone_map();
    map.groups = {{"kin", "Kin", "kin", "entry", {}}};
    const Arm arm = arm_of(map);
    const Simulation simulation = simulate(arm, small_study(2), false);
    std::int64_t ages = 0, kin = 0;
    for (const GroupFigure& group : simulation.figures.groups) {
        (group.group.by == "kin" ? kin : ages) += group.children;
        if (group.group.by == "kin") CHECK((group.group.id == "yes" || group.group.id == "no"));
    }
    CHECK(ages == simulation.figures.children);
    CHECK(kin == simulation.figures.children);
}
