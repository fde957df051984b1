// Local civil time in whole minutes (SEMANTICS 4): an Instant is a point, Minutes a length of time.
// The two are different types, so adding two instants does not compile.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace permap {

using Minutes = std::chrono::duration<std::int32_t, std::ratio<60>>;

// Minutes since 1970-01-01 00:00, local civil time without clock changes; reaches about 4,000 years either way.
using Instant = std::chrono::time_point<std::chrono::local_t, Minutes>;
using Date = std::chrono::local_days;

inline constexpr Minutes one_day{24 * 60};

constexpr Date date_of(Instant at) {
    return std::chrono::floor<std::chrono::days>(at);
}
constexpr Instant midnight(Date date) {
    return std::chrono::time_point_cast<Minutes>(date);
}

// Length of time in days, for figures only (never for the calendar).
constexpr double days(Minutes length) {
    return static_cast<double>(length.count()) / one_day.count();
}

// Same day number `months` later, or the last day of that month; the time of day is kept.
Instant add_months(Instant at, std::int32_t months);

// "2026-04-06" or "2026-04-06 09:30". Nothing when the text is not such a date.
std::optional<Instant> parse_instant(std::string_view text);
std::string to_string(Instant at);       // "2026-04-06 09:30"
std::string to_date_string(Instant at);  // "2026-04-06"

}  // namespace permap
