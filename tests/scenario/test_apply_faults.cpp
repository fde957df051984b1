// Never silent: what matches nothing, contradicts or changes nothing is said, with its place.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "scenario/apply.hpp"
#include "small_map.hpp"

using namespace permap;

namespace {

std::string text_of(const Problems& problems) {
    std::string text;
    for (const Problem& problem : problems) text += (text.empty() ? "" : "\n") + to_string(problem);
    return text;
}

std::string errors_of(std::vector<Change> changes, const Map& map = small_map()) {
    return text_of(apply_scenario(map, std::vector{scenario_of(std::move(changes))}).problems());
}

std::string warnings_of(std::vector<Change> changes, const Map& map = small_map()) {
    const Result<Applied> result = apply_scenario(map, std::vector{scenario_of(std::move(changes))});
    for (const Problem& problem : result.problems()) UNSCOPED_INFO(to_string(problem));
    REQUIRE(result);
    return text_of(result->warnings);
}

const Provenance guess = assumed(1).from;
Target one(const char* id) {
    return {id, false};
}
Target stage(const char* id) {
    return {id, true};
}

}  // namespace

TEST_CASE("what an edit names must be there, and the nearest name is offered") {
    CHECK(errors_of({Remove{one("asess"), {}}}) ==
          "t.json#/edits/0/step: the map has no step \"asess\" (did you mean assess?)");
    CHECK(errors_of({Remove{one("papers"), {}}}) ==
          "t.json#/edits/0/step: the map has no step \"papers\" (it is a stage: write \"stage\" in place of \"step\")");
    CHECK(
        errors_of({ScaleDuration{stage("assess"), assumed(0.5)}}) ==
        "t.json#/edits/0/stage: the map has no stage \"assess\" (it is a step: write \"step\" in place of \"stage\")");
    CHECK(errors_of({ScaleDuration{stage("papres"), assumed(0.5)}}) ==
          "t.json#/edits/0/stage: the map has no stage \"papres\" (did you mean papers?)");
    CHECK(errors_of({SetProbability{"advice", "defered", assumed(0.1)}}) ==
          "t.json#/edits/0/way: \"advice\" has no way \"defered\" (did you mean deferred?)");
    CHECK(errors_of({SetProbability{"advice", "zzz", assumed(0.1)}}) ==
          "t.json#/edits/0/way: \"advice\" has no way \"zzz\" (its ways are \"agreed\", \"deferred\", \"refused\")");
    CHECK(errors_of({SetAttribute{"placd", "away"}}) ==
          "t.json#/edits/0/attribute: the map has no attribute \"placd\" (did you mean placed?)");
    CHECK(errors_of({SetAttribute{"placed", "zoo"}}) ==
          "t.json#/edits/0/value: \"placed\" has no value \"zoo\" (it may be \"home\", \"away\", \"kin\")");
    CHECK(errors_of({SetCapacity{"panel_date", assumed(8)}}) ==
          "t.json#/edits/0/resource: the map has no resource \"panel_date\" (did you mean panel_dates?)");
    Map without = small_map();
    without.left_out = {"decision_makers"};
    CHECK(errors_of({SetCapacity{"decision_makers", assumed(8)}}, without) ==
          "t.json#/edits/0/resource: the map is run without its resource \"decision_makers\" (run it with --resources "
          "on)");
    Duration wait;
    wait.ends = UntilStep{"asses"};
    CHECK(errors_of({SetDuration{"booking", wait}}) ==
          "t.json#/edits/0/duration/step: the map has no step \"asses\" (did you mean assess?)");
}

TEST_CASE("sources of a scenario are sources of the map") {
    Scenario scenario = scenario_of({SetCapacity{"panel_dates", {8, {"studdy", "", "", {}, {}}}}});
    scenario.sources = {"study", "nobody"};
    CHECK(text_of(apply_scenario(small_map(), std::vector{scenario}).problems()) ==
          "t.json#/sources/1: the map has no source \"nobody\"\n"
          "t.json#/edits/0/units/source: the map has no source \"studdy\" (did you mean study?)");
}

TEST_CASE("a scenario for another map is refused, and all problems come at once") {
    Scenario other = scenario_of({Remove{one("nothing_here"), {}}});
    other.map = "scotland";
    const Scenario wrong = scenario_of({Remove{one("refer"), {}}, SetAttribute{"is_away", "yes"}});
    CHECK(
        text_of(apply_scenario(small_map(), std::vector{other, wrong}).problems()) ==
        "t.json#/map: the scenario is for the map \"scotland\", not \"small\" (run it on the map it was written for)\n"
        "t.json#/edits/0/step: \"refer\" is where children come in and cannot be removed\n"
        "t.json#/edits/1/attribute: \"is_away\" follows from other attributes and cannot be set (set one of those: "
        "placed = away|kin)");
}

TEST_CASE("starts, ends, splits, joins and milestones without time cannot be removed") {
    CHECK(errors_of({Remove{one("home"), {}}}) == "t.json#/edits/0/step: \"home\" is an end and cannot be removed");
    CHECK(errors_of({Remove{one("agreed"), {}}}) ==
          "t.json#/edits/0/step: \"agreed\" is a split and cannot be removed");
    CHECK(errors_of({Remove{one("both"), {}}}) == "t.json#/edits/0/step: \"both\" is a join and cannot be removed");
    CHECK(errors_of({Remove{one("order_made"), {}}}) ==
          "t.json#/edits/0/step: \"order_made\" is a milestone that takes no time and cannot be removed");
    CHECK(errors_of({Remove{stage("ends"), {}}}) ==
          "t.json#/edits/0/stage: nothing in the stage \"ends\" can be removed");
    Map map = small_map();
    find_step(map, "order_made")->duration = lasts(Fixed{1}, TimeUnit::weeks);
    CHECK(warnings_of({Remove{one("order_made"), {}}}, map).empty());
    find_step(map, "both")->duration = lasts(Fixed{1}, TimeUnit::weeks);
    CHECK(warnings_of({Remove{stage("papers"), {}}}, map) ==
          "t.json#/edits/0/stage: \"both\" is a join and keeps its time");
}

TEST_CASE("each decision of a removed stage needs a way to take, and takes must fit") {
    CHECK(errors_of({Remove{stage("panel_stage"), {}}}) ==
          "t.json#/edits/0/take: the removed stage decides at \"advice\", so it needs a way to take there (one of "
          "\"agreed\", \"deferred\", \"refused\")");
    CHECK(
        errors_of({Remove{stage("panel_stage"), {{"advice", "agree"}, {"panel", "advice"}, {"assess", "booking"}}}}) ==
        "t.json#/edits/0/take/advice: \"advice\" has no way \"agree\" (did you mean agreed?)\n"
        "t.json#/edits/0/take/panel: \"panel\" decides nothing, so there is no way to take (leave it out)\n"
        "t.json#/edits/0/take/assess: \"assess\" is no step of the stage \"panel_stage\"");
    CHECK(errors_of({Remove{one("advice"), {{"advice", "zzz"}}}}) ==
          "t.json#/edits/0/take: \"advice\" has no way \"zzz\" (its ways are \"agreed\", \"deferred\", \"refused\")");
}

TEST_CASE("a step that is removed cannot be edited as well, in either order") {
    CHECK(errors_of({Remove{one("booking"), {}}, ScaleDuration{one("booking"), assumed(0.5)}}) ==
          "t.json#/edits/1/step: \"booking\" is removed by t.json#/edits/0, so this edit contradicts it (keep one of "
          "the two)");
    CHECK(errors_of({ScaleDuration{one("booking"), assumed(0.5)}, Remove{one("booking"), {}}}) ==
          "t.json#/edits/1/step: t.json#/edits/0 changes \"booking\", so removing it contradicts that (keep one of the "
          "two)");
    CHECK_FALSE(errors_of({Remove{one("advice"), {}}, SetProbability{"advice", "refused", assumed(0.1)}}).empty());
    CHECK_FALSE(errors_of({SetProbability{"advice", "refused", assumed(0.1)},
                           Remove{stage("panel_stage"), {{"advice", "agreed"}}}})
                    .empty());
    CHECK_FALSE(
        errors_of({Remove{one("booking"), {}}, SetDuration{"booking", lasts(Fixed{3}, TimeUnit::weeks)}}).empty());
    CHECK_FALSE(errors_of({Remove{one("booking"), {}}, AddDuration{"booking", 1, TimeUnit::weeks, guess}}).empty());
}

TEST_CASE("removing twice is said; removing twice by different ways contradicts") {
    CHECK(warnings_of({Remove{one("booking"), {}}, Remove{one("booking"), {}}}) ==
          "t.json#/edits/1/step: \"booking\" is already removed by t.json#/edits/0");
    CHECK(errors_of(
              {Remove{one("advice"), {{"advice", "refused"}}}, Remove{stage("panel_stage"), {{"advice", "agreed"}}}}) ==
          "t.json#/edits/1/take/advice: t.json#/edits/0 removes \"advice\" with the way \"refused\", so this edit "
          "contradicts it (keep one of the two)");
}

TEST_CASE("two edits that undo each other are an error; the same again is a warning") {
    const Duration three = lasts(Fixed{3}, TimeUnit::weeks), four = lasts(Fixed{4}, TimeUnit::weeks);
    CHECK(errors_of({SetDuration{"assess", three}, SetDuration{"assess", four}}) ==
          "t.json#/edits/1/step: t.json#/edits/0 already changes \"assess\", and this edit would undo it (keep one of "
          "the two)");
    CHECK(warnings_of({SetDuration{"assess", three}, SetDuration{"assess", three}}) ==
          "t.json#/edits/1/duration: \"assess\" already lasts 3 weeks");
    CHECK(errors_of({ScaleDuration{one("assess"), assumed(2)}, SetDuration{"assess", three}}) ==
          "t.json#/edits/1/step: t.json#/edits/0 already changes \"assess\", and this edit would undo it (put "
          "set_duration first)");
    CHECK_FALSE(errors_of({CapDuration{one("assess"), 10, TimeUnit::weeks, 1, guess},
                           CapDuration{one("assess"), 9, TimeUnit::weeks, 1, guess}})
                    .empty());
    CHECK(errors_of(
              {SetProbability{"advice", "refused", assumed(0.1)}, SetProbability{"advice", "refused", assumed(0.2)}}) ==
          "t.json#/edits/1/probability: t.json#/edits/0 sets the same probability to another value, so this edit "
          "contradicts it (keep one of the two)");
    CHECK(warnings_of({SetAttribute{"placed", "away"}, SetAttribute{"placed", "away"}}) ==
          "t.json#/edits/1/value: \"placed\" already starts as \"away\"");
    CHECK(errors_of({SetAttribute{"placed", "away"}, SetAttribute{"placed", "kin"}}) ==
          "t.json#/edits/1/value: t.json#/edits/0 sets \"placed\" to \"away\", so this edit contradicts it (keep one "
          "of the two)");
    CHECK_FALSE(errors_of({SetCapacity{"panel_dates", assumed(8)}, SetCapacity{"panel_dates", assumed(9)}}).empty());
}

TEST_CASE("an edit that changes nothing is a warning") {
    CHECK(warnings_of({ScaleDuration{one("order_made"), assumed(0.5)}}) ==
          "t.json#/edits/0/step: \"order_made\" takes no time, so there is nothing to change");
    CHECK(warnings_of({ScaleDuration{one("assess"), assumed(1)}}) ==
          "t.json#/edits/0/factor: a factor of 1 changes nothing");
    CHECK(warnings_of({CapDuration{one("assess"), 14, TimeUnit::weeks, 1, guess}}) ==
          "t.json#/edits/0/at_most: \"assess\" never takes longer than 14 weeks, so this changes nothing");
    CHECK(warnings_of({CapDuration{one("notice"), 500, TimeUnit::calendar_days, 1, guess}}).empty());
    CHECK(warnings_of({AddDuration{"assess", 0, TimeUnit::weeks, guess}}) ==
          "t.json#/edits/0/time: adding nothing changes nothing");
    CHECK(warnings_of({AddDuration{"order_made", -1, TimeUnit::weeks, guess}}) ==
          "t.json#/edits/0/time: \"order_made\" takes no time, so it cannot take less");
    CHECK(warnings_of({SetProbability{"advice", "deferred", assumed(0.15)}}) ==
          "t.json#/edits/0/probability: the way \"deferred\" of \"advice\" already has the probability 0.15");
    CHECK(warnings_of({SetAttribute{"unused", "yes"}}) ==
          "t.json#/edits/0/attribute: nothing in the map looks at \"unused\", so this changes nothing");
    CHECK(warnings_of({SetCapacity{"panel_dates", assumed(4)}}) ==
          "t.json#/edits/0/units: \"panel_dates\" already has that capacity");
    CHECK(warnings_of({SetCapacity{"spare", assumed(4)}}) ==
          "t.json#/edits/0/resource: no step uses \"spare\", so this changes nothing");
    Map map = small_map();
    Arrivals arrivals;
    arrivals.entry = "refer";
    arrivals.sets = {*parse_assignment("placed = home")};
    map.arrivals = {arrivals};
    CHECK(warnings_of({SetAttribute{"placed", "away"}}, map) ==
          "t.json#/edits/0/attribute: every entry sets \"placed\" itself, so its start value is never used");
}

TEST_CASE("a number out of its range is refused") {
    CHECK(errors_of({ScaleDuration{one("assess"), assumed(0)}}) ==
          "t.json#/edits/0/factor: expected a factor above 0 (to take a step out, use remove)");
    CHECK(errors_of({CapDuration{one("assess"), 0, TimeUnit::weeks, 2, guess}}) ==
          "t.json#/edits/0/at_most: expected a time above 0 (to take a step out, use remove)\n"
          "t.json#/edits/0/enforce: expected a share above 0, at most 1");
    CHECK(errors_of({SetProbability{"advice", "refused", assumed(1.5)}}) ==
          "t.json#/edits/0/probability: expected a probability from 0 to 1");
    CHECK(errors_of({SetCapacity{"panel_dates", assumed(0)}}) ==
          "t.json#/edits/0/units: expected a whole number, 1 or more (with none, every child would wait for ever)");
    CHECK_FALSE(errors_of({SetCapacity{"panel_dates", assumed(2.5)}}).empty());
    CHECK(errors_of({SetAttribute{"moves", "10"}}) ==
          "t.json#/edits/0/value: \"moves\" counts from 0 to 9, so it cannot be \"10\"");
}

TEST_CASE("units that only a calendar can convert are refused") {
    CHECK(
        errors_of({CapDuration{one("panel"), 1, TimeUnit::weeks, 1, guess}}) ==
        "t.json#/edits/0/at_most: the time of \"panel\" is in working days, which weeks do not divide into (give it in "
        "working days)");
    CHECK(errors_of({AddDuration{"letter", 3, TimeUnit::weeks, guess}}) ==
          "t.json#/edits/0/time: the time of \"letter\" is in months, which weeks do not divide into (give it in "
          "months)");
    CHECK(errors_of({ScaleDuration{one("birthday"), assumed(0.5)}}) ==
          "t.json#/edits/0/step: \"birthday\" lasts until the age of 16, so there is no drawn time to change (use "
          "set_duration to give it another time)");
    // Hours of a step with a calendar of its own are working time.
    Map map = small_map();
    find_step(map, "assess")->calendar = "office";
    find_step(map, "assess")->duration = lasts(Fixed{30}, TimeUnit::hours);
    CHECK_FALSE(errors_of({AddDuration{"assess", 1, TimeUnit::calendar_days, guess}}, map).empty());
    CHECK(errors_of({AddDuration{"assess", 60, TimeUnit::minutes, guess}}, map).empty());
}

TEST_CASE("a probability that attributes settle is not a matter for set_probability") {
    CHECK(errors_of({SetProbability{"meet", "held", assumed(0.5)}}) ==
          "t.json#/edits/0/way: at \"meet\" the way \"held\" is settled by attributes, not by chance: area_meets = yes "
          "(change the attribute, or use remove with \"take\")");
    CHECK(errors_of({SetProbability{"assess", "booking", assumed(0.5)}}) ==
          "t.json#/edits/0/way: at \"assess\" the way \"booking\" is settled by attributes, not by chance (change the "
          "attribute, or use remove with \"take\")");
}

TEST_CASE("probabilities that cannot be made whole are refused") {
    // With is_away = no only "agreed" is open: at probability 0 the child would have no way on.
    CHECK(errors_of({SetProbability{"advice", "deferred", assumed(1)}}) ==
          "t.json#/edits/0/probability: every way of \"advice\" would be shut where placed = home (use a value below "
          "1, or "
          "remove with \"take\")");
    CHECK(errors_of(
              {SetProbability{"advice", "agreed", assumed(0.6)}, SetProbability{"advice", "deferred", assumed(0.6)}}) ==
          "t.json#/edits/1/probability: the probabilities set at \"advice\" add up to more than 1 (together they would "
          "be 1.2)");
    CHECK(
        errors_of({SetProbability{"advice", "agreed", assumed(0.5)}, SetProbability{"advice", "deferred", assumed(0.2)},
                   SetProbability{"advice", "refused", assumed(0.2)}}) ==
        "t.json#/edits/2/probability: no other way at \"advice\" can take the rest, 0.1 (the ways set before leave "
        "nothing to share it)");
    Map map = small_map();
    find_step(map, "advice")->ways = {way("agreed", 1.0), way("refused", 0.0)};
    CHECK(errors_of({SetProbability{"advice", "agreed", assumed(0.7)}}, map) ==
          "t.json#/edits/0/probability: no other way at \"advice\" can take the rest, 0.3 (set the way that should "
          "take it "
          "instead)");
    CHECK(errors_of({SetProbability{"advice", "refused", assumed(0.3)}}, map).empty());
}

TEST_CASE("a stage edit leaves removed steps alone and says so") {
    CHECK(warnings_of({Remove{one("notice"), {}}, CapDuration{stage("papers"), 1, TimeUnit::months, 1, guess}}) ==
          "t.json#/edits/1/stage: \"notice\" is removed by t.json#/edits/0, so this edit leaves it alone\n"
          "t.json#/edits/1/stage: \"birthday\" lasts until the age of 16, so there is no drawn time to change");
    CHECK(errors_of({ScaleDuration{stage("ends"), assumed(0.5)}}) ==
          "t.json#/edits/0/stage: no step of the stage \"ends\" has a drawn time to change");
}
