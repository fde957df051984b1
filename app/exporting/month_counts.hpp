// How many children came in, went and were under way, month by month.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "log/stream.hpp"

namespace permap {

struct MonthCount {
    std::string month;                 // "2026-04"
    std::int64_t under_way_first = 0;  // on the first of the month, before anything happened
    std::int64_t came_in = 0;
    std::int64_t over = 0;        // journeys that were over, in this month
    std::int64_t unfollowed = 0;  // still under way when their follow-up ended, in this month

    bool operator==(const MonthCount&) const = default;
};

// From the month of the first child to that of the last end, without gaps.
std::vector<MonthCount> month_counts(std::span<const Stream> streams);

}  // namespace permap
