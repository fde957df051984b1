// Working time and calendar durations (SEMANTICS 4).
#include <catch2/catch.hpp>

#include "semantics/journey_text.hpp"

using namespace permap;

TEST_CASE("working time runs only while the calendar is open; ready out of hours, it starts at the next opening") {
    const DrawnMap drawn = draw_map(R"(
        calendar office mon-fri 09:00 17:00
        enter ann 2026-01-09 18:30 -> late           # a Friday evening
        late takes 2 hours calendar office -> elapsed
        elapsed takes 2 hours -> home
        home outcome
    )");
    check_dates(drawn, "ann", R"(
        2026-01-09 18:30 entered ann
        2026-01-09 18:30 ready late
        2026-01-12 09:00 started late (out of hours 3750, gathering 0h)
        2026-01-12 11:00 completed late
        2026-01-12 11:00 begins elapsed
        2026-01-12 13:00 completed elapsed
        2026-01-12 13:00 through home
        2026-01-12 13:00 left home
    )");
}

TEST_CASE("work that ends at closing time ends there, and longer work goes on across weekend and holiday") {
    const DrawnMap drawn = draw_map(R"(
        calendar office mon-fri 09:00 17:00 scottish
        enter ann 2026-11-27 10:00 -> till_closing   # a Friday; Monday 30 November is St Andrew's Day
        till_closing takes 7 hours calendar office -> across
        across takes 1 hour calendar office -> day
        day takes 1 working_days calendar office -> home
        home outcome
    )");
    check_dates(drawn, "ann", R"(
        2026-11-27 10:00 entered ann
        2026-11-27 10:00 begins till_closing
        2026-11-27 17:00 completed till_closing
        2026-11-27 17:00 ready across
        2026-12-01 09:00 started across (out of hours 5280, gathering 0h)
        2026-12-01 10:00 completed across
        2026-12-01 10:00 begins day
        2026-12-02 10:00 completed day
        2026-12-02 10:00 through home
        2026-12-02 10:00 left home
    )");
}

TEST_CASE("no working time needs no opening, and calendar days run through a weekend") {
    const DrawnMap drawn = draw_map(R"(
        calendar office mon-fri 09:00 17:00
        enter ann 2026-01-09 18:30 -> none_at_all
        none_at_all takes 0 hours calendar office -> days
        days takes 2 days calendar office -> home
        home outcome
    )");
    check_dates(drawn, "ann", R"(
        2026-01-09 18:30 entered ann
        2026-01-09 18:30 through none_at_all
        2026-01-09 18:30 begins days
        2026-01-11 18:30 completed days
        2026-01-11 18:30 through home
        2026-01-11 18:30 left home
    )");
}

TEST_CASE("months keep the day number or the last day of the month, and are not chained") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-31 09:00 -> one
        enter bob 2026-01-31 09:00 -> two
        enter cat 2028-02-29 09:00 -> year
        one takes 1 month -> home
        two takes 2 months -> half
        half takes 0.5 months -> home
        year takes 1 year -> home
        home outcome
    )");
    check_dates(drawn, "ann", R"(
        2026-01-31 09:00 entered ann
        2026-01-31 09:00 begins one
        2026-02-28 09:00 completed one
        2026-02-28 09:00 through home
        2026-02-28 09:00 left home
    )");
    // Half a month from 31 March: half of the 31 days of March later.
    check_dates(drawn, "bob", R"(
        2026-01-31 09:00 entered bob
        2026-01-31 09:00 begins two
        2026-03-31 09:00 completed two
        2026-03-31 09:00 begins half
        2026-04-15 21:00 completed half
        2026-04-15 21:00 through home
        2026-04-15 21:00 left home
    )");
    check_dates(drawn, "cat", R"(
        2028-02-29 09:00 entered cat
        2028-02-29 09:00 begins year
        2029-02-28 09:00 completed year
        2029-02-28 09:00 through home
        2029-02-28 09:00 left home
    )");
}
