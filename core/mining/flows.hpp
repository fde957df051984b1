// How journeys went through the steps: their variants, and what followed what. Of recorded and simulated journeys
// alike.
#pragma once

#include <cstdint>
#include <vector>

#include "log/stream.hpp"
#include "mining/directly_follows.hpp"
#include "mining/variants.hpp"

namespace permap {

struct Flows {
    std::int64_t children = 0;
    std::vector<Variant> variants;  // by completion; most children first
    std::int64_t variants_by_start = 0;
    std::int64_t variants_by_start_and_completion = 0;
    DirectlyFollows follows;
};

Flows flows_of(const EventLog& log);  // households left out

}  // namespace permap
