#include <catch2/catch.hpp>

#include "mining/flows.hpp"
#include "mining/written_log.hpp"

using namespace permap;

namespace {

// Two children take the same steps; c's visit and plan run beside each other.
const char* const three_children =
    "a 2024-01-01 09:00 started  visit\n"
    "a 2024-01-01 11:00 completed visit\n"
    "a 2024-01-03 11:00 started  plan\n"
    "a 2024-01-04 11:00 completed plan\n"
    "b 2024-02-01 09:00 started  visit\n"
    "b 2024-02-01 11:00 completed visit\n"
    "b 2024-02-01 23:00 started  plan\n"
    "b 2024-02-02 11:00 completed plan\n"
    "c 2024-03-01 09:00 started  visit\n"
    "c 2024-03-01 10:00 started  plan\n"
    "c 2024-03-01 11:00 completed visit\n"
    "c 2024-03-09 11:00 completed plan\n"
    "c 2024-03-10 11:00 happened  visit\n";

std::vector<std::string> ids(const Binding& binding, const std::vector<StepIndex>& steps) {
    std::vector<std::string> names;
    for (const StepIndex step : steps) names.push_back(binding.map.steps[index(step)].id);
    return names;
}

}  // namespace

TEST_CASE("a variant is the order of completions; counting starts as well tells more ways apart") {
    const RecordedLog log = written_log(
        "a 2024-01-01 09:00 started x\na 2024-01-01 10:00 completed x\na 2024-01-01 11:00 started y\n"
        "a 2024-01-01 12:00 completed y\n"
        "b 2024-01-01 09:00 started x\nb 2024-01-01 09:30 started y\nb 2024-01-01 11:00 completed x\n"
        "b 2024-01-01 12:00 completed y\n"
        "c 2024-01-01 09:00 happened y\n");
    const Binding binding = bound(log);
    const Flows flows = flows_of(events_of(log, binding));
    REQUIRE(flows.children == 3);
    REQUIRE(flows.variants.size() == 2);
    CHECK(ids(binding, flows.variants[0].steps) == std::vector<std::string>{"x", "y"});
    CHECK(flows.variants[0].children == 2);
    CHECK(flows.variants[1].children == 1);
    CHECK(flows.variants_by_start_and_completion == 3);
    CHECK(flows.variants_by_start == 2);
}

TEST_CASE("a visit that began first and ended last is first by start and last by completion") {
    const RecordedLog log = written_log(
        "a 2024-01-01 09:00 started x\na 2024-01-01 10:00 started y\na 2024-01-01 11:00 completed y\n"
        "a 2024-01-01 12:00 completed x\na 2024-01-02 happened z\n"
        "b 2024-01-01 09:00 started x\nb 2024-01-01 10:00 started y\nb 2024-01-01 11:00 completed x\n"
        "b 2024-01-01 12:00 completed y\nb 2024-01-02 happened z\n");
    const Binding binding = bound(log);
    const Flows flows = flows_of(events_of(log, binding));
    CHECK(flows.variants.size() == 2);
    CHECK(flows.variants_by_start == 1);
    CHECK(ids(binding, begun_steps(events_of(log, binding).streams[0].events)) ==
          std::vector<std::string>{"x", "y", "z"});
}

TEST_CASE("what follows what: how often, for how many children, how long after") {
    const RecordedLog log = written_log(three_children);
    const Binding binding = bound(log);
    const DirectlyFollows follows = flows_of(events_of(log, binding)).follows;
    REQUIRE(follows.pairs.size() == 2);
    const FollowedBy& first = follows.pairs[0];
    CHECK(first.from == step_of(binding, "visit"));
    CHECK(first.to == step_of(binding, "plan"));
    CHECK(first.count == 3);
    CHECK(first.children == 3);
    CHECK(first.between_completions.mean_minutes == Approx((3 + 1 + 8) * 1440.0 / 3));
    CHECK(first.between_completions.median_minutes == 3 * 1440.0);
    // Two days, half a day, and for c an hour before the visit was over.
    CHECK(first.completion_to_start.count == 3);
    CHECK(first.completion_to_start.mean_minutes == Approx((2 * 1440 + 720 - 60) / 3.0));
    CHECK(first.completion_to_start.median_minutes == 720.0);
    const FollowedBy& second = follows.pairs[1];
    CHECK(second.count == 1);
    CHECK(second.completion_to_start.count == 0);
    CHECK_FALSE(second.completion_to_start.median_minutes);
    CHECK(follows.begins == std::vector<StepChildren>{{step_of(binding, "visit"), 3}});
    CHECK(follows.ends == std::vector<StepChildren>{{step_of(binding, "plan"), 2}, {step_of(binding, "visit"), 1}});
}

TEST_CASE("a pair that one child repeats is counted each time, the child once") {
    const RecordedLog log = written_log("a 2024-01-01 happened x\na 2024-01-02 happened x\na 2024-01-05 happened x\n");
    const DirectlyFollows follows = flows_of(events_of(log, bound(log))).follows;
    REQUIRE(follows.pairs.size() == 1);
    CHECK(follows.pairs[0].count == 2);
    CHECK(follows.pairs[0].children == 1);
    CHECK(follows.pairs[0].between_completions.median_minutes ==
          2 * 1440.0);  // of an even number: of one day and three
}

TEST_CASE("a child of whom nothing was completed is in no pair, and is counted") {
    const RecordedLog log = written_log("a 2024-01-01 09:00 started x\n");
    const Flows flows = flows_of(events_of(log, bound(log)));
    CHECK(flows.follows.with_nothing_completed == 1);
    CHECK(flows.follows.begins.empty());
    CHECK(flows.variants.size() == 1);
}

TEST_CASE("visits of one step at once keep their own start and end") {
    const RecordedLog log = written_log(
        "a 2024-01-01 09:00 started x\na 2024-01-01 10:00 started x\n"
        "a 2024-01-01 11:00 completed x\na 2024-01-01 15:00 completed x\n");
    const EventLog events = events_of(log, bound(log));
    VisitReader reader;
    const auto visits = reader.visits_of(events.streams[0].events);
    REQUIRE(visits.size() == 2);
    const auto at = [&](Ordinal ordinal) { return to_string(events.streams[0].events[ordinal].at); };
    CHECK(at(visits[0].started) == "2024-01-01 09:00");
    CHECK(at(visits[0].completed) == "2024-01-01 11:00");
    CHECK(at(visits[1].started) == "2024-01-01 10:00");
    CHECK(at(visits[1].completed) == "2024-01-01 15:00");
}

TEST_CASE("a cancellation ends the visit that is open, not one that was over") {
    const RecordedLog log = written_log(
        "a 2024-01-01 09:00 started x\na 2024-01-01 11:00 completed x\n"
        "a 2024-01-02 09:00 started x\na 2024-01-02 10:00 started y\na 2024-01-03 09:00 cancelled x\n");
    const EventLog events = events_of(log, bound(log));
    VisitReader reader;
    const auto visits = reader.visits_of(events.streams[0].events);
    REQUIRE(visits.size() == 3);
    CHECK(visits[0].completed != no_cause);
    CHECK(visits[0].cancelled == no_cause);
    CHECK(visits[1].cancelled != no_cause);
    CHECK(visits[2].cancelled == no_cause);
}
