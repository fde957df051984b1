// Working time (SEMANTICS 4): opening hours, Scottish public holidays, deadlines.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "vocabulary/time.hpp"

namespace permap {

enum class TimeUnit { minutes, hours, working_days, calendar_days, weeks, months, years };

// Opening hours on a day of the week. Minutes since midnight, [from, to).
struct OpeningHours {
    int weekday = 1;  // ISO: 1 Monday … 7 Sunday
    int from_minute = 0;
    int to_minute = 24 * 60;
    bool operator==(const OpeningHours&) const = default;
};

struct CalendarRule {
    std::string id, name;
    std::vector<OpeningHours> open;
    bool scottish_public_holidays = false;
    std::vector<std::string> closed_dates;  // local holidays, "2026-04-06"
    bool operator==(const CalendarRule&) const = default;
};

// Public holidays of one year in Scotland, sorted, with substitute days.
// Source: Banking and Financial Dealings Act 1971, Sch. 1 para 2 (with St Andrew's Day Bank Holiday (Scotland) Act
// 2007).
std::vector<Date> scottish_public_holidays(int year);

// Opening minutes of every day from 1970 to 2150, summed once. Immutable; cheap to ask.
class Calendar {
public:
    // Dates that the map check has not refused; a malformed one is a fault in the program.
    explicit Calendar(const CalendarRule& rule);

    static Date first_day();  // 1970-01-01
    static Date end();        // 2151-01-01; closed before, closed from here on, and no work gets past it
    bool is_open_day(Date day) const;
    Minutes minutes_of_a_day() const { return minutes_of_a_day_; }  // of the first weekday that opens
    Instant next_opening(Instant at) const;                         // `at` itself while open
    // Work that ends at closing time ends there, not at the next opening. `work` at or above 0.
    Instant add_working(Instant at, Minutes work) const;
    Minutes working_between(Instant from, Instant to) const;  // from <= to

private:
    Minutes minutes_of_a_day_{0};
    std::vector<std::vector<OpeningHours>> hours_by_weekday_;  // index 0 Monday, each sorted
    std::vector<std::int32_t> opened_before_;  // by day since 1970-01-01: opening minutes of all days before it
};

// Whole months keep the day number (or the last day of the month); the drawn fraction is that share of the days of the
// month reached, rounded half-up to the minute. `ticks` are 1/65536 of a month.
inline constexpr std::int32_t ticks_a_month = 65536;
Instant add_month_ticks(Instant at, std::int32_t ticks);

// First minute after a timescale of `value` units from `start`: day 1 is the day after the start (the start's own day
// if inclusive), and it is kept until the end of the last day. Hours and minutes run from the minute itself. Working
// days count open days of `calendar` only.
Instant deadline(Instant start, double value, TimeUnit unit, bool inclusive, const Calendar& calendar);

}  // namespace permap
