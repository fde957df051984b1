// Lines that run side by side in one channel between boxes: which track each takes.
#pragma once

#include <vector>

namespace permap {

// Lines that run as one along a channel, from `low` to `high` (places along the channel), and where they leave it: on
// the side of track 0 (`before`), or on the other (`after`).
struct Strand {
    int low = 0, high = 0;
    std::vector<int> before, after;

    void reach(int place);  // makes low and high hold the place
};

// By strand: its track, from 0. Strands that run past the same place (or within `apart` of it) have different tracks.
// The order is mended by swapping neighbours while that saves crossings; ties keep the order of the list.
std::vector<int> tracks_of(const std::vector<Strand>& strands, int apart);

// 0 where there are none.
int track_count(const std::vector<int>& tracks);

}  // namespace permap
