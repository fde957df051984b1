// A part of a map to be drawn or told: the steps of one sub-process, where children come into it from others, and where
// they go on to. Everything in map order.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "graph/process_graph.hpp"

namespace permap {

struct PartBox {
    enum class Kind {
        step,
        comes_from,  // the other sub-processes that lead to `step`
        goes_to,     // the other sub-process that `step` leads to
    };
    Kind kind = Kind::step;
    StepIndex step = no_step;
    std::vector<std::string> processes;  // ids; of a step its own
    bool operator==(const PartBox&) const = default;
};

struct PartLine {
    std::size_t from = 0, to = 0;    // places in the list of boxes
    std::vector<std::size_t> links;  // places in ProcessGraph::links; from a stub several
    bool operator==(const PartLine&) const = default;
};

struct MapPart {
    std::vector<PartBox> boxes;  // steps, then stubs
    std::vector<PartLine> lines;
    bool operator==(const MapPart&) const = default;
};

// The steps whose `process` this is; an id that the map does not know gives no boxes.
MapPart part_of_map(const Map& map, const ProcessGraph& graph, std::string_view process);

// The map's sub-processes; steps that name none are one more at the end, with the map's name and an empty id.
std::vector<Process> processes_of(const Map& map);

// Everything that leads from one sub-process to another, as places in ProcessGraph::links. Waits that end because of
// something elsewhere are not among them: no child passes there.
struct HandOver {
    std::string from, to;  // processes
    std::vector<std::size_t> links;
    bool operator==(const HandOver&) const = default;
};
std::vector<HandOver> hand_overs(const Map& map, const ProcessGraph& graph);

}  // namespace permap
