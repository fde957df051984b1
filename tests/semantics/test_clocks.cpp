// Waits, clocks and birthdays (docs/semantics.md 1, 3 and 7).
#include <catch2/catch.hpp>

#include "semantics/journey_text.hpp"

using namespace permap;

TEST_CASE("a wait ends on a date, and at once when the date is past") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 09:00 -> first
        first wait until date 2026-02-01 -> second
        second wait until date 2026-01-15 -> home
        home outcome
    )");
    check_dates(drawn, "ann", R"(
        2026-01-05 09:00 entered ann
        2026-01-05 09:00 begins first
        2026-02-01 00:00 completed first
        2026-02-01 00:00 through second
        2026-02-01 00:00 through home
        2026-02-01 00:00 left home
    )");
}

TEST_CASE(
    "a wait until an age ends on the birthday, at once if older; born on 29 February, that is the last day of "
    "February") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 born 2012-02-29 -> twelve
        twelve wait until age 12 -> fourteen
        fourteen wait until age 14 -> look
        look decision -> young: home when [age < 14] ; old: away when [age >= 14]
        home outcome
        away outcome
    )");
    check_dates(drawn, "ann", R"(
        2026-01-05 00:00 entered ann
        2026-01-05 00:00 through twelve
        2026-01-05 00:00 begins fourteen
        2026-02-28 00:00 completed fourteen
        2026-02-28 00:00 through look
        2026-02-28 00:00 decided look.old
        2026-02-28 00:00 through away
        2026-02-28 00:00 left away
    )");
}

TEST_CASE("a limit of age cuts the time at that birthday") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 born 2008-01-20 -> care
        care takes 3 months never_past 18 -> after
        after takes 1 month never_past 18 -> home
        home outcome
    )");
    check_dates(drawn, "ann", R"(
        2026-01-05 00:00 entered ann
        2026-01-05 00:00 begins care
        2026-01-20 00:00 completed care
        2026-01-20 00:00 through after
        2026-01-20 00:00 through home
        2026-01-20 00:00 left home
    )");
}

TEST_CASE(
    "a wait for another step ends when that step has happened, after its own ways, in map order, and at once later") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 -> all
        all split -> w2 ; w1 ; decide
        decide takes 2 days -> next
        next takes 1 day -> late
        w1 wait until step decide -> one
        w2 wait until step decide -> two
        one strand_end
        two strand_end
        late wait until step decide -> home
        home outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 through all
        0d00:00 decided all.w2
        0d00:00 begins w2
        0d00:00 decided all.w1
        0d00:00 begins w1
        0d00:00 decided all.decide
        0d00:00 begins decide
        2d00:00 completed decide
        2d00:00 begins next <- completed decide
        2d00:00 completed w1 <- completed decide
        2d00:00 through one
        2d00:00 completed w2 <- completed decide
        2d00:00 through two
        3d00:00 completed next
        3d00:00 through late <- completed next
        3d00:00 through home
        3d00:00 left home
    )");
}

TEST_CASE("of several timescales the one in force when the visit becomes ready, or the clock starts, is kept") {
    const char* text = R"(
        enter ann 2026-01-31 -> within
        enter bob 2026-02-01 -> within
        within wait until timescale timescale 3 days law - 2026-02-01
               timescale 2 days from_ready within inclusive law 2026-02-01 - -> home
        notice clock until timescale lifelong starts_at within
               timescale 30 days law - 2026-02-01 timescale 20 days law 2026-02-01 - -> late
        home outcome
        late strand_end
    )";
    const DrawnMap drawn = draw_map(text);
    check_dates(drawn, "ann", R"(
        2026-01-31 00:00 entered ann
        2026-01-31 00:00 begins within
        2026-01-31 00:00 clock_started notice
        2026-02-04 00:00 completed within
        2026-02-04 00:00 through home
        2026-02-04 00:00 left home
    )");
    check_dates(drawn, "bob", R"(
        2026-02-01 00:00 entered bob
        2026-02-01 00:00 begins within
        2026-02-01 00:00 clock_started notice
        2026-02-03 00:00 completed within
        2026-02-03 00:00 through home
        2026-02-03 00:00 left home
    )");
}

TEST_CASE("a wait until its timescale goes by the day it became ready, not by the day it starts") {
    const DrawnMap drawn = draw_map(R"(
        calendar office mon-fri 09:00 17:00
        enter ann 2026-01-05 10:00 -> within
        pool worker 1
        enter bob 2026-01-05 09:00 -> holds
        holds takes 40 days uses worker -> home
        within wait until timescale uses worker timescale 50 days law - 2026-02-01
               timescale 90 days law 2026-02-01 - -> home
        home outcome
    )");
    // Ready on 5 January, started on 14 February under the new law: the limit is still that of 5 January.
    check_dates(drawn, "ann", R"(
        2026-01-05 10:00 entered ann
        2026-01-05 10:00 ready within
        2026-02-14 09:00 started within
        2026-02-25 00:00 completed within
        2026-02-25 00:00 through home
        2026-02-25 00:00 left home
    )");
}

TEST_CASE("a wait until its timescale ends at once where none is in force") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 -> within
        within wait until timescale timescale 3 days law 2026-02-01 - -> home
        home outcome
    )");
    check_dates(drawn, "ann", R"(
        2026-01-05 00:00 entered ann
        2026-01-05 00:00 through within
        2026-01-05 00:00 through home
        2026-01-05 00:00 left home
    )");
}

TEST_CASE("a wait may last until the end of its own timescale, counted from another step or from itself") {
    const DrawnMap drawn = draw_map(R"(
        calendar office mon-fri 09:00 17:00 closed 2026-01-08
        enter ann 2026-01-05 10:00 -> refer
        refer takes 1 day -> within
        within wait until timescale calendar office timescale 3 working_days from refer -> own
        own wait until timescale timescale 2 days inclusive -> past
        past wait until timescale timescale 1 days from refer -> home
        home outcome
    )");
    // Refer completes on Tuesday 6; days 1 to 3 are Wednesday 7, Friday 9, Monday 12. Then the 13th and the 14th.
    check_dates(drawn, "ann", R"(
        2026-01-05 10:00 entered ann
        2026-01-05 10:00 begins refer
        2026-01-06 10:00 completed refer
        2026-01-06 10:00 begins within
        2026-01-13 00:00 completed within
        2026-01-13 00:00 begins own
        2026-01-15 00:00 completed own
        2026-01-15 00:00 through past
        2026-01-15 00:00 through home
        2026-01-15 00:00 left home
    )");
}

TEST_CASE("started while running, one clock begins anew and the other keeps its spell; reached by a way, it merges") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 -> order
        order takes 4 days -> again
        again takes 4 days -> by_way
        by_way split -> order_life ; spell ; rest
        rest takes 1 day -> gone
        gone strand_end
        order_life clock takes 10 days starts_at order,again restart -> ended
        spell clock takes 15 days starts_at order,again -> over
        ended strand_end
        over outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 begins order
        0d00:00 clock_started order_life
        0d00:00 clock_started spell
        4d00:00 completed order
        4d00:00 begins again
        4d00:00 clock_ended order_life <- started again
        4d00:00 clock_started order_life <- started again
        8d00:00 completed again
        8d00:00 through by_way
        8d00:00 decided by_way.order_life
        8d00:00 clock_ended order_life <- decided by_way.order_life
        8d00:00 clock_started order_life <- decided by_way.order_life
        8d00:00 decided by_way.spell
        8d00:00 merged spell <- decided by_way.spell
        8d00:00 decided by_way.rest
        8d00:00 begins rest
        9d00:00 completed rest
        9d00:00 through gone
        15d00:00 clock_fired spell <- clock_started spell
        15d00:00 through over <- clock_fired spell
        18d00:00 clock_fired order_life
        18d00:00 through ended
        18d00:00 left over
    )");
}

TEST_CASE(
    "a clock starts only if its condition holds; fired, it is silent until started again; its visits are its firings") {
    const DrawnMap drawn = draw_map(R"(
        attribute order none|cso
        enter ann 2026-01-05 -> first
        first takes 1 day -> second
        second takes 10 days sets [order = cso] -> third
        third takes 10 days -> home
        home outcome
        life clock takes 3 days starts_at first,second,third only_if [order = cso] -> once
        once decision -> yes: noted when [visits(life) = 1] ; no: noted when [visits(life) > 1]
        noted strand_end
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 begins first
        1d00:00 completed first
        1d00:00 begins second
        1d00:00 set order = cso
        1d00:00 clock_started life <- started second
        4d00:00 clock_fired life
        4d00:00 through once
        4d00:00 decided once.yes
        4d00:00 through noted
        11d00:00 completed second
        11d00:00 begins third
        11d00:00 clock_started life <- started third
        14d00:00 clock_fired life
        14d00:00 through once #2
        14d00:00 decided once.no
        14d00:00 through noted #2
        21d00:00 completed third
        21d00:00 through home
        21d00:00 left home
    )");
}

TEST_CASE("a clock acts as it fires: its own start actions, then its decision, caused by the firing") {
    const DrawnMap drawn = draw_map(R"(
        attribute due no|yes
        region planning plan
        enter ann 2026-01-05 -> plan
        plan takes 30 days -> home
        home outcome
        yearly clock takes 7 days starts_at plan cancels planning sets [due = yes]
            -> early: home when [due = no] ; late: away when [due = yes]
        away outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 begins plan
        0d00:00 clock_started yearly
        7d00:00 clock_fired yearly <- clock_started yearly
        7d00:00 cancelled plan <- clock_fired yearly
        7d00:00 set due = yes <- clock_fired yearly
        7d00:00 decided yearly.late <- clock_fired yearly
        7d00:00 through away <- decided yearly.late
        7d00:00 left away
    )");
}

TEST_CASE("a lifelong clock keeps no journey open and is heard no more after it; any other clock keeps it open") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 born 2008-02-01 -> care
        care takes 5 days -> home
        home outcome
        age_18 clock until age 18 starts_at care lifelong -> adult
        order clock takes 7 days starts_at care -> ended
        ended strand_end
        adult outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 begins care
        0d00:00 clock_started age_18
        0d00:00 clock_started order
        5d00:00 completed care
        5d00:00 through home
        7d00:00 clock_fired order
        7d00:00 through ended
        7d00:00 left home <- completed ended
    )");
}

TEST_CASE("a clock that is already due fires through the queue, not inside the start of the step") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 born 2008-01-01 -> care
        care -> after
        after takes 5 days -> home
        home outcome
        age_18 clock until age 18 starts_at care lifelong -> adult
        none_at_all clock takes 0 days starts_at care -> noted
        adult outcome
        noted strand_end
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 begins care
        0d00:00 clock_started age_18
        0d00:00 clock_started none_at_all
        0d00:00 completed care
        0d00:00 begins after
        0d00:00 clock_fired age_18
        0d00:00 through adult
        0d00:00 clock_fired none_at_all
        0d00:00 through noted
        5d00:00 completed after
        5d00:00 through home
        5d00:00 left home
    )");
}

TEST_CASE("in one minute: dates and ages, then completions, then clocks") {
    // All four are due on 10 January at 00:00; they are drawn here in the wrong order.
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 born 2010-01-10 -> all
        all split -> spell ; work ; till_date ; till_age
        spell clock takes 5 days -> end_1
        work takes 5 days -> end_2
        till_date wait until date 2026-01-10 -> end_3
        till_age clock until age 16 -> end_4
        end_1 strand_end
        end_2 strand_end
        end_3 strand_end
        end_4 strand_end
    )");
    const std::string journey = journey_of(drawn, "ann");
    CHECK(journey.find("completed till_date") < journey.find("completed work"));
    CHECK(journey.find("clock_fired till_age") < journey.find("completed work"));
    CHECK(journey.find("5d00:00 completed work") < journey.find("clock_fired spell"));
    CHECK(journey.find("clock_fired spell") < journey.size());
}

TEST_CASE("a wait for another step ends on the birthday that is its limit, and a clock that fires has happened too") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 born 2010-02-01 -> both
        both split -> for_ever ; for_clock
        for_ever wait until step never never_past 16 -> one
        for_clock wait until step spell -> two
        spell clock takes 3 days starts_at both -> three
        never takes 1 day -> one
        one strand_end
        two strand_end
        three strand_end
    )");
    check_dates(drawn, "ann", R"(
        2026-01-05 00:00 entered ann
        2026-01-05 00:00 begins both
        2026-01-05 00:00 clock_started spell
        2026-01-05 00:00 completed both
        2026-01-05 00:00 decided both.for_ever
        2026-01-05 00:00 begins for_ever
        2026-01-05 00:00 decided both.for_clock
        2026-01-05 00:00 begins for_clock
        2026-01-08 00:00 clock_fired spell
        2026-01-08 00:00 through three
        2026-01-08 00:00 completed for_clock <- clock_fired spell
        2026-01-08 00:00 through two
        2026-02-01 00:00 completed for_ever <- started for_ever
        2026-02-01 00:00 through one
        2026-02-01 00:00 left -
    )");
}
