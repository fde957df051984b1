#include "graph/lane_ranks.hpp"

#include <algorithm>

#include "vocabulary/result.hpp"

namespace permap {

namespace {

using Lists = std::vector<std::vector<std::size_t>>;  // by box: places of arrows

Lists arrows_from(std::size_t boxes, std::span<const LaneArrow> arrows) {
    Lists from(boxes);
    for (std::size_t i = 0; i < arrows.size(); ++i) {
        PERMAP_ASSERT(arrows[i].from < boxes && arrows[i].to < boxes);
        from[arrows[i].from].push_back(i);
    }
    return from;
}

// A walk in depth that remembers the way it came; an arrow to a box on that way leads back.
class BackWalk {
public:
    BackWalk(std::span<const LaneArrow> arrows, const Lists& from)
        : arrows_(arrows), from_(from), state_(from.size(), State::unseen), back_(arrows.size(), false) {}

    void walk(std::size_t root) {
        if (state_[root] != State::unseen) return;
        std::vector<std::pair<std::size_t, std::size_t>> way{{root, 0}};  // box, its next arrow
        state_[root] = State::on_the_way;
        while (!way.empty()) {
            const std::size_t box = way.back().first;
            if (way.back().second == from_[box].size()) {
                state_[box] = State::done;
                way.pop_back();
                continue;
            }
            const std::size_t arrow = from_[box][way.back().second++];
            const std::size_t to = arrows_[arrow].to;
            back_[arrow] = arrows_[arrow].is_back || state_[to] == State::on_the_way;
            if (back_[arrow] || state_[to] != State::unseen) continue;
            state_[to] = State::on_the_way;
            way.emplace_back(to, 0);
        }
    }

    std::vector<bool> found() && { return std::move(back_); }

private:
    enum class State { unseen, on_the_way, done };
    std::span<const LaneArrow> arrows_;
    const Lists& from_;
    std::vector<State> state_;
    std::vector<bool> back_;
};

// A box that nothing leads to would stand in the first column, far from where it leads.
void draw_near(std::vector<int>& ranks, std::span<const LaneArrow> arrows, const std::vector<bool>& back) {
    std::vector<bool> is_led_to(ranks.size(), false);
    std::vector<int> nearest(ranks.size(), -1);
    for (std::size_t i = 0; i < arrows.size(); ++i) {
        if (back[i]) continue;
        is_led_to[arrows[i].to] = true;
        int& near = nearest[arrows[i].from];
        near = near < 0 ? ranks[arrows[i].to] : std::min(near, ranks[arrows[i].to]);
    }
    for (std::size_t box = 0; box < ranks.size(); ++box) {
        if (!is_led_to[box] && nearest[box] > 0) ranks[box] = nearest[box] - 1;
    }
}

void close_up(std::vector<int>& ranks) {
    std::vector<int> used(ranks);
    std::sort(used.begin(), used.end());
    used.erase(std::unique(used.begin(), used.end()), used.end());
    for (int& rank : ranks) {
        rank = static_cast<int>(std::lower_bound(used.begin(), used.end(), rank) - used.begin());
    }
}

}  // namespace

std::vector<bool> arrows_back(std::size_t boxes, std::span<const LaneArrow> arrows) {
    std::vector<bool> is_led_to(boxes, false);
    for (const LaneArrow& arrow : arrows) {
        if (!arrow.is_back && arrow.from != arrow.to) is_led_to[arrow.to] = true;
    }
    const Lists from = arrows_from(boxes, arrows);
    BackWalk walk(arrows, from);
    for (std::size_t box = 0; box < boxes; ++box) {
        if (!is_led_to[box]) walk.walk(box);
    }
    for (std::size_t box = 0; box < boxes; ++box) walk.walk(box);
    return std::move(walk).found();
}

std::vector<int> lane_ranks(std::size_t boxes, std::span<const LaneArrow> arrows, const std::vector<bool>& back) {
    PERMAP_ASSERT(back.size() == arrows.size());
    const Lists from = arrows_from(boxes, arrows);
    std::vector<int> ranks(boxes, 0), open(boxes, 0);
    for (std::size_t i = 0; i < arrows.size(); ++i) open[arrows[i].to] += back[i] ? 0 : 1;
    std::vector<std::size_t> ready;
    for (std::size_t box = 0; box < boxes; ++box) {
        if (open[box] == 0) ready.push_back(box);
    }
    for (std::size_t next = 0; next < ready.size(); ++next) {
        for (const std::size_t arrow : from[ready[next]]) {
            if (back[arrow]) continue;
            const std::size_t to = arrows[arrow].to;
            ranks[to] = std::max(ranks[to], ranks[ready[next]] + 1);
            if (--open[to] == 0) ready.push_back(to);
        }
    }
    PERMAP_ASSERT(ready.size() == boxes);  // without the arrows back nothing goes round
    draw_near(ranks, arrows, back);
    close_up(ranks);
    return ranks;
}

}  // namespace permap
