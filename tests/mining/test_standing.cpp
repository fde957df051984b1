// Where children stand on a day, and how many there are month by month, on journeys drawn by hand. Day 0 is Monday
// 5 January 2026.
#include <catch2/catch.hpp>

#include "mining/caseload.hpp"
#include "mining/questions.hpp"
#include "projection/drawn_stream.hpp"

using namespace permap;

namespace {

// refer → (split) → away, assess → plan → panel → order; a clock for the birthday, another between reviews.
Map small_map() {
    Map map;
    map.steps = {drawn_step("refer", StepKind::start, {"away", "assess"}),
                 drawn_step("away", StepKind::activity, {"plan"}),
                 drawn_step("assess", StepKind::activity),
                 drawn_step("plan", StepKind::decision, {"panel", "away"}),
                 drawn_step("panel", StepKind::activity, {"order"}),
                 drawn_step("order", StepKind::outcome),
                 drawn_step("moved", StepKind::milestone),
                 drawn_clock("review_clock", {"plan"}),
                 drawn_clock("birthday", {"order"}, true)};
    map.steps[3].process = "planning";
    map.steps[4].process = "planning";
    map.steps[4].lane = "panels";
    map.processes = {{"planning", "Planning", "permanence", ""}};
    map.phases = {{"care", "Care"}, {"permanence", "Permanence"}};
    map.lanes = {{"social_work", "Social work", ""}, {"panels", "Panels", ""}};
    map.attributes = {{"placement", {"none", "kinship", "foster"}, "none", {}, {}}};
    Attribute visits;
    visits.id = "visits";
    visits.counter_max = 2;
    visits.start = "0";
    map.attributes.push_back(visits);
    map.permanence = Permanence{{{"away", true, {}}}, {{"order", "Order", {{"order", false, {}}}}}, {}};
    map.milestones = {{"taken_away", "Away from home", {{"away", true, {}}}},
                      {"move", "Moved", {{"moved", false, {}}}},
                      {"to_panel", "To the panel", {{"plan", false, {"panel"}}}},
                      {"assessed", "Assessed", {{"assess", false, {}}}}};
    return map;
}

const std::string journey =
    "0 entered refer\n"
    "0 ready refer <0\n"
    "0 started refer <1\n"
    "0 clock_started birthday <1\n"
    "2 completed refer <2\n"
    "2 ready assess <4\n"
    "2 started assess <5\n"
    "3 ready away <4\n"
    "3 attribute_set away <7 placement=foster\n"
    "3 started away <7\n"
    "10 ready moved <9\n"
    "10 completed moved <10\n"
    "10 attribute_set moved <11 placement=kinship\n"
    "20 completed assess <6\n"
    "30 completed away <9\n"
    "30 clock_started review_clock <14\n"
    "40 clock_fired review_clock <15\n"
    "40 ready plan <16\n"
    "40 started plan <17\n"
    "41 completed plan <18\n"
    "41 decided plan <19 panel\n"
    "41 ready panel <20\n"
    "41 started panel <21\n"
    "60 completed panel <22\n"
    "60 ready order <23\n"
    "60 completed order <24\n"
    "60 left order <25\n";

struct Seen {
    std::string step;
    bool is_after = false;
    std::string milestone;
    std::int64_t moves = 0;
    std::optional<Instant> since;
    std::string placement;
    std::optional<std::int32_t> age;
};

// What is seen of the drawn journey at each of these days; nothing where the child is not under way.
std::vector<std::optional<Seen>> seen(const std::vector<double>& days, const StandingRules& rules = {},
                                      double followed_days = 365) {
    const Map map = small_map();
    const MeasurePlan plan = measure_plan(map);
    std::vector<Instant> looks;
    for (const double at : days) looks.push_back(day(at));
    std::vector<std::optional<Seen>> all(days.size());
    StandingFold fold(plan, rules);
    fold.follow(drawn_child(map, "refer", followed_days), drawn_events(map, journey), looks,
                [&](std::size_t look, const Standing& here) {
                    Seen& one = all[look].emplace();
                    one.step = here.step == no_step ? "" : map.steps[index(here.step)].id;
                    one.is_after = here.is_after_step;
                    one.milestone = here.milestone ? map.milestones[*here.milestone].id : "";
                    one.moves = here.moves;
                    one.since = here.since;
                    one.placement = map.attributes[0].values[here.state->attribute(AttributeIndex{0})];
                    one.age = here.age_years;
                });
    return all;
}

std::int64_t count(const std::vector<CountList>& lists, const std::string& by, const std::string& id) {
    for (const CountList& list : lists) {
        if (list.by != by) continue;
        for (const CountOfValue& value : list.values) {
            if (value.id == id) return value.children;
        }
    }
    return 0;
}

Stream stream_of(const Map& map, const std::string& text, double followed_days, double entered = 0) {
    Stream stream;
    stream.child = drawn_child(map, "refer", followed_days);
    stream.child.entered = day(entered);
    stream.events = drawn_events(map, text);
    return stream;
}

}  // namespace

TEST_CASE("a child is at the step that was ready first, of those that can lead to an outcome") {
    const auto at = seen({0.5, 2.5, 4, 42});
    CHECK(at[0]->step == "refer");
    CHECK(at[1]->step == "assess");  // nothing else yet
    CHECK(at[2]->step == "away");    // assess leads to no outcome
    CHECK(at[3]->step == "panel");
    for (const auto& one : at) CHECK_FALSE(one->is_after);
}

TEST_CASE("with nothing active a child is at the clock that runs, else after what was completed last") {
    CHECK(seen({35})[0]->step == "review_clock");
    CHECK_FALSE(seen({35})[0]->is_after);
    const Map map = small_map();
    const MeasurePlan plan = measure_plan(map);
    StandingFold fold(plan, {});
    const std::vector<Instant> looks = {day(5)};
    std::string step;
    fold.follow(drawn_child(map, "refer", 365),
                drawn_events(map,
                             "0 entered refer\n0 ready refer <0\n0 clock_started birthday <1\n1 completed refer <1\n"
                             "1 ready assess <3\n2 completed assess <4\n"),
                looks, [&](std::size_t, const Standing& here) {
                    CHECK(here.is_after_step);
                    step = map.steps[index(here.step)].id;
                });
    CHECK(step == "assess");
}

TEST_CASE("the state at a minute is the one before that minute's events") {
    const auto at = seen({3, 3.001});
    CHECK(at[0]->placement == "none");
    CHECK_FALSE(at[0]->since);
    CHECK(at[1]->placement == "foster");
    CHECK(at[1]->since == day(3));
}

TEST_CASE("before coming in, after leaving and after the end of follow-up a child is not under way") {
    const auto at = seen({-5, 0, 0.5, 60, 60.001, 100});
    CHECK_FALSE(at[0]);
    CHECK_FALSE(at[1]);
    CHECK(at[2]);
    CHECK(at[3]);
    CHECK_FALSE(at[4]);
    CHECK_FALSE(at[5]);
    const auto followed = seen({10, 20, 20.001}, {}, 20);
    CHECK(followed[0]);
    CHECK(followed[1]);
    CHECK_FALSE(followed[2]);
}

TEST_CASE("the last milestone passed; a move is none") {
    const auto at = seen({1, 5, 15, 25, 42});
    CHECK(at[0]->milestone.empty());
    CHECK(at[1]->milestone == "taken_away");
    CHECK(at[2]->milestone == "taken_away");
    CHECK(at[3]->milestone == "assessed");
    CHECK(at[4]->milestone == "to_panel");
}

TEST_CASE("moves are the map's milestone, or changes from one placement to another") {
    CHECK(seen({5})[0]->moves == 0);
    CHECK(seen({15})[0]->moves == 1);
    const StandingRules by_placement{AttributeIndex{0}, false};
    CHECK(seen({5}, by_placement)[0]->moves == 0);  // from none to foster care is no move
    CHECK(seen({15}, by_placement)[0]->moves == 1);
}

TEST_CASE("an age is told in completed years, and not at all where no birth month was written down") {
    CHECK(seen({5})[0]->age == 10);  // born 5 January 2016
    CHECK(seen({0.5})[0]->age == 10);
    const Map map = small_map();
    const MeasurePlan plan = measure_plan(map);
    Child child = drawn_child(map, "refer", 365);
    child.birth_date = date_of(child.entered);
    const auto age = [&](bool may_be_unknown) {
        StandingFold fold(plan, {{}, may_be_unknown});
        const std::vector<Instant> looks = {day(5)};
        std::optional<std::int32_t> told = -99;
        fold.follow(child, drawn_events(map, "0 entered refer\n"), looks,
                    [&](std::size_t, const Standing& here) { told = here.age_years; });
        return told;
    };
    CHECK(age(false) == 0);
    CHECK(age(true) == std::nullopt);
}

TEST_CASE("on a day: everything that happened on it counts, and every list adds up to the children") {
    const Map map = small_map();
    const MeasurePlan plan = measure_plan(map);
    EventLog log;
    log.streams = {stream_of(map, journey, 365), stream_of(map, "1 entered refer\n1 ready refer <0\n", 365, 1),
                   stream_of(map, "30 entered refer\n", 365, 30), stream_of(map, "0 entered refer\n", 2)};
    const std::vector<Breakdown> by = {by_attribute(plan, AttributeIndex{0}),
                                       by_attribute(plan, AttributeIndex{1}),
                                       by_age(),
                                       by_milestone(plan),
                                       by_step(plan),
                                       by_phase(plan),
                                       by_lane(plan),
                                       by_moves(),
                                       by_time_away(plan)};
    const std::vector<Date> dates = {date_of(day(3)), date_of(day(41))};
    const std::vector<StandingOn> on = standing_on(plan, log, {}, dates, by);
    REQUIRE(on.size() == 2);
    CHECK(on[0].on == date_of(day(3)));
    CHECK(on[0].children == 2);                             // the third has not come in
    CHECK(on[0].not_followed == 1);                         // the fourth
    CHECK(count(on[0].lists, "placement", "foster") == 1);  // placed on that very day
    CHECK(count(on[0].lists, "placement", "none") == 1);
    CHECK(on[1].children == 3);
    CHECK(count(on[1].lists, "placement", "kinship") == 1);
    CHECK(count(on[1].lists, "step", "panel") == 1);
    CHECK(count(on[1].lists, "step", "refer") == 1);
    CHECK(count(on[1].lists, "step", "none") == 1);
    CHECK(count(on[1].lists, "phase", "permanence") == 1);
    CHECK(count(on[1].lists, "phase", "none") == 2);
    CHECK(count(on[1].lists, "lane", "panels") == 1);
    CHECK(count(on[1].lists, "moves", "1") == 1);
    CHECK(count(on[1].lists, "moves", "0") == 2);
    CHECK(count(on[1].lists, "age", "5_to_11") == 3);
    CHECK(count(on[1].lists, "visits", "0") == 3);
    CHECK(count(on[1].lists, "milestone", "to_panel") == 1);
    CHECK(count(on[1].lists, "time_away", "under_6_months") == 1);
    CHECK(count(on[1].lists, "time_away", "not_away") == 2);
    for (const StandingOn& one : on) {
        CHECK(one.lists.size() == by.size());
        for (const CountList& list : one.lists) {
            std::int64_t sum = 0;
            for (const CountOfValue& value : list.values) sum += value.children;
            CHECK(sum == one.children);
        }
    }
}

TEST_CASE("six months away are reached on the same day number six months later, an age on the birthday") {
    const Map map = small_map();
    const MeasurePlan plan = measure_plan(map);
    EventLog log;
    log.streams = {stream_of(map, "0 entered refer\n0 ready away <0\n0 started away <1\n", 3000)};  // 5 January
    const std::vector<Breakdown> by = {by_time_away(plan)};
    const auto band = [&](const char* date) {
        const std::vector<Date> dates = {date_of(*parse_instant(date))};
        return standing_on(plan, log, {}, dates, by)[0].lists[0].values[0].id;
    };
    const auto age = [&](const char* date) {
        const std::vector<Date> dates = {date_of(*parse_instant(date))};
        return standing_on(plan, log, {}, dates, {by_age()})[0].lists[0].values[0].id;
    };
    CHECK(age("2028-01-04") == "5_to_11");  // the day before the twelfth birthday
    CHECK(age("2028-01-05") == "12_to_15");
    CHECK(band("2026-07-04") == "under_6_months");
    CHECK(band("2026-07-05") == "6_to_11_months");
    CHECK(band("2027-01-04") == "6_to_11_months");
    CHECK(band("2027-01-05") == "1_year");
    CHECK(band("2028-01-05") == "2_to_3_years");
    CHECK(band("2030-01-05") == "4_years_and_over");
}

TEST_CASE("the last day on which everybody was followed") {
    const Map map = small_map();
    EventLog log;
    CHECK_FALSE(last_day_followed(log));
    log.streams = {stream_of(map, journey, 365), stream_of(map, journey, 100)};
    CHECK(last_day_followed(log) == date_of(day(99)));
    log.streams[1].child.supply = true;
    CHECK(last_day_followed(log) == date_of(day(364)));
}

TEST_CASE("month by month: who is there on the first, who comes in, who leaves, who is no longer followed") {
    const Map map = small_map();
    const MeasurePlan plan = measure_plan(map);
    EventLog log;
    // 5 January to 6 March, when the child leaves; 6 January on, followed to 15 February; 1 February on, to 5 May.
    log.streams = {stream_of(map, journey, 365), stream_of(map, "1 entered refer\n", 41, 1),
                   stream_of(map, "27 entered refer\n27 ready refer <0\n", 120, 27)};
    log.streams[0].child.followed_until = day(120);
    const std::vector<Breakdown> by = {by_phase(plan)};
    const std::vector<CaseloadMonth> months = caseload(plan, log, {}, by);
    REQUIRE(months.size() == 5);
    CHECK(to_string(months[0].month) == "2026-01");
    CHECK(months[0].children == 0);
    CHECK(months[0].came_in == 2);
    CHECK(months[1].children == 2);
    CHECK(months[1].came_in == 1);  // on the first itself, so not yet there at its start
    CHECK(months[1].no_longer_followed == 1);
    CHECK(months[2].children == 2);
    CHECK(months[2].left == 1);
    CHECK(months[3].children == 1);
    CHECK(months[4].no_longer_followed == 1);
    CHECK(count(months[2].lists, "phase", "permanence") == 1);
    CHECK(count(months[2].lists, "phase", "none") == 1);
    for (std::size_t i = 0; i + 1 < months.size(); ++i) {
        CHECK(months[i + 1].children ==
              months[i].children + months[i].came_in - months[i].left - months[i].no_longer_followed);
    }
    CHECK(caseload(plan, EventLog{}, {}, by).empty());
}
