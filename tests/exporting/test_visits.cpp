#include <catch2/catch.hpp>

#include "exporting/visits.hpp"
#include "recorded/journey_events.hpp"

using namespace permap;

namespace {

constexpr StepIndex a{0};
Instant day(int number) {
    return Instant{} + number * one_day;
}

}  // namespace

TEST_CASE("two visits to one step at a time are told apart by their causes") {
    const std::vector<Event> events = {
        {day(0), no_cause, 0, a, EventKind::entered}, {day(1), 0, 0, a, EventKind::ready},
        {day(2), 0, 0, a, EventKind::ready},          {day(3), 2, 0, a, EventKind::started},
        {day(4), 1, 0, a, EventKind::started},        {day(5), 3, 0, a, EventKind::completed},
        {day(6), 4, 0, a, EventKind::completed},
    };
    const std::vector<VisitRow> visits = visits_of(events);
    REQUIRE(visits.size() == 2);
    CHECK(visits[0].ready == day(1));
    CHECK(visits[0].started == day(4));
    CHECK(visits[0].completed == day(6));
    CHECK(visits[1].started == day(3));
    CHECK(visits[1].completed == day(5));
    CHECK(visits[1].number == 2);
}

TEST_CASE("of a visit with one date nothing else is told") {
    const std::vector<Event> events = {
        {day(0), no_cause, 0, a, EventKind::entered},
        {day(0), 0, 0, a, EventKind::ready},
        {day(3), 1, only_end_known, a, EventKind::completed},
    };
    const std::vector<VisitRow> visits = visits_of(events);
    REQUIRE(visits.size() == 1);
    CHECK_FALSE(visits[0].ready);
    CHECK_FALSE(visits[0].started);
    CHECK(visits[0].completed == day(3));
}

TEST_CASE("several ways out of a split stand side by side") {
    Map map;
    map.steps.resize(1);
    map.steps[0].ways.resize(2);
    map.steps[0].ways[0].id = "one";
    map.steps[0].ways[1].id = "two";
    const std::vector<Event> events = {
        {day(0), no_cause, 0, a, EventKind::entered}, {day(0), 0, 1, a, EventKind::ready},
        {day(0), 1, 0, a, EventKind::started},        {day(0), 2, 0, a, EventKind::completed},
        {day(0), 3, 0, a, EventKind::decided},        {day(0), 3, 1, a, EventKind::decided},
    };
    CHECK(ways_text(map, visits_of(events).at(0)) == "one + two");
}
