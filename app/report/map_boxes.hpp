// What stands in the boxes of a picture of a map, how large each is, and where they go.
#pragma once

#include <string>
#include <vector>

#include "graph/lane_layout.hpp"
#include "graph/map_part.hpp"
#include "graph/process_graph.hpp"
#include "map/map.hpp"

namespace permap {

// All in pixels. The smallest letters are 12 pixels high.
inline constexpr int small_letter = 12, small_line = 15;
inline constexpr int name_letter = 13, name_line = 17;
inline constexpr int box_padding = 8;
inline constexpr int lane_head = 26;

// One of several ways out, as a row under the head of the box; its line leaves there.
struct BoxRow {
    std::vector<std::string> lines;
    int y = 0, height = 0;  // from the upper edge of the box
};

struct BoxText {
    std::string kind;               // "decision"; of a stub "comes from", "goes on in"
    std::vector<std::string> name;  // broken into lines
    std::vector<std::string> facts;
    std::vector<BoxRow> rows;
    int width = 0, head_height = 0, height = 0;  // head: kind, name and facts; the rows are below it
};

enum class LineStyle {
    onwards,
    leads_back,  // rework, a cycle, coming in again
    beside,      // starts a clock or ends a wait; no child goes that way
};

// One sub-process: `part` says which boxes and lines; texts, styles and layout are listed alike.
struct ProcessPicture {
    MapPart part;
    std::vector<BoxText> texts;
    std::vector<LineStyle> styles;
    std::vector<std::string> lanes;  // ids, by the numbers in layout.bands
    LaneLayout layout;
};
ProcessPicture process_picture(const Map& map, const ProcessGraph& graph, const std::string& process);

// All sub-processes, one box each, a lane for each phase; a line for each pair between which children are handed over.
struct OverviewPicture {
    std::vector<Process> processes;
    std::vector<HandOver> hand_overs;
    std::vector<BoxText> texts;
    std::vector<LineStyle> styles;
    std::vector<std::string> phases;  // names, by the numbers in layout.bands
    LaneLayout layout;
};
OverviewPicture overview_picture(const Map& map, const ProcessGraph& graph);

}  // namespace permap
