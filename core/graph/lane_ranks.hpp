// Columns of a picture: which lines lead back, and how far along each box stands.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace permap {

// A line between two boxes, by their places in the caller's list. `is_back`: known to lead back (rework, a cycle).
struct LaneArrow {
    std::size_t from = 0, to = 0;
    bool is_back = false;
};

// By arrow: leads back. Those that say so themselves, and of the rest as many as a walk in depth finds, so that what is
// left goes round nowhere. Walks from boxes that nothing leads to, then from the others, in the order of the list.
std::vector<bool> arrows_back(std::size_t boxes, std::span<const LaneArrow> arrows);

// By box: its column from 0, the longest path that leads to it without the arrows that lead back. A box that nothing
// leads to stands just before the nearest one it leads to. No column is empty.
std::vector<int> lane_ranks(std::size_t boxes, std::span<const LaneArrow> arrows, const std::vector<bool>& back);

}  // namespace permap
