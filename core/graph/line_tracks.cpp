#include "graph/line_tracks.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace permap {

namespace {

constexpr int crossing_cost = 1, overlap_cost = 8;
constexpr int same_place = 3;  // two lines nearer than this look like one

// What it costs to have `left` nearer to track 0 than `right`.
int cost_of(const Strand& left, const Strand& right) {
    int cost = 0;
    for (const int place : right.before) cost += place > left.low && place < left.high ? crossing_cost : 0;
    for (const int place : left.after) {
        cost += place > right.low && place < right.high ? crossing_cost : 0;
        for (const int other : right.before) {
            if (place - other <= same_place && other - place <= same_place) cost += overlap_cost;
        }
    }
    return cost;
}

}  // namespace

void Strand::reach(int place) {
    low = std::min(low, place);
    high = std::max(high, place);
}

std::vector<int> tracks_of(const std::vector<Strand>& strands, int apart) {
    std::vector<std::size_t> order(strands.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    bool is_mended = true;
    for (std::size_t pass = 0; is_mended && pass < strands.size(); ++pass) {
        is_mended = false;
        for (std::size_t i = 1; i < order.size(); ++i) {
            const Strand& left = strands[order[i - 1]];
            const Strand& right = strands[order[i]];
            if (cost_of(right, left) >= cost_of(left, right)) continue;
            std::swap(order[i - 1], order[i]);
            is_mended = true;
        }
    }
    std::vector<int> tracks(strands.size(), 0);
    for (std::size_t i = 0; i < order.size(); ++i) {
        const Strand& strand = strands[order[i]];
        for (std::size_t earlier = 0; earlier < i; ++earlier) {
            const Strand& other = strands[order[earlier]];
            const bool is_clear = other.high + apart < strand.low || strand.high + apart < other.low;
            if (!is_clear) tracks[order[i]] = std::max(tracks[order[i]], tracks[order[earlier]] + 1);
        }
    }
    return tracks;
}

int track_count(const std::vector<int>& tracks) {
    int count = 0;
    for (const int track : tracks) count = std::max(count, track + 1);
    return count;
}

}  // namespace permap
