// When something falls due: by minute, then phase, then tie.
#pragma once

#include <cstdint>

#include "vocabulary/time.hpp"

namespace permap {

struct Due {
    Instant at = Instant::max();
    std::uint8_t phase = 0xff;
    std::uint64_t tie = 0;
    std::uint16_t slot = 0;  // of whatever falls due, among its owner's

    bool before(const Due& other) const {
        if (at != other.at) return at < other.at;
        if (phase != other.phase) return phase < other.phase;
        return tie < other.tie;
    }
};

}  // namespace permap
