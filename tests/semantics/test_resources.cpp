// Pools, sittings and supply (docs/semantics.md 2).
#include <catch2/catch.hpp>

#include <algorithm>

#include "semantics/journey_text.hpp"

using namespace permap;

TEST_CASE("a pool serves by priority, then by minute of request; a unit is held until completion") {
    const char* text = R"(
        pool worker 1
        attribute urgent no|yes
        enter ann 2026-01-05 00:00 -> assess
        enter bob 2026-01-06 00:00 -> assess
        enter cat 2026-01-07 00:00 sets [urgent = yes] -> assess
        assess takes 10 days uses worker priority 0 [urgent = yes] priority 5 -> home
        home outcome
    )";
    const DrawnMap drawn = draw_map(text);
    check_dates(drawn, "ann", R"(
        2026-01-05 00:00 entered ann
        2026-01-05 00:00 begins assess
        2026-01-15 00:00 completed assess
        2026-01-15 00:00 through home
        2026-01-15 00:00 left home
    )");
    check_dates(drawn, "cat", R"(
        2026-01-07 00:00 entered cat
        2026-01-07 00:00 set urgent = yes
        2026-01-07 00:00 through cat
        2026-01-07 00:00 ready assess
        2026-01-15 00:00 started assess <- ready assess
        2026-01-25 00:00 completed assess
        2026-01-25 00:00 through home
        2026-01-25 00:00 left home
    )");
    check_dates(drawn, "bob", R"(
        2026-01-06 00:00 entered bob
        2026-01-06 00:00 ready assess
        2026-01-25 00:00 started assess
        2026-02-04 00:00 completed assess
        2026-02-04 00:00 through home
        2026-02-04 00:00 left home
    )");
}

TEST_CASE("everybody who asks in a minute is weighed together, however the minute began") {
    // All three ask on 7 January at 00:00 for one worker: one by entering, one by completing, one by a clock. The
    // urgent one is the last to ask, and is served first.
    const DrawnMap drawn = draw_map(R"(
        pool worker 1
        enter ann 2026-01-07 00:00 -> assess
        enter bob 2026-01-06 00:00 -> a_day
        enter cat 2026-01-06 00:00 sets [urgent = yes] -> spell
        attribute urgent no|yes
        a_day takes 1 day -> assess
        spell clock takes 1 day -> assess
        assess takes 10 days uses worker priority 0 [urgent = yes] priority 5 -> home
        home outcome
    )");
    const std::string urgent = journey_of(drawn, "cat", Times::dates);
    CHECK(urgent.find("2026-01-07 00:00 begins assess") != std::string::npos);
    check_dates(drawn, "cat", R"(
        2026-01-06 00:00 entered cat
        2026-01-06 00:00 set urgent = yes
        2026-01-06 00:00 through cat
        2026-01-06 00:00 clock_started spell
        2026-01-07 00:00 clock_fired spell
        2026-01-07 00:00 begins assess
        2026-01-17 00:00 completed assess
        2026-01-17 00:00 through home
        2026-01-17 00:00 left home
    )");
}

TEST_CASE("a unit given back is granted in the same minute; a cancelled holder and a cancelled request free theirs") {
    // Ann holds the worker and is interrupted on the 8th; Bob's request is cancelled on the 7th; so Cat is served on
    // the 8th.
    const DrawnMap drawn = draw_map(R"(
        pool worker 1
        region work assess
        enter ann 2026-01-05 -> ann_both
        enter bob 2026-01-06 -> bob_both
        enter cat 2026-01-07 -> assess
        ann_both split -> assess ; three
        three takes 3 days -> stop
        bob_both split -> assess ; one
        one takes 1 day -> stop
        stop strand_end cancels work
        assess takes 30 days uses worker -> home
        home outcome
    )");
    check_dates(drawn, "bob", R"(
        2026-01-06 00:00 entered bob
        2026-01-06 00:00 through bob_both
        2026-01-06 00:00 decided bob_both.assess
        2026-01-06 00:00 ready assess
        2026-01-06 00:00 decided bob_both.one
        2026-01-06 00:00 begins one
        2026-01-07 00:00 completed one
        2026-01-07 00:00 begins stop
        2026-01-07 00:00 cancelled assess <- started stop
        2026-01-07 00:00 completed stop
        2026-01-07 00:00 left -
    )");
    check_dates(drawn, "cat", R"(
        2026-01-07 00:00 entered cat
        2026-01-07 00:00 ready assess
        2026-01-08 00:00 started assess
        2026-02-07 00:00 completed assess
        2026-02-07 00:00 through home
        2026-02-07 00:00 left home
    )");
}

TEST_CASE("a unit is held while the office is shut") {
    const DrawnMap drawn = draw_map(R"(
        calendar office mon-fri 09:00 17:00
        pool worker 1
        enter ann 2026-01-09 18:00 -> assess
        enter bob 2026-01-09 19:00 -> quick
        assess takes 1 hours calendar office uses worker -> home
        quick takes 1 hours uses worker -> home
        home outcome
    )");
    check_dates(drawn, "ann", R"(
        2026-01-09 18:00 entered ann
        2026-01-09 18:00 ready assess
        2026-01-12 09:00 started assess (out of hours 3780, gathering 0h)
        2026-01-12 10:00 completed assess
        2026-01-12 10:00 through home
        2026-01-12 10:00 left home
    )");
    check_dates(drawn, "bob", R"(
        2026-01-09 19:00 entered bob
        2026-01-09 19:00 ready quick
        2026-01-12 10:00 started quick
        2026-01-12 11:00 completed quick
        2026-01-12 11:00 through home
        2026-01-12 11:00 left home
    )");
}

TEST_CASE("a sitting is booked in the order of asking, with notice, on the first with a free place") {
    // Panels on Tuesdays at 10:00 with one place and 3 days' notice. Sunday 4 January is too late for the 6th.
    const DrawnMap drawn = draw_map(R"(
        sitting panel 1 places 2026-01-06 10:00 every 1 notice 3
        enter ann 2026-01-03 10:00 -> hearing        # exactly three days before
        enter bob 2026-01-03 10:01 -> hearing
        enter cat 2026-01-05 00:00 -> hearing
        hearing takes 1 day uses panel -> home
        home outcome
    )");
    check_dates(drawn, "ann", R"(
        2026-01-03 10:00 entered ann
        2026-01-03 10:00 ready hearing
        2026-01-06 10:00 started hearing <- ready hearing
        2026-01-07 10:00 completed hearing
        2026-01-07 10:00 through home
        2026-01-07 10:00 left home
    )");
    check_dates(drawn, "bob", R"(
        2026-01-03 10:01 entered bob
        2026-01-03 10:01 ready hearing
        2026-01-13 10:00 started hearing
        2026-01-14 10:00 completed hearing
        2026-01-14 10:00 through home
        2026-01-14 10:00 left home
    )");
    check_dates(drawn, "cat", R"(
        2026-01-05 00:00 entered cat
        2026-01-05 00:00 ready hearing
        2026-01-20 10:00 started hearing
        2026-01-21 10:00 completed hearing
        2026-01-21 10:00 through home
        2026-01-21 10:00 left home
    )");
}

TEST_CASE(
    "a place cancelled with notice is free for a later request and moves nobody forward; cancelled late it is lost") {
    // Ann is booked on the 13th, Bob on the 20th. Ann cancels on the 8th (early) or on the 11th (late); Cat asks on the
    // 9th or 12th.
    const auto panel = [](const std::string& days, const std::string& cat) {
        return draw_map(R"(
            sitting panel 1 places 2026-01-06 10:00 every 1 notice 3
            region hearings hearing
            enter ann 2026-01-05 -> both
            enter bob 2026-01-06 -> hearing
            enter cat )" +
                        cat + R"( -> hearing
            both split -> hearing ; think
            think takes )" +
                        days + R"( days -> stop
            stop strand_end cancels hearings
            hearing takes 1 day uses panel -> home
            home outcome
        )");
    };
    const std::string bob = R"(
        2026-01-06 00:00 entered bob
        2026-01-06 00:00 ready hearing
        2026-01-20 10:00 started hearing
        2026-01-21 10:00 completed hearing
        2026-01-21 10:00 through home
        2026-01-21 10:00 left home
    )";
    check_dates(panel("3", "2026-01-09"), "bob", bob);
    check_dates(panel("3", "2026-01-09"), "cat", R"(
        2026-01-09 00:00 entered cat
        2026-01-09 00:00 ready hearing
        2026-01-13 10:00 started hearing
        2026-01-14 10:00 completed hearing
        2026-01-14 10:00 through home
        2026-01-14 10:00 left home
    )");
    check_dates(panel("6", "2026-01-09 12:00"), "bob", bob);
    check_dates(panel("6", "2026-01-12"), "cat", R"(
        2026-01-12 00:00 entered cat
        2026-01-12 00:00 ready hearing
        2026-01-27 10:00 started hearing
        2026-01-28 10:00 completed hearing
        2026-01-28 10:00 through home
        2026-01-28 10:00 left home
    )");
}

TEST_CASE("a sitting on a holiday is held on the next open day, or not at all, as the map says") {
    for (const bool skipped : {false, true}) {
        const DrawnMap drawn = draw_map(std::string(R"(
            calendar office mon-fri 09:00 17:00 closed 2026-01-06
            sitting panel 1 places 2026-01-06 10:00 every 2 holidays office)") +
                                        (skipped ? " skipped" : "") + R"(
            enter ann 2026-01-05 -> hearing
            hearing uses panel -> home
            home outcome
        )");
        const std::string day = skipped ? "2026-01-20" : "2026-01-07";
        check_dates(drawn, "ann",
                    "2026-01-05 00:00 entered ann\n2026-01-05 00:00 ready hearing\n" + day +
                        " 10:00 started hearing\n" + day + " 10:00 completed hearing\n" + day +
                        " 10:00 through home\n" + day + " 10:00 left home\n");
    }
}

TEST_CASE("a sitting by open days: every n-th open day from the first on, over weekends and public holidays") {
    // Good Friday, 3 April 2026, is a Scottish public holiday; Easter Monday is none. From Wednesday 1 April the open
    // days are 1, 2, 6, 7, 8, 9, 10, 13 …, and the court sits on every second of them: 1, 6, 8, 10 April.
    const DrawnMap drawn = draw_map(R"(
        calendar office mon-fri 09:00 17:00 scottish
        sitting court 1 places 2026-04-01 10:00 every 2 open_days holidays office notice 1
        enter ann 2026-03-20 -> hearing
        enter bob 2026-03-31 10:00 -> hearing
        enter cat 2026-03-31 10:01 -> hearing
        enter dan 2026-04-08 10:00 -> hearing
        hearing takes 1 hours uses court -> home
        home outcome
    )");
    const auto sits = [&](const std::string& child, const std::string& asked, const std::string& day) {
        check_dates(drawn, child,
                    asked + " entered " + child + "\n" + asked + " ready hearing\n" + day +
                        " 10:00 started hearing <- ready hearing\n" + day + " 11:00 completed hearing\n" + day +
                        " 11:00 through home\n" + day + " 11:00 left home\n");
    };
    sits("ann", "2026-03-20 00:00", "2026-04-01");
    sits("bob", "2026-03-31 10:00", "2026-04-06");
    sits("cat", "2026-03-31 10:01", "2026-04-08");
    sits("dan", "2026-04-08 10:00", "2026-04-10");
}

TEST_CASE("a sitting by open days, first named on a closed day: held from the next open day on, round New Year") {
    // 1 and 2 January are Scottish public holidays; 3 and 4 January 2026 are a weekend.
    const DrawnMap drawn = draw_map(R"(
        calendar office mon-fri 00:00 24:00 scottish
        sitting court 1 places 2026-01-01 14:30 every 1 open_days holidays office
        enter ann 2025-12-30 -> hearing
        enter bob 2025-12-31 -> hearing
        hearing uses court -> home
        home outcome
    )");
    const auto sits = [&](const std::string& child, const std::string& asked, const std::string& at) {
        check_dates(drawn, child,
                    asked + " 00:00 entered " + child + "\n" + asked + " 00:00 ready hearing\n" + at +
                        " started hearing\n" + at + " completed hearing\n" + at + " through home\n" + at +
                        " left home\n");
    };
    sits("ann", "2025-12-30", "2026-01-05 14:30");
    sits("bob", "2025-12-31", "2026-01-06 14:30");
}

TEST_CASE("a place cancelled at a sitting by open days is free again with notice") {
    const DrawnMap drawn = draw_map(R"(
        calendar office mon-fri 09:00 17:00
        sitting court 1 places 2026-01-06 10:00 every 1 open_days holidays office notice 1
        region hearings hearing
        enter ann 2026-01-05 -> both
        enter bob 2026-01-05 12:00 -> hearing
        both split -> hearing ; think
        think takes 6 hours -> stop
        stop strand_end cancels hearings
        hearing uses court -> home
        home outcome
    )");
    // Ann is booked on the 6th and cancels at 06:00 on the 5th; Bob asks at noon, too late for the 6th.
    check_dates(drawn, "bob", R"(
        2026-01-05 12:00 entered bob
        2026-01-05 12:00 ready hearing
        2026-01-07 10:00 started hearing
        2026-01-07 10:00 completed hearing
        2026-01-07 10:00 through home
        2026-01-07 10:00 left home
    )");
    const DrawnMap later = draw_map(R"(
        calendar office mon-fri 09:00 17:00
        sitting court 1 places 2026-01-06 10:00 every 1 open_days holidays office notice 1
        region hearings hearing
        enter ann 2026-01-05 -> both
        enter bob 2026-01-05 07:00 -> hearing
        both split -> hearing ; think
        think takes 6 hours -> stop
        stop strand_end cancels hearings
        hearing uses court -> home
        home outcome
    )");
    check_dates(later, "bob", R"(
        2026-01-05 07:00 entered bob
        2026-01-05 07:00 ready hearing
        2026-01-06 10:00 started hearing
        2026-01-06 10:00 completed hearing
        2026-01-06 10:00 through home
        2026-01-06 10:00 left home
    )");
}

TEST_CASE("who does not need a unit goes on without one; that is settled when it is asked for") {
    const DrawnMap drawn = draw_map(R"(
        pool family 1
        attribute plan adoption|order
        enter ann 2026-01-05 -> match
        enter bob 2026-01-06 -> match
        enter cat 2026-01-07 sets [plan = order] -> match
        match takes 3 days uses family [plan = adoption] for_good sets [plan = order] -> home
        home outcome
    )");
    check_dates(drawn, "ann", R"(
        2026-01-05 00:00 entered ann
        2026-01-05 00:00 begins match
        2026-01-05 00:00 set plan = order
        2026-01-08 00:00 completed match
        2026-01-08 00:00 through home
        2026-01-08 00:00 left home
    )");
    check_dates(drawn, "bob", R"(
        2026-01-06 00:00 entered bob
        2026-01-06 00:00 ready match
    )");
    check_dates(drawn, "cat", R"(
        2026-01-07 00:00 entered cat
        2026-01-07 00:00 set plan = order
        2026-01-07 00:00 through cat
        2026-01-07 00:00 begins match
        2026-01-10 00:00 completed match
        2026-01-10 00:00 through home
        2026-01-10 00:00 left home
    )");
}

TEST_CASE("siblings on one visit need a unit if the first of them does") {
    for (const bool needed : {false, true}) {
        const DrawnMap drawn = draw_map(std::string(R"(
            pool place 0
            enter ann 2026-01-05 siblings 2 aged 3 -> stay
            stay takes 3 days together 5 uses place )") +
                                        (needed ? "[age < 4]" : "[age >= 4]") + R"( -> home
            home outcome
        )");
        for (const char* child : {"ann", "ann+1"}) {
            check_journey(drawn, child,
                          needed ? "0d00:00 entered ann\n0d00:00 ready stay\n"
                                 : "0d00:00 entered ann\n0d00:00 begins stay\n3d00:00 completed stay\n"
                                   "3d00:00 through home\n3d00:00 left home\n");
        }
    }
}

TEST_CASE("supply: a household's end adds a unit, and a match takes one for good") {
    const DrawnMap drawn = draw_map(R"(
        pool family 0
        households
        enter kin 2026-01-10 -> approve
        approve takes 5 days adds_to family -> ready
        ready strand_end
        enter ann 2026-01-05 -> match
        enter bob 2026-01-06 -> match
        match takes 3 days uses family for_good -> home
        home outcome
    )");
    check_dates(drawn, "ann", R"(
        2026-01-05 00:00 entered ann
        2026-01-05 00:00 ready match
        2026-01-15 00:00 started match
        2026-01-18 00:00 completed match
        2026-01-18 00:00 through home
        2026-01-18 00:00 left home
    )");
    check_dates(drawn, "bob", R"(
        2026-01-06 00:00 entered bob
        2026-01-06 00:00 ready match
    )");
}

namespace {

// The drawn map as that of an area: all drawn children still come, but units and places are the area's.
DrawnMap in_an_area(DrawnMap drawn, double share) {
    drawn.settings.area_share = share;
    for (Arrivals& arrivals : drawn.map.arrivals) arrivals.children_a_year.value /= share;
    return drawn;
}

std::string started_on(const DrawnMap& drawn, const std::string& child, const std::string& step) {
    const std::string journey = journey_of(drawn, child, Times::dates);
    const std::size_t line = journey.find(" started " + step);
    INFO(journey);
    REQUIRE(line != std::string::npos);
    return journey.substr(journey.rfind('\n', line) + 1, 16);
}

}  // namespace

TEST_CASE("an area has its share of a pool's units, rounded, and at least one") {
    const auto drawn = [](const std::string& units, double share) {
        return in_an_area(draw_map("\n        pool worker " + units + R"(
        enter ann 2026-01-05 00:00 -> assess
        enter bob 2026-01-06 00:00 -> assess
        enter cat 2026-01-07 00:00 -> assess
        assess takes 10 days uses worker -> home
        home outcome
    )"),
                          share);
    };
    const char* const third_waits = R"(
        2026-01-07 00:00 entered cat
        2026-01-07 00:00 ready assess
        2026-01-15 00:00 started assess
        2026-01-25 00:00 completed assess
        2026-01-25 00:00 through home
        2026-01-25 00:00 left home
    )";
    const char* const nobody_waits = R"(
        2026-01-07 00:00 entered cat
        2026-01-07 00:00 begins assess
        2026-01-17 00:00 completed assess
        2026-01-17 00:00 through home
        2026-01-17 00:00 left home
    )";
    check_dates(drawn("10", 0.2), "cat", third_waits);
    check_dates(drawn("10", 0.24), "cat", third_waits);
    check_dates(drawn("10", 0.25), "cat", nobody_waits);
    check_dates(drawn("3", 1), "cat", nobody_waits);
    const DrawnMap smallest = drawn("3", 0.01);
    CHECK(started_on(smallest, "bob", "assess") == "2026-01-15 00:00");
    check_dates(smallest, "cat", R"(
        2026-01-07 00:00 entered cat
        2026-01-07 00:00 ready assess
        2026-01-25 00:00 started assess
        2026-02-04 00:00 completed assess
        2026-02-04 00:00 through home
        2026-02-04 00:00 left home
    )");
}

TEST_CASE("an area has its share of a sitting's places") {
    const auto drawn = [](double share) {
        return in_an_area(draw_map(R"(
        sitting panel 8 places 2026-01-13 10:00 every 4 notice 0
        enter ann 2026-01-05 00:00 -> meet
        enter bob 2026-01-06 00:00 -> meet
        meet takes 1 days uses panel -> home
        home outcome
    )"),
                          share);
    };
    check_dates(drawn(0.25), "bob", R"(
        2026-01-06 00:00 entered bob
        2026-01-06 00:00 ready meet
        2026-01-13 10:00 started meet
        2026-01-14 10:00 completed meet
        2026-01-14 10:00 through home
        2026-01-14 10:00 left home
    )");
    check_dates(drawn(0.1), "bob", R"(
        2026-01-06 00:00 entered bob
        2026-01-06 00:00 ready meet
        2026-02-10 10:00 started meet
        2026-02-11 10:00 completed meet
        2026-02-11 10:00 through home
        2026-02-11 10:00 left home
    )");
}

TEST_CASE("a pool that begins empty is empty in every area") {
    check_dates(in_an_area(draw_map(R"(
        pool adopters 0
        enter ann 2026-01-05 00:00 -> match
        households
        enter ours 2026-01-06 00:00 -> approve
        approve takes 9 days adds_to adopters -> approved
        approved strand_end
        match takes 3 days uses adopters for_good -> home
        home outcome
    )"),
                           0.1),
                "ann", R"(
        2026-01-05 00:00 entered ann
        2026-01-05 00:00 ready match
        2026-01-15 00:00 started match
        2026-01-18 00:00 completed match
        2026-01-18 00:00 through home
        2026-01-18 00:00 left home
    )");
}
