#include <catch2/catch.hpp>

#include "page/result_json.hpp"
#include "whole_results.hpp"

using namespace permap;
using page::ResultKind;

namespace {

Result<page::ResultFile> read(const json& document, const std::string& file = "r.json") {
    return page::read_result(document.dump(), file);
}

std::vector<std::string> said(const Problems& problems) {
    std::vector<std::string> lines;
    for (const Problem& problem : problems) lines.push_back(problem.where + ": " + problem.what);
    return lines;
}

void is_refused(const std::string& text, const std::vector<std::string>& expected) {
    const auto result = page::read_result(text, "r.json");
    REQUIRE_FALSE(result);
    CHECK(said(result.problems()) == expected);
}

}  // namespace

TEST_CASE("every kind of result is read, with what it holds") {
    const auto compare = read(whole_compare());
    REQUIRE(compare);
    CHECK(compare->kind == ResultKind::compare);
    CHECK(compare->map_digest == "ab12cd34ef56ab12");
    CHECK(compare->seed == 9007199254740991.0);
    REQUIRE(compare->arms.size() == 3);
    const page::Arm& arm = compare->arms[1];
    CHECK(arm.scenario == "no_panel");
    CHECK(arm.in_both == 1190.0);
    CHECK(arm.only_in_arm == 7.0);
    CHECK(arm.variance_ratios.at(0).ratio == 12.5);
    const page::Difference& days = arm.differences.at(0);
    CHECK(days.mean == -20.25);
    CHECK(days.chance.low == -24.25);
    CHECK(days.assumptions.high == -12.25);
    CHECK(days.range.low == -32.25);
    CHECK(days.better == "down");
    CHECK(arm.differences.at(3).better.empty());
    CHECK(arm.removed.at(0).protects == "a second look");
    CHECK(arm.groups.at(1).by == "legal_basis");
    CHECK(arm.groups.at(0).days_not_permanent.value == 313.0);
    CHECK(arm.services.at(0).difference == -21.5);
    CHECK(arm.lanes.at(0).visits_by_month.size() == 30);
    CHECK(arm.costs.at(0).price_year == 2024.0);
    CHECK(arm.exact.at(0).difference_days == -20.5);
    CHECK(arm.routes.at(0).share.at(2) == std::nullopt);
    CHECK(arm.median_days.value == std::nullopt);
    CHECK(arm.steps.at(0).rework == 100.0);
    CHECK(compare->arms[2].differences.at(0).method == "exact");

    const auto rank = read(whole_rank());
    REQUIRE(rank);
    CHECK(rank->ranking.at(0).vanished_share == 0.8);
    CHECK(rank->ranking.at(0).moved_to.at(0).name == "Court");
    CHECK(rank->pairs.at(0).more_than_both == 5.0);
    CHECK(rank->replications_shown == 8.0);
    const auto evidence = read(whole_evidence());
    REQUIRE(evidence);
    CHECK(evidence->published.at(0).sources == std::vector<std::string>{"S1", "S2"});
    CHECK(evidence->published.at(1).is_inside == false);
    const auto sensitivity = read(whole_sensitivity());
    REQUIRE(sensitivity);
    CHECK(sensitivity->swings.at(0).swing == 190.25);  // of the measure it was asked by, not of the first
    const auto simulation = read(whole_simulation());
    REQUIRE(simulation);
    CHECK(simulation->arms.at(0).days_not_permanent.value == 400.5);
}

TEST_CASE("a ranked step that rests on a right bears its label, whether or not its result is old enough to lack it") {
    const auto rank = read(whole_rank());
    REQUIRE(rank);
    CHECK(rank->ranking.at(0).label.find("not lawful to remove") == 0);
    CHECK(rank->ranking.at(1).label.empty());
    json halved = whole_rank();
    halved["ranking"][0]["edit"] = "halve";
    CHECK(read(halved)->ranking.at(0).label.empty());
}

TEST_CASE("what is not there stays empty, and keys of a later version are let be") {
    json bare = whole_compare();
    for (const char* key : {"groups", "services", "lanes", "costs", "exact", "pairing", "within_by_route", "aims"})
        bare["arms"][1].erase(key);
    bare["arms"][1]["something_new"] = {1, 2, 3};
    bare["arms"][1]["routes"] = nullptr;
    const auto result = read(bare);
    REQUIRE(result);
    CHECK(result->arms[1].groups.empty());
    CHECK(result->arms[1].routes.empty());
    CHECK(result->arms[1].in_both == std::nullopt);
}

TEST_CASE("what is no result is refused, and says why") {
    is_refused("[1", {"r.json:1:3: this is not JSON"});
    is_refused("[]", {"r.json: is no result of permap"});
    is_refused(R"({"id": "teaching"})", {"r.json#: is no result of permap"});
    is_refused(R"({"schema": "permap.journey/1"})",
               {"r.json#/schema: a report does not show what \"permap.journey/1\" holds"});
    is_refused(R"({"schema": "permap.compare/x"})", {"r.json#/schema: unknown schema \"permap.compare/x\""});
    is_refused(R"({"schema": "permap.compare/2"})",
               {"r.json#/schema: \"permap.compare/2\" is newer than this program, which knows permap.compare/1"});
}

TEST_CASE("every fault of a result is told at once, each with its place") {
    json bad = whole_compare();
    bad.erase("fingerprint");
    bad["map"]["digest"] = "";
    bad["arms"][1]["children"] = "many";
    bad["arms"][1]["difference"][0]["told_apart"] = 1;
    bad["arms"][2]["delay"] = "none";
    bad["arms"][2]["aims"] = {4};
    bad["arms"][2]["routes"][0]["share"] = {0.1, "x", 0.2, 0.3, 0.4};
    const auto result = read(bad);
    REQUIRE_FALSE(result);
    CHECK(said(result.problems()) ==
          std::vector<std::string>{"r.json#/map/digest: is empty", "r.json#: \"fingerprint\" is missing",
                                   "r.json#/arms/1/difference/0/told_apart: expected true or false, found a number",
                                   "r.json#/arms/1/children: expected a number, found a text",
                                   "r.json#/arms/2/routes/0/share: expected a list of numbers, found a text in it",
                                   "r.json#/arms/2/routes/0: holds more figures than years",
                                   "r.json#/arms/2/aims/0: expected an object, found a number",
                                   "r.json#/arms/2/delay: expected a list, found a text"});
}

TEST_CASE("results of different maps do not stand on one page, nor one file twice") {
    json other = whole_rank();
    other["map"]["digest"] = "ffff";
    const std::vector<page::ResultFile> results = {*read(whole_compare(), "a.json"), *read(other, "b.json"),
                                                   *read(whole_evidence(), "c.json"), *read(whole_compare(), "a.json")};
    const Problems problems = page::fit_together(results);
    REQUIRE(problems.size() == 2);
    CHECK(problems[0].where == "b.json");
    CHECK(problems[0].what.find("is of another map than a.json") == 0);
    CHECK(said(problems)[1] == "a.json: is given twice");
    CHECK(page::fit_together({results[0], results[2]}).empty());
    CHECK(page::fit_together({}).empty());
}
