// Siblings and steps they take together (docs/semantics.md 2).
#include <catch2/catch.hpp>

#include <algorithm>

#include "semantics/engine_half.hpp"
#include "semantics/journey_text.hpp"

using namespace permap;

TEST_CASE("siblings who can still come are waited for; they take one place, start and complete together") {
    // The younger sibling comes to the hearing three days after the older one.
    const DrawnMap drawn = draw_map(R"(
        sitting panel 1 places 2026-01-10 10:00 every 1
        counter older 1
        enter ann 2026-01-05 siblings 2 aged 4 -> which
        which decision draws older 0:0.5,1:0.5 -> at_once: hearing when [older = 1] ; later: prepare when [older = 0]
        prepare takes 3 days -> hearing
        hearing takes 1 day uses panel together 10 -> home
        home outcome
    )");
    const std::string first = journey_of(drawn, "ann", Times::dates);
    const std::string second = journey_of(drawn, "ann+1", Times::dates);
    INFO(first << second);
    CHECK(first.find("2026-01-10 10:00 started hearing") != std::string::npos);
    CHECK(second.find("2026-01-10 10:00 started hearing") != std::string::npos);
    CHECK(first.find("2026-01-11 10:00 completed hearing") != std::string::npos);
    CHECK(second.find("2026-01-11 10:00 completed hearing") != std::string::npos);
}

TEST_CASE("siblings on the same way gather at once, each with own events; one draw serves both") {
    const DrawnMap drawn = draw_map(R"(
        pool worker 1
        enter ann 2026-01-05 siblings 2 -> assess
        assess takes exponential 10 days uses worker together 5 -> home
        home outcome
    )");
    const std::string first = journey_of(drawn, "ann");
    CHECK(first == journey_of(drawn, "ann+1"));
    CHECK(first.find("0d00:00 begins assess") != std::string::npos);
    check_journey(drawn, "ann+1", first);
}

TEST_CASE("the first waits no longer than gather days; who comes later makes a visit of its own") {
    const DrawnMap drawn = draw_map(R"(
        attribute role older|younger
        enter ann 2026-01-05 siblings 2 -> who
        who decision -> now: hearing when [visits(who) = 1] ; later: hearing when [visits(who) > 1]
        hearing takes 1 day together 5 -> slow
        slow takes exponential 30 days -> meet
        meet takes 1 day together 2 -> home
        home outcome
    )");
    // Whoever is slower by more than two days meets alone. Both readings must agree; the law is what is checked here.
    for (const char* child : {"ann", "ann+1"}) {
        const std::string journey = journey_of(drawn, child);
        INFO(journey);
        CHECK(journey.find("0d00:00 begins hearing") != std::string::npos);
        CHECK(journey.find("1d00:00 completed hearing") != std::string::npos);
        check_journey(drawn, child, journey);
    }
    const bool waited =
        (journey_of(drawn, "ann") + journey_of(drawn, "ann+1")).find("gathering 48h") != std::string::npos;
    const bool met = journey_of(drawn, "ann").find("gathering") == std::string::npos;
    CHECK((waited || !met));
}

TEST_CASE("a sibling who has left, or can no longer come, is not waited for") {
    const DrawnMap drawn = draw_map(R"(
        pool place 1
        attribute turn none|first|second
        enter ann 2026-01-05 siblings 2 -> queue
        queue takes 2 days uses place -> order
        order decision -> meet
        meet takes 1 day together 30 -> end
        end decision -> home
        home outcome
    )");
    // One place: the second sibling is at the queue until day 4, so the first gathers for two days.
    const std::string both = journey_of(drawn, "ann") + journey_of(drawn, "ann+1");
    INFO(both);
    CHECK(both.find("4d00:00 started meet (out of hours 0, gathering 48h)") != std::string::npos);
    CHECK(both.find("4d00:00 begins meet") != std::string::npos);
    check_journey(drawn, "ann", journey_of(drawn, "ann"));

    const DrawnMap apart = draw_map(R"(
        pool place 1
        attribute chosen no|yes
        enter ann 2026-01-05 siblings 2 -> queue
        queue takes 2 days uses place for_good -> meet
        meet takes 1 day together 3 -> home
        other takes 9 days -> home
        home outcome
    )");
    // The place is gone for good: the second waits for ever, and the first for the three days.
    const std::string alone = journey_of(apart, "ann") + journey_of(apart, "ann+1");
    INFO(alone);
    CHECK(alone.find("5d00:00 started meet (out of hours 0, gathering 72h)") != std::string::npos);
    check_journey(apart, "ann", journey_of(apart, "ann"));
}

TEST_CASE("cancelling one sibling's visit leaves the other's, and the unit comes back when the last of them ends") {
    const DrawnMap drawn = draw_map(R"(
        pool worker 1
        region work assess
        enter ann 2026-01-05 siblings 2 -> both
        enter bob 2026-01-06 -> assess
        both split -> assess ; queue
        queue takes 2 days uses desk -> stop
        pool desk 1
        stop strand_end cancels work
        assess takes 10 days uses worker together 5 -> home
        home outcome
    )");
    // Both begin on day 0. The desk serves one on day 0-2 and the other on day 2-4: one is cancelled on the 7th, the
    // other on the 9th of January; Bob is served on the 9th.
    check_dates(drawn, "bob", R"(
        2026-01-06 00:00 entered bob
        2026-01-06 00:00 ready assess
        2026-01-09 00:00 started assess
        2026-01-19 00:00 completed assess
        2026-01-19 00:00 through home
        2026-01-19 00:00 left home
    )");
}

namespace {

// The way a child took at a decision, as the journey tells it; empty for none.
std::string way_taken(const DrawnMap& drawn, const std::string& child, const std::string& decision) {
    const std::string journey = journey_of(drawn, child);
    const std::string word = "decided " + decision + ".";
    const std::size_t at = journey.find(word);
    if (at == std::string::npos) return {};
    const std::size_t end = journey.find_first_of(" \n", at + word.size());
    return journey.substr(at + word.size(), end - at - word.size());
}

}  // namespace

// Draws are keyed by the names of steps, so other names are other luck.
TEST_CASE("siblings decided as one take the way drawn by the first to be ready") {
    // With and without the word the luck is the same: so the first to be ready keeps the way of its own draw, and the
    // others come along. Without it, some of these families are parted.
    int parted = 0, first_is_younger = 0;
    for (int luck = 0; luck < 20; ++luck) {
        const std::string slow = "slow_" + std::to_string(luck), meet = "meet_" + std::to_string(luck);
        const auto drawn = [&](const std::string& word) {
            return draw_map("enter ann 2026-01-05 siblings 3 -> " + slow + "\n" + slow +
                            " takes exponential 3 days -> " + meet + "\n" + meet + " decision takes 1 day together 30" +
                            word + " -> home 0.5 ; away 0.3 ; kin 0.2\n" + "home outcome\naway outcome\nkin outcome\n");
        };
        const DrawnMap alone = drawn(""), as_one = drawn(" one_decision");
        const auto ready_at = [&](const std::string& child) {
            const EventLog log = engine_run(alone.map, alone.settings);
            const Stream& stream = log.streams[child == "ann" ? 0 : static_cast<std::size_t>(child.back() - '0')];
            const auto ready = std::find_if(stream.events.begin(), stream.events.end(), [&](const Event& event) {
                return event.kind == EventKind::ready && alone.map.steps[index(event.step)].id == meet;
            });
            return ready->at;
        };
        const std::vector<std::string> children = {"ann", "ann+1", "ann+2"};
        std::string first = children[0];
        for (const std::string& child : children) {
            if (ready_at(child) < ready_at(first)) first = child;
        }
        const std::string common = way_taken(alone, first, meet);
        CAPTURE(luck, first, common);
        CHECK_FALSE(common.empty());
        bool are_parted = false;
        for (const std::string& child : children) {
            are_parted = are_parted || way_taken(alone, child, meet) != common;
            CHECK(way_taken(as_one, child, meet) == common);
            check_journey(as_one, child, journey_of(as_one, child));
        }
        parted += are_parted ? 1 : 0;
        first_is_younger += first != "ann" ? 1 : 0;
    }
    CHECK(parted > 5);
    CHECK(first_is_younger > 5);
}

TEST_CASE("a sibling for whom the common way is shut draws its own; the first decides with its own attributes") {
    // A child who was told that home is not possible comes two days later, and goes away whatever the other drew; one
    // who was not told follows the first.
    int went_apart = 0, went_home = 0;
    for (int luck = 0; luck < 30; ++luck) {
        const std::string ask = "ask_" + std::to_string(luck), meet = "meet_" + std::to_string(luck);
        const DrawnMap drawn =
            draw_map("attribute told no|yes\nenter ann 2026-01-05 siblings 2 -> " + ask + "\n" + ask +
                     " decision draws told no:0.5,yes:0.5 -> now: " + meet + " when [told = no] ; later: think when " +
                     "[told = yes]\nthink takes 2 days -> " + meet + "\n" + meet +
                     " decision takes 1 day together 30 one_decision -> home when [told = no] ; away\n" +
                     "home outcome\naway outcome\n");
        const auto told = [&](const char* child) {
            return journey_of(drawn, child).find("set told = yes") != std::string::npos;
        };
        const std::string older = way_taken(drawn, "ann", meet), younger = way_taken(drawn, "ann+1", meet);
        CAPTURE(luck, older, younger);
        if (told("ann")) CHECK(older == "away");
        if (told("ann+1")) CHECK(younger == "away");
        if (told("ann") == told("ann+1")) CHECK(older == younger);
        if (!told("ann") && older == "away") CHECK(younger == "away");
        if (!told("ann+1") && younger == "away") CHECK(older == "away");
        went_apart += older != younger ? 1 : 0;
        went_home += older == "home" && younger == "home" ? 1 : 0;
        check_journey(drawn, "ann", journey_of(drawn, "ann"));
        check_journey(drawn, "ann+1", journey_of(drawn, "ann+1"));
    }
    CHECK(went_apart > 2);
    CHECK(went_home > 2);
}

TEST_CASE("siblings who gather one by one, or alone, decide each by itself") {
    const DrawnMap drawn = draw_map(R"(
        pool place 1
        enter ann 2026-01-05 siblings 2 -> queue
        queue takes 9 days uses place -> meet
        meet decision takes 1 day together 3 one_decision -> home 0.5 ; away 0.5
        home outcome
        away outcome
    )");
    // The first waits three days, meets alone and decides; the second comes later, alone.
    const DrawnMap apart = draw_map(R"(
        pool place 1
        enter ann 2026-01-05 siblings 2 -> queue
        queue takes 9 days uses place -> meet
        meet decision takes 1 day together 3 -> home 0.5 ; away 0.5
        home outcome
        away outcome
    )");
    for (const std::string child : {"ann", "ann+1"}) {
        CHECK(way_taken(drawn, child, "meet") == way_taken(apart, child, "meet"));
        check_journey(drawn, child, journey_of(apart, child));
    }
}
