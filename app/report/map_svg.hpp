// A map as a picture (SVG 1.1): nothing from elsewhere is needed to show it, and it can be read aloud and printed.
// The kind of a step is told by its shape and in words, never by colour alone.
#pragma once

#include <string>
#include <vector>

#include "graph/process_graph.hpp"
#include "map/map.hpp"

namespace permap {

// One box for each sub-process, by phase.
std::string overview_svg(const Map& map, const ProcessGraph& graph);

// Every step of one sub-process, by lane; the empty id stands for the steps that name none.
std::string process_svg(const Map& map, const ProcessGraph& graph, const std::string& process);

// Several sub-processes in full, one under another, by phase.
std::string processes_svg(const Map& map, const ProcessGraph& graph, const std::string& title,
                          const std::vector<std::string>& processes);

}  // namespace permap
