#include "graph/lane_rows.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <utility>

#include "vocabulary/result.hpp"

namespace permap {

namespace {

constexpr int sweeps = 8;
constexpr int part_of_row = 1000;  // wishes are in thousandths of a row: whole numbers, the same everywhere

// Boxes of one lane in one column, and the rows they may stand in.
struct Stack {
    std::vector<std::size_t> boxes;
    int first_row = 0, row_count = 0;
};

// Gives each box of the stack a row, in the order of their wishes, so that all together stand as near as can be.
void place(const Stack& stack, const std::vector<int>& wishes, std::vector<int>& row_of) {
    std::vector<std::size_t> boxes = stack.boxes;
    std::stable_sort(boxes.begin(), boxes.end(), [&](std::size_t a, std::size_t b) { return wishes[a] < wishes[b]; });
    const auto count = static_cast<int>(boxes.size());
    PERMAP_ASSERT(count <= stack.row_count);
    // best[i][r]: least cost of the first i boxes in the first r rows.
    const auto width = static_cast<std::size_t>(stack.row_count) + 1;
    std::vector<long> best((boxes.size() + 1) * width, 0);
    const auto at = [&](int i, int r) -> long& {
        return best[static_cast<std::size_t>(i) * width + static_cast<std::size_t>(r)];
    };
    const auto cost = [&](int i, int r) {
        return std::labs(static_cast<long>(wishes[boxes[static_cast<std::size_t>(i)]]) -
                         static_cast<long>(stack.first_row + r) * part_of_row);
    };
    for (int i = 1; i <= count; ++i) {
        for (int r = i; r <= stack.row_count; ++r) {
            at(i, r) = at(i - 1, r - 1) + cost(i - 1, r - 1);
            if (r > i) at(i, r) = std::min(at(i, r), at(i, r - 1));
        }
    }
    int r = stack.row_count;
    for (int i = count; i >= 1; --i) {
        while (r > i && at(i, r) == at(i, r - 1)) --r;
        --r;
        row_of[boxes[static_cast<std::size_t>(i - 1)]] = stack.first_row + r;
    }
}

class Rows {
public:
    Rows(const std::vector<int>& lanes, const std::vector<int>& ranks, std::span<const LaneArrow> arrows,
         const std::vector<bool>& back) {
        before_.resize(lanes.size());
        after_.resize(lanes.size());
        for (std::size_t i = 0; i < arrows.size(); ++i) {
            if (back[i] || arrows[i].from == arrows[i].to) continue;
            after_[arrows[i].from].push_back(arrows[i].to);
            before_[arrows[i].to].push_back(arrows[i].from);
        }
        std::map<std::pair<int, int>, std::vector<std::size_t>> found;  // by column, lane
        std::map<int, int> rows_in;                                     // by lane
        for (std::size_t box = 0; box < lanes.size(); ++box) {
            auto& stack = found[{ranks[box], lanes[box]}];
            stack.push_back(box);
            rows_in[lanes[box]] = std::max(rows_in[lanes[box]], static_cast<int>(stack.size()));
        }
        std::map<int, int> first_row;
        for (const auto& [lane, count] : rows_in) {
            first_row[lane] = static_cast<int>(rows_.lane_of.size());
            rows_.lane_of.insert(rows_.lane_of.end(), static_cast<std::size_t>(count), lane);
        }
        for (auto& [where, boxes] : found) {
            stacks_.push_back({std::move(boxes), first_row[where.second], rows_in[where.second]});
        }
        rows_.row_of.assign(lanes.size(), 0);
        for (const Stack& stack : stacks_) {
            for (std::size_t i = 0; i < stack.boxes.size(); ++i) {
                rows_.row_of[stack.boxes[i]] = stack.first_row + static_cast<int>(i);
            }
        }
    }

    // Forwards each box looks at what leads to it, backwards at what it leads to.
    LaneRows settled() && {
        for (int sweep = 0; sweep < sweeps; ++sweep) {
            const bool is_forward = sweep % 2 == 0;
            for (std::size_t i = 0; i < stacks_.size(); ++i) {
                settle(stacks_[is_forward ? i : stacks_.size() - 1 - i], is_forward ? before_ : after_);
            }
        }
        for (const Stack& stack : stacks_) settle(stack, before_);
        return std::move(rows_);
    }

private:
    void settle(const Stack& stack, const std::vector<std::vector<std::size_t>>& neighbours) {
        std::vector<int> wishes(rows_.row_of.size(), 0);
        for (const std::size_t box : stack.boxes) {
            long sum = 0;
            for (const std::size_t other : neighbours[box]) sum += rows_.row_of[other];
            const auto count = static_cast<long>(neighbours[box].size());
            wishes[box] = static_cast<int>(count == 0 ? static_cast<long>(rows_.row_of[box]) * part_of_row
                                                      : sum * part_of_row / count);
        }
        place(stack, wishes, rows_.row_of);
    }

    std::vector<std::vector<std::size_t>> before_, after_;
    std::vector<Stack> stacks_;  // by column, then lane
    LaneRows rows_;
};

}  // namespace

LaneRows lane_rows(const std::vector<int>& lanes, const std::vector<int>& ranks, std::span<const LaneArrow> arrows,
                   const std::vector<bool>& back) {
    PERMAP_ASSERT(lanes.size() == ranks.size() && back.size() == arrows.size());
    return Rows(lanes, ranks, arrows, back).settled();
}

}  // namespace permap
