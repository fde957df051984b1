#include <catch2/catch.hpp>

#include "graph/map_part.hpp"
#include "small_map.hpp"

using namespace permap;
using namespace permap::test;

namespace {

Step of(const std::string& process, Step step) {
    step.process = process;
    return step;
}

// refer, plan and panel lead to one another; the last step names no sub-process.
Map three_parts() {
    Map map = map_of({
        of("refer", step("refer_home", StepKind::activity, {way("plan_start")})),
        of("refer", step("refer_away", StepKind::activity, {way("plan_start")})),
        of("plan", step("plan_start", StepKind::activity, {way("plan_decide")})),
        of("plan", step("plan_decide", StepKind::decision,
                        {way("panel_meet", 0.25), named("urgent", way("panel_meet", 0.25)), way("refer_home", 0.25),
                         way("plan_start", 0.25)})),
        of("panel", step("panel_meet", StepKind::activity, {way("plan_start")})),
        step("alone", StepKind::outcome),
    });
    map.name = "Three parts";
    map.processes = {{"refer", "Refer", "", ""}, {"plan", "Plan", "", ""}, {"panel", "Panel", "", ""}};
    return map;
}

}  // namespace

TEST_CASE("part of a map: its steps, then one stub for all that comes to a step, and one for each place it goes to") {
    const Map map = three_parts();
    const MapPart part = part_of_map(map, process_graph(map), "plan");
    using Kind = PartBox::Kind;
    const std::vector<PartBox> expected{
        {Kind::step, StepIndex(2), {"plan"}},
        {Kind::step, StepIndex(3), {"plan"}},
        {Kind::comes_from, StepIndex(2), {"refer", "panel"}},
        {Kind::goes_to, StepIndex(3), {"panel"}},
        {Kind::goes_to, StepIndex(3), {"refer"}},
    };
    CHECK(part.boxes == expected);
    // In the order of the links: three come in by one line; each way out has its own.
    const std::vector<PartLine> lines{{2, 0, {0, 1, 7}}, {0, 1, {2}}, {1, 3, {3}},
                                      {1, 3, {4}},       {1, 4, {5}}, {1, 0, {6}}};
    CHECK(part.lines == lines);
    CHECK(part_of_map(map, process_graph(map), "nowhere") == MapPart{});
}

TEST_CASE("hand-overs: one for each pair, with all that leads there") {
    const Map map = three_parts();
    const std::vector<HandOver> expected{
        {"refer", "plan", {0, 1}}, {"plan", "panel", {3, 4}}, {"plan", "refer", {5}}, {"panel", "plan", {7}}};
    CHECK(hand_overs(map, process_graph(map)) == expected);
}

TEST_CASE("steps that name no sub-process are one more") {
    Map map = three_parts();
    REQUIRE(processes_of(map).size() == 4);
    CHECK(processes_of(map).back().id.empty());
    CHECK(processes_of(map).back().name == "Three parts");
    map.steps.pop_back();
    CHECK(processes_of(map).size() == 3);
}
