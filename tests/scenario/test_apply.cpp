#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "scenario/apply.hpp"
#include "small_map.hpp"

using namespace permap;

namespace {

Applied applied(const std::vector<Scenario>& scenarios, const Map& map = small_map()) {
    Result<Applied> result = apply_scenario(map, scenarios);
    for (const Problem& problem : result.problems()) UNSCOPED_INFO(to_string(problem));
    REQUIRE(result);
    return *std::move(result);
}

Applied applied(std::vector<Change> changes, const Map& map = small_map()) {
    return applied(std::vector{scenario_of(std::move(changes))}, map);
}

const Step& step_of(const Applied& result, const std::string& id) {
    return *find_step(result.map, id);
}

std::vector<double> probabilities(const Step& step) {
    std::vector<double> values;
    for (const Way& way : step.ways) values.push_back(way.probability ? way.probability->value : 1);
    return values;
}

Duration three_weeks() {
    return lasts(Fixed{3}, TimeUnit::weeks);
}

}  // namespace

TEST_CASE("no scenario, and a scenario without edits, leave the map as it is") {
    CHECK(applied(std::vector<Scenario>{}).map == small_map());
    CHECK(applied(std::vector<Change>{}).map == small_map());
}

TEST_CASE("a removed step is passed through, without its timescale, and says what it protects") {
    const Applied result = applied({Remove{{"booking", false}, {}}});
    CHECK(step_of(result, "booking").edited.passed_through);
    CHECK(step_of(result, "booking").timescales.empty());
    CHECK(result.warnings.empty());
    REQUIRE(result.removed.size() == 1);
    CHECK(result.removed[0].label.empty());

    const Applied panel = applied({Remove{{"panel", false}, {}}});
    CHECK(panel.removed[0].label == not_lawful_to_remove);
    CHECK(panel.removed[0].protects == "a second look by people who are not the child's workers");
    // Either is enough: a basis in statute, or a right that is served.
    CHECK(applied({Remove{{"letter", false}, {}}}).removed[0].label == not_lawful_to_remove);
    CHECK(applied({Remove{{"notice", false}, {}}}).removed[0].label == not_lawful_to_remove);
    CHECK(step_of(panel, "panel").uses);  // the compiler lets it pass without; what it used stays on record
}

TEST_CASE("a removed decision keeps its draw unless it says which way to take") {
    CHECK(step_of(applied({Remove{{"advice", false}, {{"advice", "agreed"}}}}), "advice").edited.take == "agreed");
    const Applied without = applied({Remove{{"advice", false}, {}}});
    CHECK(step_of(without, "advice").edited.take.empty());
    REQUIRE(without.warnings.size() == 1);
    CHECK(to_string(without.warnings[0]) ==
          "t.json#/edits/0/step: \"advice\" takes no time and nobody's capacity, so removing it changes nothing "
          "(to settle its decision, give \"take\")");
}

TEST_CASE("a removed stage passes through all that can be removed, and notes the stage before its steps") {
    const Applied result = applied({Remove{{"panel_stage", true}, {{"advice", "agreed"}}}});
    for (const char* const id : {"booking", "panel", "advice"}) CHECK(step_of(result, id).edited.passed_through);
    REQUIRE(result.removed.size() == 4);
    CHECK(result.removed[0].is_stage);
    CHECK(result.removed[0].protects == "an independent look");
    CHECK(result.removed[0].basis == Basis::statute);
    CHECK(result.removed[0].label == not_lawful_to_remove);
    CHECK(result.removed[1].stage == "panel_stage");

    const Applied papers = applied({Remove{{"papers", true}, {}}});  // its split and join stay
    CHECK(step_of(papers, "letter").edited.passed_through);
    CHECK_FALSE(step_of(papers, "agreed").edited.passed_through);
}

TEST_CASE("a removed clock never fires; a step that lasts until its timescale loses both") {
    CHECK(step_of(applied({Remove{{"yearly", false}, {}}}), "yearly").edited.passed_through);
    Map map = small_map();
    find_step(map, "booking")->duration.ends = UntilTimescale{};
    CHECK(is_instant(step_of(applied({Remove{{"booking", false}, {}}}, map), "booking").duration));
}

TEST_CASE("edits of a time act on the whole of it, in the order in which they stand") {
    const Target assess{"assess", false};
    const auto edited = [&](std::vector<Change> changes) {
        return step_of(applied(std::move(changes)), "assess").edited;
    };
    const Provenance guess = assumed(1).from;

    CHECK(edited({ScaleDuration{assess, assumed(0.5)}, ScaleDuration{assess, assumed(0.5)}}).scale == 0.25);
    // (x + 2) / 2, but never above 6 / 2.
    const Edited halved =
        edited({AddDuration{"assess", 14, TimeUnit::calendar_days, guess},
                CapDuration{assess, 6, TimeUnit::weeks, 0.9, guess}, ScaleDuration{assess, assumed(0.5)}});
    CHECK(halved.scale == 0.5);
    CHECK(halved.add == 1);
    CHECK(halved.cap == 3.0);
    CHECK(halved.cap_share == 0.9);
    // Time added after the cap lies above it.
    const Edited longer = edited({CapDuration{assess, 42, TimeUnit::calendar_days, 1, guess},
                                  AddDuration{"assess", -1, TimeUnit::weeks, guess}});
    CHECK(longer.cap == 5.0);
    CHECK(longer.add == -1);

    const Applied set = applied({SetDuration{"assess", three_weeks()}, ScaleDuration{assess, assumed(2)}});
    CHECK(step_of(set, "assess").duration == three_weeks());
    CHECK(step_of(set, "assess").edited.scale == 2);
}

TEST_CASE("a step of no time takes time added to it in the edit's own unit") {
    const Applied result = applied({AddDuration{"order_made", 2, TimeUnit::months, assumed(1).from}});
    CHECK(step_of(result, "order_made").duration == lasts(Fixed{2}, TimeUnit::months));
    CHECK(result.warnings.empty());
}

TEST_CASE("a stage is shortened step by step, and what has no drawn time is named") {
    const Applied result = applied({ScaleDuration{{"papers", true}, assumed(0.5)}});
    CHECK(step_of(result, "notice").edited.scale == 0.5);
    CHECK(step_of(result, "letter").edited.scale == 0.5);
    CHECK(step_of(result, "both").edited.scale == 1);
    REQUIRE(result.warnings.size() == 1);
    CHECK(to_string(result.warnings[0]) ==
          "t.json#/edits/0/stage: \"birthday\" lasts until the age of 16, so there is "
          "no drawn time to change");
}

TEST_CASE("the other ways share the rest of a decision in proportion, conditional ways included") {
    const Applied result = applied({SetProbability{"advice", "deferred", assumed(0.05)}});
    const Step& advice = step_of(result, "advice");
    CHECK(probabilities(advice)[0] == Approx(0.8 * 0.95 / 0.85));
    CHECK(probabilities(advice)[1] == 0.05);
    CHECK(probabilities(advice)[2] == Approx(0.05 * 0.95 / 0.85));
    CHECK(advice.edited.baseline_probability == std::vector<double>{0.8, 0.15, 0.05});
}

TEST_CASE("ways that can never be open together do not share") {
    Map map = small_map();
    find_step(map, "advice")->ways = {
        way("agreed", 0.7, "placed = kin", "kin_yes"), way("refused", 0.3, "placed = kin", "kin_no"),
        way("agreed", 0.6, "placed != kin", "yes"), way("refused", 0.4, "placed != kin", "no")};
    CHECK(probabilities(step_of(applied({SetProbability{"advice", "no", assumed(0.1)}}, map), "advice")) ==
          std::vector<double>{0.7, 0.3, (1 - 0.1) / 0.6 * 0.6, 0.1});
}

TEST_CASE("a derived attribute ties conditions together through what it follows from") {
    Map map = small_map();
    // is_away = yes exactly where placed != home: the first and third way are never open together.
    find_step(map, "advice")->ways = {
        way("agreed", 0.5, "placed = home", "a"), way("refused", 0.5, "placed = home", "b"),
        way("agreed", 0.5, "is_away = yes", "c"), way("refused", 0.5, "is_away = yes", "d")};
    const auto values = probabilities(step_of(applied({SetProbability{"advice", "a", assumed(0.8)}}, map), "advice"));
    CHECK(values[0] == 0.8);
    CHECK(values[1] == Approx(0.2));
    CHECK(values[2] == 0.5);
    CHECK(values[3] == 0.5);
}

TEST_CASE("two ways set at one step both hold, and the third takes what is left") {
    const Applied result =
        applied({SetProbability{"advice", "deferred", assumed(0.3)}, SetProbability{"advice", "agreed", assumed(0.6)}});
    const std::vector<double> values = probabilities(step_of(result, "advice"));
    CHECK(values[0] == 0.6);
    CHECK(values[1] == 0.3);
    CHECK(values[2] == Approx(0.1));
    CHECK(step_of(result, "advice").edited.baseline_probability == std::vector<double>{0.8, 0.15, 0.05});
}

TEST_CASE("the plausible range of a way that shares the rest moves along with it") {
    Map map = small_map();
    find_step(map, "advice")->ways[0].probability->from.low = 0.7;
    find_step(map, "advice")->ways[0].probability->from.high = 0.9;
    const Quantity agreed =
        *step_of(applied({SetProbability{"advice", "deferred", assumed(0.575)}}, map), "advice").ways[0].probability;
    CHECK(agreed.value == Approx(0.4));
    CHECK(*agreed.from.low == Approx(0.35));
    CHECK(*agreed.from.high == Approx(0.45));
}

TEST_CASE("a branch of a split has a chance of its own") {
    const Applied result = applied({SetProbability{"agreed", "letter", assumed(0.9)}});
    CHECK(probabilities(step_of(result, "agreed")) == std::vector<double>{1, 0.9});
    CHECK(step_of(result, "agreed").edited.baseline_probability.empty());
}

TEST_CASE("an area setting and a capacity replace the map's") {
    const Applied result = applied(
        {SetAttribute{"area_meets", "yes"}, SetAttribute{"placed", "away"}, SetCapacity{"panel_dates", assumed(8)}});
    CHECK(result.map.attributes[0].start == "yes");
    CHECK(result.map.attributes[1].start == "away");
    CHECK(result.map.resources[0].units.value == 8);
    CHECK(result.warnings.empty());
}

TEST_CASE("scenarios compose in order, as if their edits stood in one file") {
    const Scenario first = scenario_of({SetDuration{"assess", three_weeks()}, SetAttribute{"area_meets", "yes"}});
    const Scenario second = scenario_of(
        {ScaleDuration{{"assess", false}, assumed(0.5)}, SetProbability{"advice", "deferred", assumed(0.1)}});
    Scenario both = first;
    both.edits.insert(both.edits.end(), second.edits.begin(), second.edits.end());
    const Applied composed = applied(std::vector{first, second});
    CHECK(composed.map == applied(std::vector{both}).map);
    CHECK(composed.sentences.size() == 4);
}
