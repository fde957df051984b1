// Regions, interrupts and hand-overs (docs/semantics.md 4 and 6).
#include <catch2/catch.hpp>

#include "engine/run.hpp"
#include "oracle/oracle.hpp"
#include "semantics/deep_stack.hpp"
#include "semantics/engine_half.hpp"
#include "semantics/journey_text.hpp"

using namespace permap;

TEST_CASE(
    "an interrupt ends steps and clocks in map order, spares the step it leaves, and then sets what the region says") {
    const DrawnMap drawn = draw_map(R"(
        attribute in_court no|yes
        region court hearing,spell,petition,move when_ended [in_court = yes]
        enter ann 2026-01-05 -> all
        all split -> spell ; hearing ; petition ; move
        petition takes 30 days -> home
        spell clock takes 30 days -> home
        hearing takes 30 days -> home
        move takes 2 days -> moved interrupts court
        moved takes 1 day -> home
        home outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 through all
        0d00:00 decided all.spell
        0d00:00 clock_started spell
        0d00:00 decided all.hearing
        0d00:00 begins hearing
        0d00:00 decided all.petition
        0d00:00 begins petition
        0d00:00 decided all.move
        0d00:00 begins move
        2d00:00 completed move
        2d00:00 cancelled petition <- completed move
        2d00:00 clock_ended spell <- completed move
        2d00:00 cancelled hearing <- completed move
        2d00:00 set in_court = yes <- completed move
        2d00:00 begins moved
        3d00:00 completed moved
        3d00:00 through home
        3d00:00 left home
    )");
}

TEST_CASE("a step never cancels itself, and a region sets its attributes though nothing in it was active") {
    const DrawnMap drawn = draw_map(R"(
        counter ended 9
        region own first,second when_ended [ended + 1]
        enter ann 2026-01-05 -> first
        first takes 1 day cancels own -> second
        second takes 1 day -> home interrupts own
        home outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 begins first
        0d00:00 set ended = 1 <- started first
        1d00:00 completed first
        1d00:00 begins second
        2d00:00 completed second
        2d00:00 set ended = 2 <- completed second
        2d00:00 through home
        2d00:00 left home
    )");
}

TEST_CASE("two regions end one after the other, in listed order") {
    const DrawnMap drawn = draw_map(R"(
        attribute last none|first|second
        region one a when_ended [last = first]
        region two b when_ended [last = second]
        enter ann 2026-01-05 -> all
        all split -> a ; b ; stop
        a takes 30 days -> home
        b takes 30 days -> home
        stop takes 1 day cancels two,one -> home
        home outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 through all
        0d00:00 decided all.a
        0d00:00 begins a
        0d00:00 decided all.b
        0d00:00 begins b
        0d00:00 decided all.stop
        0d00:00 begins stop
        0d00:00 cancelled b <- started stop
        0d00:00 set last = second
        0d00:00 cancelled a <- started stop
        0d00:00 set last = first
        1d00:00 completed stop
        1d00:00 through home
        1d00:00 left home
    )");
}

TEST_CASE("one hearing answers every caller: a call while it is under way merges, and all are returned to in order") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 -> all
        all split -> home_review ; advice
        home_review takes 1 day -> required returns_to home_answer
        advice takes 3 days -> required returns_to advice_answer
        required process hearings takes 1 day -> hearing
        hearing process hearings takes 4 days exit_of hearings -> noted
        noted process other strand_end
        home_answer -> home
        advice_answer takes 1 day -> home
        home outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 through all
        0d00:00 decided all.home_review
        0d00:00 begins home_review
        0d00:00 decided all.advice
        0d00:00 begins advice
        1d00:00 completed home_review
        1d00:00 begins required <- completed home_review
        2d00:00 completed required
        2d00:00 begins hearing
        3d00:00 completed advice
        3d00:00 merged required <- completed advice
        6d00:00 completed hearing
        6d00:00 through noted <- completed hearing
        6d00:00 through home_answer <- completed hearing
        6d00:00 through home
        6d00:00 begins advice_answer <- completed hearing
        7d00:00 completed advice_answer
        7d00:00 through home #2
        7d00:00 left home
    )");
}

TEST_CASE("a pending hand-over is forgotten when the region of its return step or of the called entry is interrupted") {
    for (const char* region : {"answer", "required"}) {
        const DrawnMap drawn = draw_map(std::string("            region planning ") + region + R"(
            enter ann 2026-01-05 -> all
            all split -> ask ; stop
            ask takes 1 day -> required returns_to answer
            stop takes 3 days -> stopped interrupts planning
            stopped strand_end
            required process hearings takes 1 day -> hearing
            hearing process hearings takes 4 days exit_of hearings
            answer -> home
            home outcome
        )");
        check_journey(drawn, "ann", R"(
            0d00:00 entered ann
            0d00:00 through all
            0d00:00 decided all.ask
            0d00:00 begins ask
            0d00:00 decided all.stop
            0d00:00 begins stop
            1d00:00 completed ask
            1d00:00 begins required
            2d00:00 completed required
            2d00:00 begins hearing
            3d00:00 completed stop
            3d00:00 through stopped
            6d00:00 completed hearing
            6d00:00 left -
        )");
    }
}

TEST_CASE("a caller's branch lives on while the called process works, and the journey is not over") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 -> parts
        parts split -> ask ; work
        ask -> required returns_to answer
        work takes 1 day -> met
        required process hearings takes 6 days exit_of hearings
        answer takes 2 days -> met
        met join started_by parts -> home
        home outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 through parts
        0d00:00 decided parts.ask
        0d00:00 through ask
        0d00:00 begins required
        0d00:00 decided parts.work
        0d00:00 begins work
        1d00:00 completed work
        6d00:00 completed required
        6d00:00 begins answer <- completed required
        8d00:00 completed answer
        8d00:00 through met
        8d00:00 through home
        8d00:00 left home
    )");
}

TEST_CASE("returns come before the waits that the exit ends, and both after the exit's own ways") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 -> both
        both split -> until_heard ; ask
        ask -> hearing returns_to answer
        hearing process hearings takes 6 days exit_of hearings -> noted
        noted process other strand_end
        answer strand_end
        until_heard wait until step hearing -> home
        home outcome
    )");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 through both
        0d00:00 decided both.until_heard
        0d00:00 begins until_heard
        0d00:00 decided both.ask
        0d00:00 through ask
        0d00:00 begins hearing
        6d00:00 completed hearing
        6d00:00 through noted
        6d00:00 through answer
        6d00:00 completed until_heard <- completed hearing
        6d00:00 through home
        6d00:00 left home
    )");
}

TEST_CASE("more than 10,000 events of one child in one minute is a fault of the map") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 -> a
        a -> b
        b decision -> a when [visits(a) > 0] ; home when [visits(a) = 0]
        home outcome
    )");
    // Both go as deep as the journey; with sanitizers that is more than a usual stack holds.
    const auto is_fault_of_map = [](const auto& run) {
        try {
            run();
        } catch (const MapError&) {
            return true;
        }
        return false;
    };
    CHECK(with_deep_stack([&] { return is_fault_of_map([&] { engine_run(drawn.map, drawn.settings); }); }));
    CHECK(with_deep_stack([&] { return is_fault_of_map([&] { oracle_run(drawn.map, drawn.settings); }); }));
}
