// A map in words and tables: the whole, a part, one step, its exact parts.
#pragma once

#include <string>
#include <vector>

#include "analysis/absorbing_chain.hpp"
#include "analysis/figures.hpp"
#include "graph/process_graph.hpp"
#include "map/map.hpp"

namespace permap {

std::string map_page(const Map& map, const std::string& digest, const ProcessGraph& graph);

// Steps that are all of what is named; empty: any. Ids the map knows.
struct StepFilter {
    std::string process, phase, lane;
};
bool has_steps(const Map& map, const StepFilter& part);
// A table of the steps, then each in words.
std::string part_page(const Map& map, const StepFilter& part);

std::string step_page(const Map& map, const Step& step);
std::string exact_page(const Map& map, const std::vector<ExactPart>& parts);
std::string exact_json(const Map& map, const std::string& digest, const std::vector<ExactPart>& parts);

std::string map_show_json(const Map& map, const std::string& digest, const ProcessGraph& graph);

// What a walk of many children never met, and who was stuck.
struct WalkFindings {
    std::vector<std::string> steps, clocks, ways, interrupts;
};
std::string map_check_json(const Map& map, const std::string& digest, const std::vector<std::string>& warnings,
                           const WalkFindings& never, const Figures& figures);

}  // namespace permap
