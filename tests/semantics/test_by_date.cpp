// What a scenario changes from a date on: units, places, how often a body sits, what is set at entry (docs/semantics.md
// 10).
#include <catch2/catch.hpp>

#include "semantics/journey_text.hpp"

using namespace permap;

namespace {

// Three children ask for the panel on 5 January.
DrawnMap panel(const std::string& sitting) {
    return draw_map(R"(
        calendar office mon-fri 09:00 17:00 closed 2026-01-20
        sitting panel )" +
                    sitting + R"(
        enter ann 2026-01-05 00:00 -> heard
        enter bob 2026-01-05 00:01 -> heard
        enter cat 2026-01-05 00:02 -> heard
        heard takes 1 day uses panel -> home
        home outcome
    )");
}

// When the three are heard, each on a sitting of its own or together.
void check_heard(const DrawnMap& drawn, const std::string& ann, const std::string& bob, const std::string& cat) {
    const auto heard = [&](const char* child, const char* entered, const std::string& day, const std::string& next) {
        check_dates(drawn, child,
                    std::string(entered) + " entered " + child + "\n" + entered + " ready heard\n" + day +
                        " started heard\n" + next + " completed heard\n" + next + " through home\n" + next +
                        " left home\n");
    };
    const auto day_after = [](const std::string& day) { return to_string(*parse_instant(day) + one_day); };
    heard("ann", "2026-01-05 00:00", ann, day_after(ann));
    heard("bob", "2026-01-05 00:01", bob, day_after(bob));
    heard("cat", "2026-01-05 00:02", cat, day_after(cat));
}

}  // namespace

TEST_CASE("a pool gains units at the minute of the date, and they are granted at once") {
    const DrawnMap drawn = draw_map(R"(
        pool worker 1 then 2026-01-10 units 2
        enter ann 2026-01-05 -> assess
        enter bob 2026-01-06 -> assess
        enter cat 2026-01-07 -> assess
        assess takes 10 days uses worker -> home
        home outcome
    )");
    check_dates(drawn, "bob", R"(
        2026-01-06 00:00 entered bob
        2026-01-06 00:00 ready assess
        2026-01-10 00:00 started assess
        2026-01-20 00:00 completed assess
        2026-01-20 00:00 through home
        2026-01-20 00:00 left home
    )");
    check_dates(drawn, "cat", R"(
        2026-01-07 00:00 entered cat
        2026-01-07 00:00 ready assess
        2026-01-15 00:00 started assess
        2026-01-25 00:00 completed assess
        2026-01-25 00:00 through home
        2026-01-25 00:00 left home
    )");
}

TEST_CASE(
    "units that a pool loses are not taken from those at work: the first to be given back are not granted again") {
    const DrawnMap drawn = draw_map(R"(
        pool worker 2 then 2026-01-15 units 1
        enter ann 2026-01-05 -> assess
        enter bob 2026-01-06 -> assess
        enter cat 2026-01-07 -> assess
        assess takes 10 days uses worker -> home
        home outcome
    )");
    check_dates(drawn, "ann", R"(
        2026-01-05 00:00 entered ann
        2026-01-05 00:00 begins assess
        2026-01-15 00:00 completed assess
        2026-01-15 00:00 through home
        2026-01-15 00:00 left home
    )");
    check_dates(drawn, "cat", R"(
        2026-01-07 00:00 entered cat
        2026-01-07 00:00 ready assess
        2026-01-16 00:00 started assess
        2026-01-26 00:00 completed assess
        2026-01-26 00:00 through home
        2026-01-26 00:00 left home
    )");
}

TEST_CASE("units changed twice, and changed back: each date counts from the one before") {
    const DrawnMap drawn = draw_map(R"(
        pool worker 1 then 2026-01-06 units 3 then 2026-01-08 units 1
        enter ann 2026-01-05 -> assess
        enter bob 2026-01-06 -> assess
        enter cat 2026-01-09 -> assess
        assess takes 10 days uses worker -> home
        home outcome
    )");
    check_dates(drawn, "bob", R"(
        2026-01-06 00:00 entered bob
        2026-01-06 00:00 begins assess
        2026-01-16 00:00 completed assess
        2026-01-16 00:00 through home
        2026-01-16 00:00 left home
    )");
    check_dates(drawn, "cat", R"(
        2026-01-09 00:00 entered cat
        2026-01-09 00:00 ready assess
        2026-01-16 00:00 started assess
        2026-01-26 00:00 completed assess
        2026-01-26 00:00 through home
        2026-01-26 00:00 left home
    )");
}

TEST_CASE("a sitting has the places of the day on which it is held") {
    check_heard(panel("1 places 2026-01-06 10:00 every 1 then 2026-01-13 units 2"), "2026-01-06 10:00",
                "2026-01-13 10:00", "2026-01-13 10:00");
    check_heard(panel("2 places 2026-01-06 10:00 every 1 then 2026-01-06 12:00 units 1"), "2026-01-06 10:00",
                "2026-01-06 10:00", "2026-01-13 10:00");
    check_heard(panel("2 places 2026-01-06 10:00 every 1 then 2026-01-06 units 1"), "2026-01-06 10:00",
                "2026-01-13 10:00", "2026-01-20 10:00");
    // Due on the 20th, held on the 21st, when there are two places.
    check_heard(panel("1 places 2026-01-13 10:00 every 1 holidays office then 2026-01-21 units 2"), "2026-01-13 10:00",
                "2026-01-21 10:00", "2026-01-21 10:00");
}

TEST_CASE("a new rhythm is counted from the first sitting of the old one that would lie on or after the date") {
    // Every second week: 6 and 20 January, 3 February. From the 20th on every week.
    for (const char* const date : {"2026-01-07", "2026-01-20", "2026-01-20 10:00"}) {
        check_heard(panel(std::string("1 places 2026-01-06 10:00 every 2 then ") + date + " every 1"),
                    "2026-01-06 10:00", "2026-01-20 10:00", "2026-01-27 10:00");
    }
    check_heard(panel("1 places 2026-01-06 10:00 every 2 then 2026-01-20 10:01 every 1"), "2026-01-06 10:00",
                "2026-01-20 10:00", "2026-02-03 10:00");
    // A date before the first sitting: as if it were always so.
    check_heard(panel("1 places 2026-01-06 10:00 every 2 then 2025-06-01 every 1"), "2026-01-06 10:00",
                "2026-01-13 10:00", "2026-01-20 10:00");
    // Where a holiday moves that sitting, the rhythm still counts from the day on which it was due.
    check_heard(panel("1 places 2026-01-06 10:00 every 2 holidays office then 2026-01-15 every 1"), "2026-01-06 10:00",
                "2026-01-21 10:00", "2026-01-27 10:00");
    check_heard(panel("1 places 2026-01-06 10:00 every 2 holidays office skipped then 2026-01-15 every 1"),
                "2026-01-06 10:00", "2026-01-27 10:00", "2026-02-03 10:00");
}

TEST_CASE("a rhythm of weeks becomes one of open days, and the other way round") {
    check_heard(panel("1 places 2026-01-06 10:00 every 1 holidays office then 2026-01-13 every 3 open_days"),
                "2026-01-06 10:00", "2026-01-13 10:00", "2026-01-16 10:00");
    // The 20th is closed: the first open day from it on is the 21st, the third after that the 26th.
    check_heard(panel("1 places 2026-01-13 10:00 every 1 holidays office then 2026-01-14 every 3 open_days"),
                "2026-01-13 10:00", "2026-01-21 10:00", "2026-01-26 10:00");
    // Open days 6, 13 and 21 January; the 21st is the first on or after the 14th, then 28 January.
    check_heard(panel("1 places 2026-01-13 10:00 every 5 open_days holidays office then 2026-01-14 every 1"),
                "2026-01-13 10:00", "2026-01-21 10:00", "2026-01-28 10:00");
    // Two new rhythms in a row, the second before the first has had a sitting.
    check_heard(panel("1 places 2026-01-06 10:00 every 4 then 2026-01-08 every 3 then 2026-01-10 every 1"),
                "2026-01-06 10:00", "2026-02-03 10:00", "2026-02-10 10:00");
}

TEST_CASE("what is set at entry is what holds on the day of entry") {
    const DrawnMap drawn = draw_map(R"(
        attribute settled unknown|no|yes
        enter ann 2026-01-05 sets [settled = no] then 2026-01-06 sets [settled = yes] -> home
        enter bob 2026-01-06 sets [settled = no] then 2026-01-06 sets [settled = yes] -> home
        home outcome
    )");
    check_dates(drawn, "ann", R"(
        2026-01-05 00:00 entered ann
        2026-01-05 00:00 set settled = no
        2026-01-05 00:00 through ann
        2026-01-05 00:00 through home
        2026-01-05 00:00 left home
    )");
    check_dates(drawn, "bob", R"(
        2026-01-06 00:00 entered bob
        2026-01-06 00:00 set settled = yes
        2026-01-06 00:00 through bob
        2026-01-06 00:00 through home
        2026-01-06 00:00 left home
    )");
}
