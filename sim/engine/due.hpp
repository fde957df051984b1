// When something falls due: by minute, then phase, then tie.
#pragma once

#include <cstdint>

#include "vocabulary/time.hpp"

namespace permap {

struct Due {
    std::uint64_t when = ~std::uint64_t{0};  // minute and phase, so that one comparison orders both
    std::uint64_t tie = 0;

    static Due of(Instant at, std::uint8_t phase, std::uint64_t tie) {
        return {std::uint64_t{static_cast<std::uint32_t>(at.time_since_epoch().count()) ^ 0x80000000U} << 8 | phase,
                tie};
    }
    // Instant::max() of what never falls due.
    Instant at() const {
        return Instant{Minutes{static_cast<std::int32_t>(static_cast<std::uint32_t>(when >> 8) ^ 0x80000000U)}};
    }
    std::uint8_t phase() const { return static_cast<std::uint8_t>(when & 0xff); }
    bool is_never() const { return when >> 8 >= 0xffffffffU; }

    // Which of two comes first can hardly be guessed, so there is no branch on it.
    bool before(const Due& other) const {
        return static_cast<bool>((when < other.when) | ((when == other.when) & (tie < other.tie)));
    }
};

inline Due earlier_of(const Due& a, const Due& b) {
    const bool is_b = b.before(a);
    return {is_b ? b.when : a.when, is_b ? b.tie : a.tie};
}

}  // namespace permap
