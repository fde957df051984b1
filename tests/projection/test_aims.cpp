#include <catch2/catch.hpp>

#include "projection/drawn_stream.hpp"
#include "projection/fold.hpp"

using namespace permap;

namespace {

// Recommended -> ratified, within 14 weeks; left out when the plan changes.
Map aim_map() {
    Map map;
    map.steps = {drawn_step("away", StepKind::start, {"recommend"}),
                 drawn_step("recommend", StepKind::milestone, {"ratify"}),
                 drawn_step("ratify", StepKind::milestone, {"end"}),
                 drawn_step("plan_changed", StepKind::milestone, {"end"}), drawn_step("end", StepKind::outcome)};
    Aim aim;
    aim.id = "ratified";
    aim.from = {{"recommend", true, {}}};
    aim.to = {{"ratify", true, {}}};
    aim.left_out_by = {{"plan_changed", true, {}}};
    aim.limit = 14;
    aim.limit_unit = TimeUnit::weeks;
    map.aims = {aim};
    return map;
}

std::vector<AimSpell> spells(const Map& map, const std::string& text, double followed_days = 365) {
    const MeasurePlan plan = measure_plan(map);
    FoldScratch scratch(plan);
    Replication replication(plan);
    fold_child(plan, drawn_child(map, "away", followed_days), drawn_events(map, text), scratch, replication);
    return replication.aim_spells;
}

AimState only_state(const Map& map, const std::string& text, double followed_days = 365) {
    const auto all = spells(map, text, followed_days);
    REQUIRE(all.size() == 1);
    return all.front().state;
}

const std::string recommended = "0 entered away\n 10 ready recommend <0\n";

}  // namespace

TEST_CASE("fourteen weeks from day 10 end with the end of day 108") {
    const Map map = aim_map();
    CHECK(only_state(map, then(recommended, "108.99 ready ratify <1\n")) == AimState::met);
    CHECK(only_state(map, then(recommended, "109 ready ratify <1\n")) == AimState::missed);
    CHECK(spells(map, recommended).front().limit_end == drawn_child(map, "away", 365).entered + 109 * one_day);
}

TEST_CASE(
    "a count is met or missed only when its limit lies within follow-up; before that it is open whatever happened") {
    const Map map = aim_map();
    CHECK(only_state(map, then(recommended, "20 ready ratify <1\n"), 108.9) == AimState::open);
    CHECK(only_state(map, then(recommended, "20 ready ratify <1\n"), 109) == AimState::met);
    CHECK(only_state(map, then(recommended, "20 ready plan_changed <1\n"), 108.9) == AimState::open);
    CHECK(only_state(map, recommended, 109) == AimState::missed);
}

TEST_CASE("an exclusion leaves a child out before the limit and before the end point, not after either") {
    const Map map = aim_map();
    CHECK(only_state(map, then(recommended, "20 ready plan_changed <1\n 30 ready ratify <2\n")) == AimState::left_out);
    CHECK(only_state(map, then(recommended, "20 ready ratify <1\n 30 ready plan_changed <2\n")) == AimState::met);
    CHECK(only_state(map, then(recommended, "200 ready plan_changed <1\n")) == AimState::missed);
}

TEST_CASE("a journey that ends without the end point has missed the aim once the limit has passed") {
    const Map map = aim_map();
    const auto all = spells(map, then(recommended, "20 ready end <1\n 20 completed end <2\n 20 left end <3\n"));
    REQUIRE(all.size() == 1);
    CHECK(all[0].state == AimState::missed);
    CHECK(all[0].end == AimEnd::other_end);
    CHECK(all[0].length == Minutes{10 * 24 * 60});
}

TEST_CASE("a late end point is watched for, so that the median knows how long it took") {
    const Map map = aim_map();
    const auto all = spells(map, then(recommended, "210 ready ratify <1\n"));
    REQUIRE(all.size() == 1);
    CHECK(all[0].state == AimState::missed);
    CHECK(all[0].end == AimEnd::reached);
    CHECK(all[0].length == Minutes{200 * 24 * 60});
}

TEST_CASE("a second start is counted again, unless only the first counts") {
    Map map = aim_map();
    const std::string twice = then(recommended, "20 ready ratify <1\n 40 ready recommend <2\n");
    CHECK(spells(map, twice).size() == 2);
    map.aims[0].first_only = true;
    CHECK(spells(map, twice).size() == 1);
}

TEST_CASE("an end point before the aim counts it does not meet it, a later one may") {
    Map map = aim_map();
    map.aims[0].not_before = 2;
    map.aims[0].not_before_unit = TimeUnit::months;  // from 15 January: 15 March, day 69
    CHECK(only_state(map, then(recommended, "68.9 ready ratify <1\n")) == AimState::missed);
    CHECK(only_state(map, then(recommended, "30 ready ratify <1\n 69 ready ratify <2\n")) == AimState::met);
}

TEST_CASE("an end point may be one way of a decision") {
    Map map = aim_map();
    map.steps.push_back(drawn_step("adm", StepKind::decision, {"ratify", "recommend"}));
    map.aims[0].to = {{"adm", false, {"ratify"}}};
    const std::string asked = then(recommended, "20 ready adm <1\n 20 started adm <2\n 20 completed adm <3\n");
    CHECK(only_state(map, then(asked, "20 decided adm <4 ratify\n")) == AimState::met);
    CHECK(only_state(map, then(asked, "20 decided adm <4 recommend\n")) == AimState::missed);
}

TEST_CASE("an event that closes one count and opens the next closes first") {
    Map map = aim_map();
    map.aims[0].left_out_by = {{"recommend", true, {}}};
    const auto all = spells(map, then(recommended, "40 ready recommend <1\n 50 ready ratify <2\n"));
    REQUIRE(all.size() == 2);
    CHECK(all[0].state == AimState::left_out);
    CHECK(all[1].state == AimState::met);
    CHECK(all[1].length == Minutes{10 * 24 * 60});
}
