// Months of the calendar, for figures by month.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "vocabulary/time.hpp"

namespace permap {

using Month = std::chrono::year_month;

Month month_of(Instant at);
Instant first_minute(Month month);
std::string to_string(Month month);                       // "2026-04"
std::optional<Month> parse_month(std::string_view text);  // "2026-04"; of a date, its month; else nothing

}  // namespace permap
