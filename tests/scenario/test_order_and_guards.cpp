// Edits of what comes when, and edits that hold for some visits only: what they say, and what they refuse.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "scenario/apply.hpp"
#include "scenario/sentence.hpp"
#include "small_map.hpp"

using namespace permap;

namespace {

std::string text_of(const Problems& problems) {
    std::string text;
    for (const Problem& problem : problems) text += (text.empty() ? "" : "\n") + to_string(problem);
    return text;
}

Result<Applied> applied(std::vector<Change> changes, const std::vector<Guard>& guards = {}) {
    Scenario scenario = scenario_of(std::move(changes));
    for (std::size_t i = 0; i < guards.size(); ++i) scenario.edits[i].guard = guards[i];
    Map map = small_map();
    map.lanes = {{"panel", "Panel", ""}, {"workers", "Workers", ""}};
    return apply_scenario(map, std::vector{scenario});
}

std::string errors_of(std::vector<Change> changes, const std::vector<Guard>& guards = {}) {
    return text_of(applied(std::move(changes), guards).problems());
}

std::string warnings_of(std::vector<Change> changes, const std::vector<Guard>& guards = {}) {
    const Result<Applied> result = applied(std::move(changes), guards);
    for (const Problem& problem : result.problems()) UNSCOPED_INFO(to_string(problem));
    REQUIRE(result);
    return text_of(result->warnings);
}

Guard from(const char* day) {
    return {*parse_instant(day), {}};
}
Guard where(const char* condition) {
    return {std::nullopt, *parse_condition(condition)};
}

std::string said(Change change, Guard guard = {}) {
    return sentence({std::move(change), "", std::move(guard)}, small_map());
}

Insert visit(std::string after, std::string way = "") {
    Insert insert;
    insert.step.id = "visit";
    insert.step.name = "Home visit";
    insert.step.lane = "workers";
    insert.step.duration = lasts(Fixed{3}, TimeUnit::calendar_days);
    insert.after = std::move(after);
    insert.way = std::move(way);
    return insert;
}

}  // namespace

TEST_CASE("edits of order, dates and conditions are plain sentences too") {
    CHECK(said(StartWith{"booking", "assess", ""}) ==
          "\"Wait for a panel date\" begins when \"Assessment\" starts; what comes after it waits until its old place "
          "is reached.");
    CHECK(said(StartWith{"booking", "assess", "panel"}) ==
          "\"Wait for a panel date\" begins when \"Assessment\" starts, with all that follows up to \"Panel sits\"; "
          "what comes after it waits until its old place is reached.");
    CHECK(said(MakeParallel{{"assess", "booking"}}) ==
          "\"Assessment\" and \"Wait for a panel date\" begin together; what follows waits for all of them.");
    CHECK(said(Merge{{"assess", "booking"}, "", {}}) ==
          "\"Wait for a panel date\" is done in the same visit as \"Assessment\".");
    CHECK(said(visit("advice", "deferred")) ==
          "A new step \"Home visit\" comes after \"Panel's advice\" by \"Wait for a panel date\" and takes 3 days "
          "(assumption).");
    CHECK(said(SetTimescale{"booking", std::nullopt}) == "\"Wait for a panel date\" has no timescale.");
    Remove removed{{"booking", false}, {}};
    CHECK(said(removed, {*parse_instant("2027-04-01"), *parse_condition("placed = away")}) ==
          "\"Wait for a panel date\" is passed through: no time, nobody's capacity, from 2027-04-01 on, where placed = "
          "away.");
}

TEST_CASE("what cannot be begun ahead is refused, with the reason") {
    CHECK(errors_of({StartWith{"refer", "assess", ""}}) ==
          "t.json#/edits/0/step: \"refer\" is where children come in, so it cannot begin ahead of its place");
    CHECK(errors_of({StartWith{"assess", "home", ""}}) ==
          "t.json#/edits/0/with: \"home\" is an end, so it cannot begin anything");
    CHECK(errors_of({StartWith{"booking", "asess", ""}}) ==
          "t.json#/edits/0/with: the map has no step \"asess\" (did you mean assess?)");
    CHECK(errors_of({StartWith{"assess", "assess", ""}}) ==
          "t.json#/edits/0/with: \"assess\" cannot begin with itself");
    CHECK(errors_of({StartWith{"assess", "meet", "panel"}}).find("\"advice\" leads into the middle, to \"booking\"") !=
          std::string::npos);
    CHECK(errors_of({StartWith{"booking", "assess", ""}, StartWith{"booking", "meet", ""}}) ==
          "t.json#/edits/1/step: t.json#/edits/0 already says when \"booking\" begins (keep one of the two)");
    CHECK(errors_of({Remove{{"booking", false}, {}}, StartWith{"booking", "assess", ""}})
              .find("is removed by t.json#/edits/0") != std::string::npos);
    CHECK(warnings_of({StartWith{"assess", "notice", ""}}) ==
          "t.json#/edits/0/with: nothing leads from \"notice\" to \"assess\", so all that is begun there is in vain");
    CHECK(warnings_of({StartWith{"panel", "assess", ""}}).empty());
}

TEST_CASE("only steps that always follow each other can be made parallel or merged") {
    CHECK(errors_of({MakeParallel{{"assess", "panel"}}}) ==
          "t.json#/edits/0/steps/1: \"assess\" does not lead to \"panel\" (name the steps in the order in which they "
          "follow each other)");
    CHECK(errors_of({MakeParallel{{"assess", "booking"}}}) ==
          "t.json#/edits/0/steps/1: \"advice\" leads to \"booking\" as well (only steps that always follow each other "
          "can be joined so)");
    CHECK(errors_of({Merge{{"advice", "agreed"}, "", {}}}) ==
          "t.json#/edits/0/steps/1: \"agreed\" is a split, so it cannot share a visit or a beginning with others");
    CHECK(errors_of({Merge{{"booking", "panel"}, "advice", {}}}) ==
          "t.json#/edits/0/keep: \"advice\" is none of the steps");
    CHECK(errors_of({ScaleDuration{{"panel", false}, assumed(0.5)}, Merge{{"booking", "panel"}, "booking", {}}})
              .find("so merging it contradicts that") != std::string::npos);
    const Result<Applied> merged = applied({Merge{{"booking", "panel"}, "panel", {}}});
    REQUIRE(merged);
    CHECK(find_step(merged->map, "booking")->edited.passed_through);
    CHECK_FALSE(find_step(merged->map, "panel")->edited.passed_through);
    CHECK(merged->removed.empty());
}

TEST_CASE("a new step needs a place, a lane and an id of its own") {
    CHECK(errors_of({visit("advice")}) ==
          "t.json#/edits/0/way: \"advice\" has several ways (say by which: \"agreed\", \"deferred\", \"refused\")");
    CHECK(errors_of({visit("home")}) == "t.json#/edits/0/after: \"home\" leads nowhere, so nothing comes after it");
    CHECK(errors_of({visit("advice", "defered")}) ==
          "t.json#/edits/0/way: \"advice\" has no way \"defered\" (did you mean deferred?)");
    Insert twice = visit("refer");
    twice.step.id = "assess";
    twice.step.lane = "wokers";
    twice.step.ways = {way("home")};
    CHECK(errors_of({twice}) ==
          "t.json#/edits/0/step/id: the map has a step \"assess\" already (give the new step another id)\n"
          "t.json#/edits/0/step/ways: a new step leads to where the way led before (leave its ways out)\n"
          "t.json#/edits/0/step/lane: the map has no lane \"wokers\" (did you mean workers?)");
    const Result<Applied> result = applied({visit("advice", "deferred"), ScaleDuration{{"visit", false}, assumed(2)}});
    REQUIRE(result);
    const Step& step = *find_step(result->map, "visit");
    CHECK(step.ways.front().to == "booking");
    CHECK(step.edited.scale == 2);  // an edit may use what another put in
    CHECK(&step == &result->map.steps.back());
    CHECK(result->map.stages[0].steps.back() == "visit");  // between two steps of the stage
    CHECK(result->map.stages[1].steps.size() == 2);
}

TEST_CASE("the same edit from another date, or for others, is no contradiction; with the same guard it is") {
    const ScaleDuration half{{"assess", false}, assumed(0.5)};
    const SetDuration week{"assess", lasts(Fixed{1}, TimeUnit::weeks)}, two{"assess", lasts(Fixed{2}, TimeUnit::weeks)};
    CHECK(errors_of({week, two}, {{}, from("2027-01-01")}).empty());
    CHECK(errors_of({week, two}, {from("2027-01-01"), where("placed = away")}).empty());
    CHECK(errors_of({week, two}, {from("2027-01-01"), from("2027-01-01")}).find("would undo it") != std::string::npos);
    CHECK(errors_of({half, week}, {from("2027-01-01"), from("2028-01-01")}).empty());

    // Ways and shares of the two worlds, and of both.
    const Result<Applied> both = applied({week, two}, {from("2027-01-01"), where("placed = away")});
    REQUIRE(both);
    CHECK(both->worlds.size() == 4);
    const Step& step = *find_step(both->map, "assess");
    REQUIRE(step.guards.size() == 2);
    REQUIRE(step.versions.size() == 3);
    CHECK(std::holds_alternative<Triangular>(std::get<Lasts>(step.duration.ends).law));
    CHECK(std::get<Fixed>(std::get<Lasts>(step.versions[0].duration.ends).law).value == 1);
    CHECK(std::get<Fixed>(std::get<Lasts>(step.versions[1].duration.ends).law).value == 2);
    CHECK(std::get<Fixed>(std::get<Lasts>(step.versions[2].duration.ends).law).value == 2);
    CHECK(find_step(both->map, "booking")->versions.empty());  // no guard makes a difference to it
}

TEST_CASE("conditions name what the map has; resources know none; there are at most six guards") {
    CHECK(errors_of({Remove{{"booking", false}, {}}}, {where("plced = away")}) ==
          "t.json#/edits/0/when: the map has nothing named \"plced\" (did you mean placed?)");
    CHECK(errors_of({Remove{{"booking", false}, {}}}, {where("visits(asess) > 1")}) ==
          "t.json#/edits/0/when: the map has nothing named \"visits(asess)\" (did you mean assess?)");
    CHECK(errors_of({SetCapacity{"panel_dates", assumed(8)}}, {where("placed = away")}) ==
          "t.json#/edits/0/when: a capacity is there for everyone, so it cannot hold for some children only (leave "
          "\"when\" out)");
    std::vector<Change> many;
    std::vector<Guard> guards;
    for (int year = 2027; year < 2034; ++year) {
        many.push_back(ScaleDuration{{"assess", false}, assumed(0.5)});
        guards.push_back(from((std::to_string(year) + "-01-01").c_str()));
    }
    CHECK(errors_of(many, guards).find("t.json#/edits/6: the edits hold in more than 6 different ways") == 0);
}

TEST_CASE("a split keeps a branch that is certain to start, unless it says where a child goes on without one") {
    Map map = small_map();
    const auto errors = [&](std::vector<Change> changes) {
        return text_of(apply_scenario(map, std::vector{scenario_of(std::move(changes))}).problems());
    };
    CHECK(errors({SetProbability{"agreed", "letter", assumed(0)}}).empty());
    CHECK(errors({SetProbability{"agreed", "notice", assumed(0.5)}}) ==
          "t.json#/edits/0/probability: no branch of the split \"agreed\" would be certain to start, and it names no "
          "step to go on at: children for whom none starts would be forgotten (leave one branch certain, or take one "
          "out with remove)");
    find_step(map, "agreed")->join = "both";
    CHECK(errors({SetProbability{"agreed", "notice", assumed(0.5)}}).empty());
}
