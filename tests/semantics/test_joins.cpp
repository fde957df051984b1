// Joins of both kinds (docs/semantics.md 5).
#include <catch2/catch.hpp>

#include "semantics/journey_text.hpp"

using namespace permap;

TEST_CASE("a started join waits for the branches that this visit started, however each is over") {
    // `help` delivers on day 1, `note` ends on day 2 without a way to the join, `search` is cancelled on day 3.
    const DrawnMap drawn = draw_map(R"(
        region looking search
        enter ann 2026-01-05 -> all
        all split -> together_1: parts ; stop_later
        stop_later takes 3 days -> stopped interrupts looking
        stopped strand_end
        parts split -> help ; note ; search ; never 0
        help takes 1 day -> met
        note takes 2 days -> noted
        noted strand_end
        search takes 30 days -> met
        never takes 90 days -> met
        met join started_by parts -> home
        home outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 through all
        0d00:00 decided all.together_1
        0d00:00 through parts
        0d00:00 decided parts.help
        0d00:00 begins help
        0d00:00 decided parts.note
        0d00:00 begins note
        0d00:00 decided parts.search
        0d00:00 begins search
        0d00:00 decided all.stop_later
        0d00:00 begins stop_later
        1d00:00 completed help
        2d00:00 completed note
        2d00:00 through noted
        3d00:00 completed stop_later
        3d00:00 cancelled search <- completed stop_later
        3d00:00 through met <- cancelled search
        3d00:00 through home
        3d00:00 through stopped <- completed stop_later
        3d00:00 left home
    )");
}

TEST_CASE("a branch that merges with another strand is over; the inner split's branches belong to the outer branch") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 -> outer
        outer split -> left: inner ; right: work
        inner split -> a ; b
        a takes 1 day -> work
        b takes 2 days -> inner_met
        inner_met join started_by inner -> after
        after takes 1 day -> met
        work takes 5 days -> met
        met join started_by outer -> home
        home outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 through outer
        0d00:00 decided outer.left
        0d00:00 through inner
        0d00:00 decided inner.a
        0d00:00 begins a
        0d00:00 decided inner.b
        0d00:00 begins b
        0d00:00 decided outer.right
        0d00:00 begins work
        1d00:00 completed a
        1d00:00 merged work <- completed a
        2d00:00 completed b
        2d00:00 through inner_met <- completed b
        2d00:00 begins after
        3d00:00 completed after
        5d00:00 completed work
        5d00:00 through met <- completed work
        5d00:00 through home
        5d00:00 left home
    )");
}

TEST_CASE("a clock and what it starts are never part of a branch") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 -> parts
        parts split -> work ; spell
        work takes 1 day -> met
        spell clock takes 10 days -> late
        late takes 5 days -> met
        met join started_by parts -> home
        home outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 through parts
        0d00:00 decided parts.work
        0d00:00 begins work
        0d00:00 decided parts.spell
        0d00:00 clock_started spell
        1d00:00 completed work
        1d00:00 through met <- completed work
        1d00:00 through home
        10d00:00 clock_fired spell <- clock_started spell
        10d00:00 begins late <- clock_fired spell
        15d00:00 completed late
        15d00:00 merged met <- completed late
        15d00:00 left home
    )");
}

TEST_CASE("a started join whose region is interrupted forgets: a branch that still delivers merges") {
    const DrawnMap drawn = draw_map(R"(
        region planning help,met
        enter ann 2026-01-05 -> all
        all split -> parts ; stop_later
        stop_later takes 3 days -> stopped interrupts planning
        stopped strand_end
        parts split -> help ; search
        help takes 30 days -> met
        search takes 5 days -> met
        met join started_by parts -> home
        home outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 through all
        0d00:00 decided all.parts
        0d00:00 through parts
        0d00:00 decided parts.help
        0d00:00 begins help
        0d00:00 decided parts.search
        0d00:00 begins search
        0d00:00 decided all.stop_later
        0d00:00 begins stop_later
        3d00:00 completed stop_later
        3d00:00 cancelled help
        3d00:00 through stopped
        5d00:00 completed search
        5d00:00 merged met
        5d00:00 left -
    )");
}

TEST_CASE("branches of no time: the join fires at the last delivery, before the split clears") {
    const DrawnMap drawn = draw_map(R"(
        attribute asked no|yes
        enter ann 2026-01-05 -> parts
        parts split clears [asked = yes] -> a ; b
        a -> met
        b -> met
        met join started_by parts -> home
        home outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 through parts
        0d00:00 decided parts.a
        0d00:00 through a
        0d00:00 decided parts.b
        0d00:00 through b
        0d00:00 through met <- completed b
        0d00:00 through home
        0d00:00 set asked = yes <- completed parts
        0d00:00 left home
    )");
}

TEST_CASE("a join of sets fires when one set is full; a second delivery to a full slot merges; firing empties") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 -> parts
        parts split -> a ; b ; c ; d
        a takes 1 day -> ready
        b takes 2 days -> a
        c takes 4 days -> ready
        d takes 9 days -> ready
        ready join fires {a,c} fires {d} -> go
        go takes 1 day -> home
        home outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 through parts
        0d00:00 decided parts.a
        0d00:00 begins a
        0d00:00 decided parts.b
        0d00:00 begins b
        0d00:00 decided parts.c
        0d00:00 begins c
        0d00:00 decided parts.d
        0d00:00 begins d
        1d00:00 completed a
        2d00:00 completed b
        2d00:00 begins a #2
        3d00:00 completed a
        3d00:00 merged ready <- completed a
        4d00:00 completed c
        4d00:00 through ready <- completed c
        4d00:00 begins go
        5d00:00 completed go
        5d00:00 through home
        9d00:00 completed d
        9d00:00 through ready #2 <- completed d
        9d00:00 begins go #2
        10d00:00 completed go
        10d00:00 through home #2
        10d00:00 left home
    )");
}

TEST_CASE("a standing slot stays full, is withdrawn by a step, and the way matters where a slot names it") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 -> parts
        parts split -> consent ; reports ; withdraw ; last
        consent takes 1 day -> ready
        reports takes 2 days -> which
        which decision -> more: ready 0 ; enough: ready 1
        withdraw takes 5 days -> withdrawn
        withdrawn strand_end
        last takes 3 days -> which_2
        which_2 -> reports
        ready join fires {consent,which.enough} standing consent withdrawn consent by withdrawn -> go
        go milestone -> repeat
        repeat decision -> round: reports when [visits(go) <= 3] ; done: home when [visits(go) > 3]
        home outcome
    )");
    // Reports run 0-2, (arrival on day 3 merges with 2-4), 4-6: by then consent is withdrawn and nothing fires.
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 through parts
        0d00:00 decided parts.consent
        0d00:00 begins consent
        0d00:00 decided parts.reports
        0d00:00 begins reports
        0d00:00 decided parts.withdraw
        0d00:00 begins withdraw
        0d00:00 decided parts.last
        0d00:00 begins last
        1d00:00 completed consent
        2d00:00 completed reports
        2d00:00 through which
        2d00:00 decided which.enough
        2d00:00 through ready <- decided which.enough
        2d00:00 through go
        2d00:00 through repeat
        2d00:00 decided repeat.round
        2d00:00 begins reports #2
        3d00:00 completed last
        3d00:00 through which_2
        3d00:00 merged reports
        4d00:00 completed reports
        4d00:00 through which #2
        4d00:00 decided which.enough
        4d00:00 through ready #2 <- decided which.enough
        4d00:00 through go #2
        4d00:00 through repeat #2
        4d00:00 decided repeat.round
        4d00:00 begins reports #3
        5d00:00 completed withdraw
        5d00:00 through withdrawn
        6d00:00 completed reports
        6d00:00 through which #3
        6d00:00 decided which.enough
        6d00:00 left -
    )");
}

TEST_CASE("a join does not fire while a step it waits for is active, and looks again only on a delivery") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 -> parts
        parts split -> a ; report ; b
        a takes 1 day -> ready
        report takes 3 days -> done
        done strand_end
        b takes 4 days -> ready
        ready join fires {a} waits_while report -> home
        home outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 through parts
        0d00:00 decided parts.a
        0d00:00 begins a
        0d00:00 decided parts.report
        0d00:00 begins report
        0d00:00 decided parts.b
        0d00:00 begins b
        1d00:00 completed a
        3d00:00 completed report
        3d00:00 through done
        4d00:00 completed b
        4d00:00 through ready <- completed b
        4d00:00 through home
        4d00:00 left home
    )");
}

TEST_CASE("the awaited step's own delivery finds it no longer active") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 -> parts
        parts split -> a ; report
        a takes 1 day -> ready
        report takes 3 days -> ready
        ready join fires {a} waits_while report -> home
        home outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 through parts
        0d00:00 decided parts.a
        0d00:00 begins a
        0d00:00 decided parts.report
        0d00:00 begins report
        1d00:00 completed a
        3d00:00 completed report
        3d00:00 through ready <- completed report
        3d00:00 through home
        3d00:00 left home
    )");
}

TEST_CASE("a join forgets its slots when a step that opens it starts, and when its region is interrupted") {
    for (const char* forgets : {"opened_by b", ""}) {
        const DrawnMap drawn = draw_map(std::string(R"(
            region planning ready
            enter ann 2026-01-05 -> parts
            parts split -> a ; wait_b
            a takes 1 day -> ready
            wait_b takes 2 days -> b)") +
                                        (*forgets ? "" : " interrupts planning") + R"(
            b takes 2 days -> ready
            ready join fires {a,b} )" + forgets +
                                        R"( -> home
            home outcome
        )");
        check_journey(drawn, "ann", R"(
            0d00:00 entered ann
            0d00:00 through parts
            0d00:00 decided parts.a
            0d00:00 begins a
            0d00:00 decided parts.wait_b
            0d00:00 begins wait_b
            1d00:00 completed a
            2d00:00 completed wait_b
            2d00:00 begins b
            4d00:00 completed b
            4d00:00 left -
        )");
    }
}

TEST_CASE("a branch that goes round through its own split is over only when what it came to is over") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 -> parts
        parts split -> note ; work
        note -> met
        work takes 1 day -> again
        again decision -> round: parts when [visits(again) = 1] ; end: stop when [visits(again) > 1]
        stop strand_end
        met join started_by parts -> work
    )");
    // Day 0: note of group 1 delivers. Day 1: the work of group 1 goes round: group 2, whose note delivers. Day 2: the
    // work of group 2 ends, so the join fires; what leaves it is group 1's work again, and ends on day 3: the join
    // fires again.
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 through parts
        0d00:00 decided parts.note
        0d00:00 through note
        0d00:00 decided parts.work
        0d00:00 begins work
        1d00:00 completed work
        1d00:00 through again
        1d00:00 decided again.round
        1d00:00 through parts #2
        1d00:00 decided parts.note
        1d00:00 through note #2
        1d00:00 decided parts.work
        1d00:00 begins work #2
        2d00:00 completed work
        2d00:00 through again #2
        2d00:00 decided again.end
        2d00:00 through stop
        2d00:00 through met <- completed stop
        2d00:00 begins work #3 <- completed met
        3d00:00 completed work
        3d00:00 through again #3
        3d00:00 decided again.end
        3d00:00 through stop #2
        3d00:00 through met #2 <- completed stop
        3d00:00 begins work #4
        4d00:00 completed work
        4d00:00 through again #4
        4d00:00 decided again.end
        4d00:00 through stop #3
        4d00:00 left - <- completed stop
    )");
}
