#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "graph/map_check.hpp"
#include "map/law_at.hpp"
#include "small_map.hpp"

using namespace permap;
using namespace permap::test;

namespace {

bool tells(const Problems& problems, const std::string& where, const std::string& what) {
    return std::any_of(problems.begin(), problems.end(), [&](const Problem& problem) {
        return problem.where == where && problem.what.find(what) != std::string::npos;
    });
}

std::string all_of(const Problems& problems) {
    std::string text;
    for (const Problem& problem : problems) text += to_string(problem) + "\n";
    return text;
}

// Exactly this one error, and no warning about anything else counts.
void check_only_error(const Map& map, const std::string& where, const std::string& what) {
    const CheckReport report = check_map(map);
    INFO(all_of(report.errors));
    CHECK(report.errors.size() == 1);
    CHECK(tells(report.errors, where, what));
}

void check_only_warning(const Map& map, const std::string& where, const std::string& what) {
    const CheckReport report = check_map(map);
    INFO(all_of(report.errors) + all_of(report.warnings));
    CHECK(report.errors.empty());
    CHECK(report.warnings.size() == 1);
    CHECK(tells(report.warnings, where, what));
}

void check_sound(const Map& map) {
    const CheckReport report = check_map(map);
    INFO(all_of(report.errors) + all_of(report.warnings));
    CHECK(report.errors.empty());
    CHECK(report.warnings.empty());
}

// start → assess → choose → home or away
Map route_map() {
    Map map = map_of({
        step("start", StepKind::start, {way("assess")}),
        step("assess", StepKind::activity, {way("choose")}, 10),
        step("choose", StepKind::decision, {way("home", 0.4), way("away", 0.6)}),
        step("home", StepKind::outcome),
        step("away", StepKind::outcome),
    });
    map.attributes = {attribute("setting", {"home", "kin", "away", "unknown"}), attribute("registered", {"no", "yes"})};
    map.regions = {{"court", "Court", {"assess"}, {}}};
    map.sources = {{"census", "Census", "", 2022}};
    return map;
}

// start → both: (report, meeting) → meet → end
Map meeting_map() {
    Map map = map_of({
        step("start", StepKind::start, {way("both")}),
        step("both", StepKind::split, {way("report"), way("talk")}),
        step("report", StepKind::activity, {way("meet")}, 5),
        step("talk", StepKind::activity, {way("meet")}, 9),
        join_of("meet", {"report", "talk"}, {way("end")}),
        step("end", StepKind::outcome),
    });
    return map;
}

}  // namespace

TEST_CASE("a sound map has no problems") {
    check_sound(route_map());
    check_sound(meeting_map());
}

TEST_CASE("ids given twice are told with their place") {
    Map map = route_map();
    map.regions.push_back(map.regions[0]);
    check_only_error(map, "small.json#/regions/1/id", "a second region has the id \"court\"");

    map = route_map();
    map.steps.push_back(map.steps[4]);
    map.steps[5].where = "small.json#/steps/5";
    check_only_error(map, "small.json#/steps/5/id", "a second step has the id \"away\"");

    map = route_map();
    map.steps[2].ways[1].id = "home";
    check_only_error(map, "small.json#/steps/2/ways/1/id", "a second way of step \"choose\" has the id \"home\"");
}

TEST_CASE("unknown ids are told with what was probably meant") {
    Map map = route_map();
    map.steps[0].ways[0].to = "asses";
    const CheckReport report = check_map(map);
    REQUIRE(tells(report.errors, "small.json#/steps/0/ways/0/to", "names step \"asses\", which does not exist"));
    CHECK(report.errors[0].hint == "did you mean assess?");

    map = route_map();
    map.steps[2].ways[0].interrupts = {"court", "curt"};
    check_only_error(map, "small.json#/steps/2/ways/0/interrupts/1", "names region \"curt\"");

    map = route_map();
    map.steps[1].lane = "court";
    check_only_error(map, "small.json#/steps/1/lane", "names lane \"court\"");

    map = route_map();
    map.steps[1].duration.from.assumption.clear();
    map.steps[1].duration.from.source = "censos";
    check_only_error(map, "small.json#/steps/1/duration/source", "names source \"censos\"");

    map = route_map();
    map.milestones = {{"settled", "Settled", {{"choose", false, {"hame"}}}}};
    check_only_error(map, "small.json#/milestones/0/any_of/0/ways/0", "no such way");

    map = route_map();
    map.stages = {{"first", "First", {"assess", "chose"}, "", ""}};
    check_only_error(map, "small.json#/stages/0/steps/1", "names step \"chose\"");
}

TEST_CASE("a grouping needs an attribute with values, and a point that the map knows") {
    const auto grouped = [](const Grouping& grouping) {
        Map map = route_map();
        map.attributes.push_back({"basis", {"none", "order"}, "none", {}, {}});
        map.attributes.push_back({"moves", {}, "0", 9, {}});
        map.groups = {grouping};
        return map;
    };
    const Grouping basis{"basis", "Basis", "basis", "entry", {{"order", "An order"}}};
    check_sound(grouped(basis));
    Grouping other = basis;
    other.attribute = "basics";
    check_only_error(grouped(other), "small.json#/groups/0/attribute", "names attribute \"basics\"");
    other.attribute = "moves";
    check_only_error(grouped(other), "small.json#/groups/0/attribute", "needs an attribute with a list of values");
    other = basis;
    other.names[0].value = "ordre";
    check_only_error(grouped(other), "small.json#/groups/0/names/0/value", "which \"basis\" never has");
    other.names = {{"order", "One"}, {"order", "Two"}};
    check_only_error(grouped(other), "small.json#/groups/0/names/1/value", "names value \"order\" twice");
    other = basis;
    other.at = "settled";
    check_only_error(grouped(other), "small.json#/groups/0/at", "names no milestone \"settled\"");
    other.at = "first_day_away";
    check_only_error(grouped(other), "small.json#/groups/0/at", "the map does not say when that is");
    other = basis;
    other.id = "age_at_entry";
    check_only_error(grouped(other), "small.json#/groups/0/id", "which every map has");
    Map map = grouped(basis);
    map.groups.push_back(basis);
    check_only_error(map, "small.json#/groups/1/id", "a second grouping has the id \"basis\"");
    for (const char* const id : {"a", "b", "c"}) map.groups.push_back({id, id, "basis", "entry", {}});
    map.groups[1].id = "d";
    check_only_error(map, "small.json#/groups", "at most 4 are kept of each child");
}

TEST_CASE("a service counts steps that exist, each once, and its unit cost says where it comes from") {
    const auto with = [](const Service& service) {
        Map map = route_map();
        map.services = {service};
        return map;
    };
    Provenance assumed;
    assumed.assumption = "drawn";
    const Service visits{"visits", "Visits", {"assess", "choose"}, UnitCost{5, "GBP", 2024, false, assumed}};
    check_sound(with(visits));
    Service other = visits;
    other.steps[1] = "chose";
    check_only_error(with(other), "small.json#/services/0/steps/1", "names step \"chose\"");
    other.steps[1] = "assess";
    check_only_error(with(other), "small.json#/services/0/steps/1", "counts step \"assess\" twice");
    other.steps.clear();
    check_only_error(with(other), "small.json#/services/0/steps", "is never used");
    other = visits;
    other.unit_cost->from = {"censos", "", "", {}, {}};
    check_only_error(with(other), "small.json#/services/0/unit_cost/source", "names source \"censos\"");
    Map map = with(visits);
    map.services.push_back(visits);
    check_only_error(map, "small.json#/services/1/id", "a second service has the id \"visits\"");
}

TEST_CASE("all problems are told at once") {
    Map map = route_map();
    map.steps[1].lane = "nobody";
    map.steps[1].calendar = "never";
    map.steps[2].ways[0].probability->value = 0.3;
    map.steps[1].duration.from = {};
    CHECK(check_map(map).errors.size() == 4);
}

TEST_CASE("a place in a map of several files is told without a file where none is known") {
    Map map = route_map();
    map.steps[3].where = "other.json#/steps/0";
    map.regions[0].steps = {"nothing"};
    CHECK(tells(check_map(map).errors, "#/regions/0/steps/0", "nothing"));
    map.steps[3].where.clear();
    map.steps[3].lane = "x";
    CHECK(tells(check_map(map).errors, "#/steps/3/lane", "lane \"x\""));
}

TEST_CASE("probabilities that do not add to 1 are told with their sum") {
    Map map = route_map();
    map.steps[2].ways[1].probability->value = 0.5;
    check_only_error(map, "small.json#/steps/2/ways", "(\"home\", \"away\") whose probabilities add to 0.9, not 1");

    map.steps[2].ways[1].probability->value = 0.6 + 1e-12;
    check_sound(map);

    map.steps[2].ways[0].probability->value = -0.1;
    map.steps[2].ways[1].probability->value = 1.1;
    CHECK(check_map(map).errors.size() == 2);

    map = route_map();
    map.steps[2].ways[0].probability->value = std::nan("");
    CHECK(tells(check_map(map).errors, "small.json#/steps/2/ways/0/probability", "not from 0 to 1"));
}

TEST_CASE("probabilities are added over the ways that are open together") {
    Map map = route_map();
    map.steps[2].ways = {
        named("a", way_if("home", 0.5, "setting = home")), named("b", way_if("away", 0.4, "setting = home")),
        named("c", way_if("home", 0.3, "setting != home")), named("d", way_if("away", 0.7, "setting != home"))};
    check_only_error(map, "small.json#/steps/2/ways", "add to 0.9, not 1, for a child with: setting = home");
    map.steps[2].ways[1].probability->value = 0.5;
    check_sound(map);
}

TEST_CASE("ways that are shut for some children leave the others to be rescaled") {
    Map map = route_map();
    map.steps[2].ways = {way_if("home", 0.4, "setting != away"), way("away", 0.6)};
    check_sound(map);

    map.steps[2].ways[1].probability->value = 0.5;
    check_only_error(map, "small.json#/steps/2/ways", "add to 0.9");  // all are open at once: nothing is shut

    map.steps[2].ways[1].probability->value = 0.7;
    check_only_error(map, "small.json#/steps/2/ways", "add to 1.1");

    map.steps[2].ways = {way_if("home", 0.4, "setting != away"), named("b", way("away", 0.5)),
                         named("c", way_if("away", 0.1, "setting = away"))};
    check_only_warning(map, "small.json#/steps/2/ways", "add to 0.9");
}

TEST_CASE("a gap in a decision table is told in words") {
    Map map = route_map();
    map.steps[2].ways = {way_if("home", "setting = home"), way_if("away", "setting = away and age >= 6")};
    check_only_error(map, "small.json#/steps/2/ways",
                     "no open way for a child with: setting = kin or unknown; setting = away, age below 6");

    map.steps[2].ways.push_back(named("rest", way_if("home", "setting = kin|unknown")));
    map.steps[2].ways.push_back(named("young", way_if("home", "setting = away and age < 6")));
    check_sound(map);
}

TEST_CASE("counters, visits, ages and derived attributes are part of the table") {
    Map map = route_map();
    Attribute counter;
    counter.id = "hearings";
    counter.start = "0";
    counter.counter_max = 3;
    map.attributes.push_back(counter);
    Attribute derived;
    derived.id = "with_family";
    derived.derived = when("setting = home|kin");
    map.attributes.push_back(derived);

    map.steps[2].ways = {way_if("home", "hearings <= 2"), way_if("away", "hearings >= 4")};
    CHECK(tells(check_map(map).errors, "small.json#/steps/2/ways", "no open way for a child with: hearings 3"));

    map.steps[2].ways = {way_if("home", "visits(choose) = 1"), way_if("away", "visits(choose) > 2")};
    check_only_error(map, "small.json#/steps/2/ways", "no open way for a child with: visits(choose) 2");
    map.steps[2].ways[1].when = when("visits(choose) >= 2");  // visits below 1 cannot be, at the step itself
    check_sound(map);

    map.steps[2].ways = {way_if("home", "with_family = yes"), way_if("away", "setting = away")};
    check_only_error(map, "small.json#/steps/2/ways", "no open way for a child with: setting = unknown");

    map.steps[2].ways = {way_if("home", "age < 16"), way_if("away", "age > 16")};
    check_only_error(map, "small.json#/steps/2/ways", "no open way for a child with: age 16");
}

TEST_CASE("a law that changes on a date leaves no day without a way") {
    Map map = route_map();
    map.steps[2].ways = {way("home"), way("away")};
    map.steps[2].ways[0].in_force.until = parse_instant("2026-04-01");
    map.steps[2].ways[1].in_force.from = parse_instant("2026-05-01");
    check_only_error(map, "small.json#/steps/2/ways", "no open way for a child with: from 2026-04-01 until 2026-05-01");
    map.steps[2].ways[1].in_force.from = parse_instant("2026-04-01");
    check_sound(map);
}

TEST_CASE("each period of law has a decision table of its own") {
    const Instant change = *parse_instant("2021-09-02");
    Map map = route_map();
    map.steps[2].ways = {way("home", 1), way("away", 1)};
    map.steps[2].ways[0].in_force.until = change;
    map.steps[2].ways[1].in_force.from = change;
    check_sound(map);
    map.steps[2].ways[0].in_force = {};  // beside the new way from the change on
    check_only_error(map, "small.json#/steps/2/ways", "add to 2, not 1, for a child with: from 2021-09-02");

    // In the new table the rest is 0.3: nothing but a date shuts what would make up for it.
    map.steps[2].ways = {named("old", way("away", 0.7)), named("new", way("away", 0.6)), way("home", 0.3)};
    map.steps[2].ways[0].in_force.until = change;
    map.steps[2].ways[1].in_force.from = change;
    check_only_warning(map, "small.json#/steps/2/ways", "add to 0.9, not 1, for a child with: from 2021-09-02");
    map.steps[2].ways[1].probability->value = 0.7;
    check_sound(map);

    // A way that comes with the new law takes its share from the others.
    map.steps[2].ways = {way("away", 0.5), way("home", 0.3), named("new", way("home", 0.2))};
    map.steps[2].ways[2].in_force.from = change;
    check_only_warning(map, "small.json#/steps/2/ways", "add to 0.8, not 1, for a child with: before 2021-09-02");
}

TEST_CASE("a way that is never in force leaves the table as it is without it") {
    Map map = route_map();
    map.steps[2].ways = {way("home", 0.3), way("away", 0.7), named("closed", way("away", 1))};
    map.steps[2].ways[2].in_force.never = true;
    check_sound(map);
    map.steps[2].ways = {way_if("home", "setting = home"), way_if("away", "setting = away|kin|unknown")};
    map.steps[2].ways[0].in_force.never = true;
    check_only_error(map, "small.json#/steps/2/ways", "no open way for a child with: setting = home");
}

TEST_CASE("a map that passes its checks passes them on every day's law") {
    const Instant change = *parse_instant("2021-09-02");
    Map map = route_map();
    map.steps[2].ways = {way("away", 0.5), way("home", 0.3), named("new", way("home", 0.2))};
    map.steps[2].ways[2].in_force.from = change;
    map.steps[1].in_force.from = change;
    check_sound(law_at(map, change));
    check_only_warning(law_at(map, change - one_day), "small.json#/steps/2/ways", "add to 0.8, not 1");
    map.law_at = change;  // says so, but has dates
    const Problems errors = check_map(map).errors;
    CHECK(errors.size() == 2);
    for (const char* const place : {"small.json#/steps/1/in_force", "small.json#/steps/2/ways/2/in_force"}) {
        CHECK(tells(errors, place, "has dates, but the map says its law is frozen as on 2021-09-02"));
    }
}

TEST_CASE("on any day at most one timescale of a step is in force") {
    const Instant change = *parse_instant("2021-09-02");
    Map map = route_map();
    Timescale limit;
    limit.value = 21;
    limit.from = teaching();
    map.steps[1].timescales = {limit, limit};
    check_only_error(map, "small.json#/steps/1/timescale/1",
                     "two timescales in force on the same day: this one and small.json#/steps/1/timescale/0");
    map.steps[1].timescales[0].in_force.until = change;
    map.steps[1].timescales[1].in_force.from = change - Minutes{1};
    CHECK(tells(check_map(map).errors, "small.json#/steps/1/timescale/1", "on the same day"));
    map.steps[1].timescales[1].in_force.from = change;
    check_sound(map);
    map.steps[1].timescales[1].in_force.from = change + one_day;  // a day without is no fault
    check_sound(map);
    map.steps[1].timescales[1].value = -1;
    check_only_error(map, "small.json#/steps/1/timescale/1/value", "below 0");
    map.steps[1].timescales[1].value = 21;
    map.steps[1].timescales[1].from_step = "nowhere";
    check_only_error(map, "small.json#/steps/1/timescale/1/from/step", "which does not exist");
}

TEST_CASE("a step that lasts until its timescale has one on every day it is in force") {
    const Instant change = *parse_instant("2021-09-02");
    Map map = route_map();
    Timescale limit;
    limit.value = 21;
    limit.from = teaching();
    map.steps[1].duration = {};
    map.steps[1].duration.ends = UntilTimescale{};
    map.steps[1].timescales = {limit, limit};
    map.steps[1].timescales[0].in_force.until = change;
    map.steps[1].timescales[1].in_force.from = change;
    check_sound(map);
    map.steps[1].timescales[1].in_force.from = change + one_day;
    check_only_error(map, "small.json#/steps/1/duration", "but none is in force on 2021-09-02");
    map.steps[1].timescales.erase(map.steps[1].timescales.begin());
    check_only_error(map, "small.json#/steps/1/duration", "but none is in force in the beginning");
    map.steps[1].in_force.from = change + one_day;  // before that it takes no time
    check_sound(map);
    check_sound(law_at(map, change));
    check_sound(law_at(map, change + one_day));
}

TEST_CASE("a way without probability stands alone") {
    Map map = route_map();
    map.steps[2].ways = {way("home"), way_if("away", 0.5, "setting = kin")};
    CHECK(
        tells(check_map(map).errors, "small.json#/steps/2/ways/0",
              "without a probability open together with others (\"home\", \"away\") for a child with: setting = kin"));
}

TEST_CASE("a way that can never be taken is told") {
    Map map = route_map();
    map.steps[2].ways = {way_if("home", "age < 6"), way_if("away", "age >= 6"),
                         named("odd", way_if("home", "age < 2 and age > 3"))};
    check_only_warning(map, "small.json#/steps/2/ways/2/when", "can never take way \"odd\"");
}

TEST_CASE("conditions speak of things and values that exist") {
    const auto error_of = [](const Condition& condition) {
        Map map = route_map();
        map.steps[2].ways[0].when = condition;
        const CheckReport report = check_map(map);
        REQUIRE(!report.errors.empty());
        CHECK(report.errors[0].where == "small.json#/steps/2/ways/0/when");
        return to_string(report.errors[0]);
    };
    const auto compare = [](const std::string& subject, Comparison comparison, const std::string& value) {
        Condition condition;
        condition.kind = Condition::Kind::compare;
        condition.subject = subject;
        condition.comparison = comparison;
        condition.values = {value};
        return condition;
    };
    CHECK(error_of(when("seting = home")).find("did you mean setting?") != std::string::npos);
    CHECK(error_of(when("setting = homee")).find("none of its values") != std::string::npos);
    CHECK(error_of(when("visits(choos) > 1")).find("did you mean choose?") != std::string::npos);
    CHECK(error_of(compare("setting", Comparison::more, "home")).find("are words") != std::string::npos);
    CHECK(error_of(compare("age", Comparison::equal, "old")).find("a whole number is needed") != std::string::npos);
}

TEST_CASE("assignments set what can be set, to values it can have") {
    Map map = route_map();
    Attribute derived;
    derived.id = "with_family";
    derived.derived = when("setting = home|kin");
    map.attributes.push_back(derived);
    map.steps[1].sets = {{"setting", "hom", 0, {}},
                         {"age", "3", 0, {}},
                         {"with_family", "yes", 0, {}},
                         {"setting", "", 1, {}},
                         {"nothing", "1", 0, {}}};
    const CheckReport report = check_map(map);
    REQUIRE(report.errors.size() == 5);
    CHECK(report.errors[0].hint == "did you mean home?");
    for (std::size_t i = 0; i < 5; ++i) {
        CHECK(report.errors[i].where == "small.json#/steps/1/sets/" + std::to_string(i));
    }
}

TEST_CASE("attributes start as something they can be and do not follow from themselves") {
    Map map = route_map();
    map.attributes[0].start = "nowhere";
    check_only_error(map, "small.json#/attributes/0/start", "none of its values");

    map = route_map();
    Attribute one, other;
    one.id = "one";
    one.derived = when("other = yes");
    other.id = "other";
    other.derived = when("one = no");
    map.attributes.push_back(one);
    map.attributes.push_back(other);
    map.steps[2].ways[0].when = when("one = yes");
    const CheckReport report = check_map(map);
    CHECK(tells(report.errors, "small.json#/attributes/2/derived", "derived from itself"));
    CHECK(tells(report.errors, "small.json#/attributes/3/derived", "derived from itself"));
}

TEST_CASE("a draw gives every child a value, with probabilities that add to 1") {
    Map map = route_map();
    AttributeDraw draw;
    draw.attribute = "setting";
    draw.unless_condition = when("registered = yes");
    draw.cases = {{when("age < 6"), {{"home", share(0.5)}, {"kin", share(0.5)}}},
                  {when("age < 2"), {{"home", share(1)}}}};
    map.steps[1].draws = {draw};
    CheckReport report = check_map(map);
    CHECK(tells(report.errors, "small.json#/steps/1/draws/0/cases",
                "no value of \"setting\" for a child with: registered = no, age 6 or more"));
    CHECK(tells(report.warnings, "small.json#/steps/1/draws/0/cases/1", "never comes to this part"));

    map.steps[1].draws[0].cases[1] = {{}, {{"home", share(0.9)}, {"kim", share(0.2)}}};
    report = check_map(map);
    CHECK(report.errors.size() == 2);
    CHECK(tells(report.errors, "small.json#/steps/1/draws/0/cases/1/values", "add to 1.1, not 1"));
    CHECK(tells(report.errors, "small.json#/steps/1/draws/0/cases/1/values/1/value", "\"kim\""));

    map.steps[1].draws[0].unless_condition = {};  // draw every time
    map.steps[1].draws[0].cases = {{when("age < 6"), {{"home", share(1)}}}};
    check_only_error(map, "small.json#/steps/1/draws/0/cases", "for a child with: age 6 or more");
}

TEST_CASE("a step nothing leads to is told once, with what follows from it") {
    Map map = route_map();
    map.steps.push_back(step("lost", StepKind::activity, {way("later")}, 1));
    map.steps.push_back(step("later", StepKind::activity, {way("home")}, 1));
    for (std::size_t i = 5; i < 7; ++i) map.steps[i].where = "small.json#/steps/" + std::to_string(i);
    check_only_error(map, "small.json#/steps/5",
                     "\"lost\" can be reached from no arrival and no start, and so cannot what follows: \"later\"");

    map.steps[5].kind = StepKind::start;  // for cohorts
    check_sound(map);
}

TEST_CASE("steps and loops without a way out are told where journeys stop") {
    Map map = route_map();
    map.steps[4].kind = StepKind::activity;
    check_only_error(map, "small.json#/steps/4/ways", "\"away\" has no way out");

    map.steps[4].ways = {way("assess")};
    check_sound(map);

    map.steps[2].ways = {way("away", 1)};
    CheckReport report = check_map(map);
    CHECK(tells(report.errors, "small.json#/steps/1/ways", "no way out of the loop of steps \"assess\", \"choose\""));
}

TEST_CASE("a loop in which time stands still is an error when no child leaves it") {
    Map map = map_of({
        step("start", StepKind::start, {way("a")}),
        step("a", StepKind::milestone, {way("b")}),
        step("b", StepKind::split, {way("a"), way("end", 0.5)}),
        step("end", StepKind::outcome),
    });
    CHECK(tells(check_map(map).errors, "small.json#/steps/1", "time stands still"));

    map.steps[1].duration = lasting(1);
    check_sound(map);

    map.steps[1].edited.passed_through = true;
    CHECK(tells(check_map(map).errors, "small.json#/steps/1", "time stands still"));

    map.steps[1].edited = {};
    map.steps[1].duration = {};
    map.steps[2] = step("b", StepKind::decision, {way("a", 0.5), way("end", 0.5)});
    map.steps[2].where = "small.json#/steps/2";
    check_only_warning(map, "small.json#/steps/1", "without time passing");

    map.steps[2].edited.take = "end";
    check_sound(map);
}

TEST_CASE("a join waits for what can come to it") {
    Map map = meeting_map();
    map.steps[3].ways = {way("end")};
    check_only_error(map, "small.json#/steps/4/join/slots/1", "nothing brings \"talk\" to it");

    map = meeting_map();
    map.steps[4].joins->slots[0].way = "meat";
    CHECK(tells(check_map(map).errors, "small.json#/steps/4/join/slots/0/way", "no such way"));

    map = meeting_map();
    map.steps[4].joins->waits_while = {"end"};
    check_only_error(map, "small.json#/steps/4/join/waits_while/0", "it waits while \"end\" is active");

    map = meeting_map();
    map.steps[4].joins->sets = {{0}};
    check_only_warning(map, "small.json#/steps/4/join/slots/1", "none of its sets");
}

TEST_CASE("a join never waits for two alternatives of one decision") {
    Map map = meeting_map();
    map.steps[1] = step("both", StepKind::decision, {way("report", 0.5), way("talk", 0.5)});
    check_only_error(map, "small.json#/steps/4/join/sets/0", "no journey brings both \"report\" and \"talk\"");

    map.steps[4].joins->sets = {{0}, {1}};
    check_sound(map);
}

TEST_CASE("what runs beside each other may meet in a join: branches, a clock, one answer to two callers") {
    Map map = map_of({
        step("start", StepKind::start, {way("talk")}),
        step("talk", StepKind::activity, {way("meet")}, 9),
        clock_of("reminder", {"talk"}, {way("meet")}, 5),
        join_of("meet", {"talk", "reminder"}, {way("end")}),
        step("end", StepKind::outcome),
    });
    check_sound(map);
    map.steps[2].clock->starts_at = {"end"};  // starts only after the join
    check_only_error(map, "small.json#/steps/3/join/sets/0", "no journey brings both");
}

TEST_CASE("what a join itself would have to start does not count as running beside it") {
    Map map = map_of({
        step("start", StepKind::start, {way("talk")}),
        step("talk", StepKind::activity, {way("meet")}, 9),
        join_of("meet", {"talk", "other"}, {way("fork")}),
        step("fork", StepKind::split, {way("talk"), way("other"), way("end")}),
        step("other", StepKind::activity, {way("meet")}, 9),
        step("end", StepKind::outcome),
    });
    check_only_error(map, "small.json#/steps/2/join/sets/0", "no journey brings both");
    map.steps[0].ways = {way("fork")};
    check_sound(map);
}

TEST_CASE("a delivery for which a join has no slot is told") {
    Map map = meeting_map();
    map.steps[4].joins->slots.pop_back();
    map.steps[4].joins->sets = {{0}};
    check_only_warning(map, "small.json#/steps/3/ways/0", "has no slot for it");
    map.steps[4].joins->waits_while = {"talk"};  // its delivery makes the join look again
    check_sound(map);
}

TEST_CASE("a join for started branches names a split that leads to it, and lies behind it") {
    Map map = meeting_map();
    map.steps[4].joins = Join{};
    map.steps[4].joins->started_by = "both";
    check_sound(map);

    map.steps[0].ways = {way("both", 0.5), way("report", 0.5)};
    check_only_warning(map, "small.json#/steps/4/join/started_by", "without passing split \"both\"");

    map.steps[4].joins->started_by = "talk";
    CHECK(tells(check_map(map).errors, "small.json#/steps/4/join/started_by", "which is not a split"));

    map = meeting_map();
    map.steps.push_back(step("late", StepKind::split, {way("last")}));
    map.steps.push_back(step("last", StepKind::outcome));
    map.steps[4].joins = Join{};
    map.steps[4].joins->started_by = "late";
    map.steps[4].ways = {way("late")};
    CHECK(tells(check_map(map).errors, "small.json#/steps/4/join/started_by", "none of which can reach it"));
}

TEST_CASE("durations that cannot be meant are told") {
    const auto error_of = [](const Law& law, TimeUnit unit = TimeUnit::calendar_days) {
        Map map = route_map();
        map.steps[1].duration.ends = Lasts{law};
        map.steps[1].duration.unit = unit;
        const CheckReport report = check_map(map);
        return report.errors.empty() ? std::string() : report.errors[0].what;
    };
    CHECK(error_of(Fixed{-1}).find("value -1 below 0") != std::string::npos);
    CHECK(error_of(Fixed{101}, TimeUnit::years).find("more than a life") != std::string::npos);
    CHECK(error_of(Fixed{101}, TimeUnit::months).empty());
    CHECK(error_of(Uniform{3, 2}).find("min 3 above max 2") != std::string::npos);
    CHECK(error_of(Triangular{1, 5, 3}).find("mode 5 above max 3") != std::string::npos);
    CHECK(error_of(Lognormal{3, -0.1}).find("p90 must be above the median") != std::string::npos);
    CHECK(error_of(Exponential{0}).find("must be above 0") != std::string::npos);
    CHECK(error_of(Quantiles{{{0, 1}, {0.5, 0.5}, {1, 2}}}).find("above the next") != std::string::npos);
    CHECK(error_of(Quantiles{{{0.1, 1}, {1, 2}}}).find("first point") != std::string::npos);
    CHECK(error_of(Mixture{{{0.5, Fixed{1}}, {0.4, Fixed{2}}}}).find("add to 0.9") != std::string::npos);
    CHECK(error_of(Mixture{{{0.5, Fixed{1}}, {0.5, Fixed{-2}}}}).find("below 0") != std::string::npos);
    CHECK(error_of(Fixed{std::nan("")}).find("below 0") != std::string::npos);

    Map map = route_map();
    map.steps[1].duration.at_least = 5;
    map.steps[1].duration.at_most = 3;
    check_only_error(map, "small.json#/steps/1/duration/at_least", "at least 5 and at most 3");

    map = route_map();
    map.steps[1].duration.ends = Lasts{Lognormal{300, 2}};
    check_only_warning(map, "small.json#/steps/1/duration", "for one child in a thousand");
    map.steps[1].duration.at_most = 1000;
    check_sound(map);

    map = route_map();
    map.steps[1].duration.ends = UntilTimescale{};
    check_only_error(map, "small.json#/steps/1/duration", "lasts until its timescale, but has none");
}

TEST_CASE("a number says where it comes from") {
    Map map = route_map();
    map.steps[1].duration.from = {};
    check_only_error(map, "small.json#/steps/1/duration", "without a source or an assumption");

    map = route_map();
    map.steps[2].ways[0].probability->from = {};
    check_only_error(map, "small.json#/steps/2/ways/0/probability", "without a source or an assumption");

    map = route_map();
    map.steps[2].ways[0].probability->from.low = 0.5;
    check_only_warning(map, "small.json#/steps/2/ways/0/probability", "leave that out");
    map.steps[2].ways[0].probability->from.high = 0.4;
    CHECK(tells(check_map(map).errors, "small.json#/steps/2/ways/0/probability", "low 0.5 above high 0.4"));
}

TEST_CASE("resources have units, and a sitting sits") {
    Map map = route_map();
    Resource pool;
    pool.id = "panel";
    pool.units = share(0);
    map.resources = {pool};
    map.steps[1].uses.emplace();
    map.steps[1].uses->resource = "panel";
    check_only_error(map, "small.json#/resources/0/pool/units", "no unit at all");
    map.resources[0].units.value = 1.5;
    check_only_error(map, "small.json#/resources/0/pool/units", "no whole number");
    map.resources[0].units.value = 2;
    check_sound(map);
    map.resources[0].kind = ResourceKind::sitting;
    map.resources[0].every_weeks = 0;
    check_only_error(map, "small.json#/resources/0/sitting/every_weeks", "every 0 weeks");
}

TEST_CASE("a sitting by open days needs a calendar") {
    Map map = route_map();
    Resource court;
    court.id = "court_days";
    court.kind = ResourceKind::sitting;
    court.units = share(2);
    court.every_weeks = 0;
    court.every_open_days = 1;
    map.resources = {court};
    map.steps[1].uses.emplace().resource = "court_days";
    check_only_error(map, "small.json#/resources/0/sitting/every_open_days", "names no calendar");
    map.calendars = {{"office", "", {{1, 540, 1020}}, false, {}}};
    map.resources[0].holidays = "office";
    check_sound(map);
    map.resources[0].every_open_days = -1;
    check_only_error(map, "small.json#/resources/0/sitting/every_open_days", "every -1 open days");
}

TEST_CASE("who needs a resource is a condition like any other") {
    Map map = route_map();
    Resource pool;
    pool.id = "panel";
    pool.units = share(2);
    map.resources = {pool};
    map.steps[1].uses.emplace().resource = "panel";
    map.steps[1].uses->when = when("seting = home");
    check_only_error(map, "small.json#/steps/1/uses/when", "seting");
    map.steps[1].uses->when = when("setting = home");
    check_sound(map);
}

TEST_CASE("only decisions are taken once for siblings, and only where they gather") {
    Map map = route_map();
    map.steps[2].together_gather_days = 7;
    map.steps[2].together_one_decision = true;
    check_sound(map);
    map.steps[2].together_gather_days.reset();
    check_only_error(map, "small.json#/steps/2/together/one_decision", "does not gather");
    map.steps[2].together_one_decision = false;
    map.steps[1].together_gather_days = 7;
    map.steps[1].together_one_decision = true;
    check_only_error(map, "small.json#/steps/1/together/one_decision", "not a decision");
}

TEST_CASE("a map with optional resources is checked in both forms, and each problem is told once, where it stands") {
    Map map = route_map();
    Resource pool;
    pool.id = "panel";
    pool.units = share(2);
    map.resources = {pool};
    map.steps[1].uses.emplace().resource = "panel";
    map.steps[1].uses->working = lasting(3);
    check_sound(map);

    Map bad = map;  // in both forms
    bad.steps[2].lane = "nobody";
    bad.lanes = {{"somebody", "", ""}};
    check_only_error(bad, "small.json#/steps/2/lane", "nobody");

    bad = map;  // only with the resource
    bad.steps[1].uses->working->from = {};
    check_only_error(bad, "small.json#/steps/1/uses/working", "without a source or an assumption");
    bad.resources[0].units = share(0);
    CHECK(check_map(bad).errors.size() == 2);

    bad = map;  // only without it
    bad.steps[1].duration.from = {};
    check_only_error(bad, "small.json#/steps/1/duration", "without a source or an assumption");
    bad.steps[1].uses->working->from = {};
    CHECK(check_map(bad).errors.size() == 2);

    bad = map;  // a list that is shorter in one form: told once
    bad.resources.insert(bad.resources.begin(), pool);
    bad.resources[0].id = "spare";
    bad.resources[0].units = share(1.5);
    const CheckReport report = check_map(bad);
    CHECK(report.errors.size() == 1);
    CHECK(tells(report.errors, "small.json#/resources/0/pool/units", "no whole number"));
    CHECK(report.warnings.size() == 1);
    CHECK(tells(report.warnings, "small.json#/resources/0", "used by no step"));
}

TEST_CASE("arrivals come at a rate below their ceiling, to a step a child can enter") {
    Map map = route_map();
    Arrivals arrivals;
    arrivals.entry = "start";
    arrivals.children_a_year = share(100);
    arrivals.ceiling_a_year = 90;
    arrivals.age_years = Uniform{-0.5, 17};
    arrivals.age_from = teaching();
    arrivals.family_sizes = {0.7, 0.2};
    arrivals.family_sizes_from = teaching();
    map.arrivals = {arrivals};
    const CheckReport report = check_map(map);
    CHECK(report.errors.size() == 2);
    CHECK(tells(report.errors, "small.json#/arrivals/0/ceiling_a_year", "ceiling of 90 a year, below its rate of 100"));
    CHECK(tells(report.errors, "small.json#/arrivals/0/family_sizes", "add to 0.9"));
}

TEST_CASE("the size of a family is kept in a counter that can hold it") {
    Map map = route_map();
    Arrivals arrivals;
    arrivals.entry = "start";
    arrivals.children_a_year = share(100);
    arrivals.age_years = Uniform{0, 17};
    arrivals.age_from = teaching();
    arrivals.family_sizes = {0.7, 0.2, 0.1};
    arrivals.family_sizes_from = teaching();
    arrivals.family_size_as = "children";
    map.arrivals = {arrivals};
    check_only_error(map, "small.json#/arrivals/0/family_size_as", "children");
    map.attributes.push_back({"children", {"one", "more"}, "one", std::nullopt, std::nullopt});
    check_only_error(map, "small.json#/arrivals/0/family_size_as", "not a counter");
    map.attributes.back() = {"children", {}, "1", 2, std::nullopt};
    check_only_error(map, "small.json#/arrivals/0/family_size_as", "families of up to 3");
    map.attributes.back().counter_max = 3;
    check_sound(map);
    map.arrivals[0].family_sizes_from = {};
    check_only_error(map, "small.json#/arrivals/0/family_sizes", "without a source or an assumption");
}

TEST_CASE("a removable step says what it is there for") {
    Map map = route_map();
    map.steps[1].protects.clear();
    check_only_warning(map, "small.json#/steps/1", "does not say what it is there for");
    map = route_map();
    map.steps[0].protects.clear();
    map.steps[3].protects.clear();
    check_sound(map);
}

TEST_CASE("a way from one region to the start of another ends the first") {
    Map map = route_map();
    map.steps.push_back(step("order", StepKind::start, {way("home")}));
    map.steps[2].ways[1] = way("order", 0.6);
    map.steps[4].kind = StepKind::start;
    map.steps[4].ways = {way("home")};
    map.regions = {{"care", "Care", {"assess", "choose"}, {}}, {"orders", "Orders", {"order"}, {}}};
    check_only_warning(map, "small.json#/steps/2/ways/1", "from region \"care\" to \"order\"");
    map.steps[2].ways[1].interrupts = {"care"};
    check_sound(map);
    map.steps[2].ways[1].interrupts.clear();
    map.steps[5].cancels = {"care"};
    check_sound(map);
}

TEST_CASE("a stage has one way in") {
    Map map = route_map();
    map.stages = {{"end", "End", {"home", "away"}, "", ""}};
    check_only_warning(map, "small.json#/stages/0/steps", "more than one way in: \"home\", \"away\"");
    map.stages[0].steps = {"choose", "home", "away"};
    check_sound(map);
}

TEST_CASE("resting states rest on clocks") {
    Map map = route_map();
    map.resting = {{"settled", "Settled", {}, {"assess"}}};
    check_only_error(map, "small.json#/resting/0/clocks/0", "which is not a clock");
    map.resting[0].clocks.clear();
    check_only_error(map, "small.json#/resting/0/clocks", "no clock that ends it");
}

TEST_CASE("a hand-over is answered by an exit of the process it calls") {
    Map map = route_map();
    map.processes = {{"hearing", "Hearing", "", ""}};
    map.steps[1].ways = {way("hear")};
    map.steps[1].ways[0].returns_to = "choose";
    map.steps.push_back(step("hear", StepKind::activity, {way("answer")}, 3));
    map.steps.push_back(step("answer", StepKind::milestone));
    for (const std::size_t i : {5U, 6U}) {
        map.steps[i].process = "hearing";
        map.steps[i].where = "small.json#/steps/" + std::to_string(i);
    }
    CHECK(tells(check_map(map).errors, "small.json#/steps/1/ways/0/returns_to", "no step is the exit"));
    map.steps[6].exit_of = "hearing";
    check_sound(map);
}

TEST_CASE("each kind of step has what it needs") {
    Map map = route_map();
    map.steps[3].kind = StepKind::strand_end;
    map.steps[3].ways = {way("away")};
    check_only_error(map, "small.json#/steps/3/ways", "has a way out");

    map = meeting_map();
    map.steps[4].joins.reset();
    check_only_error(map, "small.json#/steps/4/join", "does not say what it waits for");

    map = route_map();
    map.steps[1].clears = {{"setting", "home", 0, {}}};
    check_only_error(map, "small.json#/steps/1/split", "not a split");

    map = route_map();
    map.steps[0].ways = {way("assess")};
    map.steps.push_back(clock_of("review", {"assess"}, {way("choose")}, 0));
    map.steps[5].where = "small.json#/steps/5";
    check_only_error(map, "small.json#/steps/5/duration", "clock \"review\" takes no time");
}

TEST_CASE("a table too large to read is told, not walked") {
    Map map = route_map();
    std::string condition;
    for (int i = 0; i < 40; ++i) {
        map.attributes.push_back(attribute("flag" + std::to_string(i), {"no", "yes"}));
        condition += (i > 0 ? " and flag" : "flag") + std::to_string(i) + " = yes";
    }
    map.steps[2].ways = {way_if("home", condition), way_if("away", "not (" + condition + ")")};
    check_only_error(map, "small.json#/steps/2/ways", "too many to check");
}
