#include <catch2/catch.hpp>

#include "projection/drawn_stream.hpp"
#include "projection/fold.hpp"

using namespace permap;

namespace {

Map away_map() {
    Map map;
    map.steps = {
        drawn_step("refer", StepKind::start, {"away"}),       drawn_step("away", StepKind::milestone, {"home"}),
        drawn_step("home", StepKind::milestone, {"end"}),     drawn_step("order", StepKind::milestone, {"end"}),
        drawn_step("aged_out", StepKind::milestone, {"end"}), drawn_step("end", StepKind::outcome),
        drawn_step("moved", StepKind::milestone, {"away"})};
    map.permanence = Permanence{{{"away", true, {}}},
                                {{"home", "Home", {{"home", false, {}}}}, {"order", "Order", {{"order", false, {}}}}},
                                {{"aged_out", true, {}}}};
    map.milestones = {{"move", "Moved", {{"moved", true, {}}}}};
    return map;
}

ChildRecord record(const std::string& text, double followed_days = 1000) {
    const Map map = away_map();
    const MeasurePlan plan = measure_plan(map);
    FoldScratch scratch(plan);
    Replication replication(plan);
    fold_child(plan, drawn_child(map, "refer", followed_days), drawn_events(map, text), scratch, replication);
    return replication.children.front();
}

constexpr Minutes in_days(int days) {
    return Minutes{days * 24 * 60};
}

}  // namespace

TEST_CASE(
    "a spell runs from the first day away to the first route, and coming again before that does not start it anew") {
    const ChildRecord child = record(
        "0   entered refer\n 10 ready away <0\n 50 ready moved <1\n 60 ready away <2\n"
        "210 ready order <3\n 210 completed order <4\n");
    CHECK(child.spell_end == SpellEnd::route);
    CHECK(child.route == 1);
    CHECK(child.to_spell == in_days(10));
    CHECK(child.spell == in_days(200));
    CHECK(child.not_permanent == in_days(200));
    CHECK(child.moves == 1);
}

TEST_CASE("a child who comes back after a route has a second spell, which counts as days not permanent only") {
    const ChildRecord child =
        record("0   entered refer\n 10 ready away <0\n 30 completed home <1\n 100 ready away <2\n");
    CHECK(child.spell_end == SpellEnd::route);
    CHECK(child.route == 0);
    CHECK(child.spell == in_days(20));
    CHECK(child.not_permanent == in_days(20 + 900));
}

TEST_CASE("ageing out, leaving and the end of follow-up end a spell without a route") {
    const std::string away = "0 entered refer\n 10 ready away <0\n";
    const ChildRecord aged_out =
        record(then(away, "90 ready aged_out <1\n 95 ready order <2\n 95 completed order <3\n"));
    CHECK(aged_out.spell_end == SpellEnd::competing_end);
    CHECK(aged_out.not_permanent == in_days(80));
    const ChildRecord left = record(then(away, "70 ready end <1\n 70 completed end <2\n 70 left end <3\n"));
    CHECK(left.spell_end == SpellEnd::left);
    CHECK(left.not_permanent == in_days(60));
    CHECK(left.outcome == 0);
    const ChildRecord open = record(away, 500);
    CHECK(open.spell_end == SpellEnd::open);
    CHECK(open.not_permanent == in_days(490));
    CHECK(open.outcome == 1);
}

TEST_CASE("a child never away has no spell, whatever route the journey passes") {
    const ChildRecord child = record("0 entered refer\n 30 ready home <0\n 30 completed home <1\n");
    CHECK(child.spell_end == SpellEnd::no_spell);
    CHECK(child.not_permanent == Minutes{0});
}

TEST_CASE("ages are completed years, and a birthday on 29 February falls on the last day of the month") {
    const Date born = date_of(*parse_instant("2016-02-29"));
    CHECK(completed_years(born, *parse_instant("2016-02-28 23:59")) == -1);
    CHECK(completed_years(born, *parse_instant("2017-02-27 23:59")) == 0);
    CHECK(completed_years(born, *parse_instant("2017-02-28")) == 1);
    CHECK(completed_years(born, *parse_instant("2020-02-28")) == 3);
    CHECK(completed_years(born, *parse_instant("2020-02-29")) == 4);
    CHECK(record("0 entered refer\n").age_band == AgeBand::from_5_to_11);
}

TEST_CASE("a household that supplies places is in no figure about children") {
    const Map map = away_map();
    const MeasurePlan plan = measure_plan(map);
    FoldScratch scratch(plan);
    Replication replication(plan);
    Child household = drawn_child(map, "refer", 100);
    household.supply = true;
    fold_child(plan, household, drawn_events(map, "0 entered refer\n 0 ready refer <0\n 10 ready away <1\n"), scratch,
               replication);
    Replication expected(plan);
    expected.tally.households = 1;
    CHECK(replication == expected);
}

TEST_CASE("outcomes that only households reach are not among the children's") {
    Map map = away_map();
    map.steps.push_back(drawn_step("enquiry", StepKind::start, {"approved"}));
    map.steps.push_back(drawn_step("approved", StepKind::outcome));
    Arrivals households;
    households.entry.assign("enquiry");
    households.supply = true;
    map.arrivals.push_back(households);
    CHECK(measure_plan(map).outcomes == std::vector<StepIndex>{step_of(map, "end")});
}
