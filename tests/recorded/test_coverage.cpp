#include <catch2/catch.hpp>

#include "mining/written_log.hpp"
#include "recorded/bound_names.hpp"
#include "recorded/coverage.hpp"

using namespace permap;

TEST_CASE("what was written down is counted: dates alone, starts, ends alone, when visits became ready") {
    const RecordedLog log = written_log(
        "a 2024-01-02 happened refer\n"
        "a 2024-01-03 10:00 ready assess\n"
        "a 2024-01-04 10:00 started assess\n"
        "a 2024-01-05 10:00 completed assess\n"
        "a 2024-01-06 10:00 started plan\n");
    const Binding binding = bound(log);
    Coverage coverage;
    coverage.add(log.journeys[0].records, events_of(log, binding).streams[0]);
    CHECK(coverage.records == 5);
    CHECK(coverage.with_date_only == 1);
    CHECK(coverage.visits == 3);
    CHECK(coverage.ready_known == 1);
    CHECK(coverage.start_known == 2);
    CHECK(coverage.only_end_known == 1);
}

TEST_CASE("names of the log that the map knows, and those it does not") {
    Map map;
    map.steps = {step_named("refer", StepKind::start, {})};
    const RecordedLog log = written_log(
        "a 2024-01-02 happened coffee\na 2024-01-03 happened refer\na 2024-01-03 attribute_set shoes red\n");
    const BoundNames names = bound_names(bound(log, map), log, 7, 1);
    CHECK(names.bound_steps == std::vector<std::string>{"refer"});
    CHECK(names.unbound_steps == std::vector<std::string>{"coffee"});
    CHECK(names.unbound_attributes == std::vector<std::string>{"shoes"});
    CHECK(names.left_out == 7);
    CHECK(names.known_imports == 1);
    CHECK(names.imports == 1);
    CHECK(bound_names(bound(log), log, 0, 1).bound_steps.empty());
}
