// What the records of a log can tell and what they cannot: which dates were written down, and how exactly.
#pragma once

#include <cstdint>
#include <span>

#include "log/stream.hpp"
#include "recorded/record.hpp"

namespace permap {

struct Coverage {
    std::int64_t records = 0;  // with a time: all that are known
    std::int64_t with_date_only = 0;
    std::int64_t visits = 0;
    std::int64_t ready_known = 0;  // visits of which a record says when they became ready; elsewhere it is inferred
    std::int64_t start_known = 0;  // visits that are known to have started
    std::int64_t only_end_known = 0;

    // One child: its records as known, and the events that they became.
    void add(std::span<const Record> known, const Stream& stream);
};

}  // namespace permap
