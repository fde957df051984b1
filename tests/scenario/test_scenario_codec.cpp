#include <catch2/catch.hpp>
#include <string>

#include "scenario/scenario_codec.hpp"
#include "small_map.hpp"

using namespace permap;

namespace {

std::string with_edits(const std::string& edits, const std::string& extra = "") {
    return R"({"id": "t", "name": "T", "map": "small", "aim": "a", "prediction": "p", "why": "w", "status": "candidate",)" +
           extra + R"( "edits": [)" + edits + "]}";
}

std::string problems_of(const std::string& text) {
    const Result<Scenario> scenario = scenario_from_json("t.json", text);
    std::string found;
    for (const Problem& problem : scenario.problems()) found += (found.empty() ? "" : "\n") + to_string(problem);
    return found;
}

}  // namespace

TEST_CASE("a scenario read back from its own JSON is the same scenario") {
    const Provenance guess{"", "", "a guess", 0.8, 1.25}, known{"study", "table 2", "", {}, {}};
    Scenario scenario = scenario_of({
        Remove{{"booking", false}, {}},
        Remove{{"advice", false}, {{"advice", "agreed"}}},
        Remove{{"panel_stage", true}, {{"advice", "agreed"}, {"meet", "held"}}},
        ScaleDuration{{"papers", true}, {0.1, known}},
        SetDuration{"assess", lasts(Triangular{1, 2, 3.3}, TimeUnit::working_days)},
        CapDuration{{"assess", false}, 12, TimeUnit::weeks, 0.9, guess},
        CapDuration{{"papers", true}, 0.7, TimeUnit::months, 1, known},
        AddDuration{"assess", -1.5, TimeUnit::weeks, guess},
        SetProbability{"advice", "deferred", {0.03, known}},
        SetAttribute{"area_meets", "yes"},
        SetCapacity{"panel_dates", {8, known}},
    });
    scenario.aim = scenario.prediction = scenario.why = scenario.status = "words";
    scenario.sources = {"study"};
    scenario.what_happened = "it was tried";
    scenario.what_next = "try again";
    const std::string text = scenario_to_json(scenario);
    const Result<Scenario> read = scenario_from_json("t.json", text);
    INFO(text << problems_of(text));
    REQUIRE(read);
    CHECK(*read == scenario);
    CHECK(scenario_to_json(*read) == text);
    CHECK(read->edits[3].where == "t.json#/edits/3");
    CHECK(read->where == "t.json");
}

TEST_CASE("a file that is no scenario says what is missing, all at once") {
    CHECK(problems_of("").find("the file is empty") != std::string::npos);
    CHECK(problems_of("{").find("this is not JSON") != std::string::npos);
    CHECK(problems_of("[]").find("expected an object") != std::string::npos);
    CHECK(problems_of(R"({"id": "t", "nam": "T"})") ==
          "t.json#: \"name\" is missing\nt.json#: \"map\" is missing\nt.json#: \"aim\" is missing\n"
          "t.json#: \"prediction\" is missing\nt.json#: \"why\" is missing\nt.json#: \"status\" is missing\n"
          "t.json#: \"edits\" is missing\nt.json#/nam: unknown key \"nam\" (did you mean name?)");
}

TEST_CASE("an unknown edit offers the known ones") {
    CHECK(problems_of(with_edits(R"({"edit": "remov", "step": "x"})")) ==
          "t.json#/edits/0/edit: unknown edit \"remov\" (did you mean remove?)");
    CHECK(problems_of(with_edits(R"({"edit": "zz"}, {})")) ==
          "t.json#/edits/0/edit: unknown edit \"zz\" (one of remove, scale_duration, set_duration, cap_duration, "
          "add_duration, set_probability, set_attribute, set_capacity, set_calendar, set_priority, set_arrivals, "
          "set_timescale, make_parallel, merge, insert, start_with)\n"
          "t.json#/edits/1: \"edit\" is missing");
}

TEST_CASE("start dates and conditions belong to edits, and have to be such") {
    CHECK(problems_of(with_edits(R"({"edit": "remove", "step": "x", "start": "May", "when": "age <"})",
                                 R"("start": "2027-01-01",)"))
              .find("t.json#/start: \"start\" belongs to an edit, not to a scenario (write it in each edit that it is "
                    "meant for)\n") == 0);
    const std::string wrong =
        problems_of(with_edits(R"({"edit": "remove", "step": "x", "start": "May", "when": "age <"})"));
    CHECK(wrong.find("t.json#/edits/0/start: ") != std::string::npos);
    CHECK(wrong.find("t.json#/edits/0/when: ") != std::string::npos);
}

TEST_CASE("an edit says what it is about, and takes belong to the decisions they name") {
    CHECK(problems_of(with_edits(R"({"edit": "remove"}, {"edit": "remove", "step": "x", "stage": "y"})")) ==
          "t.json#/edits/0: \"step\" or \"stage\" is missing (say which step or stage is meant)\n"
          "t.json#/edits/1: names both a step and a stage (say which step or stage is meant)");
    CHECK(problems_of(with_edits(R"({"edit": "remove", "step": "x", "take": {"x": "a"}},
                                    {"edit": "remove", "stage": "y", "take": "a"},
                                    {"edit": "remove", "stage": "y", "take": {"x": 3}})")) ==
          "t.json#/edits/0/take: expected the id of a way, found an object\n"
          "t.json#/edits/1/take: a removed stage names its decisions (write {\"STEP\": \"WAY\"})\n"
          "t.json#/edits/2/take/x: expected the id of a way, found a number");
}

TEST_CASE("a number without provenance is refused in every edit") {
    CHECK(problems_of(with_edits(R"({"edit": "scale_duration", "step": "x", "factor": 0.5},
                                    {"edit": "cap_duration", "step": "x", "at_most": 3},
                                    {"edit": "add_duration", "step": "x", "time": {"value": 3, "unit": "weeks"}},
                                    {"edit": "set_probability", "step": "x", "way": "y", "probability": {"value": 0.5}},
                                    {"edit": "set_capacity", "resource": "x", "units": 3})"))
              .find("t.json#/edits/4/units: a bare number") != std::string::npos);
    CHECK(
        problems_of(
            with_edits(
                R"({"edit": "add_duration", "step": "x", "time": {"value": 3, "unit": "fortnights", "assumption": "a"}})"))
            .find("t.json#/edits/0/time/unit: unknown word \"fortnights\"") != std::string::npos);
    CHECK(problems_of(with_edits(R"({"edit": "cap_duration", "step": "x", "at_most": 3})")) ==
          "t.json#/edits/0/at_most: a bare number (write {\"value\": 3, \"unit\": \"weeks\", \"assumption\": \"the "
          "reason\"})");
    CHECK(
        problems_of(
            with_edits(
                R"({"edit": "set_duration", "step": "x", "duration": {"law": "fixed", "value": 3, "unit": "weeks"}})"))
            .find("t.json#/edits/0/duration: a number without provenance") != std::string::npos);
}
