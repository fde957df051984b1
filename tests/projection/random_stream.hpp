// Random but possible streams: visits start other visits, run beside each other, are cancelled; clocks fire; some
// journeys end.
#pragma once

#include <cstdint>
#include <vector>

#include "log/stream.hpp"
#include "map/map.hpp"

namespace permap {

struct RandomStream {
    Child child;
    std::vector<Event> events;
    bool is_over = false;
    Minutes elapsed{
        0};  // entry to outcome; of an open journey to the end of follow-up; with nothing under way to the last event
};

// Over the steps of `map`; the last outcome step ends it.
RandomStream random_stream(const Map& map, std::uint64_t seed);

}  // namespace permap
