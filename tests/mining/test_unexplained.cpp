#include <catch2/catch.hpp>

#include "mining/unexplained.hpp"
#include "mining/written_log.hpp"
#include "recorded/journey_events.hpp"

using namespace permap;

namespace {

// refer → screen → assess → plan → close, screen → close, and a clock that a plan starts and that leads to review.
Map small_map() {
    Map map;
    map.steps = {step_named("refer", StepKind::start, {"screen"}),
                 step_named("screen", StepKind::activity, {"assess", "close"}),
                 step_named("assess", StepKind::activity, {"plan"}),
                 step_named("plan", StepKind::activity, {"close"}),
                 step_named("close", StepKind::outcome, {}),
                 step_named("six_months", StepKind::clock, {"review"}),
                 step_named("review", StepKind::activity, {"close"})};
    map.steps[5].clock = Clock{};
    map.steps[5].clock->starts_at = {"plan"};
    Attribute status;
    status.id = "status";
    status.values = {"none", "order"};
    status.start = "none";
    map.attributes = {status};
    return map;
}

std::string told(const char* lines) {
    const RecordedLog log = written_log(lines);
    const Binding binding = bound(log, small_map());
    UnexplainedFold fold(binding, log);
    std::int64_t left_out = 0;
    for (std::uint32_t child = 0; child < log.journeys.size(); ++child) {
        const std::vector<Record> known = known_records(log.journeys[child].records, 1);
        fold.add(known, journey_events(binding, known, log.words, child, *parse_instant("2030-01-01"), left_out));
    }
    std::string text;
    for (const Unexplained& one : fold.result()) {
        text += std::string(to_string(one.kind)) + " " +
                (one.step == no_step ? one.attribute : binding.map.steps[index(one.step)].id) + " " +
                std::to_string(one.visits) + " " + std::to_string(one.children) + "\n";
    }
    return text;
}

}  // namespace

TEST_CASE("a journey that goes the map's ways leaves nothing unexplained") {
    CHECK(told("a 2024-01-01 happened refer\na 2024-01-02 happened screen\na 2024-01-03 happened assess\n"
               "a 2024-01-04 happened plan\na 2024-01-05 happened close\n")
              .empty());
}

TEST_CASE("steps that the log never names are passed in silence") {
    CHECK(told("a 2024-01-01 happened refer\na 2024-01-04 happened plan\na 2024-01-05 happened close\n").empty());
    // A journey may begin after them too.
    CHECK(told("a 2024-01-04 happened assess\na 2024-01-05 happened close\n").empty());
}

TEST_CASE("a step that the log names elsewhere is missed where it was not done") {
    CHECK(told("a 2024-01-01 happened refer\na 2024-01-04 happened plan\na 2024-01-05 happened close\n"
               "b 2024-01-01 happened refer\nb 2024-01-02 happened assess\nb 2024-01-05 happened plan\n"
               "b 2024-01-05 happened close\n") == "follows_no_way plan 1 1\n");
}

TEST_CASE("clocks that nobody wrote down lead on from what starts them") {
    CHECK(told("a 2024-01-01 happened refer\na 2024-01-04 happened plan\na 2024-06-05 happened review\n"
               "a 2024-06-06 happened close\n")
              .empty());
}

TEST_CASE("what the map has no name for is counted by visits and children") {
    CHECK(told("a 2024-01-01 happened refer\na 2024-01-02 happened coffee\na 2024-01-03 happened coffee\n"
               "a 2024-01-05 happened close\n"
               "b 2024-01-01 happened refer\nb 2024-01-02 happened coffee\nb 2024-01-05 happened close\n") ==
          "not_on_the_map coffee 3 2\n");
}

TEST_CASE("journeys that begin or end elsewhere") {
    CHECK(told("a 2024-01-01 happened refer\na 2024-01-02 happened screen\na 2024-01-05 happened close\n"
               "b 2024-01-05 happened close\n") == "begins_elsewhere close 1 1\n");
    CHECK(told("a 2024-01-01 happened refer\na 2024-01-05 left refer\n") == "ends_elsewhere refer 1 1\n");
    CHECK(told("a 2024-01-01 happened refer\na 2024-01-05 left\n") == "ends_elsewhere  1 1\n");
}

TEST_CASE("steps of one day are taken in whatever order fits") {
    CHECK(told("a 2024-01-01 happened assess\na 2024-01-01 happened screen\na 2024-01-01 happened refer\n"
               "a 2024-01-05 happened plan\na 2024-01-06 happened close\n")
              .empty());
}

TEST_CASE("a start is missed only at steps that have one elsewhere; an end only when the journey is over") {
    CHECK(told("a 2024-01-01 happened refer\na 2024-01-02 started screen\na 2024-01-03 completed screen\n"
               "a 2024-01-05 happened close\n"
               "b 2024-01-01 happened refer\nb 2024-01-03 happened screen\nb 2024-01-05 happened close\n") ==
          "no_start screen 1 1\n");
    const std::string open = "a 2024-01-01 happened refer\na 2024-01-02 started screen\n";
    CHECK(told(open.c_str()).empty());
    CHECK(told((open + "a 2024-01-05 happened close\n").c_str()) == "no_end screen 1 1\nfollows_no_way close 1 1\n");
}

TEST_CASE("ways and values that the map does not have") {
    CHECK(told("a 2024-01-01 happened refer\na 2024-01-02 happened screen\na 2024-01-02 decided screen moon\n"
               "a 2024-01-02 attribute_set status order\na 2024-01-03 attribute_set status unheard_of\n"
               "a 2024-01-03 attribute_set shoes red\na 2024-01-05 happened close\n") ==
          "unknown_way screen 1 1\nunknown_value status 1 1\n");
}
