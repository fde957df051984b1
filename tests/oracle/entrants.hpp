// Who comes in, and when (docs/semantics.md 8).
#pragma once

#include <cstdint>
#include <vector>

#include "engine/run.hpp"
#include "map/map.hpp"
#include "random/draw.hpp"

namespace permap::oracle {

struct Entrant {
    ChildKey key;
    Instant entered{};
    Date birth_date{};
    Instant followed_until{};
    bool counted = false;
};

// Children who enter together.
struct EnteringFamily {
    const Arrivals* arrivals = nullptr;
    std::size_t entry_step = 0;  // place in the map's list of steps
    std::vector<Entrant> siblings;
};

struct Entrants {
    std::vector<EnteringFamily> families;  // by (minute, entry step, candidate)
    Instant end{};                         // end of the last follow-up: nothing after it is of interest
};

Entrants entrants_of(const Map& map, const RunSettings& settings);

inline constexpr double minutes_a_year = 365.25 * 24 * 60;

}  // namespace permap::oracle
