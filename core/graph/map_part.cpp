#include "graph/map_part.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace permap {

namespace {

const std::string& process_of(const Map& map, StepIndex step) {
    return map.steps[index(step)].process;
}

// The stub for `process` at `step`; one stub of what comes from elsewhere holds all the processes.
std::size_t stub_at(MapPart& part, PartBox::Kind kind, StepIndex step, const std::string& process) {
    for (std::size_t i = 0; i < part.boxes.size(); ++i) {
        PartBox& box = part.boxes[i];
        if (box.kind != kind || box.step != step) continue;
        const bool is_named = std::find(box.processes.begin(), box.processes.end(), process) != box.processes.end();
        if (kind == PartBox::Kind::goes_to && !is_named) continue;
        if (!is_named) box.processes.push_back(process);
        return i;
    }
    part.boxes.push_back({kind, step, {process}});
    return part.boxes.size() - 1;
}

void add_line(MapPart& part, std::size_t from, std::size_t to, std::size_t link, bool is_from_stub) {
    if (is_from_stub) {
        for (PartLine& line : part.lines) {
            if (line.from != from || line.to != to) continue;
            line.links.push_back(link);
            return;
        }
    }
    part.lines.push_back({from, to, {link}});
}

}  // namespace

MapPart part_of_map(const Map& map, const ProcessGraph& graph, std::string_view process) {
    MapPart part;
    std::map<StepIndex, std::size_t> box_of;
    for (std::size_t i = 0; i < map.steps.size(); ++i) {
        if (map.steps[i].process != process) continue;
        box_of.emplace(StepIndex(i), part.boxes.size());
        part.boxes.push_back({PartBox::Kind::step, StepIndex(i), {map.steps[i].process}});
    }
    for (std::size_t i = 0; i < graph.links.size(); ++i) {
        const Link& link = graph.links[i];
        const auto from = box_of.find(link.from), to = box_of.find(link.to);
        if (from == box_of.end() && to == box_of.end()) continue;
        if (from != box_of.end() && to != box_of.end()) {
            add_line(part, from->second, to->second, i, false);
        } else if (from != box_of.end()) {
            const std::size_t stub = stub_at(part, PartBox::Kind::goes_to, link.from, process_of(map, link.to));
            add_line(part, from->second, stub, i, false);
        } else {
            const std::size_t stub = stub_at(part, PartBox::Kind::comes_from, link.to, process_of(map, link.from));
            add_line(part, stub, to->second, i, true);
        }
    }
    return part;
}

std::vector<Process> processes_of(const Map& map) {
    std::vector<Process> processes = map.processes;
    const bool has_others =
        std::any_of(map.steps.begin(), map.steps.end(), [](const Step& step) { return step.process.empty(); });
    if (has_others) processes.push_back({"", map.name, "", map.about});
    return processes;
}

std::vector<HandOver> hand_overs(const Map& map, const ProcessGraph& graph) {
    std::vector<HandOver> found;
    std::map<std::pair<std::string, std::string>, std::size_t> place;
    for (std::size_t i = 0; i < graph.links.size(); ++i) {
        const Link& link = graph.links[i];
        const std::string& from = process_of(map, link.from);
        const std::string& to = process_of(map, link.to);
        if (from == to || link.kind == LinkKind::wakes) continue;
        const auto [at, is_new] = place.try_emplace({from, to}, found.size());
        if (is_new) found.push_back({from, to, {}});
        found[at->second].links.push_back(i);
    }
    return found;
}

}  // namespace permap
