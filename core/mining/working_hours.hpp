// In which minutes work on a step can be done: its calendar, where one is known.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "projection/measure_plan.hpp"
#include "vocabulary/calendar.hpp"

namespace permap {

struct WorkingHours {
    std::vector<Calendar> calendars;
    std::vector<std::uint32_t> of_step;  // place in calendars; no_calendar: nothing is known of its hours

    static constexpr std::uint32_t no_calendar = 0xffffffffU;
    const Calendar* of(StepIndex step) const {
        const std::uint32_t place = of_step[index(step)];
        return place == no_calendar ? nullptr : &calendars[place];
    }
    bool are_known() const;  // of some step
};

// A step's own calendar; else `otherwise`; else the map's working-day calendar; else none.
WorkingHours working_hours(const MeasurePlan& plan, const std::optional<CalendarRule>& otherwise);

// "09:00-17:00": Monday to Friday, Scottish public holidays closed. Nothing where the text is no such hours.
std::optional<CalendarRule> weekday_hours(const std::string& text);

}  // namespace permap
