// A map as pages that a person can learn from: Markdown, with a picture beside each page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/process_graph.hpp"
#include "map/map.hpp"

namespace permap {

struct PageFile {
    std::string name;  // in the folder: "README.md", "panel.md", "panel.svg"
    std::string text;
};

// README.md with overview.svg, then for each sub-process PROCESS.md and PROCESS.svg. All names differ, capitals or not:
// a sub-process whose id is taken by those two, or by another but for capitals, gets "-2" (or -3 …) behind its name.
std::vector<PageFile> map_files(const Map& map, const ProcessGraph& graph);

// Whether a file was written from a map by this program, so that it may be written anew.
bool is_made_from_map(std::string_view text);

}  // namespace permap
