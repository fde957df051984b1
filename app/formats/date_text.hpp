// Dates and times as files write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formats/mapping.hpp"

namespace permap {

// "2026-04-06", "2026-04-06 09:30[:15[.250]]", "2026-04-06T09:30:15.250+01:00", "…Z"; "06/04/2026 [09:30[:15]]",
// "06.04.2026", "06-04-2026" in the order `order` says. Nothing where it is no such date; a date that may be read in
// two ways needs an order.
std::optional<SourceTime> parse_source_time(std::string_view text, std::optional<DateOrder> order);

// Whether "03/04/2020" could be meant in two ways.
bool is_ambiguous_date(std::string_view text);

// The one order in which it can be a date; nothing where there are two, or none.
std::optional<DateOrder> only_order_of(std::string_view text);

// "2017-04" of a date of birth, or of "2017-04": what is kept of it. Empty where it is no date.
std::string birth_month_of(std::string_view text, std::optional<DateOrder> order);

}  // namespace permap
