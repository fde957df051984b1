#include <catch2/catch.hpp>
#include <cmath>

#include "analysis/bootstrap.hpp"
#include "analysis/delay_rows.hpp"
#include "analysis/drawn_cohort.hpp"
#include "analysis/figures.hpp"

using namespace permap;

namespace {

// Ten children: two routes home, one order, one aged out, one still away, five never away.
std::vector<DrawnChild> ten_children(double shift = 0) {
    std::vector<DrawnChild> children = {{0, SpellEnd::route, 100 + shift, 0, 0, 1, 0},
                                        {1, SpellEnd::route, 300 + shift, 0, 0, 0, 0},
                                        {2, SpellEnd::route, 700 + shift, 1, 0, 3, 0},
                                        {3, SpellEnd::competing_end, 900, 0, 1, 0, 0},
                                        {4, SpellEnd::open, 3650, 0, 2, 0, 0}};
    for (std::uint32_t i = 5; i < 10; ++i) children.push_back({i, SpellEnd::no_spell, 0, 0, 0, 0, 0});
    return children;
}

const OutcomeFigure& outcome(const Figures& figures, const std::string& id) {
    for (const OutcomeFigure& one : figures.outcomes) {
        if (one.id == id) return one;
    }
    FAIL("no outcome " << id);
    return figures.outcomes.front();
}

}  // namespace

TEST_CASE("figures of one replication, worked out by hand") {
    const MeasurePlan plan = measure_plan(drawn_figures_map());
    Replication replication = drawn_cohort(plan, ten_children());
    const auto aim = [](std::uint32_t child, AimState state, AimEnd end, int days) {
        return AimSpell{child, 0, state, end, Minutes{days * 24 * 60}};
    };
    replication.aim_spells = {
        aim(0, AimState::met, AimEnd::reached, 50),        aim(1, AimState::missed, AimEnd::reached, 120),
        aim(2, AimState::missed, AimEnd::follow_up, 400),  aim(3, AimState::left_out, AimEnd::other_end, 10),
        aim(3, AimState::left_out, AimEnd::other_end, 10), aim(4, AimState::open, AimEnd::follow_up, 20)};
    const Figures figures = figures_of_one(plan, replication, 1);

    CHECK(figures.interval_method == IntervalMethod::bootstrap_over_families);
    CHECK(figures.children == 10);
    CHECK(outcome(figures, "settled").children == 8);
    CHECK(*outcome(figures, "settled").share.value == Approx(0.8));
    CHECK(*outcome(figures, "left_care").share.value == Approx(0.1));
    CHECK(*outcome(figures, "open").share.value == Approx(0.1));
    CHECK(figures.outcomes.size() == 3);  // nobody was over without an outcome

    const TimeToPermanence& time = figures.time_to_permanence;
    CHECK(time.children_with_a_spell == 5);
    CHECK(time.children_permanent == 3);
    CHECK(*time.mean_days_completed.value == Approx(1100.0 / 3));
    CHECK(*time.median_days.value == 700);  // 3 of 5 by then
    REQUIRE(time.within.size() == 4);
    CHECK(*time.within[0].share.value == Approx(0.2));  // 180 days
    CHECK(*time.within[1].share.value == Approx(0.4));
    CHECK(*time.within[2].share.value == Approx(0.6));
    CHECK(*time.within[3].share.value == Approx(0.6));
    CHECK(*time.within[1].share.low <= 0.4);
    CHECK(*time.within[1].share.high >= 0.4);

    REQUIRE(figures.routes.size() == 3);
    CHECK(figures.routes[0].years.size() == 10);
    CHECK(*figures.routes[0].share[0].value == Approx(0.4));
    CHECK(*figures.routes[1].share[0].value == 0);
    CHECK(*figures.routes[1].share[1].value == Approx(0.2));
    CHECK(*figures.routes[2].share[2].value == Approx(0.2));    // aged out
    CHECK_FALSE(figures.routes[0].share[9].value.has_value());  // ten years are 3652.5 days
    CHECK_FALSE(figures.routes[0].share[9].reason_if_null.empty());

    REQUIRE(figures.aims.size() == 1);
    CHECK(figures.aims[0].met == 1);
    CHECK(figures.aims[0].missed == 2);
    CHECK(figures.aims[0].open == 1);
    CHECK(figures.aims[0].left_out == 2);
    CHECK(*figures.aims[0].share_met.value == Approx(1.0 / 3));
    CHECK(*figures.aims[0].median_days.value == 120);
    CHECK(*figures.moves.value == Approx(0.4));
    CHECK(*figures.days_not_permanent.value == Approx((100 + 300 + 700 + 900 + 3650) / 10.0));
}

TEST_CASE("with two replications the interval is t over their own values") {
    const MeasurePlan plan = measure_plan(drawn_figures_map());
    const std::vector<Replication> replications = {drawn_cohort(plan, ten_children()),
                                                   drawn_cohort(plan, ten_children(60))};
    const Figures figures = figures_of(plan, replications, 1);
    const Estimate& mean = figures.time_to_permanence.mean_days_completed;
    CHECK(figures.interval_method == IntervalMethod::t_over_replications);
    CHECK(figures.children == 20);
    CHECK(figures.children_a_replication == 10);
    CHECK(*mean.value == Approx(1100.0 / 3 + 30));
    CHECK(*mean.high - *mean.low == Approx(2 * 12.706205 * 30));  // s / √2 = 30, t with 1 degree of freedom
}

TEST_CASE("shares add to one and stay within nought and one, whatever the intervals") {
    const MeasurePlan plan = measure_plan(drawn_figures_map());
    const std::vector<Replication> replications = {drawn_cohort(plan, ten_children()),
                                                   drawn_cohort(plan, {{0, SpellEnd::route, 5, 0, 1, 0, 0}})};
    const Figures figures = figures_of(plan, replications, 1);
    double sum = 0;
    for (const OutcomeFigure& one : figures.outcomes) {
        sum += *one.share.value;
        CHECK(*one.share.low >= 0);
        CHECK(*one.share.high <= 1);
    }
    CHECK(sum == Approx(1));
}

TEST_CASE("a share of nobody has an exact upper bound, not a width of nought") {
    const MeasurePlan plan = measure_plan(drawn_figures_map());
    std::vector<DrawnChild> children(100);
    for (std::uint32_t i = 0; i < 100; ++i) children[i].candidate = i;
    const Figures figures = figures_of_one(plan, drawn_cohort(plan, children), 1);
    CHECK(*outcome(figures, "left_care").share.low == 0);
    CHECK(*outcome(figures, "left_care").share.high == Approx(1 - std::pow(0.025, 0.01)));
    CHECK(*outcome(figures, "settled").share.low == Approx(std::pow(0.025, 0.01)));
}

TEST_CASE("one replication with shared resources gives times no interval, and says why; outcomes keep theirs") {
    const MeasurePlan plan = measure_plan(drawn_figures_map(true));
    const Figures figures = figures_of_one(plan, drawn_cohort(plan, ten_children()), 1);
    const Estimate& mean = figures.time_to_permanence.mean_days_completed;
    CHECK(mean.value.has_value());
    CHECK_FALSE(mean.low.has_value());
    CHECK(mean.reason_if_null.find("shared resources") != std::string::npos);
    CHECK_FALSE(figures.time_to_permanence.within[1].share.low.has_value());
    CHECK(outcome(figures, "settled").share.low.has_value());
}

TEST_CASE("what cannot be estimated is missing with a reason") {
    const MeasurePlan plan = measure_plan(drawn_figures_map());
    const Figures figures = figures_of_one(plan, drawn_cohort(plan, {{0, SpellEnd::open, 10, 0, 2, 0, 0}}), 1);
    CHECK_FALSE(figures.time_to_permanence.median_days.value.has_value());
    CHECK_FALSE(figures.time_to_permanence.median_days.reason_if_null.empty());
    CHECK_FALSE(figures.time_to_permanence.mean_days_completed.value.has_value());
    CHECK_FALSE(figures.aims[0].share_met.value.has_value());
    CHECK_FALSE(figures.time_to_permanence.within[0].share.value.has_value());
}

TEST_CASE("the bootstrap is the same for the same seed, and draws siblings together") {
    const MeasurePlan plan = measure_plan(drawn_figures_map());
    std::vector<DrawnChild> siblings;
    for (std::uint8_t i = 0; i < 8; ++i)
        siblings.push_back({7, SpellEnd::route, 100.0 + i, 0, std::uint16_t(i % 2), 0, i});
    const Replication one_family = drawn_cohort(plan, siblings);
    const Figures figures = figures_of_one(plan, one_family, 3);
    CHECK(*outcome(figures, "settled").share.low == 0.5);  // one family: drawn again it is itself
    CHECK(*outcome(figures, "settled").share.high == 0.5);

    const Replication cohort = drawn_cohort(plan, ten_children());
    CHECK(figures_of_one(plan, cohort, 3).moves == figures_of_one(plan, cohort, 3).moves);
}

TEST_CASE("the bootstrap interval of a share holds the truth in 179 to 198 of 200 synthetic cohorts") {
    const MeasurePlan plan = measure_plan(drawn_figures_map());
    int hits = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        SplitMix64 random(seed);
        std::vector<DrawnChild> children;
        for (std::uint32_t i = 0; i < 120; ++i) {
            children.push_back({i, SpellEnd::no_spell, 0, 0, std::uint16_t(random.below(10) < 3 ? 1 : 0), 0, 0});
        }
        const Estimate share = outcome(figures_of_one(plan, drawn_cohort(plan, children), seed), "left_care").share;
        if (*share.low <= 0.3 && 0.3 <= *share.high) ++hits;
    }
    CHECK(hits >= 179);
    CHECK(hits <= 198);
}

TEST_CASE("delay rows are child-days of one replication, most first, and add up to the time elapsed") {
    Map map = drawn_figures_map();
    map.stages = {{"court", "Court", {"home", "order"}, "", ""}};
    const MeasurePlan plan = measure_plan(map);
    Tally tally(plan);
    const auto days = [](int count) { return std::int64_t{count} * 24 * 60; };
    tally.steps[1].visits = tally.steps[1].started = tally.steps[1].completed = 4;
    tally.steps[1].waiting_minutes = days(8);
    tally.steps[1].path_next_sitting_minutes = days(6);
    tally.steps[1].path_working_minutes = days(4);
    tally.steps[2].visits = 1;
    tally.steps[2].path_clock_minutes = days(30);
    tally.steps[2].open_minutes = days(100);
    tally.elapsed_minutes = days(40);
    tally.stage_visits[0] = 2;

    const auto rows = delay_by_step(plan, tally, 2);
    REQUIRE(rows.size() == 2);  // steps nobody visited are left out
    CHECK(rows[0].id == "order");
    CHECK(rows[0].child_days == 15);
    CHECK(rows[0].share == Approx(0.75));
    CHECK(rows[0].open_child_days == 50);
    CHECK_FALSE(rows[0].mean_waiting_days.has_value());
    CHECK(rows[1].child_days == 5);
    CHECK(rows[1].waiting_child_days == rows[1].next_sitting_child_days);
    CHECK(*rows[1].mean_waiting_days == 2);

    const auto stages = delay_by_stage(plan, tally, 2);
    REQUIRE(stages.size() == 1);
    CHECK(stages[0].child_days == 20);
    CHECK(stages[0].visits == 1);
    CHECK(*stages[0].mean_waiting_days == 4);
}
