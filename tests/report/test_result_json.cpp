#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "report/result_json.hpp"
#include "shown_figures.hpp"

using namespace permap;
using nlohmann::json;

namespace {

bool noted(const json& result, const std::string& text) {
    return std::any_of(result["notes"].begin(), result["notes"].end(),
                       [&](const json& note) { return note.get<std::string>().find(text) != std::string::npos; });
}

void has_keys(const json& object, const std::vector<std::string>& keys) {
    for (const std::string& key : keys) {
        INFO(key);
        CHECK(object.contains(key));
    }
}

const std::vector<std::string> of_every_result = {
    "schema",       "program",  "map",        "scenario",        "seed",        "start",       "horizon_years",
    "replications", "arrivals", "population", "interval_method", "fingerprint", "assumptions", "stuck",
    "notes",        "resources"};
const std::vector<std::string> of_a_simulation = {"children", "events", "outcomes", "time_to_permanence",
                                                  "routes",   "aims",   "moves",    "delay"};

}  // namespace

TEST_CASE("a simulation carries every agreed field, ids and fingerprints as texts") {
    const json result = json::parse(simulation_json(shown_header("simulate"), Arm{}, {shown_figures(), {}, {}}));
    has_keys(result, of_every_result);
    has_keys(result, of_a_simulation);
    CHECK(result["schema"] == "permap.simulate/1");
    CHECK(result["program"] == "permap 0.1.0");
    CHECK(result["map"] == json{{"id", "small"}, {"version", "1"}, {"digest", "ab12"}});
    CHECK(result["seed"] == 9007199254740991);
    CHECK(result["start"] == "2026-01-01");
    CHECK(result["resources"] == "none");
    ResultHeader scarce = shown_header("simulate");
    scarce.resources = "on";
    CHECK(json::parse(simulation_json(scarce, Arm{}, {shown_figures(), {}, {}}))["resources"] == "on");
    CHECK(result["fingerprint"].is_string());
    CHECK(result["assumptions"][0] == json{{"id", "booking.duration"}, {"value", 1.0}, {"low", 0.5}, {"high", 2.0}});
    has_keys(result["outcomes"][0], {"id", "name", "children", "share", "low", "high"});
    has_keys(result["routes"][0], {"id", "name", "years", "share", "low", "high"});
    CHECK(result["routes"][0]["share"].size() == 10);
    has_keys(result["aims"][0], {"id", "met", "missed", "open", "left_out", "share_met", "low", "high", "median_days"});
    has_keys(result["delay"][0],
             {"step", "name", "lane", "basis", "visits", "child_days", "waiting_child_days", "working_child_days",
              "clock_child_days", "share", "mean_waiting_days", "mean_working_days", "over_limit_child_days",
              "rework_child_days", "open_child_days"});
    has_keys(result["time_to_permanence"], {"mean_days_completed", "median_days", "within"});
    CHECK(result["stages"][0]["stage"] == "panel");
}

TEST_CASE("what cannot be estimated is null, with the reason in notes; never NaN") {
    const std::string text = simulation_json(shown_header("simulate"), Arm{}, {shown_figures(), {}, {}});
    const json result = json::parse(text);
    CHECK(result["time_to_permanence"]["median_days"].is_null());
    CHECK(noted(result, "time_to_permanence.median_days: not reached within follow-up"));
    CHECK(result["outcomes"][1]["low"].is_null());
    CHECK(noted(result, "outcomes.open: one replication"));
    CHECK(result["delay"][1]["mean_waiting_days"].is_null());
    CHECK(text.find("nan") == std::string::npos);
    CHECK(result["notes"][0] == "a note of the command");
}

TEST_CASE("a comparison lists each arm with its figures and its differences") {
    const json result =
        json::parse(comparison_json(shown_header("compare"), std::vector<Arm>{Arm{}, arm_that_removes()}, two_arms()));
    has_keys(result, of_every_result);
    REQUIRE(result["arms"].size() == 2);
    for (const json& arm : result["arms"]) has_keys(arm, of_a_simulation);
    CHECK(result["arms"][0]["difference"].empty());
    const json& arm = result["arms"][1];
    CHECK(arm["scenario"] == "no_panel");
    CHECK(arm["removed"][0]["label"] == std::string(not_lawful_to_remove));
    CHECK(noted(result, std::string(what_the_model_does_not_see)));
    has_keys(arm["difference"][0],
             {"measure", "unit", "mean", "low", "high", "low_assumptions", "high_assumptions", "told_apart", "better"});
    CHECK(arm["difference"][0]["better"] == "down");
    CHECK(arm["difference"][0]["low_assumptions"] == -20.0);
    CHECK(arm["difference"][2]["better"].is_null());
    CHECK(arm["difference"][2]["low_assumptions"].is_null());
    CHECK(noted(result, "low_assumptions"));
    CHECK(arm["children_only_in_arm"] == 7);
}

TEST_CASE("a ranking says what each step protects and what got worse") {
    const json result = json::parse(ranking_json(shown_header("rank"), Arm{}, shown_ranking()));
    has_keys(result, of_every_result);
    const json& row = result["ranking"][0];
    has_keys(row, {"step",
                   "name",
                   "edit",
                   "basis",
                   "protects",
                   "what_it_takes",
                   "attributed_child_days",
                   "mean_days_saved",
                   "low",
                   "high",
                   "low_assumptions",
                   "high_assumptions",
                   "told_apart",
                   "aims",
                   "harms",
                   "label",
                   "vanished_child_days",
                   "vanished_low",
                   "vanished_high",
                   "vanished_share",
                   "moved_to",
                   "range_low",
                   "range_high",
                   "replications",
                   "replications_for_choosing"});
    CHECK(row["mean_days_saved"] == 10.2);
    CHECK(row["harms"][0]["measure"] == "aim_share_met:aim2");
    CHECK(row["label"] == not_lawful_to_remove);
    CHECK(row["vanished_child_days"] == 987.6);
    CHECK(row["vanished_share"] == 0.8);
    CHECK(row["range_low"] == -3);
    CHECK(row["range_high"] == 23);
    CHECK(row["moved_to"] ==
          json::parse(R"([{"id": "court", "name": "Court decides", "child_days": 222.2, "low": 200, "high": 240}])"));
    CHECK(result["left_out"] == json{"refer", "assess"});
    CHECK(result["not_run"][0]["why"] == "a loop in which no time passes");
    const json& pair = result["pairs"][0];
    CHECK(pair["a"] == "panel");
    CHECK(pair["saved_b"] == 20);
    CHECK(pair["saved_together"] == 42.5);
    CHECK(pair["more_than_both"] == 12.3);
    CHECK(pair["low"] == 11);
    CHECK(pair["low_assumptions"].is_null());
    CHECK(pair["told_apart"] == true);
    CHECK(result["allocation"]["replications_for_choosing"] == 6);
    CHECK(result["allocation"]["first_number_for_choosing"] == first_choosing_replication);
}
