// Every kind of measure over journeys drawn by hand, with the answer worked out beside them. Day 0 is Monday
// 5 January 2026, 00:00.
#include <catch2/catch.hpp>

#include "evidence/measured.hpp"
#include "projection/drawn_stream.hpp"
#include "semantics/drawn_map.hpp"

using namespace permap;

namespace {

constexpr double year = 365.25;

const Map& small_map() {
    static const Map map = [] {
        Map drawn = draw_map(R"(
            attribute setting home|away|kin
            attribute order none|cso
            refer start -> meet
            meet timescale 8 weeks -> choose
            choose decision -> settled 0.5 ; again: meet 0.5
            settled outcome
        )")
                        .map;
        Aim aim;
        aim.id = "soon";
        aim.limit = 6;
        aim.limit_unit = TimeUnit::months;
        drawn.aims.push_back(aim);
        return drawn;
    }();
    return map;
}

std::optional<double> asked(const std::string& measure, const std::vector<DrawnJourney>& journeys, double years = 1) {
    return values_over(small_map(), targets_in(questions({measure})), journeys, years).front();
}

void check(const std::string& measure, const std::vector<DrawnJourney>& journeys, double expected) {
    INFO(measure);
    const std::optional<double> value = asked(measure, journeys);
    REQUIRE(value);
    CHECK(*value == Approx(expected).epsilon(1e-12).margin(1e-12));
}

// Away on days 10 to 40 and 50 to 60; a meeting on day 20; left on day 100.
const DrawnJourney twice_away{R"(
    10 attribute_set refer <0 setting=away
    20 ready         meet  <0
    20 completed     meet  <0
    40 attribute_set refer <0 setting=home
    50 attribute_set refer <0 setting=away
    60 attribute_set refer <0 setting=home
    100 completed    settled <0
    100 left         settled <0
)"};
// Away from day 5 on; followed for 20 days.
const DrawnJourney still_away{"5 attribute_set refer <0 setting=away", 20};
// Away on day 3, and away when the journey is over on day 8.
const DrawnJourney left_from_away{"3 attribute_set refer <0 setting=away\n 8 left settled <0"};
const std::vector<DrawnJourney> three{twice_away, still_away, left_from_away};

const std::string spell = R"("from": {"begins": "setting = away"}, "to": {"ends": "setting = away"})";

std::string of_spell(const std::string& kind, const std::string& more) {
    return R"({"kind": ")" + kind + "\", " + spell + (more.empty() ? "" : ", ") + more + "}";
}

}  // namespace

TEST_CASE("a stock is days spent in a year of arrivals, of children and not of households") {
    const std::string away = R"({"kind": "stock", "where": "setting = away"})";
    check(away, {twice_away}, 40 / year);
    check(away, {still_away}, 15 / year);
    check(away, {left_from_away}, 5 / year);
    check(away, three, 60 / year);
    CHECK(*asked(away, three, 2) == Approx(30 / year));
    DrawnJourney household = still_away;
    household.supply = true;
    check(away, {twice_away, household}, 40 / year);
    check(R"({"kind": "stock", "where": "setting = home|away|kin"})", {twice_away, household}, 100 / year);
}

TEST_CASE("a stock by age changes on the birthday, in the middle of a stay and in the minute of an event") {
    const std::string older = R"({"kind": "stock", "where": "setting = away and age >= 6"})";
    DrawnJourney child = twice_away;
    child.born = "2020-01-20";  // six on day 15
    check(older, {child}, 35 / year);
    child.born = "2020-01-15";  // six on day 10, in the minute of coming away
    check(older, {child}, 40 / year);
    child.born = "2020-02-14";  // six on day 40, in the minute of going home
    check(older, {child}, 10 / year);
    check(R"({"kind": "stock", "where": "setting = away and age < 6"})", {child}, 30 / year);
}

TEST_CASE("who was away is counted in every calendar year touched, once") {
    const std::string years = R"({"kind": "children_a_year", "where": "setting = away"})";
    check(years, {twice_away}, 1);
    // Day 361 is 1 January 2027.
    const auto away_until = [](double end) {
        return DrawnJourney{"10 attribute_set refer <0 setting=away\n " + std::to_string(end) +
                            " attribute_set refer <0 setting=home\n 900 left settled <0"};
    };
    check(years, {away_until(361)}, 1);
    check(years, {away_until(361.5)}, 2);
    check(years, {away_until(361 + 365 + 20)}, 3);
    check(years, {away_until(361), away_until(362)}, 3);
    // Over New Year, home, and away again in the second year: two.
    check(years,
          {DrawnJourney{"350 attribute_set refer <0 setting=away\n 370 attribute_set refer <0 setting=home\n"
                        "400 attribute_set refer <0 setting=away\n 410 left settled <0"}},
          2);
    DrawnJourney household = away_until(400);
    household.supply = true;
    check(years, {household}, 0);
}

TEST_CASE("a change within one minute has not happened; what is so at entry begins then, what is so on leaving ends") {
    const std::string begins = R"({"kind": "flow", "events": {"begins": "setting = away"}})";
    const std::string ends = R"({"kind": "flow", "events": {"ends": "setting = away"}})";
    check(begins, three, 4);
    check(ends, three, 3);  // one is still away
    const DrawnJourney there_and_back{
        "5 attribute_set refer <0 setting=away\n 5 attribute_set refer <0 setting=home\n 9 left settled <0"};
    check(begins, {there_and_back}, 0);
    check(ends, {there_and_back}, 0);
    const DrawnJourney stays_away{
        "5 attribute_set refer <0 setting=away\n 7 attribute_set refer <0 setting=kin\n"
        "7 attribute_set refer <0 setting=away\n 9 left settled <0"};
    check(begins, {stays_away}, 1);
    check(ends, {stays_away}, 1);
    check(R"({"kind": "flow", "events": {"begins": "setting = home"}})", {still_away}, 1);
    check(R"({"kind": "flow", "events": {"ends": "setting = home"}})", {still_away}, 1);
    const DrawnJourney away_at_once{"0 attribute_set refer <0 setting=away", 20};
    check(R"({"kind": "flow", "events": {"begins": "setting = home"}})", {away_at_once}, 0);
    check(begins, {away_at_once}, 1);
}

TEST_CASE("birth is counted before entry and after, and ages are of that minute") {
    const std::string to_meeting =
        R"({"kind": "time", "from": "birth", "to": {"step": "meet", "on": "ready"}, "unit": "calendar_days"})";
    DrawnJourney meets{"2 ready meet <0\n 12.5 completed meet <0\n 14 ready meet <0\n 20 left settled <0"};
    meets.born = "2025-12-06";  // thirty days before
    check(to_meeting, {meets}, 32);
    meets.born = "2026-01-15";  // on day 10: the meeting on day 2 was before
    check(to_meeting, {meets}, 4);
    check(R"({"kind": "time", "from": "birth", "to": {"step": "meet"}, "unit": "hours"})", {meets}, 60);
    check(R"({"kind": "flow", "events": "birth"})", {meets}, 1);
    meets.born = "2026-01-30";  // after leaving
    check(R"({"kind": "flow", "events": "birth"})", {meets}, 0);
    meets.born = "2026-01-05";  // in the minute of coming in
    check(to_meeting, {meets}, 2);
    check(R"({"kind": "flow", "events": "birth"})", {meets}, 1);
}

TEST_CASE("anniversaries: on the day, on the last day of February, and none after leaving or the end of follow-up") {
    const std::string to_birthday =
        R"({"kind": "time", "from": "entry", "to": {"anniversary": 16}, "unit": "calendar_days"})";
    const std::string sixteen = R"({"kind": "flow", "events": {"anniversary": 16}})";
    const std::string away_at_sixteen =
        R"({"kind": "flow", "events": {"anniversary": 16}, "where": "setting = away and age = 16"})";
    DrawnJourney child = twice_away;
    child.born = "2010-02-10";
    check(to_birthday, {child}, 36);
    check(away_at_sixteen, {child}, 1);
    child.born = "2010-02-20";  // day 46, at home
    check(away_at_sixteen, {child}, 0);
    check(sixteen, {child}, 1);
    child.born = "2010-04-15";  // day 100, the day of leaving
    check(sixteen, {child}, 1);
    child.born = "2010-04-16";
    check(sixteen, {child}, 0);
    child = still_away;
    child.followed_days = 100;
    child.born = "2008-02-29";  // eighteen on 28 February 2026, day 54
    check(R"({"kind": "time", "from": "entry", "to": {"anniversary": 18}, "unit": "calendar_days"})", {child}, 54);
    child.born = "2010-04-15";  // day 100: nothing happens at the end of follow-up
    check(sixteen, {child}, 0);
    child.born = "2010-04-14";
    check(sixteen, {child}, 1);
}

TEST_CASE("a birthday in the minute of an event: both are one change") {
    DrawnJourney child = still_away;
    child.born = "2010-01-10";  // sixteen on day 5, when coming away
    check(R"({"kind": "flow", "events": {"begins": "setting = away and age < 16"}})", {child}, 0);
    check(R"({"kind": "flow", "events": {"begins": "setting = away and age >= 16"}})", {child}, 1);
    check(R"({"kind": "flow", "events": {"begins": "setting = home and age >= 16"}})", {child}, 0);
    // Also where the event sets nothing.
    const DrawnJourney waits{"5 ready meet <0\n 8 completed meet <0\n 12 left settled <0", 20, "2010-01-10"};
    check(R"({"kind": "stock", "where": "age >= 16"})", {waits}, 7 / year);
    check(R"({"kind": "time", "from": "entry", "to": {"begins": "age >= 16"}, "unit": "calendar_days"})", {waits}, 5);
    // Of a step's event ages are asked right after it.
    const DrawnJourney meets{"5 ready meet <0", 20, "2010-01-10"};
    check(R"({"kind": "flow", "events": {"step": "meet", "on": "ready"}, "where": "age = 16"})", {meets}, 1);
}

TEST_CASE("flows: events a year, of each child once a calendar year, or once") {
    const DrawnJourney meets{R"(
        50  ready meet <0
        60  completed meet <0
        60  ready choose <0
        60  decided choose <0 again
        100 ready meet <0
        400 ready meet <0
        410 completed meet <0
        410 decided choose <0 settled
        410 left settled <0
    )"};
    const auto flow = [](const std::string& more) { return R"({"kind": "flow", "events": )" + more + "}"; };
    const std::string ready = R"({"step": "meet", "on": "ready"})";
    check(flow(ready), {meets}, 3);
    check(flow(R"({"step": "meet"})"), {meets}, 2);
    check(flow(ready + R"(, "once_a": "year")"), {meets}, 2);
    check(flow(ready + R"(, "once_a": "journey")"), {meets, meets}, 2);
    check(flow(R"({"step": "choose", "ways": ["again"]})"), {meets}, 1);
    check(flow(R"({"step": "choose", "ways": ["again", "settled"]})"), {meets}, 2);
    check(flow(R"([{"step": "choose", "ways": ["again"]}, {"step": "meet"}])"), {meets}, 3);
    check(flow(ready + R"(, "where": "visits(meet) >= 2")"), {meets}, 2);
    check(flow(R"({"begins": "visits(meet) >= 2"})"), {meets}, 1);
    CHECK(*asked(flow(ready), {meets}, 4) == 0.75);
    // `where` is asked of each event, before it counts as the one of its year.
    check(flow(ready + R"(, "where": "visits(meet) >= 2", "once_a": "journey")"), {meets}, 1);
    DrawnJourney household = meets;
    household.supply = true;
    check(flow(ready), {meets, household}, 3);
    check(flow(ready + R"(, "households": true)"), {meets, household, household}, 6);
}

TEST_CASE("times: of those who reached it, mean and quantiles in the unit asked for") {
    check(of_spell("time", R"("unit": "calendar_days")"), three, 15);  // 30, 10 and 5
    check(of_spell("time", R"("unit": "weeks")"), three, 15.0 / 7);
    check(of_spell("time", R"("unit": "months")"), three, 15 / (year / 12));
    check(of_spell("time", R"("unit": "years")"), three, 15 / year);
    check(of_spell("time", R"("unit": "minutes")"), three, 15 * 1440);
    check(of_spell("time", R"("unit": "calendar_days", "first": true)"), three, 17.5);
    const auto quantile = [](const std::string& p) {
        return of_spell("time", R"("statistic": "quantile", "unit": "calendar_days", "p": )" + p);
    };
    check(quantile("0"), three, 5);
    check(quantile("0.25"), three, 7.5);
    check(quantile("0.5"), three, 10);
    check(quantile("1"), three, 30);
    CHECK(!asked(quantile("0.5"), {still_away}));
    CHECK(!asked(of_spell("time", R"("unit": "weeks")"), {still_away}));
    // The first of two events closes, and more beginnings in between open nothing.
    check(R"({"kind": "time", "from": ["entry", {"step": "meet"}], "to": [{"ends": "setting = away"},
             {"begins": "visits(meet) >= 1"}], "unit": "calendar_days"})",
          {twice_away}, 20);
}

TEST_CASE("shares: within, beyond, ever; of all who waited, or of those who reached it") {
    check(of_spell("share", ""), three, 3.0 / 4);
    check(of_spell("share", R"("within": {"value": 10, "unit": "calendar_days"})"), three, 2.0 / 4);
    check(of_spell("share", R"("within": {"value": 239, "unit": "hours"})"), three, 1.0 / 4);
    check(of_spell("share", R"("within": {"value": 20, "unit": "calendar_days"})"), three, 2.0 / 3);  // followed for 15
    check(of_spell("share", R"("within": {"value": 15, "unit": "calendar_days"})"), three, 2.0 / 4);
    check(of_spell("share", R"("beyond": {"value": 10, "unit": "calendar_days"})"), three, 2.0 / 4);
    check(of_spell("share", R"("beyond": {"value": 239, "unit": "hours"})"), three, 3.0 / 4);
    check(of_spell("share", R"("within": {"value": 10, "unit": "calendar_days"}, "of": "reached")"), three, 2.0 / 3);
    check(of_spell("share", R"("beyond": {"value": 10, "unit": "calendar_days"}, "of": "reached")"), three, 1.0 / 3);
    check(of_spell("share", R"("first": true)"), three, 2.0 / 3);
    CHECK(!asked(of_spell("share", ""), {DrawnJourney{"9 left settled <0"}}));
    // Left without it after 50 days: not within, and not beyond 60 either; the wait was over.
    const DrawnJourney left{"50 left settled <0"};
    const std::string to_meet = R"({"kind": "share", "from": "entry", "to": {"step": "meet"}, )";
    check(to_meet + R"("within": {"value": 60, "unit": "calendar_days"}})", {left}, 0);
    check(to_meet + R"("beyond": {"value": 60, "unit": "calendar_days"}})", {left}, 0);
    check(to_meet + R"("beyond": {"value": 40, "unit": "calendar_days"}})", {left}, 1);
}

TEST_CASE("unless: what ends the wait leaves it unreached") {
    const std::string meeting = R"("unless": {"step": "meet"})";  // on day 20, in the first stay away
    check(of_spell("share", meeting), three, 2.0 / 4);
    check(of_spell("time", meeting + R"(, "unit": "calendar_days")"), three, 7.5);
    check(of_spell("share", meeting + R"(, "beyond": {"value": 10, "unit": "calendar_days"})"), three, 1.0 / 4);
    check(of_spell("share", meeting + R"(, "of": "reached", "within": {"value": 5, "unit": "calendar_days"})"), three,
          1.0 / 2);
    // Reached and ended in one minute: reached.
    check(of_spell("share", R"("unless": {"ends": "setting = away"})"), {twice_away}, 1);
}

TEST_CASE("where is asked at the beginning of the wait; with first, only of the first") {
    DrawnJourney child = twice_away;
    child.born = "2020-02-09";  // six on day 35, between the two beginnings
    check(of_spell("time", R"("unit": "calendar_days", "where": "age < 6")"), {child}, 30);
    check(of_spell("time", R"("unit": "calendar_days", "where": "age >= 6")"), {child}, 10);
    check(of_spell("time", R"("unit": "calendar_days", "where": "age < 6", "first": true)"), {child}, 30);
    CHECK(!asked(of_spell("time", R"("unit": "calendar_days", "where": "age >= 6", "first": true)"), {child}));
}

TEST_CASE("among: only children to whom it happens at any time, also later, and while the condition holds") {
    const std::string met = R"("among": {"events": {"step": "meet"}})";
    check(of_spell("time", R"("unit": "calendar_days", )" + met), three, 20);
    check(of_spell("share", met), three, 1);
    CHECK(!asked(of_spell("share", met), {still_away, left_from_away}));
    check(of_spell("share", R"("among": {"events": {"step": "meet"}, "where": "setting = away"})"), three, 1);
    CHECK(!asked(of_spell("share", R"("among": {"events": {"step": "meet"}, "where": "setting = home"})"), three));
    check(of_spell("time", R"("unit": "calendar_days", "statistic": "quantile", "p": 1, "among": {"events": "birth"})"),
          {twice_away, left_from_away}, 30);
    check(R"({"kind": "status", "from": {"begins": "setting = away"}, "after": {"value": 2, "unit": "calendar_days"},
             "is": "setting = away", )" +
              met + "}",
          three, 1);
}

TEST_CASE("status: what is so that long after, of children followed for so long; who has left stays as on leaving") {
    const auto status = [](const std::string& from, const std::string& days, const std::string& is) {
        return R"({"kind": "status", "from": )" + from + R"(, "after": {"value": )" + days +
               R"(, "unit": "calendar_days"}, "is": ")" + is + "\"}";
    };
    const std::string away = R"({"begins": "setting = away"})";
    // Asked on days 30 (away), 70 (home), 25 (not followed), 23 (left from away).
    check(status(away, "20", "setting = away"), three, 2.0 / 3);
    check(status(away, "15", "setting = away"), three, 3.0 / 4);
    check(status(away, "0", "setting = away"), three, 1);
    // What happens in the minute asked about comes after: after 30 days the child is away still.
    check(status(away, "30", "setting = away"), {twice_away}, 1.0 / 2);
    check(status(away, "31", "setting = away"), {twice_away}, 0);
    check(status("\"entry\"", "0", "setting = home"), {DrawnJourney{"0 attribute_set refer <0 setting=away"}}, 0);
    // Ages are those of the minute asked about, also after leaving.
    DrawnJourney child = left_from_away;
    child.born = "2020-01-20";  // day 15
    check(status(away, "11", "age = 5"), {child}, 1);
    check(status(away, "12", "age = 6"), {child}, 1);
    // A stay that ends with the journey is looked back on like any other.
    check(status(R"({"ends": "setting = away"})", "10", "setting = away"), {left_from_away}, 1);
    check(status(R"({"ends": "setting = away"})", "5", "setting = home"), {twice_away, left_from_away}, 2.0 / 3);
}

TEST_CASE("counts of events: between two, within a time, to the end; their mean, or the share with so many") {
    const DrawnJourney meets{R"(
        10 ready meet <0
        20 ready meet <0
        30 attribute_set refer <0 order=cso
        30 ready meet <0
        50 ready meet <0
        90 left settled <0
    )"};
    const DrawnJourney none{"90 left settled <0"};
    const auto counted = [](const std::string& more) {
        return R"({"kind": "count", "from": "entry", "events": {"step": "meet", "on": "ready"})" + more + "}";
    };
    const std::string to_order = R"(, "to": {"begins": "order = cso"})";
    check(counted(""), {meets, none}, 2);
    check(counted(to_order), {meets, none}, 1.5);  // the minute of the order is not over before the third
    check(counted(to_order + R"(, "of": "reached")"), {meets, none}, 3);
    check(counted(R"(, "within": {"value": 20, "unit": "calendar_days"})"), {meets, none}, 1);
    check(counted(R"(, "within": {"value": 479, "unit": "hours"})"), {meets, none}, 0.5);
    check(counted(R"(, "statistic": "share", "at_least": 4)"), {meets, none}, 0.5);
    check(counted(R"(, "statistic": "share", "at_least": 5)"), {meets, none}, 0);
    check(counted(R"(, "statistic": "share", "at_most": 0)"), {meets, none}, 0.5);
    check(counted(R"(, "statistic": "share", "at_least": 1, "at_most": 4)"), {meets, none}, 0.5);
    check(counted(R"(, "unless": {"step": "meet", "on": "ready"})"), {meets, none}, 0);
}

TEST_CASE("limits are read off the map, in another unit too") {
    check(R"({"kind": "limit", "step": "meet", "unit": "weeks"})", {}, 8);
    check(R"({"kind": "limit", "step": "meet", "unit": "calendar_days"})", {}, 56);
    check(R"({"kind": "limit", "step": "meet", "unit": "months"})", {}, 56 / (year / 12));
    check(R"({"kind": "limit", "aim": "soon", "unit": "months"})", {}, 6);
    check(R"({"kind": "limit", "aim": "soon", "unit": "years"})", {}, 0.5);
}

TEST_CASE("ratios divide, times a number, and are nothing over nothing") {
    const std::string begins = R"({"kind": "flow", "events": {"begins": "setting = away"}})";
    const std::string ends = R"({"kind": "flow", "events": {"ends": "setting = away"}})";
    const std::string stock = R"({"kind": "stock", "where": "setting = away"})";
    check(R"({"kind": "ratio", "of": )" + ends + R"(, "over": )" + begins + "}", three, 0.75);
    check(R"({"kind": "ratio", "of": )" + ends + R"(, "over": )" + begins + R"(, "times": 1000})", three, 750);
    check(R"({"kind": "ratio", "of": )" + stock + R"(, "over": )" + begins + "}", three, 60 / year / 4);
    check(R"({"kind": "ratio", "of": {"kind": "limit", "step": "meet", "unit": "weeks"}, "over": )" + begins + "}",
          three, 2);
    CHECK(!asked(R"({"kind": "ratio", "of": )" + ends + R"(, "over": )" + begins + "}", {DrawnJourney{""}}));
    CHECK(
        !asked(R"({"kind": "ratio", "of": )" + of_spell("time", R"("unit": "years")") + R"(, "over": )" + begins + "}",
               {still_away}));
}

TEST_CASE("a figure is the same whatever is counted beside it") {
    // From home to away in one minute, home, and away again: what ends a wait comes first, so the wait goes on from
    // the first leaving home to the second coming away.
    const DrawnJourney child{R"(
        10 attribute_set refer <0 setting=away
        20 attribute_set refer <0 setting=home
        25 attribute_set refer <0 setting=away
        60 left settled <0
    )"};
    const std::string wait = R"({"kind": "time", "from": {"ends": "setting = home"},
        "to": {"begins": "setting = away"}, "unit": "calendar_days"})";
    const std::string home = R"({"kind": "stock", "where": "setting = home"})";
    const std::string away = R"({"kind": "stock", "where": "setting = away"})";
    check(wait, {child}, 15);
    CHECK(*values_over(small_map(), targets_in(questions({home, away, wait})), {child})[2] == 15);
    CHECK(*values_over(small_map(), targets_in(questions({away, home, wait})), {child})[2] == 15);
    CHECK(*values_over(small_map(), targets_in(questions({wait, wait, home})), {child})[1] == 15);
}

TEST_CASE("how a stock fills up: the days by years since the child came in") {
    const DrawnJourney child{"300 attribute_set refer <0 setting=away\n 400 left settled <0"};
    const Counts counts =
        counts_over(small_map(), targets_in(questions({R"({"kind": "stock", "where": "setting = away"})"})), {child});
    const auto& by_year = counts.stock_minutes_by_year.front();
    CHECK(by_year[0] == 93960);  // 65.25 days
    CHECK(by_year[1] == 50040);
    CHECK(by_year[2] == 0);
    CHECK(by_year[0] + by_year[1] == counts.counters.front().amount);
}

TEST_CASE("names of states and events stand for what they say") {
    const std::string named = R"("states": {"away": "setting = away|kin", "young_away": "$away and age < 12"},
        "events": {"met": {"step": "meet", "on": "ready"}, "any": ["met", {"begins": "$away"}]},)";
    const auto value = [&](const std::string& measure) {
        return *values_over(small_map(), targets_in(questions({measure}, named)), three).front();
    };
    CHECK(value(R"({"kind": "stock", "where": "$young_away"})") == Approx(60 / year));
    CHECK(value(R"({"kind": "stock", "where": "not $away and age < 12"})") == Approx((60 + 5 + 3) / year));
    CHECK(value(R"({"kind": "flow", "events": "met"})") == 1);
    CHECK(value(R"({"kind": "flow", "events": "any"})") == 5);
}
