// A run with pools and sittings that is remembered, and gone through again under changed maps: who is walked, who comes
// back to what was recorded, and that what is told is what a run of the changed map tells. On generated maps that is a
// law of tests/experiment/test_paired_run.cpp.
#include <catch2/catch.hpp>

#include <functional>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/recorded_meetings.hpp"
#include "model/model.hpp"
#include "semantics/drawn_map.hpp"

using namespace permap;

namespace {

using Name = std::tuple<StepIndex, std::uint32_t, std::uint8_t>;
using Told = std::map<Name, std::vector<Event>>;

Name name_of(const Child& child) {
    return {child.entry, child.candidate, child.sibling};
}

Model model_of(const Map& map) {
    Result<Model> model = compile(map);
    REQUIRE(model);
    return *std::move(model);
}

Told told_by_run(const Map& map, const RunSettings& settings) {
    Told told;
    run(model_of(map), settings, [&](const Child& child, std::span<const Event> events) {
        told[name_of(child)] = {events.begin(), events.end()};
    });
    return told;
}

struct Again {
    Told whole;  // those who were told again in place of what they did
    std::size_t told_again = 0;
    RecordedMeetings::Walked walked;
};

StepIndex step_of(const Map& map, const std::string& id) {
    std::size_t at = 0;
    while (map.steps[at].id != id) ++at;
    return static_cast<StepIndex>(at);
}

Again again_with(const DrawnMap& drawn, const std::string& changed_step, const std::function<void(Step&)>& change) {
    Again again;
    const RecordedMeetings recorded(model_of(drawn.map), drawn.settings,
                                    std::vector<bool>(drawn.map.steps.size(), true),
                                    [&](std::size_t, const Child& child, std::span<const Event> events) {
                                        again.whole[name_of(child)] = {events.begin(), events.end()};
                                    });
    CHECK(again.whole == told_by_run(drawn.map, drawn.settings));
    DrawnMap changed = drawn;
    const StepIndex step = step_of(drawn.map, changed_step);
    change(changed.map.steps[index(step)]);
    again.walked = recorded.walk_again(model_of(changed.map), {&step, 1},
                                       [&](std::size_t, const Child& child, std::span<const Event> events) {
                                           again.whole[name_of(child)] = {events.begin(), events.end()};
                                           ++again.told_again;
                                       });
    CHECK(again.whole == told_by_run(changed.map, drawn.settings));
    return again;
}

Again again_without(const DrawnMap& drawn, const std::string& removed) {
    return again_with(drawn, removed, [](Step& step) { step.edited.passed_through = true; });
}

}  // namespace

TEST_CASE("who gets the same answers at the same minutes is not walked again") {
    // Ben's report is not done without; he never waits, and nor does anybody else.
    const Again again = again_without(draw_map(R"(
        pool worker 3
        enter ann 2026-01-05 -> plan
        enter ben 2026-01-05 -> report
        enter cas 2026-01-07 -> plan
        report takes 4 days -> plan
        plan takes 9 days uses worker -> settled
        settled outcome
    )"),
                                      "report");
    CHECK(again.told_again == 1);
    CHECK(again.walked.left == 1);
    CHECK(again.walked.followed > 4);  // the others come in, ask, and are granted a worker
}

TEST_CASE("who waits for somebody who comes sooner is walked again, and whoever does not wait for them is not") {
    const Again again = again_without(draw_map(R"(
        pool worker 1
        pool solicitor 1
        enter ann 2026-01-05 -> report
        enter ben 2026-01-06 -> plan
        enter cas 2026-01-06 -> petition
        report takes 4 days -> plan
        plan takes 9 days uses worker -> settled
        petition takes 2 days uses solicitor -> settled
        settled outcome
    )"),
                                      "report");
    CHECK(again.told_again == 2);  // Ann, and Ben, who now finds the worker busy
}

TEST_CASE("a place at another sitting is another answer") {
    const Again again = again_without(draw_map(R"(
        sitting panel 1 places 2026-01-12 10:00 every 7
        enter ann 2026-01-05 -> report
        enter ben 2026-01-06 -> panel_day
        report takes 4 days -> panel_day
        panel_day takes 1 day uses panel -> settled
        settled outcome
    )"),
                                      "report");
    CHECK(again.told_again == 2);  // Ann takes the place that Ben had
}

TEST_CASE("a family that is again as it was goes on as recorded, and is told whole") {
    // Ann and Ben wait for the worker in turn, and both for the first of March; what they do there is recorded.
    const Again again = again_without(draw_map(R"(
        pool worker 1
        pool clerk 5
        enter ann 2026-01-05 -> report
        enter ben 2026-01-06 -> plan
        report takes 4 days -> plan
        plan takes 9 days uses worker -> spring
        spring wait until date 2026-03-01 -> form
        form takes 1 day uses clerk -> more
        more takes 1 day uses clerk -> settled
        settled outcome
    )"),
                                      "report");
    CHECK(again.told_again == 2);
    CHECK(again.walked.came_back == 2);
}

TEST_CASE("nobody is back while what was changed is still under way") {
    // Ann asks for the worker while she thinks, exactly as on record. Only where thinking leads to is another place.
    const Again again = again_with(draw_map(R"(
        pool worker 1
        enter ann 2026-01-05 -> both
        both split branches plan,think -> plan ; think
        think takes 30 days -> home: settled 1 ; away: elsewhere 0
        plan takes 3 days -> check
        check takes 2 days uses worker -> settled
        settled outcome
        elsewhere outcome
    )"),
                                   "think", [](Step& step) { std::swap(step.ways[0].to, step.ways[1].to); });
    CHECK(again.told_again == 1);
    CHECK(again.walked.came_back == 0);
}

TEST_CASE("who comes back and then gets another answer is told with what was done in between") {
    const Again again = again_without(draw_map(R"(
        pool worker 1
        pool clerk 1
        enter ann 2026-01-05 -> report
        enter ben 2026-01-06 -> plan
        enter cas 2026-01-07 -> letter
        report takes 4 days -> plan
        letter takes 54 days -> report_2
        report_2 takes 2 days -> form
        plan takes 9 days uses worker -> spring
        spring wait until date 2026-03-01 -> form
        form takes 1 day uses clerk -> more
        more takes 3 days uses clerk -> settled
        settled outcome
    )"),
                                      "report");
    CHECK(again.walked.came_back >= 2);
}

TEST_CASE("a request that was withdrawn on record is withdrawn again") {
    const Again again = again_without(draw_map(R"(
        region planning plan
        pool worker 1
        enter ann 2026-01-05 -> plan
        enter ben 2026-01-06 -> both
        enter cas 2026-01-07 -> report
        enter dan 2026-01-08 -> plan
        report takes 1 day -> settled
        both split branches plan,clock_in -> plan ; clock_in
        clock_in takes 3 days -> stops
        stops decision -> out: settled 1 interrupts planning
        plan takes 9 days uses worker -> settled
        settled outcome
    )"),
                                      "report");
    CHECK(again.told_again == 1);
}

TEST_CASE("who came back is told of, though another answer comes only after the end of follow-up") {
    // Ann and Ben are back on record by March, and followed until April. In June Cas keeps the clerk busy.
    const Again again = again_without(draw_map(R"(
        horizon 0.25
        pool worker 1
        pool clerk 1
        enter ann 2026-01-05 -> report
        enter ben 2026-01-06 -> plan
        enter cas 2026-05-20 -> report
        report takes 4 days -> plan
        plan takes 9 days uses worker -> spring
        spring wait until date 2026-03-01 -> form
        form takes 5 days uses clerk -> june
        june wait until date 2026-06-01 -> more
        more takes 3 days uses clerk -> settled
        settled outcome
    )"),
                                      "report");
    CHECK(again.walked.came_back >= 2);
    CHECK(again.walked.left > 3);
    CHECK(again.told_again == 3);
}
