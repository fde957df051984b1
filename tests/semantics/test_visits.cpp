// How a child comes to a step, and what happens when the step starts (docs/semantics.md 1 and 3).
#include <catch2/catch.hpp>

#include "semantics/journey_text.hpp"

using namespace permap;

TEST_CASE("a child walks from step to step, and leaves with the outcome reached") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 09:00 -> refer
        refer takes 3 days -> assess
        assess takes 90 minutes -> home
        home outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 begins refer <- completed ann
        3d00:00 completed refer <- started refer
        3d00:00 begins assess <- completed refer
        3d01:30 completed assess
        3d01:30 through home <- completed assess
        3d01:30 left home <- completed home
    )");
}

TEST_CASE("an arrival at an active step merges, and the visit keeps its first cause") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 -> both_ways
        both_ways split -> early: assess ; late: later
        later takes 1 day -> assess
        assess takes 3 days -> home
        home outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 through both_ways
        0d00:00 decided both_ways.early
        0d00:00 begins assess <- decided both_ways.early
        0d00:00 decided both_ways.late <- completed both_ways
        0d00:00 begins later
        1d00:00 completed later
        1d00:00 merged assess <- completed later
        3d00:00 completed assess <- started assess
        3d00:00 through home
        3d00:00 left home
    )");
}

TEST_CASE("visits are counted over the whole journey, merged arrivals are not, and conditions may ask") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 -> review
        review takes 7 days -> again
        again decision -> back: review when [visits(review) < 3] ; on: home when [visits(review) >= 3]
        home outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 begins review
        7d00:00 completed review
        7d00:00 through again
        7d00:00 decided again.back
        7d00:00 begins review #2 <- decided again.back
        14d00:00 completed review
        14d00:00 through again #2
        14d00:00 decided again.back
        14d00:00 begins review #3
        21d00:00 completed review
        21d00:00 through again #3
        21d00:00 decided again.on
        21d00:00 through home
        21d00:00 left home
    )");
}

TEST_CASE(
    "a step starts in order: cancellations, clocks that end, joins that forget, sets, draws, derives, clocks that "
    "start") {
    const DrawnMap drawn = draw_map(R"(
        attribute setting community|home|away
        attribute carer none|known
        attribute plan none|family|other
        attribute was_in_court no|yes
        region court hearing when_ended [was_in_court = yes]
        enter ann 2026-01-05 -> all
        all split -> hearing ; order
        hearing takes 30 days -> home
        order takes 10 days -> away
        away takes 5 days cancels court
             sets [setting = away if was_in_court = yes]
             draws carer none:0,known:1
             derives [plan = family if carer = known and setting = away]
             -> home
        old_clock clock takes 40 days starts_at order ends_at away -> home
        new_clock clock takes 50 days starts_at away only_if [plan = family] lifelong -> home
        home outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 through all
        0d00:00 decided all.hearing
        0d00:00 begins hearing
        0d00:00 decided all.order
        0d00:00 begins order
        0d00:00 clock_started old_clock <- started order
        10d00:00 completed order
        10d00:00 begins away
        10d00:00 cancelled hearing <- started away
        10d00:00 set was_in_court = yes <- started away
        10d00:00 clock_ended old_clock <- started away
        10d00:00 set setting = away <- started away
        10d00:00 set carer = known <- started away
        10d00:00 set plan = family <- started away
        10d00:00 clock_started new_clock <- started away
        15d00:00 completed away <- started away
        15d00:00 through home
        15d00:00 left home
    )");
}

TEST_CASE("an attribute that keeps its value writes nothing, and a counter stays within its limits") {
    const DrawnMap drawn = draw_map(R"(
        counter moves 2
        attribute setting home|away
        enter ann 2026-01-05 sets [setting = home] sets [moves + 1] -> first
        first sets [setting = home] sets [moves + 1] -> second
        second sets [moves + 1] sets [setting = away] -> third
        third sets [moves = 0] sets [setting = away] -> home
        home outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 set moves = 1 <- entered ann
        0d00:00 through ann
        0d00:00 begins first
        0d00:00 set moves = 2 <- started first
        0d00:00 completed first
        0d00:00 begins second
        0d00:00 set setting = away <- started second
        0d00:00 completed second
        0d00:00 begins third
        0d00:00 set moves = 0
        0d00:00 completed third
        0d00:00 through home
        0d00:00 left home
    )");
}

TEST_CASE("a draw is left out where its unless holds, and the first case that holds draws") {
    const DrawnMap drawn = draw_map(R"(
        attribute carer none|kin|foster
        enter ann 2026-01-05 -> first
        first draws carer kin:1 -> second
        second draws carer foster:1 unless [carer = kin] -> third
        third draws carer none:0.0,foster:1 -> home
        home outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 begins first
        0d00:00 set carer = kin
        0d00:00 completed first
        0d00:00 through second
        0d00:00 begins third
        0d00:00 set carer = foster
        0d00:00 completed third
        0d00:00 through home
        0d00:00 left home
    )");
}

TEST_CASE("a child with no outcome leaves with none when the last strand ends") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 -> look
        look takes 1 day -> nothing
        nothing strand_end
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 begins look
        1d00:00 completed look
        1d00:00 through nothing
        1d00:00 left - <- completed nothing
    )");
}

TEST_CASE("events at the end of follow-up or later are not written") {
    const DrawnMap drawn = draw_map(R"(
        horizon 1
        enter ann 2026-01-05 09:00 -> short
        short takes 364 days -> minute
        minute takes 1439 minutes -> last
        last takes 1 minute -> home
        home outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 begins short
        364d00:00 completed short
        364d00:00 begins minute
        364d23:59 completed minute
        364d23:59 begins last
    )");
}

TEST_CASE("the ordinary end, an outcome that goes on, and the last outcome reached") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 -> both
        both split -> first ; second
        first takes 1 day -> home
        home outcome -> after
        after takes 1 day -> done
        done strand_end
        second takes 3 days -> adopted
        adopted outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 through both
        0d00:00 decided both.first
        0d00:00 begins first
        0d00:00 decided both.second
        0d00:00 begins second
        1d00:00 completed first
        1d00:00 through home
        1d00:00 begins after <- completed home
        2d00:00 completed after
        2d00:00 through done
        3d00:00 completed second
        3d00:00 through adopted
        3d00:00 left adopted
    )");
}
