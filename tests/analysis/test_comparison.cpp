#include <catch2/catch.hpp>
#include <cmath>

#include "analysis/comparison.hpp"
#include "analysis/drawn_cohort.hpp"
#include "analysis/ranking.hpp"

using namespace permap;

namespace {

DrawnChild permanent_after(std::uint32_t candidate, double days) {
    return {candidate, SpellEnd::route, days, 0, 0, 0, 0};
}

const Difference& of(const ArmComparison& comparison, const std::string& measure) {
    for (const Difference& one : comparison.differences) {
        if (one.measure.id == measure) return one;
    }
    FAIL("no measure " << measure);
    return comparison.differences.front();
}

// Three replications in which the arm saves so many days a child.
ArmComparison saving(const MeasurePlan& plan, const std::vector<double>& saved) {
    std::vector<PairedReplication> replications;
    for (const double days : saved) {
        replications.push_back(
            paired(plan, drawn_cohort(plan, {permanent_after(0, 400), permanent_after(1, 600)}), plan,
                   drawn_cohort(plan, {permanent_after(0, 400 - days), permanent_after(1, 600 - days)})));
    }
    return comparison_of(plan, replications);
}

RankCandidate candidate(const char* id, ArmComparison comparison) {
    RankCandidate one;
    one.id = one.name = id;
    one.edit = "remove";
    one.basis = "practice";
    one.comparison = std::move(comparison);
    return one;
}

}  // namespace

TEST_CASE("children are paired by key, and those in one arm only are counted apart") {
    const MeasurePlan plan = measure_plan(drawn_figures_map());
    const Replication baseline =
        drawn_cohort(plan, {permanent_after(3, 100), permanent_after(1, 400), permanent_after(2, 5000)});
    const Replication arm = drawn_cohort(
        plan, {permanent_after(1, 340), permanent_after(9, 9000), permanent_after(8, 1), permanent_after(3, 90)});
    const PairedReplication pair = paired(plan, baseline, plan, arm);
    CHECK(pair.in_both == 2);
    CHECK(pair.only_in_baseline == 1);
    CHECK(pair.only_in_arm == 2);
    const ArmComparison comparison = comparison_of(plan, std::vector<PairedReplication>{pair, pair});
    const Difference& days = of(comparison, "mean_days_not_permanent");
    CHECK(*days.mean.value == Approx(-35));  // −60 and −10
    CHECK(*days.baseline.value == Approx(250));
    CHECK(*days.arm.value == Approx(215));
    CHECK(days.told_apart);
    CHECK_FALSE(days.is_harm());
    CHECK(*of(comparison, "share_permanent_within_365_days").mean.value == Approx(0.5));
    CHECK(comparison.children_only_in_arm == 4);
}

TEST_CASE("an arm that changes nothing differs by exactly nought") {
    const MeasurePlan plan = measure_plan(drawn_figures_map());
    for (const Difference& one : saving(plan, {0, 0, 0}).differences) {
        if (!one.mean.value) continue;
        CHECK(*one.mean.value == 0);
        CHECK_FALSE(one.told_apart);
    }
}

TEST_CASE("differences have a t interval over the replications' own paired means") {
    const MeasurePlan plan = measure_plan(drawn_figures_map());
    const Difference days = of(saving(plan, {10, 20, 30}), "mean_days_not_permanent");
    CHECK(*days.mean.value == Approx(-20));
    CHECK(*days.mean.low == Approx(-20 - 4.302653 * 10 / std::sqrt(3)));
    CHECK_FALSE(days.told_apart);  // 20 ± 24.8
    CHECK(days.per_replication.size() == 3);
}

TEST_CASE("what got worse and is told apart is a harm; an outcome's share by itself is not") {
    const MeasurePlan plan = measure_plan(drawn_figures_map());
    const ArmComparison slower = saving(plan, {-100, -101, -102});
    CHECK(of(slower, "mean_days_not_permanent").is_harm());
    const auto left_care = [](std::uint32_t candidate, std::uint16_t outcome) {
        return DrawnChild{candidate, SpellEnd::no_spell, 0, 0, outcome, 0, 0};
    };
    const PairedReplication pair =
        paired(plan, drawn_cohort(plan, {left_care(0, 0)}), plan, drawn_cohort(plan, {left_care(0, 1)}));
    const ArmComparison other = comparison_of(plan, std::vector<PairedReplication>{pair, pair});
    CHECK(of(other, "outcome_share:left_care").told_apart);
    CHECK_FALSE(of(other, "outcome_share:left_care").is_harm());
}

TEST_CASE("one replication: bootstrap over families in both arms at once; with shared resources no interval") {
    const MeasurePlan plan = measure_plan(drawn_figures_map());
    std::vector<DrawnChild> before, after;
    for (std::uint32_t i = 0; i < 40; ++i) {
        before.push_back(permanent_after(i, 300 + 10 * i));
        after.push_back(permanent_after(i, 290 + 10 * i));
    }
    const Difference days = of(comparison_of_one(plan, drawn_cohort(plan, before), plan, drawn_cohort(plan, after), 1),
                               "mean_days_not_permanent");
    CHECK(*days.mean.value == Approx(-10));
    CHECK(*days.mean.low == Approx(-10));  // every pair differs by 10: pairing leaves no spread
    CHECK(days.told_apart);

    const MeasurePlan shared = measure_plan(drawn_figures_map(true));
    const Difference alone =
        of(comparison_of_one(shared, drawn_cohort(shared, before), shared, drawn_cohort(shared, after), 1),
           "mean_days_not_permanent");
    CHECK(*alone.mean.value == Approx(-10));
    CHECK_FALSE(alone.mean.low.has_value());
    CHECK_FALSE(alone.told_apart);
    CHECK_FALSE(alone.mean.reason_if_null.empty());
}

TEST_CASE("an effect that drawn assumptions put on both sides of nought is no longer told apart") {
    const MeasurePlan plan = measure_plan(drawn_figures_map());
    ArmComparison fixed = saving(plan, {20, 21, 22});
    CHECK(of(fixed, "mean_days_not_permanent").told_apart);
    add_assumptions(fixed, saving(plan, {60, 20, -20}));
    const Difference& days = of(fixed, "mean_days_not_permanent");
    CHECK(*days.low_assumptions < 0);
    CHECK(*days.high_assumptions > 0);
    CHECK_FALSE(days.told_apart);
}

TEST_CASE("rows are ranked by days saved, with ties shown as ties and wider intervals for more rows") {
    const MeasurePlan plan = measure_plan(drawn_figures_map());
    const std::vector<RankCandidate> candidates = {candidate("small", saving(plan, {1, 1.1, 0.9, 1, 1.05})),
                                                   candidate("large", saving(plan, {50, 51, 49, 50, 50.5})),
                                                   candidate("as_large", saving(plan, {50, 50.5, 49.6, 49, 51})),
                                                   candidate("worse", saving(plan, {-9, -10, -11, -10, -10}))};
    const auto rows = rank_rows(candidates);
    REQUIRE(rows.size() == 4);
    CHECK(rows[0].id == "large");
    CHECK(rows[1].id == "as_large");
    CHECK(rows[0].rank == 1);
    CHECK(rows[1].rank == 1);
    CHECK(rows[0].tied);
    CHECK(rows[1].tied);
    CHECK(rows[2].id == "small");
    CHECK(rows[2].rank == 3);
    CHECK_FALSE(rows[2].tied);
    CHECK(rows[3].id == "worse");
    CHECK(*rows[3].mean_days_saved.value == Approx(-10));
    REQUIRE_FALSE(rows[3].harms.empty());
    CHECK(rows[3].harms[0].measure.id == "mean_days_not_permanent");
    CHECK(rows[0].harms.empty());

    const auto alone = rank_rows(std::span(candidates).subspan(1, 1));
    CHECK(*rows[0].mean_days_saved.high > *alone[0].mean_days_saved.high);
    CHECK(rank_rows({}).empty());
}

TEST_CASE("one area in one year: a prediction interval for one more replication, none for a single one") {
    const MeasurePlan plan = measure_plan(drawn_figures_map());
    const Difference days = of(saving(plan, {10, 20, 30}), "mean_days_not_permanent");
    CHECK(*days.range.value == Approx(-20));
    CHECK(*days.range.low == Approx(-20 - 4.302653 * 10 * std::sqrt(1 + 1.0 / 3)));
    CHECK(*days.range.high == Approx(-20 + 4.302653 * 10 * std::sqrt(1 + 1.0 / 3)));
    const Difference alone = of(saving(plan, {10}), "mean_days_not_permanent");
    CHECK_FALSE(alone.range.low.has_value());
    CHECK(alone.range.reason_if_null == "one replication does not show how years differ");
    // Shares differ by no more than all.
    const Difference share = of(saving(plan, {0, 300}), "share_permanent_within_365_days");
    CHECK(*share.range.low == -1);
    CHECK(*share.range.high == 1);
}

TEST_CASE("the three spreads lie one inside the other, and what was drawn makes the range") {
    const MeasurePlan plan = measure_plan(drawn_figures_map());
    ArmComparison fixed = saving(plan, {20, 21, 22});
    add_assumptions(fixed, saving(plan, {60, 20, -20}));
    const Difference days = of(fixed, "mean_days_not_permanent");
    CHECK(*days.range.low == Approx(-20 - 4.302653 * 40 * std::sqrt(1 + 1.0 / 3)));
    CHECK(*days.range.low <= *days.low_assumptions);
    CHECK(*days.low_assumptions <= *days.mean.low);
    CHECK(*days.mean.high <= *days.high_assumptions);
    CHECK(*days.high_assumptions <= *days.range.high);
    // Draws that hardly differ do not make a year surer than chance leaves it.
    ArmComparison by_chance = saving(plan, {0, 20, 40});
    const double low = *of(by_chance, "mean_days_not_permanent").range.low;
    add_assumptions(by_chance, saving(plan, {20, 20.1, 19.9}));
    CHECK(*of(by_chance, "mean_days_not_permanent").range.low == low);
}

TEST_CASE("pairing is worth the independent arms' variance over that of the pairs; none for fewer than three") {
    const MeasurePlan plan = measure_plan(drawn_figures_map());
    const auto replication = [&](double before, double after) {
        return paired(plan, drawn_cohort(plan, {permanent_after(0, before)}), plan,
                      drawn_cohort(plan, {permanent_after(0, after)}));
    };
    const std::vector<PairedReplication> three = {replication(400, 390), replication(500, 492), replication(600, 588)};
    // Variances: 10,000 of 400, 500, 600; 9,804 of 390, 492, 588; 4 of −10, −8, −12.
    CHECK(*of(comparison_of(plan, three), "mean_days_not_permanent").variance_ratio == Approx(19804.0 / 4));
    CHECK_FALSE(of(comparison_of(plan, std::span(three).first(2)), "mean_days_not_permanent").variance_ratio);
    const std::vector<PairedReplication> alike = {replication(400, 390), replication(500, 490), replication(600, 590)};
    CHECK_FALSE(of(comparison_of(plan, alike), "mean_days_not_permanent").variance_ratio);
}

TEST_CASE("shares within 6, 12, 24 and 48 months are compared") {
    const MeasurePlan plan = measure_plan(drawn_figures_map());
    const ArmComparison comparison = saving(plan, {250, 250, 250});  // 400 and 600 days become 150 and 350
    CHECK(*of(comparison, "share_permanent_within_180_days").mean.value == Approx(0.5));
    CHECK(*of(comparison, "share_permanent_within_365_days").mean.value == Approx(1));
    CHECK(*of(comparison, "share_permanent_within_730_days").mean.value == Approx(0));
    CHECK(*of(comparison, "share_permanent_within_1460_days").mean.value == Approx(0));
}
