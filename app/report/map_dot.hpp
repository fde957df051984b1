// A map as Graphviz text, for people who lay out their own pictures.
#pragma once

#include <string>
#include <vector>

#include "graph/process_graph.hpp"
#include "map/map.hpp"

namespace permap {

// One node for each sub-process, a cluster for each phase.
std::string overview_dot(const Map& map, const ProcessGraph& graph);

// The steps of one sub-process, a cluster for each lane; steps of others that they lead to or come from stand outside.
std::string process_dot(const Map& map, const ProcessGraph& graph, const std::string& process);

// The steps of several sub-processes, a cluster for each.
std::string processes_dot(const Map& map, const ProcessGraph& graph, const std::vector<std::string>& processes);

}  // namespace permap
