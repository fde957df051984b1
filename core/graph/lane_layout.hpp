// Where the boxes and lines of a picture with lanes go: columns by how far along a box stands, rows inside its lane.
// Pure, in whole pixels, the same everywhere.
//
// Lines run at right angles. Each leaves its box on the right, enters the next on the left, and runs between the boxes
// in channels: upright ones between the columns, level ones above and below each row, or along a row where it is empty.
// So no line runs through a box. Lines to the same box of the same style run together.
#pragma once

#include <cstddef>
#include <vector>

namespace permap {

struct LaneBox {
    int lane = 0;               // from 0 at the top; numbers without a box take no place
    int width = 0, height = 0;  // above 0
    int middle = 0;             // from its upper edge: where lines come in, and what is level along a row
    int rank = 0;               // its column, from 0
};

struct LaneLine {
    std::size_t from = 0, to = 0;  // places in the list of boxes
    int exit = 0;                  // from the upper edge of `from`: where the line leaves
    int style = 0;                 // lines of different style never run on one another
    bool is_back = false;          // does not pull its boxes to one row
};

struct PicturePoint {
    int x = 0, y = 0;
    bool operator==(const PicturePoint&) const = default;
};

struct PlacedBox {
    int x = 0, y = 0;  // upper left corner
    int entry = 0;     // y where lines come in
    bool operator==(const PlacedBox&) const = default;
};

struct LaneBand {
    int lane = 0, y = 0, height = 0;
    bool operator==(const LaneBand&) const = default;
};

struct LaneLayout {
    std::vector<PlacedBox> boxes;                   // as given
    std::vector<std::vector<PicturePoint>> routes;  // by line, from box to box; corners only
    std::vector<LaneBand> bands;                    // lanes that have boxes, from the top
    int width = 0, height = 0;
    bool operator==(const LaneLayout&) const = default;
};

// `lane_head`: room above the first row of each lane, for its name.
LaneLayout lane_layout(const std::vector<LaneBox>& boxes, const std::vector<LaneLine>& lines, int lane_head);

}  // namespace permap
