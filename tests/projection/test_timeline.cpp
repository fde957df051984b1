#include <catch2/catch.hpp>

#include "projection/drawn_stream.hpp"
#include "projection/timeline.hpp"
#include "projection/timeline_bands.hpp"

using namespace permap;

namespace {

Timescale within_days(double value, const std::string& from) {
    Timescale limit;
    limit.value = value;
    limit.unit = TimeUnit::calendar_days;
    limit.from_step = from;
    limit.from.assumption = "a test";
    return limit;
}

EventPattern at_end_of(const std::string& step, std::vector<std::string> ways = {}) {
    EventPattern pattern;
    pattern.step = step;
    pattern.ways = std::move(ways);
    return pattern;
}

// refer → assess → panel (its limit: 20 days from the end of refer) → home or away.
Map panel_map() {
    Map map;
    map.phases = {{"early", "Early"}, {"late", "Late"}};
    map.processes = {{"first", "First", "early", ""}, {"second", "Second", "late", ""}};
    map.steps = {drawn_step("refer", StepKind::start, {"assess"}), drawn_step("assess", StepKind::activity, {"panel"}),
                 drawn_step("panel", StepKind::decision, {"home", "away"}), drawn_step("home", StepKind::outcome),
                 drawn_step("away", StepKind::outcome)};
    map.steps[0].process = map.steps[1].process = "first";
    map.steps[2].process = map.steps[3].process = map.steps[4].process = "second";
    map.steps[1].timescales = {within_days(10, "")};
    map.steps[2].timescales = {within_days(20, "refer")};
    map.attributes = {{"setting", {"community", "home", "away"}, "community", {}, {}}};
    map.milestones = {{"recommended", "Recommended", {at_end_of("panel", {"away"})}},
                      {"assessed", "Assessed", {at_end_of("assess")}}};
    Aim aim;
    aim.id = "aim";
    aim.from = {at_end_of("refer")};
    aim.to = {at_end_of("panel")};
    aim.limit = 30;
    aim.limit_unit = TimeUnit::calendar_days;
    map.aims = {aim};
    return map;
}

const std::string up_to_panel =
    "0 entered refer\n 0 ready refer <0\n 0 started refer <1\n 0 completed refer <2\n"
    "0 ready assess <3\n 4 started assess <4\n 9 completed assess <5\n 9 ready panel <6\n"
    "9 attribute_set panel <7 setting=away\n 24 started panel <7\n";  // 9

const std::string whole = then(up_to_panel,
                               "25 completed panel <9\n 25 decided panel <10 away\n 25 ready away <11\n"
                               "25 started away <12\n 25 completed away <13\n 25 left away <14\n");

}  // namespace

TEST_CASE("a timeline says which limits were kept, passed, still run or stopped") {
    const Map map = panel_map();
    const MeasurePlan plan = measure_plan(map);
    const Child child = drawn_child(map, "refer", 100);
    const auto rows = timeline(plan, child, drawn_events(map, whole));
    CHECK_FALSE(rows[0].limit.has_value());
    REQUIRE(rows[1].limit.has_value());  // from its own ready; day 10 is its last
    CHECK(rows[1].limit->from == day(0));
    CHECK(rows[1].limit->end == day(11));
    CHECK(limit_state(rows[1], day(25)) == LimitState::kept);
    REQUIRE(rows[2].limit.has_value());  // from the end of refer
    CHECK(rows[2].limit->from == day(0));
    CHECK(rows[2].limit->end == day(21));
    CHECK(limit_state(rows[2], day(25)) == LimitState::passed);

    const auto open = timeline(plan, child, drawn_events(map, up_to_panel));
    CHECK(limit_state(open[2], day(21)) == LimitState::running);  // not a minute beyond it
    CHECK(limit_state(open[2], day(21) + Minutes{1}) == LimitState::passed);
    const auto stopped =
        timeline(plan, child, drawn_events(map, "0 entered refer\n 0 ready assess <0\n 9 cancelled assess <1\n"));
    CHECK(limit_state(stopped[0], day(25)) == LimitState::stopped);
    const auto too_late =
        timeline(plan, child, drawn_events(map, "0 entered refer\n 0 ready assess <0\n 11.5 cancelled assess <1\n"));
    CHECK(limit_state(too_late[0], day(25)) == LimitState::passed);
}

TEST_CASE("what a recorded journey does not say is told as not known") {
    const Map map = panel_map();
    const Child child = drawn_child(map, "refer", 100);
    std::vector<Event> events = drawn_events(map,
                                             "0 entered refer\n 0 ready refer <0\n 3 completed refer <1\n"
                                             "3 ready assess <2\n 5 started assess <3\n 9 completed assess <4\n");
    events[1].detail = events[3].detail = ready_filled_in;
    events[2].detail = only_end_known;
    const auto rows = timeline(measure_plan(map), child, events);
    CHECK(rows[0].only_end_is_known);
    CHECK_FALSE(rows[0].ready_is_known);
    CHECK_FALSE(rows[1].only_end_is_known);
    CHECK_FALSE(rows[1].ready_is_known);
    CHECK(rows[1].visit == 1);
    CHECK_FALSE(rows[1].limit.has_value());  // it counts from when the step became ready, and nobody wrote that down
    const auto simulated = timeline(measure_plan(map), child, drawn_events(map, whole));
    for (const TimelineRow& row : simulated) CHECK((row.ready_is_known && !row.only_end_is_known));
}

TEST_CASE("two visits of one step at once end each for itself") {
    const Map map = panel_map();
    const auto rows = timeline(measure_plan(map), drawn_child(map, "refer", 100),
                               drawn_events(map,
                                            "0 entered refer\n 0 ready assess <0\n 1 started assess <1\n"
                                            "2 ready assess <0\n 3 started assess <3\n 5 completed assess <2\n"
                                            "8 completed assess <4\n"));
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].started == day(1));
    CHECK(rows[0].ended == day(5));
    CHECK(rows[1].started == day(3));
    CHECK(rows[1].ended == day(8));
}

TEST_CASE("bands: the phase of the path, values from when to when, milestones and aims") {
    const Map map = panel_map();
    const MeasurePlan plan = measure_plan(map);
    const Child child = drawn_child(map, "refer", 100);
    const TimelineBands bands = timeline_bands(plan, child, drawn_events(map, whole));
    CHECK(bands.end == day(25));
    CHECK(bands.phases == std::vector<PhaseSpan>{{0, day(0), day(9)}, {1, day(9), day(25)}});
    REQUIRE(bands.attributes.size() == 1);
    CHECK(bands.attributes[0].was_set);
    CHECK(bands.attributes[0].spans == std::vector<AttributeSpan>{{0, day(0), day(9)}, {2, day(9), day(25)}});
    CHECK(bands.milestones == std::vector<MilestoneReached>{{1, day(9)}, {0, day(25)}});
    REQUIRE(bands.aims.size() == 1);
    CHECK(bands.aims[0] == AimCount{0, day(0), day(31), day(25), AimState::met, AimEnd::reached});
}

TEST_CASE("bands of an open journey reach to where it is looked at") {
    const Map map = panel_map();
    const MeasurePlan plan = measure_plan(map);
    Child child = drawn_child(map, "refer", 40);
    const TimelineBands open = timeline_bands(plan, child, drawn_events(map, up_to_panel));
    CHECK(open.end == day(40));
    CHECK(open.phases.back().to == day(40));
    CHECK(open.attributes[0].spans.back().to == day(40));
    REQUIRE(open.aims.size() == 1);
    CHECK(open.aims[0].state == AimState::missed);
    CHECK(open.aims[0].end == AimEnd::follow_up);
    child.followed_until = day(26);
    CHECK(timeline_bands(plan, child, drawn_events(map, up_to_panel)).aims[0].state == AimState::open);
    CHECK(timeline_bands(plan, child, {}).attributes.empty());
}

TEST_CASE("a value that lasted no time is no part of a band") {
    const Map map = panel_map();
    const TimelineBands bands =
        timeline_bands(measure_plan(map), drawn_child(map, "refer", 10),
                       drawn_events(map,
                                    "0 entered refer\n 0 attribute_set refer <0 setting=home\n"
                                    "4 attribute_set refer <0 setting=away\n 4 attribute_set refer <0 setting=home\n"));
    CHECK(bands.attributes[0].spans == std::vector<AttributeSpan>{{1, day(0), day(10)}});
}
