// A map in words and tables: the whole, a part, one step, its exact parts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/absorbing_chain.hpp"
#include "analysis/figures.hpp"
#include "graph/process_graph.hpp"
#include "map/map.hpp"

namespace permap {

// "The law is as it stood on 2019-06-01.", a line of its own; empty where it changes with the dates in the map.
std::string law_line(const std::optional<Instant>& law_at);

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
struct NeverMet {
    std::string id;      // "step", or "step → way"
    std::string seldom;  // the map's reason; empty: not explained
};
struct WalkFindings {
    std::vector<NeverMet> steps, clocks, ways, interrupts;
};
std::string never_met_lines(const WalkFindings& never);
std::string map_check_json(const Map& map, const std::string& digest, const std::vector<std::string>& warnings,
                           const WalkFindings& never, const Figures& figures);

}  // namespace permap
