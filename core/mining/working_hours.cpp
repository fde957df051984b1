#include "mining/working_hours.hpp"

#include <algorithm>

namespace permap {

bool WorkingHours::are_known() const {
    return std::any_of(of_step.begin(), of_step.end(), [](std::uint32_t place) { return place != no_calendar; });
}

WorkingHours working_hours(const MeasurePlan& plan, const std::optional<CalendarRule>& otherwise) {
    WorkingHours hours;
    const std::vector<CalendarRule>& rules = plan.map.calendars;
    for (std::size_t i = 0; i < rules.size(); ++i) hours.calendars.push_back(plan.calendars[i]);
    const auto place_of = [&](const std::string& id) {
        for (std::size_t i = 0; i < rules.size(); ++i)
            if (rules[i].id == id) return static_cast<std::uint32_t>(i);
        return WorkingHours::no_calendar;
    };
    std::uint32_t fallback = place_of(plan.map.working_day_calendar);
    if (otherwise) {
        fallback = static_cast<std::uint32_t>(hours.calendars.size());
        hours.calendars.emplace_back(*otherwise);
    }
    for (const Step& step : plan.map.steps)
        hours.of_step.push_back(step.calendar.empty() ? fallback : place_of(step.calendar));
    return hours;
}

std::optional<CalendarRule> weekday_hours(const std::string& text) {
    const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : -1; };
    const auto minute = [&](std::size_t at) {
        for (const std::size_t place : {at, at + 1, at + 3, at + 4})
            if (digit(place) < 0) return -1;
        const int hour = 10 * digit(at) + digit(at + 1), rest = 10 * digit(at + 3) + digit(at + 4);
        const int of_day = 60 * hour + rest;
        return text[at + 2] == ':' && rest < 60 && of_day <= one_day.count() ? of_day : -1;
    };
    if (text.size() != 11 || text[5] != '-') return std::nullopt;
    const int from = minute(0), to = minute(6);
    if (from < 0 || to <= from) return std::nullopt;
    CalendarRule rule;
    rule.id = rule.name = text;
    rule.scottish_public_holidays = true;
    for (int weekday = 1; weekday <= 5; ++weekday) rule.open.push_back({weekday, from, to});
    return rule;
}

}  // namespace permap
