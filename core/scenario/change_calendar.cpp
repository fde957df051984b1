// set_calendar: how often a body sits, or the hours in which a step's working time runs.
#include <algorithm>
#include <cmath>

#include "scenario/duration_words.hpp"
#include "scenario/edit_state.hpp"

namespace permap {

namespace {

constexpr double most_weeks = 520, most_working_days = 3650;  // as in a map file

std::vector<std::string> ids_of_calendars(const Map& map) {
    std::vector<std::string> ids;
    for (const CalendarRule& rule : map.calendars) ids.push_back(rule.id);
    return ids;
}

// Whether the step's calendar says anything about it: working days always, hours and minutes where it has one.
bool has_working_time(const Step& step) {
    const auto is_working = [](TimeUnit unit) { return unit == TimeUnit::working_days; };
    const TimeUnit unit = step.duration.unit;
    const bool in_office_hours = is_working(unit) || unit == TimeUnit::hours || unit == TimeUnit::minutes;
    if (is_drawn(step.duration) && in_office_hours && !(is_instant(step.duration) && step.edited.add == 0)) return true;
    return std::any_of(step.timescales.begin(), step.timescales.end(),
                       [&](const Timescale& timescale) { return is_working(timescale.unit); });
}

// Without a calendar of its own a step's working days are those of the map, but its hours run day and night.
bool runs_already(const Map& map, const Step& step, const std::string& calendar) {
    if (step.calendar == calendar) return true;
    const bool in_hours =
        is_drawn(step.duration) && (step.duration.unit == TimeUnit::hours || step.duration.unit == TimeUnit::minutes);
    return step.calendar.empty() && !in_hours && map.working_day_calendar == calendar;
}

void change_step(EditState& state, const Edit& edit, const SetCalendar& change) {
    const std::vector<std::string> known = ids_of_calendars(state.map);
    const bool is_known = std::find(known.begin(), known.end(), change.calendar) != known.end();
    if (!is_known) {
        state.error(edit, "calendar", "the map has no calendar " + quoted(change.calendar),
                    meant(change.calendar, known));
    }
    Step* const step = step_to_edit(state, edit, change.step);
    if (step == nullptr || is_edit_of_removed(state, edit, "step", *step) || !is_known) return;
    if (!has_working_time(*step)) {
        state.warning(edit, "calendar",
                      quoted(step->id) + " has no time in working days, hours or minutes, so this changes nothing");
        return;
    }
    if (runs_already(state.map, *step, change.calendar)) {
        state.warning(edit, "calendar", quoted(step->id) + " already runs in " + quoted(change.calendar));
        return;
    }
    if (const std::string* const earlier = state.contradicted_by(step->id, "calendar", edit)) {
        state.error(edit, "calendar",
                    *earlier + " gives " + quoted(step->id) + " the calendar " + quoted(step->calendar) +
                        ", so this edit contradicts it",
                    "keep one of the two");
        return;
    }
    step->calendar = change.calendar;
    state.touch(step->id, "calendar", edit);
}

// Whether a body can sit so often; reports it if not.
bool is_rhythm(EditState& state, const Edit& edit, const SetCalendar& change, const Resource& sitting) {
    const bool in_weeks = change.unit == TimeUnit::weeks;
    if (!in_weeks && change.unit != TimeUnit::working_days) {
        state.error(edit, "every/unit", "a body sits every so many weeks or working days, not " + word_of(change.unit),
                    "write weeks or working_days");
        return false;
    }
    const double most = in_weeks ? most_weeks : most_working_days;
    if (!(change.every >= 1 && change.every <= most) || change.every != std::floor(change.every)) {
        state.error(edit, "every/value",
                    "expected a whole number of " + word_of(change.unit) + ", from 1 to " + in_words(most));
        return false;
    }
    if (!in_weeks && sitting.holidays.empty()) {
        state.error(edit, "every/unit", quoted(sitting.id) + " has no calendar of working days",
                    "give it in weeks, or name the calendar in the map (\"holidays\")");
        return false;
    }
    return true;
}

void change_sitting(EditState& state, const Edit& edit, const SetCalendar& change) {
    if (is_for_some_only(state, edit, "a body sits for everyone")) return;
    Resource* const sitting = resource_to_edit(state, edit, change.resource);
    if (sitting == nullptr) return;
    if (sitting->kind != ResourceKind::sitting) {
        state.error(edit, "resource", quoted(sitting->id) + " is a pool of units, which does not sit",
                    "use set_capacity, or set_calendar with a step for the hours of its work");
        return;
    }
    if (!is_rhythm(state, edit, change, *sitting)) return;
    const int every = static_cast<int>(change.every);
    const int weeks = change.unit == TimeUnit::weeks ? every : 0;
    const int open_days = change.unit == TimeUnit::weeks ? 0 : every;
    if (sitting->every_weeks == weeks && sitting->every_open_days == open_days) {
        state.warning(edit, "every",
                      quoted(sitting->id) + " already sits every " + in_words(change.every, change.unit));
        return;
    }
    if (const std::string* const earlier = state.contradicted_by(sitting->id, "rhythm", edit)) {
        state.error(edit, "every",
                    *earlier + " sets how often " + quoted(sitting->id) + " sits, so this edit contradicts it",
                    "keep one of the two");
        return;
    }
    warn_if_unused(state, edit, sitting->id);
    sitting->every_weeks = weeks;
    sitting->every_open_days = open_days;
    if (open_days > 0) sitting->skipped_on_holiday = false;  // by open days it never meets a holiday
    state.touch(sitting->id, "rhythm", edit);
}

}  // namespace

void make(EditState& state, const Edit& edit, const SetCalendar& change) {
    if (change.step.empty()) {
        change_sitting(state, edit, change);
    } else {
        change_step(state, edit, change);
    }
}

}  // namespace permap
