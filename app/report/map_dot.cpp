#include "report/map_dot.hpp"

#include <algorithm>
#include <set>

#include "graph/map_part.hpp"
#include "report/step_words.hpp"

namespace permap {

namespace {

// Between double quotes a backslash and a quote are written with a backslash before them.
std::string quoted_dot(const std::string& text) {
    std::string dot = "\"";
    for (const char letter : text) {
        if (letter == '"' || letter == '\\') dot += '\\';
        dot += static_cast<unsigned char>(letter) < 0x20U ? ' ' : letter;
    }
    return dot + "\"";
}

const char* shape_of(StepKind kind) {
    switch (kind) {
        case StepKind::start:
            return "oval";
        case StepKind::decision:
            return "hexagon";
        case StepKind::split:
            return "cds";
        case StepKind::join:
            return "invhouse";
        case StepKind::milestone:
            return "note";
        case StepKind::outcome:
            return "doubleoctagon";
        case StepKind::strand_end:
            return "octagon";
        case StepKind::activity:
        case StepKind::wait:
        case StepKind::clock:
            break;
    }
    return "box";
}

const char* style_of(StepKind kind) {
    return kind == StepKind::wait ? ", style=\"rounded\"" : kind == StepKind::clock ? ", style=\"rounded,dashed\"" : "";
}

// Without newrank Graphviz 2.42 loses its way among the clusters of a large map.
std::string head(const std::string& name) {
    return "// Made by permap map export from the map; do not edit.\ndigraph " + quoted_dot(name) +
           " {\n  rankdir=LR;\n  newrank=true;\n  node [fontname=\"Helvetica\", fontsize=12];\n"
           "  edge [fontname=\"Helvetica\", fontsize=12];\n";
}

std::string step_node(const Step& step) {
    // A line break inside a label is a backslash and an n, so it is put in after quoting.
    std::string label = quoted_dot(step.name);
    label.pop_back();
    label += "\\n(" + kind_words(step.kind) + ")\"";
    return quoted_dot(step.id) + " [label=" + label + ", shape=\"" + shape_of(step.kind) + "\"" + style_of(step.kind) +
           "];\n";
}

std::string edge(const Map& map, const Link& link) {
    const Step& from = map.steps[index(link.from)];
    std::string label, style;
    if (link.kind == LinkKind::way) {
        const Way& way = from.ways[static_cast<std::size_t>(link.way)];
        const std::string share = share_words(way, "*");
        label = way.name + (way.name.empty() || share.empty() ? "" : ": ") + share;
        if (way.back != BackWay::none) style = "dashed";
    } else {
        style = "dotted";
        label = link.kind == LinkKind::starts_clock    ? "starts the clock"
                : link.kind == LinkKind::wakes         ? "ends the wait"
                : link.kind == LinkKind::nobody_starts ? "where none begins"
                                                       : "back to where it was asked from";
    }
    return "  " + quoted_dot(from.id) + " -> " + quoted_dot(map.steps[index(link.to)].id) +
           " [label=" + quoted_dot(label) + (style.empty() ? "" : ", style=\"" + style + "\"") + "];\n";
}

std::string cluster(std::size_t place, const std::string& name, const std::string& nodes) {
    return "  subgraph cluster_" + std::to_string(place) + " {\n    label=" + quoted_dot(name) + ";\n" + nodes +
           "  }\n";
}

// Edges of the steps shown; what lies elsewhere is a plain node.
std::string edges_of(const Map& map, const ProcessGraph& graph, const std::vector<bool>& is_shown) {
    std::string nodes, edges;
    std::set<StepIndex> elsewhere;
    for (const Link& link : graph.links) {
        if (!is_shown[index(link.from)] && !is_shown[index(link.to)]) continue;
        for (const StepIndex step : {link.from, link.to}) {
            if (is_shown[index(step)] || !elsewhere.insert(step).second) continue;
            const Step& other = map.steps[index(step)];
            nodes += "  " + quoted_dot(other.id) +
                     " [label=" + quoted_dot(process_name(map, other.process) + ": " + other.name) +
                     ", shape=\"box\", style=\"dotted\"];\n";
        }
        edges += edge(map, link);
    }
    return nodes + edges;
}

}  // namespace

std::string overview_dot(const Map& map, const ProcessGraph& graph) {
    std::string dot = head(map.name);
    const std::vector<Process> processes = processes_of(map);
    std::vector<Phase> phases = map.phases;
    phases.push_back({"", "No phase"});
    for (std::size_t i = 0; i < phases.size(); ++i) {
        std::string nodes;
        for (const Process& process : processes) {
            if (process.phase != phases[i].id) continue;
            nodes += "    " + quoted_dot(process.id) + " [label=" + quoted_dot(process.name) + ", shape=\"box\"];\n";
        }
        if (!nodes.empty()) dot += cluster(i, phases[i].name, nodes);
    }
    for (const HandOver& one : hand_overs(map, graph)) {
        dot += "  " + quoted_dot(one.from) + " -> " + quoted_dot(one.to) +
               " [label=" + quoted_dot(std::to_string(one.links.size())) + "];\n";
    }
    return dot + "}\n";
}

std::string process_dot(const Map& map, const ProcessGraph& graph, const std::string& process) {
    std::string dot = head(process_name(map, process));
    std::vector<bool> is_shown(map.steps.size(), false);
    std::vector<std::string> lanes;
    for (const Lane& lane : map.lanes) lanes.push_back(lane.id);
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        std::string nodes;
        for (std::size_t step = 0; step < map.steps.size(); ++step) {
            if (map.steps[step].process != process || map.steps[step].lane != lanes[i]) continue;
            is_shown[step] = true;
            nodes += "    " + step_node(map.steps[step]);
        }
        if (!nodes.empty()) dot += cluster(i, lane_name(map, lanes[i]), nodes);
    }
    return dot + edges_of(map, graph, is_shown) + "}\n";
}

std::string processes_dot(const Map& map, const ProcessGraph& graph, const std::vector<std::string>& processes) {
    std::string dot = head(map.name);
    std::vector<bool> is_shown(map.steps.size(), false);
    for (std::size_t i = 0; i < processes.size(); ++i) {
        std::string nodes;
        for (std::size_t step = 0; step < map.steps.size(); ++step) {
            if (map.steps[step].process != processes[i]) continue;
            is_shown[step] = true;
            nodes += "    " + step_node(map.steps[step]);
        }
        if (!nodes.empty()) dot += cluster(i, process_name(map, processes[i]), nodes);
    }
    return dot + edges_of(map, graph, is_shown) + "}\n";
}

}  // namespace permap
