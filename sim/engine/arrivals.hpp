// Who comes in, and when: fixed candidate streams, thinned by keyed draws (SEMANTICS 5).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/run.hpp"
#include "log/stream.hpp"
#include "model/model.hpp"

namespace permap {

struct Arrival {
    Instant at{};
    std::uint32_t entry = 0;      // in the model's entries
    std::uint32_t entry_key = 0;  // of draws
    std::uint32_t candidate = 0;
    std::uint32_t children = 1;  // siblings, one included
    std::uint32_t counted = 0;   // of them, by sibling number
};

// Kept candidates in order of (minute, entry, candidate). Counted ones; with shared resources the background before and
// after too.
std::vector<Arrival> arrivals(const Model& model, const RunSettings& settings);

// The children of one arrival, ages drawn.
void children_of(const Model& model, const RunSettings& settings, const Arrival& arrival, std::vector<Child>& children);
// The same without what has to be worked out: birth date, and end of follow-up.
void children_without_dates(const Model& model, const RunSettings& settings, const Arrival& arrival,
                            std::vector<Child>& children);

Instant followed_until(const RunSettings& settings, Instant entered);

}  // namespace permap
