// Figures of groups and by route, worked out by hand, and the use of services.
#include <catch2/catch.hpp>
#include <cmath>

#include "analysis/drawn_cohort.hpp"
#include "analysis/figures.hpp"
#include "analysis/service_use.hpp"

using namespace permap;

namespace {

Map grouped_map() {
    Map map = drawn_figures_map();
    map.attributes = {{"basis", {"agreement", "order"}, "agreement", {}, {}}};
    map.groups = {{"basis", "Legal basis", "basis", "first_day_away", {{"order", "An order"}}}};
    map.permanence->from = {{"refer", true, {}}};
    return map;
}

constexpr std::uint8_t agreement = 0, order = 1, never_away = 2;

// Eight children: two babies and six of school age, by legal basis; one still away when follow-up ends at 200 days.
Replication eight_children(const MeasurePlan& plan, double shift = 0) {
    struct Row {
        SpellEnd end;
        double days;
        std::uint8_t route;
        AgeBand age;
        std::uint8_t basis;
    };
    const Row rows[] = {{SpellEnd::route, 100 + shift, 0, AgeBand::under_1, agreement},
                        {SpellEnd::route, 400 + shift, 1, AgeBand::under_1, order},
                        {SpellEnd::route, 160 + shift, 1, AgeBand::from_5_to_11, agreement},
                        {SpellEnd::route, 700 + shift, 0, AgeBand::from_5_to_11, agreement},
                        {SpellEnd::competing_end, 1000, 0, AgeBand::from_5_to_11, order},
                        {SpellEnd::open, 200, 0, AgeBand::from_5_to_11, order},
                        {SpellEnd::no_spell, 0, 0, AgeBand::from_5_to_11, never_away},
                        {SpellEnd::no_spell, 0, 0, AgeBand::from_5_to_11, never_away}};
    std::vector<DrawnChild> drawn;
    for (const Row& row : rows) {
        drawn.push_back({static_cast<std::uint32_t>(drawn.size()), row.end, row.days, row.route, 0, 0, 0});
    }
    Replication replication = drawn_cohort(plan, drawn);
    for (std::size_t i = 0; i < std::size(rows); ++i) {
        replication.children[i].age_band = rows[i].age;
        replication.children[i].groups[0] = rows[i].basis;
    }
    return replication;
}

const GroupFigure& group(const Figures& figures, const std::string& by, const std::string& id) {
    for (const GroupFigure& one : figures.groups) {
        if (one.group.by == by && one.group.id == id) return one;
    }
    FAIL("no group " << by << " " << id);
    return figures.groups.front();
}

std::vector<double> shares(const std::vector<WithinFigure>& within) {
    std::vector<double> values;
    for (const WithinFigure& figure : within) values.push_back(figure.share.value.value_or(-1));
    return values;
}

bool is_near(const std::vector<double>& values, const std::vector<double>& expected) {
    if (values.size() != expected.size()) return false;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] != Approx(expected[i])) return false;
    }
    return true;
}

}  // namespace

TEST_CASE("figures of every group, worked out by hand") {
    const MeasurePlan plan = measure_plan(grouped_map());
    const Figures figures = figures_of_one(plan, eight_children(plan), 1);

    const GroupFigure& babies = group(figures, "age_at_entry", "under_1");
    CHECK(babies.children == 2);
    CHECK(babies.children_with_a_spell == 2);
    CHECK(*babies.days_not_permanent.value == Approx(250));
    CHECK(is_near(shares(babies.within), {0.5, 0.5, 1, 1}));  // 180, 365, 730, 1460 days

    const GroupFigure& school_age = group(figures, "age_at_entry", "5_to_11");
    CHECK(school_age.children == 6);
    CHECK(school_age.children_with_a_spell == 4);
    CHECK(*school_age.days_not_permanent.value == Approx((160 + 700 + 1000 + 200) / 6.0));
    // One of four at 160 days; one is followed no longer than 200; then one of the two who are left, at 700.
    CHECK(is_near(shares(school_age.within), {0.25, 0.25, 0.25 + 0.75 / 2, 0.25 + 0.75 / 2}));

    const GroupFigure& by_agreement = group(figures, "basis", "agreement");
    CHECK(by_agreement.group.name == "agreement");
    CHECK(by_agreement.children == 3);
    CHECK(*by_agreement.days_not_permanent.value == Approx((100 + 160 + 700) / 3.0));
    CHECK(is_near(shares(by_agreement.within), {2.0 / 3, 2.0 / 3, 1, 1}));

    const GroupFigure& by_order = group(figures, "basis", "order");
    CHECK(by_order.group.name == "An order");
    CHECK(by_order.group.by_name == "Legal basis");
    CHECK(*by_order.days_not_permanent.value == Approx((400 + 1000 + 200) / 3.0));
    CHECK(is_near(shares(by_order.within), {0, 0, 0.5, 0.5}));

    const GroupFigure& nobody = group(figures, "basis", "not_come_to");
    CHECK(nobody.group.name == "never away from home");
    CHECK(nobody.children == 2);
    CHECK(*nobody.days_not_permanent.value == 0);
    CHECK_FALSE(nobody.within[0].share.value.has_value());
    CHECK(nobody.within[0].share.reason_if_null.find("no child of the group") == 0);
    CHECK(figures.groups.size() == 5);  // of the age bands only those with a child
}

TEST_CASE("groups of one kind add up to all children, in each way of telling them apart") {
    const MeasurePlan plan = measure_plan(grouped_map());
    const std::vector<Replication> replications = {eight_children(plan), eight_children(plan, 30)};
    const Figures figures = figures_of(plan, replications, 1);
    for (const char* const by : {"age_at_entry", "basis"}) {
        std::int64_t children = 0, with_a_spell = 0;
        double days = 0;
        for (const GroupFigure& one : figures.groups) {
            if (one.group.by != by) continue;
            children += one.children;
            with_a_spell += one.children_with_a_spell;
            days += static_cast<double>(one.children) * *one.days_not_permanent.value;
        }
        CHECK(children == figures.children);
        CHECK(with_a_spell == figures.time_to_permanence.children_with_a_spell);
        CHECK(days / static_cast<double>(children) == Approx(*figures.days_not_permanent.value));
    }
    const GroupFigure& babies = group(figures, "age_at_entry", "under_1");
    CHECK(babies.children == 4);
    CHECK(*babies.days_not_permanent.value == Approx(265));
    CHECK(*babies.days_not_permanent.high - *babies.days_not_permanent.low == Approx(2 * 12.706205 * 15));
    // Both by two years, in both replications: all of four, so the bound is that of four children.
    CHECK(*babies.within[3].share.value == 1);
    CHECK(*babies.within[3].share.low == Approx(std::pow(0.025, 0.25)));
}

TEST_CASE("shares by route add up to the share of all routes, at every time") {
    const MeasurePlan plan = measure_plan(grouped_map());
    const Figures figures = figures_of_one(plan, eight_children(plan), 1);
    REQUIRE(figures.within_by_route.size() == 2);
    CHECK(figures.within_by_route[0].id == "home");
    CHECK(is_near(shares(figures.within_by_route[0].within), {1.0 / 6, 1.0 / 6, 1.0 / 6 + 2.0 / 9, 1.0 / 6 + 2.0 / 9}));
    for (std::size_t i = 0; i < std::size(days_within); ++i) {
        double sum = 0;
        for (const RouteWithinFigure& route : figures.within_by_route) sum += *route.within[i].share.value;
        CHECK(sum == Approx(*figures.time_to_permanence.within[i].share.value));
        CHECK(figures.within_by_route[0].within[i].days == days_within[i]);
    }
}

TEST_CASE("lanes add up to the visits and child-days of the delay rows, less what was passed through") {
    Map map = grouped_map();
    map.lanes = {{"panel", "Panel", ""}, {"court", "Court", ""}, {"idle", "Idle", ""}};
    map.steps[1].lane = "panel";
    map.steps[2].lane = "court";
    const MeasurePlan plan = measure_plan(map);
    Replication replication = eight_children(plan);
    replication.tally.steps[1].visits = 7;
    replication.tally.steps[1].path_working_minutes = 3 * one_day.count();
    replication.tally.steps[2].visits = 5;
    replication.tally.steps[2].path_clock_minutes = 4 * one_day.count();
    replication.tally.lane_visits[0] = {4, 2};
    replication.tally.lane_visits[1] = {0, 0, 5};
    const Figures figures = figures_of(plan, std::vector<Replication>{replication, replication}, 1);
    REQUIRE(figures.lanes.size() == 2);
    CHECK(figures.lanes[0].name == "Panel");
    CHECK(figures.lanes[0].visits == 6);
    CHECK(figures.lanes[0].visits_by_month == std::vector<double>{4, 2});
    CHECK(figures.lanes[0].child_days == 3);
    CHECK(figures.lanes[1].visits == 5);
    CHECK(figures.lanes[1].child_days == 4);
}

namespace {

ReplicationSummary used(const MeasurePlan& plan, int home, int passed_through, int order_days) {
    ReplicationSummary summary;
    summary.tally = Tally(plan);
    StepTally& step = summary.tally.steps[1];
    step.visits = home + 2;  // two were cancelled before they began
    step.started = home;
    step.passed_through = passed_through;
    summary.tally.steps[2].started = 3;
    summary.tally.steps[2].working_minutes = std::int64_t{order_days} * one_day.count();
    summary.tally.steps[2].cancelled_minutes = one_day.count();
    return summary;
}

}  // namespace

TEST_CASE("a service is used by visits that began and were not passed through; its cost is units times unit cost") {
    Map map = grouped_map();
    Provenance assumed;
    assumed.assumption = "drawn";
    map.services = {{"visits", "Visits", {"home", "order"}, UnitCost{100, "GBP", 2020, false, assumed}},
                    {"days", "Days", {"order"}, UnitCost{10, "GBP", 2021, true, assumed}},
                    {"free", "Without a cost", {"home"}, {}}};
    const MeasurePlan plan = measure_plan(map);
    const std::vector<ReplicationSummary> before = {used(plan, 10, 4, 20), used(plan, 14, 4, 30)};
    const std::vector<ReplicationSummary> after = {used(plan, 9, 4, 20), used(plan, 11, 4, 26)};
    const auto baseline = service_figures(plan, before);
    REQUIRE(baseline.size() == 3);
    CHECK(baseline[0].visits == 8 + 3);
    CHECK(baseline[0].cost->units == 11);
    CHECK(baseline[0].cost->cost == 1100);
    CHECK_FALSE(baseline[0].difference.value.has_value());
    CHECK(baseline[1].visits == 3);
    CHECK(baseline[1].cost->units == 26);
    CHECK_FALSE(baseline[2].cost.has_value());

    const auto arm = service_differences(plan, before, plan, after);
    CHECK(arm[0].visits == 6 + 3);
    CHECK(*arm[0].difference.value == -2);  // −1 and −3
    CHECK(*arm[0].difference.low == Approx(-2 - 12.706205));
    CHECK(*arm[0].cost->difference.value == -200);
    CHECK(*arm[0].cost->difference.high == Approx(-200 + 1270.6205));
    CHECK(*arm[1].cost->difference.value == -20);  // 0 and −4 days
    CHECK(*arm[1].difference.value == 0);

    const auto alone = service_differences(plan, std::span(before).first(1), plan, std::span(after).first(1));
    CHECK(*alone[0].difference.value == -1);
    CHECK_FALSE(alone[0].difference.low.has_value());
    CHECK(alone[0].difference.reason_if_null == "one replication gives no interval");
}
