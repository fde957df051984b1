// Edits of what children share, and of how many come in: capacity, rhythm, calendar, priority, arrivals.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "scenario/apply.hpp"
#include "small_map.hpp"

using namespace permap;

namespace {

// The small map with a pool that an assessment uses, office hours, and children who come in.
Map shared_map() {
    Map map = small_map();
    CalendarRule office{"office", "Office hours", {}, true, {}}, evenings{"evenings", "Evenings", {}, true, {}};
    for (int day = 1; day <= 5; ++day) {
        office.open.push_back({day, 9 * 60, 17 * 60});
        evenings.open.push_back({day, 9 * 60, 20 * 60});
    }
    map.calendars = {office, evenings};
    map.working_day_calendar = "office";
    find_step(map, "assess")->uses = Use{"spare", {{*parse_condition("placed = away"), 1}}, false};
    Arrivals children;
    children.entry = "refer";
    children.children_a_year = assumed(100);
    map.arrivals = {children};
    return map;
}

Scenario from(const char* day, std::vector<Change> changes, const char* when = "") {
    Scenario scenario = scenario_of(std::move(changes));
    for (Edit& edit : scenario.edits) {
        if (*day != 0) edit.guard.from = *parse_instant(day);
        if (*when != 0) edit.guard.when = *parse_condition(when);
    }
    return scenario;
}

std::string text_of(const Problems& problems) {
    std::string text;
    for (const Problem& problem : problems) text += (text.empty() ? "" : "\n") + to_string(problem);
    return text;
}

Applied applied(const std::vector<Scenario>& scenarios, const Map& map = shared_map()) {
    Result<Applied> result = apply_scenario(map, scenarios);
    for (const Problem& problem : result.problems()) UNSCOPED_INFO(to_string(problem));
    REQUIRE(result);
    return *std::move(result);
}

std::string errors_of(std::vector<Change> changes, const Map& map = shared_map(), const char* when = "") {
    return text_of(apply_scenario(map, std::vector{from("", std::move(changes), when)}).problems());
}

std::string warnings_of(std::vector<Change> changes, const Map& map = shared_map()) {
    return text_of(applied({scenario_of(std::move(changes))}, map).warnings);
}

SetCalendar sits_every(double every, TimeUnit unit = TimeUnit::weeks, const char* resource = "panel_dates") {
    return {resource, every, unit, assumed(1).from, "", ""};
}
SetCalendar works_in(const char* step, const char* calendar) {
    return {"", 0, TimeUnit::weeks, {}, step, calendar};
}

}  // namespace

TEST_CASE("a capacity from a date on leaves what was before, and two dates follow each other") {
    const Applied result = applied({from("2027-03-01", {SetCapacity{"panel_dates", assumed(8)}}),
                                    from("2028-03-01", {SetCapacity{"panel_dates", assumed(6)}})});
    const Resource& panel = result.map.resources[0];
    CHECK(panel.units.value == 4);
    REQUIRE(panel.later.size() == 2);
    CHECK(panel.later[0].from == *parse_instant("2027-03-01"));
    CHECK(panel.later[0].resource.units.value == 8);
    CHECK(panel.later[1].from == *parse_instant("2028-03-01"));
    CHECK(panel.later[1].resource.units.value == 6);
    CHECK(result.map.resources[1].later.empty());
    CHECK(result.warnings.empty());
    CHECK(result.worlds.size() == 4);
}

TEST_CASE("a body sits in another rhythm: in weeks, or by the working days of its calendar") {
    CHECK(applied({scenario_of({sits_every(3)})}).map.resources[0].every_weeks == 3);
    Map map = shared_map();
    map.resources[0].holidays = "office";
    map.resources[0].skipped_on_holiday = true;
    const Resource by_days = applied({scenario_of({sits_every(4, TimeUnit::working_days)})}, map).map.resources[0];
    CHECK(by_days.every_weeks == 0);
    CHECK(by_days.every_open_days == 4);
    CHECK_FALSE(by_days.skipped_on_holiday);  // by open days it never meets a holiday
    const Resource later = applied({from("2027-03-01", {sits_every(4, TimeUnit::working_days)})}, map).map.resources[0];
    CHECK(later.every_weeks == 1);
    REQUIRE(later.later.size() == 1);
    CHECK(later.later[0].resource.every_open_days == 4);

    CHECK(errors_of({sits_every(2.5)}) ==
          "t.json#/edits/0/every/value: expected a whole number of weeks, from 1 to 520");
    CHECK(errors_of({sits_every(2, TimeUnit::months)}) ==
          "t.json#/edits/0/every/unit: a body sits every so many weeks or working days, not months (write weeks or "
          "working_days)");
    CHECK(errors_of({sits_every(4, TimeUnit::working_days)}) ==
          "t.json#/edits/0/every/unit: \"panel_dates\" has no calendar of working days (give it in weeks, or name the "
          "calendar in the map (\"holidays\"))");
    CHECK(errors_of({sits_every(2, TimeUnit::weeks, "spare")}) ==
          "t.json#/edits/0/resource: \"spare\" is a pool of units, which does not sit (use set_capacity, or "
          "set_calendar with a step for the hours of its work)");
    CHECK(errors_of({sits_every(2, TimeUnit::weeks, "panel_date")}) ==
          "t.json#/edits/0/resource: the map has no resource \"panel_date\" (did you mean panel_dates?)");
    CHECK(errors_of({sits_every(2), sits_every(3)}) ==
          "t.json#/edits/1/every: t.json#/edits/0 sets how often \"panel_dates\" sits, so this edit contradicts it "
          "(keep one of the two)");
    CHECK(warnings_of({sits_every(1)}) == "t.json#/edits/0/every: \"panel_dates\" already sits every 1 week");
}

TEST_CASE("a step's working time runs in another calendar, for some children or for all") {
    const Applied result = applied({scenario_of({works_in("panel", "evenings")})});
    CHECK(find_step(result.map, "panel")->calendar == "evenings");
    const Applied some = applied({from("", {works_in("panel", "evenings")}, "placed = away")});
    CHECK(find_step(some.map, "panel")->calendar.empty());
    REQUIRE(find_step(some.map, "panel")->versions.size() == 1);
    CHECK(find_step(some.map, "panel")->versions[0].calendar == "evenings");

    CHECK(errors_of({works_in("panl", "evening")}) ==
          "t.json#/edits/0/calendar: the map has no calendar \"evening\" (did you mean evenings?)\n"
          "t.json#/edits/0/step: the map has no step \"panl\" (did you mean panel?)");
    CHECK(errors_of({Remove{{"panel", false}, {}}, works_in("panel", "evenings")}) ==
          "t.json#/edits/1/step: \"panel\" is removed by t.json#/edits/0, so this edit contradicts it (keep one of the "
          "two)");
    CHECK(
        warnings_of({works_in("notice", "evenings")}) ==
        "t.json#/edits/0/calendar: \"notice\" has no time in working days, hours or minutes, so this changes nothing");
    CHECK(warnings_of({works_in("panel", "office")}) ==
          "t.json#/edits/0/calendar: \"panel\" already runs in \"office\"");
    // Hours without a calendar run day and night, so the map's own calendar is another.
    Map map = shared_map();
    find_step(map, "notice")->duration.unit = TimeUnit::hours;
    CHECK(warnings_of({works_in("notice", "office")}, map).empty());
}

TEST_CASE("a priority stands before the step's own rules, in the versions where it holds") {
    const Applied result = applied({from("2027-03-01", {SetPriority{"assess", -1}}, "age < 3")});
    const Step& assess = *find_step(result.map, "assess");
    CHECK(assess.uses->priorities.size() == 1);
    REQUIRE(assess.versions.size() == 1);
    REQUIRE(assess.versions[0].uses->priorities.size() == 2);
    CHECK(assess.versions[0].uses->priorities[0] == Use::Priority{{}, -1});
    CHECK(assess.versions[0].uses->priorities[1].value == 1);

    CHECK(errors_of({SetPriority{"notice", 1}}) ==
          "t.json#/edits/0/step: \"notice\" uses no pool, so nobody waits for a unit there (name a step that uses a "
          "pool)");
    CHECK(errors_of({SetPriority{"panel", 1}}) ==
          "t.json#/edits/0/step: \"panel\" uses the sitting \"panel_dates\", which is booked in the order of asking "
          "(name a step that uses a pool)");
    CHECK(errors_of({SetPriority{"assess", 1}, SetPriority{"assess", 2}}) ==
          "t.json#/edits/1/priority: t.json#/edits/0 sets the priority at \"assess\" already, so this edit contradicts "
          "it (keep one of the two)");
    CHECK(warnings_of({SetPriority{"assess", 2}}).empty());  // the children away from home no longer go last
    Map map = shared_map();
    find_step(map, "assess")->uses->priorities.clear();
    CHECK(warnings_of({SetPriority{"assess", 0}}, map) ==
          "t.json#/edits/0/priority: children at \"assess\" already have the priority 0");
    CHECK(warnings_of({SetPriority{"assess", 2}}, map) ==
          "t.json#/edits/0/priority: everyone who waits for \"spare\" has the same priority, so this changes nothing "
          "(say for whom with \"when\")");
}

TEST_CASE("a rate of arrivals keeps the candidates of the map, and cannot be above their ceiling") {
    const Applied result = applied({scenario_of({SetArrivals{"refer", assumed(150)}})});
    CHECK(result.map.arrivals[0].children_a_year.value == 150);
    CHECK(result.map.arrivals[0].ceiling_a_year == 200.0);
    const Applied twice = applied(
        {scenario_of({SetArrivals{"refer", assumed(150)}}), from("2027-03-01", {SetArrivals{"refer", assumed(200)}})});
    CHECK(twice.map.arrivals[0].ceiling_a_year == 200.0);
    REQUIRE(twice.map.arrivals[0].later.size() == 1);
    CHECK(twice.map.arrivals[0].later[0].children_a_year == 200);

    CHECK(errors_of({SetArrivals{"refer", assumed(201)}}) ==
          "t.json#/edits/0/children_a_year: 201 a year is more than the ceiling of 200 at \"refer\" (raise "
          "\"ceiling_a_year\" of that entry in the map; then everyone comes in on other days, in every arm)");
    Quantity guess = assumed(150);
    guess.from.low = 120;
    guess.from.high = 220;
    CHECK(errors_of({SetArrivals{"refer", guess}}) ==
          "t.json#/edits/0/children_a_year/high: 220 a year is more than the ceiling of 200 at \"refer\" (raise "
          "\"ceiling_a_year\" of that entry in the map; then everyone comes in on other days, in every arm)");
    CHECK(errors_of({SetArrivals{"refr", assumed(150)}}) ==
          "t.json#/edits/0/entry: the map has no entry \"refr\" (did you mean refer?)");
    CHECK(errors_of({SetArrivals{"assess", assumed(150)}}) ==
          "t.json#/edits/0/entry: nobody comes in at \"assess\" (children come in at \"refer\")");
    CHECK(errors_of({SetArrivals{"refer", assumed(150)}, SetArrivals{"refer", assumed(120)}}) ==
          "t.json#/edits/1/children_a_year: t.json#/edits/0 sets how many come in at \"refer\", so this edit "
          "contradicts it (keep one of the two)");
    CHECK(warnings_of({SetArrivals{"refer", assumed(100)}}) ==
          "t.json#/edits/0/children_a_year: 100 a year already come in at \"refer\"");
}

TEST_CASE("what is the same for everyone cannot hold for some children only") {
    CHECK(errors_of({SetCapacity{"panel_dates", assumed(8)}, sits_every(2), SetArrivals{"refer", assumed(150)}},
                    shared_map(), "placed = away") ==
          "t.json#/edits/0/when: a capacity is there for everyone, so it cannot hold for some children only (leave "
          "\"when\" out)\n"
          "t.json#/edits/1/when: a body sits for everyone, so it cannot hold for some children only (leave \"when\" "
          "out)\n"
          "t.json#/edits/2/when: how many come in is counted over all children, so it cannot hold for some children "
          "only (leave \"when\" out)");
}

TEST_CASE("a capacity whose assumed low leaves nobody to serve is refused") {
    Quantity guess = assumed(2);
    guess.from.low = 0;
    guess.from.high = 3;
    CHECK(errors_of({SetCapacity{"panel_dates", guess}}) ==
          "t.json#/edits/0/units/low: expected 1 or more (with none, every child would wait for ever)");
}

TEST_CASE("what is shared changes in one plain sentence, with the day from which it holds") {
    Map map = shared_map();
    map.resources[0].holidays = "office";
    Arrivals adopters;
    adopters.entry = "meet";
    adopters.children_a_year = assumed(20);
    adopters.supply = true;
    map.arrivals.push_back(adopters);
    const std::vector<Change> changes = {sits_every(2), works_in("panel", "evenings"), SetPriority{"assess", -1},
                                         SetArrivals{"refer", assumed(150)}, SetArrivals{"meet", assumed(30)}};
    CHECK(applied({from("2027-03-01", changes)}, map).sentences ==
          std::vector<std::string>{
              "\"Panel\" sits every 2 weeks, in place of every 1 week (assumption), from 2027-03-01 on.",
              "Work at \"Panel sits\" is done in the hours of the calendar \"evenings\", from 2027-03-01 on.",
              "At \"Assessment\" children have the priority -1 (lower goes first), from 2027-03-01 on.",
              "150 children a year come in at \"Referral\", in place of 100 (assumption), from 2027-03-01 on.",
              "30 households a year come in at \"Is a meeting held?\", in place of 20 (assumption), from 2027-03-01 "
              "on."});
}

TEST_CASE("more households of a supply that the map is run without are refused, not passed over") {
    Map map = shared_map();
    Arrivals households;
    households.entry = "meet";
    households.supply = true;
    households.children_a_year = assumed(20);
    map.arrivals.push_back(households);
    find_step(map, "letter")->adds_to = "spare";
    CHECK(errors_of({SetArrivals{"meet", assumed(30)}}, map).empty());
    find_step(map, "letter")->adds_to.clear();
    map.left_out = {"approved_adopters"};
    CHECK(errors_of({SetArrivals{"meet", assumed(30)}}, map) ==
          "t.json#/edits/0/entry: the map is run without what those who come in at \"meet\" add to (run it with "
          "--resources on)");
}
