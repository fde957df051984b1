// The map as a graph: where a child can go from each step. Steps are numbered as in map.steps; names that the map does
// not know are left out (map_check reports them). Law by date and scenario edits do not change the graph: a way that is
// shut today is still a way.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "map/map.hpp"
#include "vocabulary/ids.hpp"

namespace permap {

enum class LinkKind {
    way,            // `way` is its place in the step's list
    returned,       // exit of a called process → step the caller returns to
    starts_clock,   // a step whose start starts the clock
    nobody_starts,  // split → its join, for a child whom no branch takes
    wakes,          // a step whose completion ends a wait that is already under way
};

struct Link {
    StepIndex from = no_step, to = no_step;
    LinkKind kind = LinkKind::way;
    int way = -1;

    bool operator==(const Link&) const = default;
};

struct ProcessGraph {
    std::size_t step_count = 0;
    std::vector<Link> links;         // by step they leave, in map order
    std::vector<StepIndex> entries;  // steps named by arrivals and steps of kind start, in map order
    std::vector<StepIndex> ends;     // outcomes, strand ends
};

ProcessGraph process_graph(const Map& map);

// The same without links that start clocks: what a child passes in the main journey.
ProcessGraph without_clocks(ProcessGraph graph);

// By step. Links of kind `wakes` bring no child anywhere and are not followed, here and below.
std::vector<bool> reachable_from(const ProcessGraph& graph, std::span<const StepIndex> from);
std::vector<bool> can_reach(const ProcessGraph& graph, std::span<const StepIndex> to);

// Strongly connected parts by number, for every step; a step on no loop is a part of its own.
struct Parts {
    std::vector<int> part_of;  // by step
    int count = 0;
};
Parts connected_parts(const ProcessGraph& graph);

// Steps that can be reached from themselves, one list a loop (or knot of loops), in map order.
std::vector<std::vector<StepIndex>> loops(const ProcessGraph& graph);

// Steps on every path from `entry` to any end, in the order passed, the entry included; none where no end can be
// reached. Paths, not journeys: of a split's branches, each is a path.
std::vector<StepIndex> on_every_path(const ProcessGraph& graph, StepIndex entry);

// Steps a child can reach from an entry but from which no end can be reached.
std::vector<StepIndex> dead_ends(const ProcessGraph& graph);

// Fewest links from `from` to each step; -1 where there is no path.
std::vector<int> path_lengths(const ProcessGraph& graph, StepIndex from);

}  // namespace permap
