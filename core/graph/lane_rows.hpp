// Rows of a picture: inside its lane, which row each box stands in.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "graph/lane_ranks.hpp"

namespace permap {

struct LaneRows {
    std::vector<int> row_of;   // by box, from 0 at the top; rows of one lane lie together
    std::vector<int> lane_of;  // by row
};

// A lane has as many rows as it has boxes in its fullest column. Boxes stand near what leads to them and what they lead
// to, so that few lines cross. `lanes`: by box, from 0 at the top. Lanes without boxes get no row.
LaneRows lane_rows(const std::vector<int>& lanes, const std::vector<int>& ranks, std::span<const LaneArrow> arrows,
                   const std::vector<bool>& back);

}  // namespace permap
