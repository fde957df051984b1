#include "vocabulary/month.hpp"

namespace permap {

Month month_of(Instant at) {
    const std::chrono::year_month_day day{date_of(at)};
    return day.year() / day.month();
}

Instant first_minute(Month month) {
    return midnight(Date{month / std::chrono::day{1}});
}

std::string to_string(Month month) {
    return to_date_string(first_minute(month)).substr(0, 7);
}

std::optional<Month> parse_month(std::string_view text) {
    const std::optional<Instant> day = parse_instant(text.size() == 7 ? std::string(text) + "-01" : std::string(text));
    if (!day) return std::nullopt;
    return month_of(*day);
}

}  // namespace permap
