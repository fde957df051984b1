#include <catch2/catch.hpp>

#include "map/condition.hpp"
#include "projection/drawn_stream.hpp"
#include "projection/fold.hpp"
#include "projection/timeline.hpp"

using namespace permap;

namespace {

Map order_map() {
    Map map;
    map.steps = {drawn_step("refer", StepKind::start, {"choose"}),
                 drawn_step("choose", StepKind::decision, {"home", "away"}),
                 drawn_step("home", StepKind::activity, {"meet"}),
                 drawn_step("away", StepKind::activity, {"meet"}),
                 drawn_step("meet", StepKind::join, {"end"}),
                 drawn_step("end", StepKind::outcome),
                 drawn_clock("review", {"refer"}),
                 drawn_clock("age18", {"end"}, true),
                 drawn_clock("letter", {"refer"}),
                 drawn_step("fork", StepKind::split, {"home", "away"})};
    map.steps[4].joins = Join{"", {{"home", "", false, {}}, {"away", "", false, {}}}, {{0, 1}}, {}, {}};
    map.attributes = {{"setting", {"community", "home", "away"}, "community", {}, {}}};
    map.resting = {{"at_home", "At home on an order", *parse_condition("setting = home"), {"review"}}};
    map.over_only_if = *parse_condition("setting != away");
    return map;
}

Tally tally(const Map& map, const std::string& text) {
    const MeasurePlan plan = measure_plan(map);
    FoldScratch scratch(plan);
    Replication replication(plan);
    fold_child(plan, drawn_child(map, "refer", 1000), drawn_events(map, text), scratch, replication);
    return replication.tally;
}

bool is_stuck_at(const Map& map, const std::string& text, const std::string& step) {
    const Tally result = tally(map, text);
    return result.stuck.size() == 1 && result.stuck[0].children == 1 && result.stuck[0].step == step_of(map, step);
}

const std::string decided_home =
    "0 entered refer\n 0 ready refer <0\n 0 started refer <1\n 0 completed refer <2\n"
    "0 ready choose <3\n 0 started choose <4\n 0 completed choose <5\n 0 decided choose <6 home\n"
    "0 ready home <7\n 0 started home <8\n";  // 9

}  // namespace

TEST_CASE("a child at work on a step is not stuck, and neither is one who rests as the law intends") {
    const Map map = order_map();
    CHECK(tally(map, decided_home).stuck.empty());
    CHECK(tally(map, then(decided_home,
                          "5 completed home <9\n 5 attribute_set home <10 setting=home\n 5 clock_started review <10\n"
                          "370 clock_fired review <12\n 370 ready refer <13\n"))
              .stuck.empty());
}

TEST_CASE("a child whose only activity is clocks outside a resting state is stuck, even if a clock fires later") {
    const Map map = order_map();
    const std::string forgotten = then(decided_home, "5 completed home <9\n 5 clock_started review <10\n");
    CHECK(is_stuck_at(map, forgotten, "review"));
    CHECK(is_stuck_at(map, then(forgotten, "370 clock_fired review <11\n 370 ready refer <12\n"), "review"));
}

TEST_CASE("resting needs the state and its own clock, not just any clock") {
    const Map map = order_map();
    const std::string at_home = then(decided_home, "5 completed home <9\n 5 attribute_set home <10 setting=home\n");
    CHECK(tally(map, then(at_home, "5 clock_started review <10\n")).stuck.empty());
    CHECK(is_stuck_at(map, then(at_home, "5 clock_started letter <10\n"), "letter"));
}

TEST_CASE("a child in a resting state without the clock that ends it is stuck") {
    const Map map = order_map();
    CHECK(is_stuck_at(
        map,
        then(decided_home, "5 completed home <9\n 5 attribute_set home <10 setting=home\n 5 clock_started age18 <10\n"),
        "age18"));
}

TEST_CASE("a child with nothing active is stuck, and the join that forgot the child is named") {
    const Map map = order_map();
    const Tally result = tally(map, then(decided_home, "5 completed home <9\n"));
    REQUIRE(result.stuck.size() == 1);
    CHECK(result.stuck[0].step == step_of(map, "home"));
    CHECK(result.stuck[0].joins == std::vector<StepIndex>{step_of(map, "meet")});
}

TEST_CASE("a decision with every way shut is where the child is stuck, although others go on") {
    const Map map = order_map();
    CHECK(
        is_stuck_at(map,
                    "0 entered refer\n 0 ready away <0\n 0 started away <1\n 3 ready choose <2\n 3 started choose <3\n"
                    "3 completed choose <4\n 90 completed away <2\n",
                    "choose"));
}

TEST_CASE("another step's ways do not settle a decision") {
    const Map map = order_map();
    CHECK(
        is_stuck_at(map,
                    "0 entered refer\n 0 ready fork <0\n 0 started fork <1\n 0 completed fork <2\n 0 ready choose <0\n"
                    "0 started choose <4\n 0 completed choose <5\n 0 decided fork <3 home\n 0 ready home <7\n",
                    "choose"));
}

TEST_CASE("a journey is over only with an outcome and where the map allows it") {
    const Map map = order_map();
    const std::string end = "0 entered refer\n 0 ready end <0\n 1 started end <1\n 1 completed end <2\n";
    CHECK(tally(map, then(end, "1 left end <3\n")).stuck.empty());
    CHECK(is_stuck_at(map, then(end, "1 attribute_set end <2 setting=away\n 1 left end <3\n"), "end"));
    CHECK(is_stuck_at(map, "0 entered refer\n 0 ready home <0\n 2 completed home <1\n 2 left - <2\n", "home"));
}

TEST_CASE("recorded journeys, which may lack events, are not called stuck") {
    const Map map = order_map();
    MeasurePlan plan = measure_plan(map);
    plan.watches_stuck = false;
    FoldScratch scratch(plan);
    Replication replication(plan);
    fold_child(plan, drawn_child(map, "refer", 100), drawn_events(map, "0 entered refer\n"), scratch, replication);
    CHECK(replication.tally.stuck.empty());
}

TEST_CASE("stuck children merge by step, with the joins of all") {
    Tally one, other;
    one.add_stuck(StepIndex{3}, 2, {StepIndex{7}});
    other.add_stuck(StepIndex{3}, 1, {StepIndex{5}});
    other.add_stuck(StepIndex{1}, 1, {});
    one.merge(other);
    CHECK(one.stuck == std::vector<StuckTally>{{StepIndex{1}, 1, {}}, {StepIndex{3}, 3, {StepIndex{5}, StepIndex{7}}}});
}

TEST_CASE("conditions are asked of the state: attributes, counters, derived ones, ages and visits") {
    Map map = order_map();
    map.attributes.push_back({"hearings", {}, "0", 9, {}});
    map.attributes.push_back({"far", {}, "", {}, *parse_condition("setting = away and not (hearings < 2)")});
    const MeasurePlan plan = measure_plan(map);
    JourneyState state(plan);
    state.begin(drawn_child(map, "refer", 100));
    for (const Event& event :
         drawn_events(map,
                      "0 entered refer\n 0 ready refer <0\n 0 attribute_set refer <1 setting=away\n"
                      "0 attribute_set refer <1 hearings=2\n 1 completed refer <1\n 1 ready refer <4\n")) {
        state.apply(event);
    }
    const auto is_so = [&](const char* text) {
        return holds(state_condition(*parse_condition(text), map), state, day(1));
    };
    CHECK(is_so("setting = home|away"));
    CHECK_FALSE(is_so("setting != home|away"));
    CHECK(is_so("far = yes"));
    CHECK_FALSE(is_so("far != yes"));
    CHECK(is_so("hearings >= 2 and hearings <= 2"));
    CHECK(is_so("visits(refer) = 2 and visits(home) = 0"));
    CHECK(is_so("age = 10 and age < 11"));  // born on 5 January 2016
    CHECK_FALSE(is_so("age < 10 or visits(refer) > 2"));
}

TEST_CASE("a second journey starts from a clean state") {
    const Map map = order_map();
    const MeasurePlan plan = measure_plan(map);
    JourneyState state(plan);
    const Child child = drawn_child(map, "refer", 100);
    state.begin(child);
    for (const Event& event : drawn_events(
             map,
             then(decided_home,
                  "1 attribute_set home <9 setting=away\n 1 clock_started review <9\n 1 clock_started age18 <9\n"))) {
        state.apply(event);
    }
    CHECK(state.active_steps() == 1);
    CHECK(state.running_clocks() == 1);  // the lifelong one left out
    state.begin(child);
    CHECK(state.active_steps() == 0);
    CHECK(state.running_clocks() == 0);
    CHECK(state.attribute(AttributeIndex{0}) == 0);
    for (std::size_t i = 0; i < map.steps.size(); ++i) {
        CHECK_FALSE(state.step(StepIndex{static_cast<std::uint16_t>(i)}).is_met);
    }
}

TEST_CASE("a timeline tells what began when, how it ended and whether it mattered") {
    const Map map = order_map();
    const Child child = drawn_child(map, "refer", 100);
    const std::vector<Event> events = drawn_events(
        map,
        "0 entered refer\n 0 ready choose <0\n 2 started choose <1\n 3 completed choose <2\n 3 decided choose <3 away\n"
        "3 ready away <4\n 3 clock_started review <4\n 4 merged away <4\n 5 started away <5\n 5 ready home <4\n"
        "9 cancelled home <5\n 9 clock_ended review <5\n");
    const auto rows = timeline(measure_plan(map), child, events);
    REQUIRE(rows.size() == 4);

    CHECK(rows[0].step == step_of(map, "choose"));
    CHECK(rows[0].started == day(2));
    CHECK(rows[0].ended == day(3));
    CHECK(rows[0].ways == std::vector<std::uint16_t>{1});
    CHECK(rows[0].mattered);
    CHECK(rows[1].step == step_of(map, "away"));
    CHECK(rows[1].end == VisitEnd::open);
    CHECK(rows[1].merged == 1);
    CHECK(rows[1].mattered);  // what the open journey waits for
    CHECK(rows[2].end == VisitEnd::clock_ended);
    CHECK_FALSE(rows[2].mattered);
    CHECK(rows[3].end == VisitEnd::cancelled);
    CHECK_FALSE(rows[3].started.has_value());

    CHECK(events_until(events, day(3)).size() == 7);
    CHECK(timeline(measure_plan(map), child, events_until(events, day(2)))[0].end == VisitEnd::open);
}
