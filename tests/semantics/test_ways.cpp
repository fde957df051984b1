// Ways, decisions and splits (docs/semantics.md 4), law by date, and steps a scenario has removed.
#include <catch2/catch.hpp>

#include "map/law_at.hpp"
#include "semantics/journey_text.hpp"

using namespace permap;

TEST_CASE("a way acts in order: interrupts, sets, arrival") {
    const DrawnMap drawn = draw_map(R"(
        attribute setting home|away
        attribute found no|yes
        region planning plan when_ended [found = yes]
        enter ann 2026-01-05 -> both
        both split -> plan ; other
        plan takes 30 days -> home
        other takes 2 days -> home interrupts planning sets [setting = away if found = yes]
        home outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 through both
        0d00:00 decided both.plan
        0d00:00 begins plan
        0d00:00 decided both.other
        0d00:00 begins other
        2d00:00 completed other
        2d00:00 cancelled plan <- completed other
        2d00:00 set found = yes <- completed other
        2d00:00 set setting = away <- completed other
        2d00:00 through home <- completed other
        2d00:00 left home
    )");
}

TEST_CASE("a decision shuts the ways whose condition is false and rescales the others to 1") {
    // Only `kin` and `foster` are open, 1 to 0: whatever the draw, kin. Two ways lead to the same step.
    const DrawnMap drawn = draw_map(R"(
        attribute carer unknown|known
        enter ann 2026-01-05 sets [carer = known] -> choose
        choose decision -> home 0.9 when [carer = unknown] ; kin: away 0.1 when [carer = known] ; foster: away 0
        home outcome
        away outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 set carer = known
        0d00:00 through ann
        0d00:00 through choose
        0d00:00 decided choose.kin <- completed choose
        0d00:00 through away <- decided choose.kin
        0d00:00 left away
    )");
}

TEST_CASE("a decision that finds every way shut leaves the child there, with nothing decided") {
    const DrawnMap drawn = draw_map(R"(
        attribute carer unknown|known
        enter ann 2026-01-05 -> choose
        choose decision -> home when [carer = known] ; away when [carer != unknown]
        home outcome
        away outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 through choose
        0d00:00 left -
    )");
}

TEST_CASE("a derived attribute and the age are looked at when they are asked for") {
    const DrawnMap drawn = draw_map(R"(
        attribute order none|cso
        derived hearing_may_change [order = cso and age >= 12]
        enter ann 2026-01-05 born 2014-01-07 -> first
        first sets [order = cso] -> choose
        choose decision -> early: wait_a_bit when [hearing_may_change = no] ; on: home when [hearing_may_change = yes]
        wait_a_bit takes 2 days -> choose
        home outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 begins first
        0d00:00 set order = cso
        0d00:00 completed first
        0d00:00 through choose
        0d00:00 decided choose.early
        0d00:00 begins wait_a_bit
        2d00:00 completed wait_a_bit
        2d00:00 through choose #2
        2d00:00 decided choose.on
        2d00:00 through home
        2d00:00 left home
    )");
}

TEST_CASE("conditions of a split are read once, before any branch starts, and clears come after all branches") {
    const DrawnMap drawn = draw_map(R"(
        attribute asked no|yes
        enter ann 2026-01-05 sets [asked = yes] -> answer
        answer split clears [asked = no] -> plain: first when [asked = yes] ; other: second when [asked = yes]
        first sets [asked = no] -> home
        second takes 1 day sets [asked = yes] -> home
        home outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 set asked = yes
        0d00:00 through ann
        0d00:00 through answer
        0d00:00 decided answer.plain
        0d00:00 begins first
        0d00:00 set asked = no <- started first
        0d00:00 completed first
        0d00:00 through home
        0d00:00 decided answer.other <- completed answer
        0d00:00 begins second
        0d00:00 set asked = yes
        0d00:00 set asked = no <- completed answer
        1d00:00 completed second
        1d00:00 through home #2
        1d00:00 left home
    )");
}

TEST_CASE("where no branch starts, the child is at the split's join; without a join the strand ends") {
    const DrawnMap with_join = draw_map(R"(
        enter ann 2026-01-05 -> offer
        offer split join_at met -> help 0 ; plan 0
        help takes 1 day -> met
        plan takes 1 day -> met
        met join started_by offer -> home
        home outcome
    )");
    check_journey(with_join, "ann", R"(
        0d00:00 entered ann
        0d00:00 through offer
        0d00:00 through met <- completed offer
        0d00:00 through home
        0d00:00 left home
    )");
    const DrawnMap without = draw_map(R"(
        attribute asked no|yes
        enter ann 2026-01-05 -> offer
        offer split clears [asked = yes] -> help 0 ; plan 0
        help outcome
        plan outcome
    )");
    check_journey(without, "ann", R"(
        0d00:00 entered ann
        0d00:00 through offer
        0d00:00 set asked = yes
        0d00:00 left -
    )");
}

TEST_CASE("a second arrival at a split merges while one of its branches is active, not after") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 -> twice
        twice split -> now: parts ; soon: day ; later: week
        day takes 1 day -> parts
        week takes 7 days -> parts
        parts split branches one,two -> one ; two
        one takes 2 days -> home
        two takes 3 days -> home
        home outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 through twice
        0d00:00 decided twice.now
        0d00:00 through parts
        0d00:00 decided parts.one
        0d00:00 begins one
        0d00:00 decided parts.two
        0d00:00 begins two
        0d00:00 decided twice.soon
        0d00:00 begins day
        0d00:00 decided twice.later
        0d00:00 begins week
        1d00:00 completed day
        1d00:00 merged parts <- completed day
        2d00:00 completed one
        2d00:00 through home
        3d00:00 completed two
        3d00:00 through home #2
        7d00:00 completed week
        7d00:00 through parts #2
        7d00:00 decided parts.one
        7d00:00 begins one #2
        7d00:00 decided parts.two
        7d00:00 begins two #2
        9d00:00 completed one
        9d00:00 through home #3
        10d00:00 completed two
        10d00:00 through home #4
        10d00:00 left home
    )");
}

TEST_CASE("law by date: a step outside its dates takes no time, a way is shut, a clock does not start") {
    const char* text = R"(
        attribute told no|yes
        enter ann 2026-01-05 -> new_duty
        enter bob 2026-03-05 -> new_duty
        new_duty takes 5 days in_force 2026-03-01 - sets [told = yes] -> choose
        choose decision -> old: home in_force - 2026-03-01 ; new: away in_force 2026-03-01 -
        old_clock clock takes 90 days starts_at new_duty in_force - 2026-03-01 lifelong -> home
        home outcome
        away outcome
    )";
    check_journey(draw_map(text), "ann", R"(
        0d00:00 entered ann
        0d00:00 begins new_duty
        0d00:00 set told = yes
        0d00:00 clock_started old_clock
        0d00:00 completed new_duty
        0d00:00 through choose
        0d00:00 decided choose.old
        0d00:00 through home
        0d00:00 left home
    )");
    check_journey(draw_map(text), "bob", R"(
        0d00:00 entered bob
        0d00:00 begins new_duty
        0d00:00 set told = yes
        5d00:00 completed new_duty
        5d00:00 through choose
        5d00:00 decided choose.new
        5d00:00 through away
        5d00:00 left away
    )");
}

TEST_CASE("frozen law holds for the whole of a run") {
    DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 -> new_duty
        enter bob 2026-03-05 -> new_duty
        new_duty takes 5 days in_force 2026-03-01 - -> choose
        choose decision -> old: home in_force - 2026-03-01 ; new: away in_force 2026-03-01 -
        old_clock clock takes 90 days starts_at new_duty in_force - 2026-03-01 lifelong -> home
        home outcome
        away outcome
    )");
    const Map map = drawn.map;
    for (const std::string child : {"ann", "bob"}) {
        drawn.map = law_at(map, *parse_instant("2026-02-28"));
        check_journey(drawn, child, "0d00:00 entered " + child + R"(
            0d00:00 begins new_duty
            0d00:00 clock_started old_clock
            0d00:00 completed new_duty
            0d00:00 through choose
            0d00:00 decided choose.old
            0d00:00 through home
            0d00:00 left home
        )");
        drawn.map = law_at(map, *parse_instant("2026-03-01"));
        check_journey(drawn, child, "0d00:00 entered " + child + R"(
            0d00:00 begins new_duty
            5d00:00 completed new_duty
            5d00:00 through choose
            5d00:00 decided choose.new
            5d00:00 through away
            5d00:00 left away
        )");
    }
}

TEST_CASE("a removed step is passed through: no time and nobody's capacity, all else still happens") {
    const DrawnMap drawn = draw_map(R"(
        attribute seen no|yes
        pool worker 0
        enter ann 2026-01-05 -> assess
        assess takes 5 days uses worker passed_through sets [seen = yes] -> choose
        choose decision takes 2 days passed_through take away -> home 1 ; away 0 when [seen = no]
        spell clock takes 9 days starts_at assess passed_through -> home
        home outcome
        away takes 20 days -> done
        done outcome
        stop clock takes 15 days starts_at assess lifelong ends_at done -> over
        over strand_end cancels spell_region
        region spell_region spell
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 begins assess
        0d00:00 set seen = yes
        0d00:00 clock_started spell
        0d00:00 clock_started stop
        0d00:00 completed assess
        0d00:00 through choose
        0d00:00 decided choose.away
        0d00:00 begins away
        15d00:00 clock_fired stop
        15d00:00 begins over
        15d00:00 clock_ended spell <- started over
        15d00:00 completed over
        20d00:00 completed away
        20d00:00 through done
        20d00:00 left done
    )");
}

TEST_CASE("a drawn time is scaled, lengthened, then capped, and never below nothing") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 -> scaled
        scaled takes 4 days scale 0.5 add 3 -> capped
        capped takes 4 days scale 2 add 1 cap 6 -> not_capped
        not_capped takes 4 days cap 1 cap_share 0 -> below
        below takes 4 days add -9 -> least
        least takes 1 day at_least 3 scale 2 -> home
        home outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 begins scaled
        5d00:00 completed scaled
        5d00:00 begins capped
        11d00:00 completed capped
        11d00:00 begins not_capped
        15d00:00 completed not_capped
        15d00:00 through below
        15d00:00 begins least
        21d00:00 completed least
        21d00:00 through home
        21d00:00 left home
    )");
}

TEST_CASE("a step outside its dates needs no resource and gathers nobody") {
    const DrawnMap drawn = draw_map(R"(
        pool worker 0
        enter ann 2026-01-05 -> new_duty
        new_duty takes 5 days uses worker in_force 2026-03-01 - -> home
        home outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 through new_duty
        0d00:00 through home
        0d00:00 left home
    )");
}
