#include "vocabulary/time.hpp"

#include <cstdio>

namespace permap {

namespace {

constexpr int last_year = 5999;  // an Instant in 32 bits reaches the year 6053

// Digits of text[from, from + count) as a number, or −1.
int digits(std::string_view text, std::size_t from, std::size_t count) {
    int value = 0;
    for (const char letter : text.substr(from, count)) {
        if (letter < '0' || letter > '9') return -1;
        value = value * 10 + (letter - '0');
    }
    return value;
}

}  // namespace

Instant add_months(Instant at, std::int32_t months) {
    const Date date = date_of(at);
    const std::chrono::year_month_day day{date};
    const std::chrono::year_month reached =
        std::chrono::year_month{day.year(), day.month()} + std::chrono::months{months};
    std::chrono::year_month_day target = reached / day.day();
    if (!target.ok()) target = reached / std::chrono::last;
    return midnight(Date{target}) + (at - midnight(date));
}

std::optional<Instant> parse_instant(std::string_view text) {
    const bool has_time = text.size() == 16 && text[10] == ' ' && text[13] == ':';
    if ((text.size() != 10 && !has_time) || text[4] != '-' || text[7] != '-') return std::nullopt;
    const int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
    if (year < 0 || year > last_year || month < 0 || day < 0) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok()) return std::nullopt;
    const int hour = has_time ? digits(text, 11, 2) : 0, minute = has_time ? digits(text, 14, 2) : 0;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
    return midnight(Date{date}) + Minutes{hour * 60 + minute};
}

std::string to_date_string(Instant at) {
    const std::chrono::year_month_day date{date_of(at)};
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text;
}

std::string to_string(Instant at) {
    const int minutes = (at - midnight(date_of(at))).count();
    char text[16];
    std::snprintf(text, sizeof text, " %02d:%02d", minutes / 60, minutes % 60);
    return to_date_string(at) + text;
}

}  // namespace permap
