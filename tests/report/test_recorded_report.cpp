#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "report/recorded_report.hpp"
#include "report/result_json.hpp"
#include "report/tables.hpp"
#include "shown_figures.hpp"

using namespace permap;
using nlohmann::json;

namespace {

constexpr std::int32_t a_day = 1440;

bool noted(const json& result, const std::string& text) {
    return std::any_of(result["notes"].begin(), result["notes"].end(),
                       [&](const json& note) { return note.get<std::string>().find(text) != std::string::npos; });
}

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

Map two_steps() {
    Map map;
    map.id = "two";
    for (const char* const id : {"assess", "coffee"}) {
        Step step;
        step.id = id;
        step.name = std::string("The ") + id;
        map.steps.push_back(step);
    }
    return map;
}

constexpr StepIndex assess{0}, coffee{1};

RecordedFigures shown_recorded() {
    RecordedFigures recorded;
    recorded.has_map = true;
    recorded.names.bound_steps = {"Assessment"};
    recorded.names.unbound_steps = {"coffee"};
    recorded.names.unbound_attributes = {"shoes"};
    recorded.names.unbound_values = {"status = unheard_of"};
    recorded.names.left_out = 1'234;
    recorded.names.known_imports = 1;
    recorded.names.imports = 2;
    recorded.coverage.records = 100;
    recorded.coverage.with_date_only = 40;
    recorded.coverage.visits = 50;
    recorded.coverage.ready_known = 10;
    recorded.coverage.start_known = 30;
    recorded.coverage.only_end_known = 20;
    recorded.flows.children = 4;
    recorded.flows.variants = {{{assess, coffee}, 3}, {{assess}, 1}};
    recorded.flows.variants_by_start = 3;
    recorded.flows.variants_by_start_and_completion = 4;
    std::vector<std::int32_t> between = {a_day, 3 * a_day, 3 * a_day};
    recorded.flows.follows.pairs = {{assess, coffee, 3, 3, lengths_of(between), {}}};
    recorded.flows.follows.begins = {{assess, 4}};
    recorded.flows.follows.ends = {{coffee, 3}, {assess, 1}};
    VisitTimes times;
    times.step = assess;
    times.visits = 5;
    times.only_end_known = 1;
    std::vector<std::int32_t> waits = {2 * a_day, 4 * a_day}, open = {8 * 60, 16 * 60};
    times.waiting = lengths_of(waits);
    times.waiting_open = lengths_of(open);
    times.hours_are_known = true;
    times.waited_for.out_of_hours = 5 * a_day;
    times.waited_for.not_known = a_day;
    recorded.times = {times};
    recorded.unexplained = {{coffee, "", UnexplainedKind::not_on_the_map, 7, 3},
                            {no_step, "status", UnexplainedKind::unknown_value, 2, 1}};
    return recorded;
}

Simulation shown_replay() {
    Simulation replayed{shown_figures(), {}, {}};
    DelayRow row = delay_row("coffee", "The coffee", 8);
    row.waiting_child_days = row.working_child_days = 0;
    row.unsplit_child_days = 8;
    row.never_split = true;
    replayed.figures.delay.push_back(row);
    replayed.figures.delay.front().why_not_known_child_days = 3;
    return replayed;
}

ResultHeader recorded_header() {
    ResultHeader header = shown_header("replay");
    header.population = "recorded";
    return header;
}

json shown_json() {
    return json::parse(recorded_json(recorded_header(), two_steps(), shown_replay(), shown_recorded()));
}

}  // namespace

TEST_CASE("a recorded replay carries the figures of any replay and its own") {
    const json result = shown_json();
    CHECK(result["schema"] == "permap.replay/1");
    CHECK(result["population"] == "recorded");
    for (const char* const key : {"outcomes", "aims", "delay", "times", "variants", "directly_follows", "unexplained",
                                  "bound_steps", "unbound_steps", "left_out", "known"}) {
        INFO(key);
        CHECK(result.contains(key));
    }
    CHECK(result["unbound_steps"] == json{"coffee"});
    CHECK(result["left_out"] == 1'234);
    CHECK(result["known_imports"] == 1);
    CHECK(result["known"]["visits_with_end_only"] == 20);
    CHECK(result["horizon_years"].is_null());
    CHECK(noted(result, "as far as the files go"));
}

TEST_CASE("time that is neither waiting nor working has its own field, and the two are null where nothing tells") {
    const json result = shown_json();
    const json& last = result["delay"].back();
    CHECK(last["unsplit_child_days"] == 8.0);
    CHECK(last["waiting_child_days"].is_null());
    CHECK(last["working_child_days"].is_null());
    CHECK(result["delay"].front()["waiting_not_known_child_days"] == 3.0);
    CHECK(result["delay"].front()["waiting_child_days"].is_number());
    CHECK(noted(result, "only ends are known"));
    // Simulated journeys know when everything began.
    const json simulated = json::parse(simulation_json(shown_header("simulate"), Arm{}, shown_replay()));
    CHECK_FALSE(simulated["delay"].back().contains("unsplit_child_days"));
}

TEST_CASE("times are in days, and in hours of opening; what waits were for adds up") {
    const json time = shown_json()["times"][0];
    CHECK(time["step"] == "assess");
    CHECK(time["median_waiting_days"] == 3.0);
    CHECK(time["mean_waiting_open_hours"] == 12.0);
    CHECK(time["mean_working_days"].is_null());
    CHECK(time["waiting_child_days"] == 6.0);
    double parts = 0;
    for (const json& part : time["waited_for"]) parts += part.get<double>();
    CHECK(parts == 6.0);
    CHECK(noted(shown_json(), "estimated where the log does not say"));
}

TEST_CASE("variants with shares that add up, and what followed what") {
    const json result = shown_json();
    CHECK(result["variants_by_completion"] == 2);
    CHECK(result["variants_by_start"] == 3);
    CHECK(result["variants_by_start_and_completion"] == 4);
    CHECK(result["variants"][0] ==
          json{{"steps", {"assess", "coffee"}}, {"children", 3}, {"share", 0.75}, {"cumulative_share", 0.75}});
    CHECK(result["variants"][1]["cumulative_share"] == 1.0);
    const json pair = result["directly_follows"][0];
    CHECK(pair["from"] == "assess");
    CHECK(pair["median_days"] == 3.0);
    CHECK(pair["starts_known"] == 0);
    CHECK(pair["median_days_to_start"].is_null());
    CHECK(result["begins"][0] == json{{"step", "assess"}, {"children", 4}});
}

TEST_CASE("of a log with many variants the most frequent 50 are listed") {
    RecordedFigures recorded = shown_recorded();
    recorded.flows.variants.assign(60, {{assess}, 1});
    recorded.flows.children = 60;
    const json result = json::parse(recorded_json(recorded_header(), two_steps(), shown_replay(), recorded));
    CHECK(result["variants"].size() == 50);
    CHECK(result["variants_by_completion"] == 60);
}

TEST_CASE("what the map does not explain, by step and kind; null without a map, with the reason") {
    const json result = shown_json();
    CHECK(result["unexplained"][0] ==
          json{{"step", "coffee"}, {"attribute", nullptr}, {"kind", "not_on_the_map"}, {"visits", 7}, {"children", 3}});
    CHECK(result["unexplained"][1]["attribute"] == "status");
    CHECK(result["unexplained"][1]["step"].is_null());
    CHECK(noted(result, "fast estimate"));
    RecordedFigures without = shown_recorded();
    without.has_map = false;
    const json bare = json::parse(recorded_json(recorded_header(), two_steps(), shown_replay(), without));
    CHECK(bare["unexplained"].is_null());
    CHECK(noted(bare, "no map was given"));
}

TEST_CASE("what the records cannot tell is said, in the document and in the tables") {
    const json result = shown_json();
    CHECK(noted(result, "20 of 50 visits have only the date"));
    CHECK(noted(result, "when 40 of 50 visits became ready was not written down"));
    CHECK(noted(result, "40 of 100 records have a date without a time"));
    const std::string text = recorded_tables(recorded_header(), two_steps(), shown_replay(), shown_recorded());
    CHECK(holds(text, "20 of 50 visits have only the date"));
    CHECK(holds(text, "Population: recorded."));
    CHECK(holds(text, "either"));
    CHECK(holds(text, "The assess → The coffee"));
    CHECK(holds(text, "the map has no such step"));
    CHECK(holds(text, "1,234 records say what no event can hold"));
    CHECK(holds(text, "As known after import 1 of 2."));
    CHECK_FALSE(holds(text, "of one replication"));
    CHECK_FALSE(holds(text, "seed"));
}

TEST_CASE("a complete log has nothing to regret") {
    RecordedFigures recorded = shown_recorded();
    recorded.coverage = {};
    recorded.coverage.records = 10;
    const json result = json::parse(recorded_json(recorded_header(), two_steps(), shown_replay(), recorded));
    CHECK_FALSE(noted(result, "have only the date"));
    CHECK_FALSE(noted(result, "became ready was not written down"));
    CHECK_FALSE(noted(result, "date without a time"));
}

TEST_CASE("variants of simulated journeys come when asked for") {
    Arm arm;
    arm.map = two_steps();
    const ResultHeader header = shown_header("replay");
    CHECK_FALSE(json::parse(simulation_json(header, arm, shown_replay())).contains("variants"));
    Asked asked;
    asked.flows = shown_recorded().flows;
    CHECK(json::parse(simulation_json(header, arm, shown_replay(), asked))["variants"].size() == 2);
    CHECK(holds(simulation_tables(header, arm, shown_replay(), asked), "The assess → The coffee"));
}
