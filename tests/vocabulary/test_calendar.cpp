#include <algorithm>
#include <catch2/catch.hpp>

#include "vocabulary/calendar.hpp"

using namespace permap;

namespace {

Instant at(const char* text) {
    return parse_instant(text).value();
}

std::vector<std::string> holidays(int year) {
    std::vector<std::string> days;
    for (const Date day : scottish_public_holidays(year)) days.push_back(to_date_string(midnight(day)).substr(5));
    return days;
}

CalendarRule weekdays(int from, int to, bool holidays = false) {
    CalendarRule rule{"office", "Office", {}, holidays, {}};
    for (int day = 1; day <= 5; ++day) rule.open.push_back({day, from * 60, to * 60});
    return rule;
}

}  // namespace

TEST_CASE("Scottish public holidays are those of the published lists") {
    // mygov.scot, "Scotland's bank holidays", and gov.uk, "UK bank holidays: Scotland", lists of these years.
    using Days = std::vector<std::string>;
    CHECK(holidays(2019) == Days{"01-01", "01-02", "04-19", "05-06", "05-27", "08-05", "12-02", "12-25", "12-26"});
    CHECK(holidays(2020) == Days{"01-01", "01-02", "04-10", "05-08", "05-25", "08-03", "11-30", "12-25", "12-28"});
    CHECK(holidays(2021) == Days{"01-01", "01-04", "04-02", "05-03", "05-31", "08-02", "11-30", "12-27", "12-28"});
    CHECK(holidays(2022) ==
          Days{"01-03", "01-04", "04-15", "05-02", "06-02", "06-03", "08-01", "09-19", "11-30", "12-26", "12-27"});
    CHECK(holidays(2023) ==
          Days{"01-02", "01-03", "04-07", "05-01", "05-08", "05-29", "08-07", "11-30", "12-25", "12-26"});
    CHECK(holidays(2024) == Days{"01-01", "01-02", "03-29", "05-06", "05-27", "08-05", "12-02", "12-25", "12-26"});
    CHECK(holidays(2025) == Days{"01-01", "01-02", "04-18", "05-05", "05-26", "08-04", "12-01", "12-25", "12-26"});
    CHECK(holidays(2026) ==
          Days{"01-01", "01-02", "04-03", "05-04", "05-25", "06-15", "08-03", "11-30", "12-25", "12-28"});
    CHECK(holidays(2027) == Days{"01-01", "01-04", "03-26", "05-03", "05-31", "08-02", "11-30", "12-27", "12-28"});
}

TEST_CASE("Good Friday is right where the rule for Easter has its exceptions") {
    // Easter Sundays 19 April 1981, 23 March 2008, 25 April 2038, 18 April 2049, 19 April 2076.
    CHECK(holidays(1981)[2] == "04-17");
    CHECK(holidays(2008)[2] == "03-21");
    CHECK(holidays(2038)[2] == "04-23");
    CHECK(holidays(2049)[2] == "04-16");
    CHECK(holidays(2076)[2] == "04-17");
}

TEST_CASE("no public holiday of two centuries falls on a weekend or twice on a day") {
    for (int year = 1970; year <= 2150; ++year) {
        const std::vector<Date> days = scottish_public_holidays(year);
        CHECK(std::adjacent_find(days.begin(), days.end(), [](Date a, Date b) { return a >= b; }) == days.end());
        for (const Date day : days) CHECK(std::chrono::weekday{day}.iso_encoding() <= 5);
        CHECK(days.size() >= (year < 2007 ? 8U : 9U));
    }
}

TEST_CASE("office hours: work starts at the next opening and ends at closing time, not at the next opening") {
    const Calendar office(weekdays(9, 17));
    CHECK(office.minutes_of_a_day() == Minutes{480});
    CHECK(office.next_opening(at("2026-04-06 08:59")) == at("2026-04-06 09:00"));
    CHECK(office.next_opening(at("2026-04-06 09:00")) == at("2026-04-06 09:00"));
    CHECK(office.next_opening(at("2026-04-06 16:59")) == at("2026-04-06 16:59"));
    CHECK(office.next_opening(at("2026-04-06 17:00")) == at("2026-04-07 09:00"));
    CHECK(office.next_opening(at("2026-04-10 17:00")) == at("2026-04-13 09:00"));  // Friday

    CHECK(office.add_working(at("2026-04-10 16:00"), Minutes{60}) == at("2026-04-10 17:00"));
    CHECK(office.add_working(at("2026-04-10 16:00"), Minutes{61}) == at("2026-04-13 09:01"));
    CHECK(office.add_working(at("2026-04-11 12:00"), Minutes{1}) == at("2026-04-13 09:01"));
    CHECK(office.add_working(at("2026-04-11 12:00"), Minutes{0}) == at("2026-04-11 12:00"));
    CHECK(office.add_working(at("2026-04-06 09:00"), Minutes{480 * 261}) == at("2027-04-05 17:00"));

    CHECK(office.working_between(at("2026-04-10 16:00"), at("2026-04-13 10:00")) == Minutes{120});
    CHECK(office.working_between(at("2026-04-11 00:00"), at("2026-04-13 09:00")) == Minutes{0});
}

TEST_CASE("hours of a day may have breaks and overlap, and holidays and local days are closed") {
    CalendarRule rule{
        "court", "Court", {{3, 14 * 60, 16 * 60}, {3, 10 * 60, 12 * 60}, {3, 11 * 60, 13 * 60}}, true, {"2026-04-08"}};
    const Calendar court(rule);
    CHECK(court.minutes_of_a_day() == Minutes{300});
    CHECK_FALSE(court.is_open_day(date_of(at("2026-04-08"))));
    CHECK(court.next_opening(at("2026-04-02 10:00")) == at("2026-04-15 10:00"));
    CHECK(court.add_working(at("2026-04-15 12:00"), Minutes{60}) == at("2026-04-15 13:00"));
    CHECK(court.add_working(at("2026-04-15 12:00"), Minutes{61}) == at("2026-04-15 14:01"));
    const Calendar national(weekdays(0, 24, true));
    CHECK(national.next_opening(at("2026-12-24 23:59")) == at("2026-12-24 23:59"));
    CHECK(national.next_opening(at("2026-12-25 00:00")) ==
          at("2026-12-29 00:00"));  // Christmas, weekend, Boxing Day moved
    CHECK(national.add_working(at("2026-12-24 12:00"), Minutes{1440}) == at("2026-12-29 12:00"));
}

TEST_CASE("working time agrees with counting open minutes one by one") {
    CalendarRule rule = weekdays(9, 12, true);
    rule.open.push_back({2, 13 * 60, 17 * 60});
    rule.open.push_back({6, 10 * 60, 11 * 60});
    const Calendar calendar(rule);
    const Instant first = at("2025-12-22"), last = at("2026-01-08");
    std::vector<Instant> open;  // every open minute
    for (Instant minute = first; minute < last; minute += Minutes{1}) {
        if (calendar.next_opening(minute) == minute) open.push_back(minute);
    }
    // 22 December 2025 to 7 January 2026, by hand: Tuesdays 23, 30, 6 of 7 hours; 22, 24, 29, 31, 5, 7 of 3; Saturdays
    // 27, 3 of 1.
    CHECK(open.size() == 60 * (3 * 7 + 6 * 3 + 2 * 1));
    for (Instant from = first; from < last; from += Minutes{97}) {
        const auto next = std::lower_bound(open.begin(), open.end(), from);
        if (next != open.end()) CHECK(calendar.next_opening(from) == *next);
        for (const int work : {1, 59, 60, 61, 180, 400, 700}) {
            if (open.end() - next < work) continue;
            const Instant done = calendar.add_working(from, Minutes{work});
            CHECK(done == *(next + work - 1) + Minutes{1});
            CHECK(calendar.working_between(from, done) == Minutes{work});
        }
    }
}

TEST_CASE("outside its years a calendar is closed, and a calendar that never opens gives its end") {
    const Calendar office(weekdays(9, 17)), never(CalendarRule{"never", "Never", {}, false, {}});
    const Instant end = midnight(Calendar::end());
    CHECK(office.next_opening(at("1950-06-01")) == at("1970-01-01 09:00"));
    CHECK(office.add_working(at("2150-12-31 16:00"), Minutes{600}) == end);
    CHECK(office.add_working(at("2026-01-01"), Minutes{1 << 30}) == end);
    CHECK(office.next_opening(at("2200-01-01")) == at("2200-01-01"));
    CHECK(never.next_opening(at("2026-01-01")) == end);
    CHECK(never.add_working(at("2026-01-01"), Minutes{1}) == end);
    CHECK(never.minutes_of_a_day() == Minutes{0});
    CHECK(deadline(at("2026-01-01"), 3, TimeUnit::working_days, false, never) == end);
}

TEST_CASE("a drawn share of a month is that share of the days of the month reached") {
    CHECK(add_month_ticks(at("2026-01-31 09:30"), ticks_a_month) == at("2026-02-28 09:30"));
    CHECK(add_month_ticks(at("2026-01-31"), ticks_a_month / 2) == at("2026-02-15 12:00"));  // half of January's 31 days
    CHECK(add_month_ticks(at("2026-01-31"), ticks_a_month * 3 / 2) ==
          at("2026-03-14 00:00"));                                          // 28 February + half of 28
    CHECK(add_month_ticks(at("2026-01-01"), 1) == at("2026-01-01 00:01"));  // 44,640 / 65,536 of a minute
    CHECK(add_month_ticks(at("2026-02-01"), 1) == at("2026-02-01 00:01"));  // 40,320 / 65,536
    CHECK(add_month_ticks(at("2026-03-31"), -ticks_a_month) == at("2026-02-28"));
    CHECK(add_month_ticks(at("2026-03-01"), -ticks_a_month / 2) == at("2026-02-15"));
    CHECK(add_month_ticks(at("2026-04-06 10:00"), 0) == at("2026-04-06 10:00"));
}

TEST_CASE("a timescale's day 1 is the day after its start, and it is kept until the end of its last day") {
    const Calendar national(weekdays(0, 24, true));
    const auto last = [&](const char* start, double value, TimeUnit unit, bool inclusive = false) {
        return to_string(deadline(at(start), value, unit, inclusive, national));
    };
    CHECK(last("2026-04-06 15:00", 21, TimeUnit::calendar_days) == "2026-04-28 00:00");
    CHECK(last("2026-04-06 15:00", 21, TimeUnit::calendar_days, true) == "2026-04-27 00:00");
    CHECK(last("2026-04-06 15:00", 1, TimeUnit::calendar_days, true) == "2026-04-07 00:00");
    CHECK(last("2026-04-06 15:00", 6, TimeUnit::weeks) == "2026-05-19 00:00");
    CHECK(last("2026-04-06 15:00", 3, TimeUnit::months) == "2026-07-07 00:00");
    CHECK(last("2026-04-06 15:00", 3, TimeUnit::months, true) == "2026-07-06 00:00");
    CHECK(last("2026-01-31 15:00", 1, TimeUnit::months) == "2026-03-01 00:00");
    CHECK(last("2024-02-29 15:00", 1, TimeUnit::years) == "2025-03-01 00:00");
    CHECK(last("2026-04-06 15:00", 72, TimeUnit::hours) == "2026-04-09 15:00");
    CHECK(last("2026-04-06 15:00", 30, TimeUnit::minutes) == "2026-04-06 15:30");
    // Thursday before Good Friday 2026: 3 April is closed, so three working days are 6, 7 and 8 April.
    CHECK(last("2026-04-02 15:00", 3, TimeUnit::working_days) == "2026-04-09 00:00");
    CHECK(last("2026-04-02 15:00", 3, TimeUnit::working_days, true) == "2026-04-08 00:00");
    CHECK(last("2026-04-04 15:00", 1, TimeUnit::working_days, true) == "2026-04-07 00:00");
    CHECK(last("2026-04-02 15:00", 2.5, TimeUnit::working_days) == "2026-04-09 00:00");
    CHECK(last("2026-04-02 15:00", 1e7, TimeUnit::years) == last("2026-04-02 15:00", 700, TimeUnit::years));
}
