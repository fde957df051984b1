#include "vocabulary/calendar.hpp"

#include <algorithm>
#include <cmath>

#include "vocabulary/result.hpp"

namespace permap {

namespace {

using DayCount = std::chrono::days;  // `days` alone is the figure of time.hpp

Date date(int year, unsigned month, unsigned day) {
    return Date{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}};
}

// 0 Monday … 6 Sunday.
int weekday_of(Date day) {
    return static_cast<int>(std::chrono::weekday{day}.iso_encoding()) - 1;
}
bool is_weekend(Date day) {
    return weekday_of(day) >= 5;
}

Date first_monday(int year, unsigned month) {
    const Date first = date(year, month, 1);
    return first + DayCount{(7 - weekday_of(first)) % 7};
}

Date last_monday(int year, unsigned month) {
    const Date last{std::chrono::year{year} / std::chrono::month{month} / std::chrono::last};
    return last - DayCount{weekday_of(last)};
}

// Gregorian computus (Meeus, Astronomical Algorithms, chapter 8; Anonymous, Nature 1876).
Date easter_sunday(int year) {
    const int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25;
    const int g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
    const int l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
    return date(year, static_cast<unsigned>(n / 31), static_cast<unsigned>(n % 31 + 1));
}

// Days that a proclamation added, or moved for one year (zero `from`: added), as in the lists on mygov.scot and gov.uk.
struct OneOff {
    Date from, to;
};
std::vector<OneOff> one_off_days(int year) {
    switch (year) {
        case 2011:
            return {{{}, date(2011, 4, 29)}};  // royal wedding
        case 2012:
            return {{last_monday(2012, 5), date(2012, 6, 4)}, {{}, date(2012, 6, 5)}};  // Diamond Jubilee
        case 2020:
            return {{first_monday(2020, 5), date(2020, 5, 8)}};  // 75 years of VE Day
        case 2022:
            return {{last_monday(2022, 5), date(2022, 6, 2)},
                    {{}, date(2022, 6, 3)},    // Platinum Jubilee
                    {{}, date(2022, 9, 19)}};  // funeral of Queen Elizabeth II
        case 2023:
            return {{{}, date(2023, 5, 8)}};  // coronation
        case 2026:
            return {{{}, date(2026, 6, 15)}};  // World Cup; proclaimed for Scotland alone, February 2026
        default:
            return {};
    }
}

// A day that starts a holiday pair or stands alone: moved past the weekend and past days already taken.
void add_with_substitute(std::vector<Date>& holidays, Date day) {
    while (is_weekend(day) || std::find(holidays.begin(), holidays.end(), day) != holidays.end()) day += DayCount{1};
    holidays.push_back(day);
}

std::vector<OpeningHours> merged(std::vector<OpeningHours> hours) {
    std::sort(hours.begin(), hours.end(),
              [](const OpeningHours& a, const OpeningHours& b) { return a.from_minute < b.from_minute; });
    std::vector<OpeningHours> result;
    for (const OpeningHours& next : hours) {
        if (next.to_minute <= next.from_minute) continue;
        if (!result.empty() && next.from_minute <= result.back().to_minute) {
            result.back().to_minute = std::max(result.back().to_minute, next.to_minute);
        } else {
            result.push_back(next);
        }
    }
    return result;
}

Minutes length_of(const std::vector<OpeningHours>& hours) {
    Minutes sum{0};
    for (const OpeningHours& part : hours) sum += Minutes{part.to_minute - part.from_minute};
    return sum;
}

// Opening minutes of a day before `minute` of it.
int opened_by(const std::vector<OpeningHours>& hours, int minute) {
    int sum = 0;
    for (const OpeningHours& part : hours) {
        if (minute <= part.from_minute) break;
        sum += std::min(minute, part.to_minute) - part.from_minute;
    }
    return sum;
}

// Minute of the day by which `work` opening minutes are over; `work` from 1 to the day's opening minutes.
int end_of_work(const std::vector<OpeningHours>& hours, int work) {
    for (const OpeningHours& part : hours) {
        const int length = part.to_minute - part.from_minute;
        if (work <= length) return part.from_minute + work;
        work -= length;
    }
    return hours.back().to_minute;
}

std::int32_t day_number(Date day) {
    return static_cast<std::int32_t>((day - Calendar::first_day()).count());
}
Date day_at(std::int32_t number) {
    return Calendar::first_day() + DayCount{number};
}

}  // namespace

std::vector<Date> scottish_public_holidays(int year) {
    std::vector<Date> holidays;
    // Days that may be moved onto come first: 2 January on a Monday keeps it when New Year's Day is a Sunday.
    const auto add_pair = [&](Date first, Date second) {
        if (is_weekend(first)) {
            add_with_substitute(holidays, second);
            add_with_substitute(holidays, first);
        } else {
            add_with_substitute(holidays, first);
            add_with_substitute(holidays, second);
        }
    };
    add_pair(date(year, 1, 1), date(year, 1, 2));
    holidays.push_back(easter_sunday(year) - DayCount{2});
    holidays.push_back(first_monday(year, 5));
    holidays.push_back(last_monday(year, 5));
    holidays.push_back(first_monday(year, 8));
    if (year >= 2007) add_with_substitute(holidays, date(year, 11, 30));  // the 2007 Act
    add_pair(date(year, 12, 25), date(year, 12, 26));
    for (const OneOff& one_off : one_off_days(year)) {
        const auto moved = std::find(holidays.begin(), holidays.end(), one_off.from);
        if (one_off.from != Date{} && moved != holidays.end()) {
            *moved = one_off.to;
        } else {
            holidays.push_back(one_off.to);
        }
    }
    std::sort(holidays.begin(), holidays.end());
    return holidays;
}

Date Calendar::first_day() {
    return Date{DayCount{0}};
}
Date Calendar::end() {
    return date(2151, 1, 1);
}

Calendar::Calendar(const CalendarRule& rule) : hours_by_weekday_(7) {
    for (const OpeningHours& hours : rule.open) {
        PERMAP_ASSERT(hours.weekday >= 1 && hours.weekday <= 7 && hours.from_minute >= 0 && hours.to_minute <= 24 * 60);
        hours_by_weekday_[hours.weekday - 1].push_back(hours);
    }
    for (auto& hours : hours_by_weekday_) {
        hours = merged(std::move(hours));
        if (minutes_of_a_day_ == Minutes{0}) minutes_of_a_day_ = length_of(hours);
    }

    const std::int32_t day_count = day_number(end());
    std::vector<bool> closed(day_count, false);
    const auto close = [&](Date day) {
        if (day >= first_day() && day < end()) closed[day_number(day)] = true;
    };
    for (const std::string& text : rule.closed_dates) {
        const std::optional<Instant> day = parse_instant(text);
        PERMAP_ASSERT(day.has_value());
        close(date_of(*day));
    }
    if (rule.scottish_public_holidays) {
        for (int year = 1970; year <= 2150; ++year) {
            for (const Date day : scottish_public_holidays(year)) close(day);
        }
    }

    std::int32_t minutes_by_weekday[7];
    for (int weekday = 0; weekday < 7; ++weekday)
        minutes_by_weekday[weekday] = length_of(hours_by_weekday_[weekday]).count();
    opened_before_.reserve(day_count + 1);
    opened_before_.push_back(0);
    int weekday = weekday_of(first_day());
    for (std::int32_t day = 0; day < day_count; ++day, weekday = (weekday + 1) % 7) {
        opened_before_.push_back(opened_before_.back() + (closed[day] ? 0 : minutes_by_weekday[weekday]));
    }
}

bool Calendar::is_open_day(Date day) const {
    if (day < first_day() || day >= end()) return false;
    const std::int32_t number = day_number(day);
    return opened_before_[number + 1] > opened_before_[number];
}

namespace {

// Opening minutes from 1970 up to `at`.
std::int32_t opened_until(Instant at, const std::vector<std::int32_t>& opened_before,
                          const std::vector<std::vector<OpeningHours>>& hours_by_weekday) {
    const Date day = date_of(at);
    if (day < Calendar::first_day()) return 0;
    if (day >= Calendar::end()) return opened_before.back();
    const std::int32_t number = day_number(day);
    const std::int32_t before = opened_before[number];
    if (opened_before[number + 1] == before) return before;
    return before + opened_by(hours_by_weekday[weekday_of(day)], (at - midnight(day)).count());
}

// First minute by which `opened` minutes (above 0) have been open since 1970, or the end of the calendar.
// Searched outwards from `from`, because most work ends within weeks.
Instant when_opened(std::int64_t opened, Instant from, const std::vector<std::int32_t>& opened_before,
                    const std::vector<std::vector<OpeningHours>>& hours_by_weekday) {
    if (opened > opened_before.back()) return midnight(Calendar::end());
    const auto last = static_cast<std::int32_t>(opened_before.size()) - 1;
    std::int32_t low = std::clamp(day_number(date_of(from)), 0, last), step = 1;  // opened_before[low] < opened
    while (low + step < last && opened_before[low + step] < opened) {
        low += step;
        step *= 2;
    }
    std::int32_t high = std::min(low + step, last);  // opened_before[high] >= opened
    while (high - low > 1) {
        const std::int32_t middle = low + (high - low) / 2;
        (opened_before[middle] < opened ? low : high) = middle;
    }
    const auto rest = static_cast<int>(opened - opened_before[low]);
    const Date day = day_at(low);
    return midnight(day) + Minutes{end_of_work(hours_by_weekday[weekday_of(day)], rest)};
}

}  // namespace

Instant Calendar::next_opening(Instant at) const {
    if (at >= midnight(end())) return at;
    const std::int32_t opened = opened_until(at, opened_before_, hours_by_weekday_);
    if (opened == opened_before_.back()) return midnight(end());
    return when_opened(std::int64_t{opened} + 1, at, opened_before_, hours_by_weekday_) - Minutes{1};
}

Instant Calendar::add_working(Instant at, Minutes work) const {
    if (work <= Minutes{0} || at >= midnight(end())) return at;
    const std::int32_t opened = opened_until(at, opened_before_, hours_by_weekday_);
    return when_opened(std::int64_t{opened} + work.count(), at, opened_before_, hours_by_weekday_);
}

Minutes Calendar::working_between(Instant from, Instant to) const {
    return Minutes{opened_until(to, opened_before_, hours_by_weekday_) -
                   opened_until(from, opened_before_, hours_by_weekday_)};
}

Instant add_month_ticks(Instant at, std::int32_t ticks) {
    // Floor and remainder, so that negative ticks too reach back by whole months and forward by the share.
    const std::int32_t share = ticks & (ticks_a_month - 1);
    const Instant reached = add_months(at, (ticks - share) / ticks_a_month);
    const std::chrono::year_month_day day{date_of(reached)};
    const auto days_of_month =
        static_cast<std::int64_t>(static_cast<unsigned>((day.year() / day.month() / std::chrono::last).day()));
    const std::int64_t minutes = (share * days_of_month * one_day.count() + ticks_a_month / 2) / ticks_a_month;
    return reached + Minutes{static_cast<std::int32_t>(minutes)};
}

namespace {

// End of the n-th open day, counted from `first` on.
Instant end_of_open_day(Date first, std::int64_t n, const Calendar& calendar) {
    if (n <= 0) return midnight(first);
    Date day = std::max(first, Calendar::first_day());
    for (; day < Calendar::end(); day += DayCount{1}) {
        if (calendar.is_open_day(day) && --n == 0) return midnight(day + DayCount{1});
    }
    return midnight(Calendar::end());
}

}  // namespace

Instant deadline(Instant start, double value, TimeUnit unit, bool inclusive, const Calendar& calendar) {
    PERMAP_ASSERT(value >= 0);
    // Longer than any life and any calendar, and still an Instant: 700 years.
    const auto bounded = [&](double factor, double most) { return std::min(value * factor, most); };
    const auto minutes = [&](double factor) {
        return Minutes{static_cast<std::int32_t>(bounded(factor, 365.0 * 1440 * 700) + 0.5)};
    };
    const auto whole_days = [&](double factor) {
        return DayCount{static_cast<int>(std::ceil(bounded(factor, 365.0 * 700)))};
    };
    const Date first = date_of(start) + DayCount{inclusive ? 0 : 1};  // day 1
    const auto after_months = [&](double months) {
        // Rounded up to whole days: a part of a day belongs to the timescale to its end.
        const Instant reached = add_month_ticks(
            midnight(date_of(start)), static_cast<std::int32_t>(std::min(months, 12.0 * 700) * ticks_a_month + 0.5));
        const Date day = date_of(reached + one_day - Minutes{1});
        return midnight(inclusive ? day : day + DayCount{1});
    };
    switch (unit) {
        case TimeUnit::minutes:
            return start + minutes(1);
        case TimeUnit::hours:
            return start + minutes(60);
        case TimeUnit::working_days:
            return end_of_open_day(first, whole_days(1).count(), calendar);
        case TimeUnit::calendar_days:
            return midnight(first + whole_days(1));
        case TimeUnit::weeks:
            return midnight(first + whole_days(7));
        case TimeUnit::months:
            return after_months(value);
        case TimeUnit::years:
            return after_months(value * 12);
    }
    PERMAP_ASSERT(false);
    return start;
}

}  // namespace permap
