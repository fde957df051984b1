#include "graph/process_graph.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/dominator_tree.hpp>
#include <boost/graph/strong_components.hpp>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace permap {

namespace {

using Adjacency = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS>;

enum class Direction { forward, backward };

// `extra` artificial steps after the map's own.
Adjacency adjacency_of(const ProcessGraph& graph, Direction direction, std::size_t extra = 0) {
    Adjacency adjacency(graph.step_count + extra);
    for (const Link& link : graph.links) {
        if (link.kind == LinkKind::wakes) continue;
        const bool forward = direction == Direction::forward;
        boost::add_edge(index(forward ? link.from : link.to), index(forward ? link.to : link.from), adjacency);
    }
    return adjacency;
}

std::vector<bool> found_from(const Adjacency& adjacency, std::span<const StepIndex> from) {
    std::vector<bool> found(boost::num_vertices(adjacency), false);
    std::vector<std::size_t> waiting;
    for (const StepIndex step : from) {
        if (!found[index(step)]) waiting.push_back(index(step));
        found[index(step)] = true;
    }
    while (!waiting.empty()) {
        const std::size_t step = waiting.back();
        waiting.pop_back();
        const auto [begin, end] = boost::adjacent_vertices(step, adjacency);
        for (auto next = begin; next != end; ++next) {
            if (!found[*next]) waiting.push_back(*next);
            found[*next] = true;
        }
    }
    return found;
}

// Collects the links of one map; ids are looked up once.
class Reader {
public:
    explicit Reader(const Map& map) : map_(map) {
        for (std::size_t i = 0; i < map.steps.size(); ++i) step_of_.emplace(map.steps[i].id, i);
        links_from_.resize(map.steps.size());
        for (std::size_t i = 0; i < map.steps.size(); ++i) {
            if (!map.steps[i].exit_of.empty()) exits_of_[map.steps[i].exit_of].push_back(i);
        }
    }

    ProcessGraph read() {
        for (std::size_t i = 0; i < map_.steps.size(); ++i) read_step(i, map_.steps[i]);
        ProcessGraph graph;
        graph.step_count = map_.steps.size();
        for (const auto& links : links_from_) graph.links.insert(graph.links.end(), links.begin(), links.end());
        graph.entries = entries();
        for (std::size_t i = 0; i < map_.steps.size(); ++i) {
            const StepKind kind = map_.steps[i].kind;
            if (kind == StepKind::outcome || kind == StepKind::strand_end) graph.ends.push_back(StepIndex(i));
        }
        return graph;
    }

private:
    void link(std::size_t from, std::string_view to, LinkKind kind, int way = -1) {
        const auto target = step_of_.find(to);
        if (target == step_of_.end()) return;
        const Link link{StepIndex(from), StepIndex(target->second), kind, way};
        auto& links = links_from_[from];
        if (std::find(links.begin(), links.end(), link) == links.end()) links.push_back(link);
    }

    void link_from(std::string_view from, std::size_t to, LinkKind kind) {
        const auto source = step_of_.find(from);
        if (source != step_of_.end()) link(source->second, map_.steps[to].id, kind);
    }

    void read_step(std::size_t i, const Step& step) {
        for (std::size_t w = 0; w < step.ways.size(); ++w) {
            const Way& way = step.ways[w];
            link(i, way.to, LinkKind::way, static_cast<int>(w));
            const auto called = step_of_.find(way.to);
            if (way.returns_to.empty() || called == step_of_.end()) continue;
            const auto exits = exits_of_.find(map_.steps[called->second].process);
            if (exits == exits_of_.end()) continue;
            for (const std::size_t exit : exits->second) link(exit, way.returns_to, LinkKind::returned);
        }
        if (!step.join.empty()) link(i, step.join, LinkKind::nobody_starts);
        if (step.clock) {
            for (const std::string& starter : step.clock->starts_at) link_from(starter, i, LinkKind::starts_clock);
        }
        if (const auto* wait = std::get_if<UntilStep>(&step.duration.ends)) {
            link_from(wait->step, i, LinkKind::wakes);
        }
    }

    std::vector<StepIndex> entries() const {
        std::vector<bool> is_entry(map_.steps.size(), false);
        for (std::size_t i = 0; i < map_.steps.size(); ++i) is_entry[i] = map_.steps[i].kind == StepKind::start;
        for (const Arrivals& arrivals : map_.arrivals) {
            const auto entry = step_of_.find(arrivals.entry);
            if (entry != step_of_.end()) is_entry[entry->second] = true;
        }
        std::vector<StepIndex> entries;
        for (std::size_t i = 0; i < is_entry.size(); ++i) {
            if (is_entry[i]) entries.push_back(StepIndex(i));
        }
        return entries;
    }

    const Map& map_;
    std::unordered_map<std::string_view, std::size_t> step_of_;
    std::unordered_map<std::string_view, std::vector<std::size_t>> exits_of_;  // by process
    std::vector<std::vector<Link>> links_from_;
};

}  // namespace

ProcessGraph process_graph(const Map& map) {
    return Reader(map).read();
}

ProcessGraph without_clocks(ProcessGraph graph) {
    std::erase_if(graph.links, [](const Link& link) { return link.kind == LinkKind::starts_clock; });
    return graph;
}

std::vector<bool> reachable_from(const ProcessGraph& graph, std::span<const StepIndex> from) {
    return found_from(adjacency_of(graph, Direction::forward), from);
}

std::vector<bool> can_reach(const ProcessGraph& graph, std::span<const StepIndex> to) {
    return found_from(adjacency_of(graph, Direction::backward), to);
}

Parts connected_parts(const ProcessGraph& graph) {
    const Adjacency adjacency = adjacency_of(graph, Direction::forward);
    Parts parts;
    parts.part_of.resize(graph.step_count);
    if (graph.step_count == 0) return parts;
    parts.count = static_cast<int>(boost::strong_components(
        adjacency,
        boost::make_iterator_property_map(parts.part_of.begin(), boost::get(boost::vertex_index, adjacency))));
    return parts;
}

std::vector<std::vector<StepIndex>> loops(const ProcessGraph& graph) {
    const Parts parts = connected_parts(graph);
    std::vector<std::vector<StepIndex>> members(static_cast<std::size_t>(parts.count));
    for (std::size_t i = 0; i < graph.step_count; ++i) members[parts.part_of[i]].push_back(StepIndex(i));

    std::vector<bool> to_itself(graph.step_count, false);
    for (const Link& link : graph.links) {
        if (link.from == link.to && link.kind != LinkKind::wakes) to_itself[index(link.from)] = true;
    }
    std::erase_if(members,
                  [&](const auto& part) { return part.empty() || (part.size() == 1 && !to_itself[index(part[0])]); });
    std::sort(members.begin(), members.end());
    return members;
}

std::vector<StepIndex> on_every_path(const ProcessGraph& graph, StepIndex entry) {
    const std::vector<bool> reached = reachable_from(graph, std::span(&entry, 1));
    // Boost's algorithm goes wrong where a step that cannot be reached leads into one that can.
    ProcessGraph ahead = graph;
    std::erase_if(ahead.links, [&](const Link& link) { return !reached[index(link.from)]; });
    Adjacency adjacency = adjacency_of(ahead, Direction::forward, 1);
    const std::size_t after_all = graph.step_count;
    bool ends = false;
    for (const StepIndex end : graph.ends) {
        if (!reached[index(end)]) continue;
        boost::add_edge(index(end), after_all, adjacency);
        ends = true;
    }
    if (!ends) return {};

    const std::size_t nothing = boost::graph_traits<Adjacency>::null_vertex();
    std::vector<std::size_t> dominator(boost::num_vertices(adjacency), nothing);
    boost::lengauer_tarjan_dominator_tree(
        adjacency, index(entry),
        boost::make_iterator_property_map(dominator.begin(), boost::get(boost::vertex_index, adjacency)));

    std::vector<StepIndex> passed;
    for (std::size_t step = dominator[after_all]; step != nothing; step = dominator[step]) {
        passed.push_back(StepIndex(step));
    }
    std::reverse(passed.begin(), passed.end());
    return passed;
}

std::vector<StepIndex> dead_ends(const ProcessGraph& graph) {
    const auto reached = reachable_from(graph, graph.entries);
    const auto ends = can_reach(graph, graph.ends);
    std::vector<StepIndex> dead;
    for (std::size_t i = 0; i < graph.step_count; ++i) {
        if (reached[i] && !ends[i]) dead.push_back(StepIndex(i));
    }
    return dead;
}

std::vector<int> path_lengths(const ProcessGraph& graph, StepIndex from) {
    std::vector<int> lengths(graph.step_count, -1);
    if (graph.step_count == 0) return lengths;
    const Adjacency adjacency = adjacency_of(graph, Direction::forward);
    lengths[index(from)] = 0;
    const auto map = boost::make_iterator_property_map(lengths.begin(), boost::get(boost::vertex_index, adjacency));
    boost::breadth_first_search(
        adjacency, index(from),
        boost::visitor(boost::make_bfs_visitor(boost::record_distances(map, boost::on_tree_edge()))));
    return lengths;
}

}  // namespace permap
