#include <algorithm>
#include <catch2/catch.hpp>

#include "graph/process_graph.hpp"
#include "small_map.hpp"

using namespace permap;
using namespace permap::test;

namespace {

std::vector<std::string> names(const Map& map, const std::vector<StepIndex>& steps) {
    std::vector<std::string> names;
    for (const StepIndex step : steps) names.push_back(map.steps[index(step)].id);
    return names;
}

StepIndex place(const Map& map, const std::string& id) {
    return StepIndex(find_step(map, id) - map.steps.data());
}

bool has_link(const Map& map, const ProcessGraph& graph, const std::string& from, const std::string& to,
              LinkKind kind) {
    for (const Link& link : graph.links) {
        if (link.from == place(map, from) && link.to == place(map, to) && link.kind == kind) return true;
    }
    return false;
}

using Names = std::vector<std::string>;

// start → assess → choose → (home | panel → (sitting ↺ panel | order)); an annual clock runs from order.
Map panel_map() {
    return map_of({
        step("start", StepKind::start, {way("assess")}),
        step("assess", StepKind::activity, {way("choose")}, 10),
        step("choose", StepKind::decision, {way("home", 0.5), way("panel", 0.5)}),
        step("panel", StepKind::activity, {way("sitting")}, 20),
        step("sitting", StepKind::decision, {way("panel", 0.2), way("order", 0.8)}),
        step("order", StepKind::outcome),
        step("home", StepKind::outcome),
        clock_of("review", {"order"}, {way("assess")}, 365),
    });
}

}  // namespace

TEST_CASE("every link by which a child can move is in the graph, in map order") {
    Map map = panel_map();
    map.steps.push_back(step("caller", StepKind::activity, {way("called")}, 1));
    map.steps.back().ways[0].returns_to = "home";
    map.steps.push_back(step("called", StepKind::activity, {way("answer")}, 1));
    map.steps.back().process = "hearing";
    map.steps.push_back(step("answer", StepKind::milestone));
    map.steps.back().process = map.steps.back().exit_of = "hearing";
    map.steps.push_back(step("fork", StepKind::split, {way("caller", 0.5)}));
    map.steps.back().join = "order";
    map.steps.push_back(step("hold", StepKind::wait, {way("home")}));
    map.steps.back().duration.ends = UntilStep{"panel"};
    const ProcessGraph graph = process_graph(map);

    CHECK(has_link(map, graph, "start", "assess", LinkKind::way));
    CHECK(has_link(map, graph, "order", "review", LinkKind::starts_clock));
    CHECK(has_link(map, graph, "caller", "called", LinkKind::way));
    CHECK(has_link(map, graph, "answer", "home", LinkKind::returned));
    CHECK(has_link(map, graph, "fork", "order", LinkKind::nobody_starts));
    CHECK(has_link(map, graph, "panel", "hold", LinkKind::wakes));
    CHECK_FALSE(has_link(map, graph, "caller", "home", LinkKind::way));
    for (std::size_t i = 1; i < graph.links.size(); ++i) CHECK(graph.links[i - 1].from <= graph.links[i].from);
    CHECK(names(map, graph.entries) == Names{"start"});
    CHECK(names(map, graph.ends) == Names{"order", "home"});
}

TEST_CASE("a wait is not reached by the step that would wake it") {
    Map map = map_of({step("start", StepKind::start, {way("end")}), step("hold", StepKind::wait, {way("end")}),
                      step("end", StepKind::outcome)});
    map.steps[1].duration.ends = UntilStep{"start"};
    const ProcessGraph graph = process_graph(map);
    CHECK(reachable_from(graph, graph.entries) == std::vector<bool>{true, false, true});
    CHECK(can_reach(graph, graph.ends) == std::vector<bool>{true, true, true});
}

TEST_CASE("loops are found with and without the clocks that close them") {
    const Map map = panel_map();
    const ProcessGraph graph = process_graph(map);
    const auto with_clocks = loops(graph);
    REQUIRE(with_clocks.size() == 1);
    CHECK(names(map, with_clocks[0]) == Names{"assess", "choose", "panel", "sitting", "order", "review"});

    const auto main_journey = loops(without_clocks(graph));
    REQUIRE(main_journey.size() == 1);
    CHECK(names(map, main_journey[0]) == Names{"panel", "sitting"});
}

TEST_CASE("a step that leads to itself is a loop, other single steps are none") {
    const Map map = map_of({step("start", StepKind::start, {way("again", 0.5), way("end", 0.5)}),
                            step("again", StepKind::activity, {way("again", 0.5), way("end", 0.5)}, 1),
                            step("end", StepKind::outcome)});
    const auto found = loops(process_graph(map));
    REQUIRE(found.size() == 1);
    CHECK(names(map, found[0]) == Names{"again"});
}

TEST_CASE("steps on every path are those no journey can go round") {
    Map map = panel_map();
    const ProcessGraph graph = process_graph(map);
    CHECK(names(map, on_every_path(graph, place(map, "start"))) == Names{"start", "assess", "choose"});
    CHECK(names(map, on_every_path(graph, place(map, "panel"))) == Names{"panel", "sitting", "order"});
    map.steps[6].kind = StepKind::activity;  // home is no end any more
    CHECK(names(map, on_every_path(process_graph(map), place(map, "start"))) ==
          Names{"start", "assess", "choose", "panel", "sitting", "order"});
}

TEST_CASE("no step is on every path where no end can be reached") {
    const Map map = map_of({step("start", StepKind::start, {way("start")}), step("end", StepKind::outcome)});
    CHECK(on_every_path(process_graph(map), StepIndex(0)).empty());
}

TEST_CASE("dead ends are steps from which no end can be reached") {
    Map map = panel_map();
    map.steps[5].kind = StepKind::activity;  // order leads nowhere but to its clock, which leads back
    CHECK(dead_ends(process_graph(map)).empty());
    map.steps[7].ways = {way("order")};
    CHECK(names(map, dead_ends(process_graph(map))) == Names{"panel", "sitting", "order", "review"});
}

TEST_CASE("path lengths count the fewest links") {
    const Map map = panel_map();
    CHECK(path_lengths(process_graph(map), place(map, "start")) == std::vector<int>{0, 1, 2, 3, 4, 5, 3, 6});
    CHECK(path_lengths(process_graph(map), place(map, "home")) == std::vector<int>{-1, -1, -1, -1, -1, -1, 0, -1});
}

TEST_CASE("an empty map is an empty graph") {
    const ProcessGraph graph = process_graph(Map{});
    CHECK(graph.step_count == 0);
    CHECK(loops(graph).empty());
    CHECK(dead_ends(graph).empty());
}

TEST_CASE("a step is on every path exactly when leaving it out cuts the entry off from every end") {
    std::uint32_t state = 12345;
    const auto random_below = [&state](std::uint32_t n) {
        state = state * 1664525U + 1013904223U;
        return (state >> 8) % n;
    };
    for (int round = 0; round < 300; ++round) {
        ProcessGraph graph;
        graph.step_count = 2 + random_below(8);
        const auto any_step = [&] { return StepIndex(random_below(static_cast<std::uint32_t>(graph.step_count))); };
        const std::uint32_t link_count = random_below(20);
        for (std::uint32_t i = 0; i < link_count; ++i) graph.links.push_back({any_step(), any_step()});
        graph.ends = {any_step(), any_step()};
        const StepIndex entry = any_step();

        const auto reaches_end = [&](const ProcessGraph& part, std::size_t left_out) {
            const auto reached = reachable_from(part, std::span(&entry, 1));
            return std::any_of(part.ends.begin(), part.ends.end(),
                               [&](StepIndex end) { return index(end) != left_out && reached[index(end)]; });
        };
        std::vector<StepIndex> expected;
        for (std::size_t i = 0; i < graph.step_count && reaches_end(graph, graph.step_count); ++i) {
            ProcessGraph part = graph;
            std::erase_if(part.links, [i](const Link& link) { return index(link.from) == i || index(link.to) == i; });
            if (StepIndex(i) == entry || !reaches_end(part, i)) expected.push_back(StepIndex(i));
        }
        auto found = on_every_path(graph, entry);
        std::sort(found.begin(), found.end());
        INFO("round " << round);
        CHECK(found == expected);
    }
}
