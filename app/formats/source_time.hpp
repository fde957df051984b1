// Times of a file beside each other.
#pragma once

#include <cstdint>

#include "formats/source_event.hpp"

namespace permap {

// Since 1970, in UTC where the file says the offset, else in local civil time.
inline std::int64_t exact_milliseconds(const SourceTime& time) {
    const std::int64_t offset = time.utc_offset_minutes == no_utc_offset ? 0 : time.utc_offset_minutes;
    return (std::int64_t{time.at.time_since_epoch().count()} - offset) * 60'000 + time.milliseconds;
}

// Formats that have no dates write midnight: where every time is midnight, dates are all that is known.
inline bool is_midnight(const SourceTime& time) {
    return time.milliseconds == 0 && time.at == midnight(date_of(time.at));
}

}  // namespace permap
