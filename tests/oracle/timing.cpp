#include "oracle/timing.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace permap::oracle {

namespace {

constexpr double endless = std::numeric_limits<double>::infinity();

bool in_months(const Step& step) {
    return step.duration.unit == TimeUnit::months || step.duration.unit == TimeUnit::years;
}

bool takes_working_time(const Step& step) {
    const TimeUnit unit = step.duration.unit;
    if (!std::holds_alternative<Lasts>(step.duration.ends)) return false;
    if (unit == TimeUnit::working_days) return true;
    return !step.calendar.empty() && (unit == TimeUnit::hours || unit == TimeUnit::minutes);
}

// Rounded half-up.
std::int32_t whole(double value) {
    return static_cast<std::int32_t>(std::floor(value + 0.5));
}

}  // namespace

bool covers(const InForce& dates, Instant at) {
    return !dates.never && (!dates.from || *dates.from <= at) && (!dates.until || at < *dates.until);
}

Timing::Timing(const Map& map, const RunSettings& settings) : map_(&map), run_(settings.key) {
    for (const CalendarRule& rule : map.calendars) calendars_.emplace(rule.id, Calendar(rule));
    CalendarRule always;  // for maps that name no calendar
    for (int weekday = 1; weekday <= 7; ++weekday) always.open.push_back({weekday, 0, 24 * 60});
    calendars_.emplace("", Calendar(always));
}

std::uint32_t Timing::word(const Luck& luck, const std::string& step, std::uint32_t purpose) const {
    return draw_word(run_, luck.child, name_key(step), luck.visit, purpose);
}

std::uint64_t Timing::key(const Luck& luck, const std::string& step) const {
    return tie_key(run_, luck.child, name_key(step), luck.visit);
}

const Calendar& Timing::calendar(const std::string& id) {
    return calendars_.at(id);
}

const Calendar& Timing::calendar_of(const Step& step) {
    return calendars_.at(step.calendar.empty() ? map_->working_day_calendar : step.calendar);
}

double Timing::ticks_a_unit(const Step& step) {
    switch (step.duration.unit) {
        case TimeUnit::minutes:
            return 1;
        case TimeUnit::hours:
            return 60;
        case TimeUnit::working_days:
            return calendar_of(step).minutes_of_a_day().count();
        case TimeUnit::calendar_days:
            return 24 * 60;
        case TimeUnit::weeks:
            return 7 * 24 * 60;
        case TimeUnit::months:
            return ticks_a_month;
        case TimeUnit::years:
            return 12.0 * ticks_a_month;
    }
    return 1;
}

// Minutes, working minutes, or ticks of a month.
std::int32_t Timing::drawn_ticks(const Step& step, const Luck& luck) {
    const Edited& edited = step.edited;
    const double unit = ticks_a_unit(step);
    auto table = tables_.find(&step);
    if (table == tables_.end()) {
        const Law& law = std::get<Lasts>(step.duration.ends).law;
        table = tables_
                    .emplace(&step, quantile_table(law, unit * edited.scale, step.duration.at_least.value_or(-endless),
                                                   step.duration.at_most.value_or(endless)))
                    .first;
    }
    std::int32_t ticks = table->second.at(word(luck, step.id, static_cast<std::uint32_t>(Purpose::duration)));
    ticks += whole(edited.add * unit);
    if (edited.cap) {
        const auto enforcement = word(luck, step.id, static_cast<std::uint32_t>(Purpose::enforcement));
        if (enforcement < probability_threshold(edited.cap_share)) ticks = std::min(ticks, whole(*edited.cap * unit));
    }
    return std::max(ticks, 0);
}

Minutes Timing::working_time(const Step& step, const Luck& luck) {
    return Minutes{takes_working_time(step) ? drawn_ticks(step, luck) : 0};
}

Instant Timing::end_of(const Timescale& timescale, const Step& step, const Walker& walker, Instant ready) {
    Instant from = ready;
    if (!timescale.from_step.empty()) {
        const auto& happened = timescale.from_ready ? walker.last_ready : walker.last_completed;
        const auto found = happened.find(place_of(*map_, timescale.from_step));
        if (found != happened.end()) from = found->second;
    }
    return deadline(from, timescale.value, timescale.unit, timescale.inclusive, calendar_of(step));
}

Ending Timing::ending(const Step& step, const Luck& luck, const Walker& walker, const Visit* visit, Instant now) {
    const Instant birth = midnight(walker.child.birth_date);
    Ending result{Ending::Kind::due, now, false};
    if (std::holds_alternative<Lasts>(step.duration.ends)) {
        const std::int32_t ticks = drawn_ticks(step, luck);
        if (takes_working_time(step)) {
            result.due = calendar_of(step).add_working(now, Minutes{ticks});
        } else if (in_months(step)) {
            result.due = add_month_ticks(now, ticks);
        } else {
            result.due = now + Minutes{ticks};
        }
    } else if (const auto* age = std::get_if<UntilAge>(&step.duration.ends)) {
        const QuantileTable table = quantile_table(age->age_years, 12.0 * ticks_a_month, -endless, endless);
        const std::int32_t ticks = table.at(word(luck, step.id, static_cast<std::uint32_t>(Purpose::duration)));
        result = {Ending::Kind::due, add_month_ticks(birth, ticks), true};
    } else if (const auto* date = std::get_if<UntilDate>(&step.duration.ends)) {
        result = {Ending::Kind::due, date->at, true};
    } else if (const auto* until = std::get_if<UntilStep>(&step.duration.ends)) {
        if (!walker.last_completed.count(place_of(*map_, until->step))) {
            result = {Ending::Kind::when_step_completes, Instant::max(), false};
        }
    } else {
        const Instant ready = visit ? visit->ready_at : now;
        for (const Timescale& timescale : step.timescales) {
            if (covers(timescale.in_force, ready)) result.due = end_of(timescale, step, walker, ready);
        }
    }

    if (step.duration.never_past_age) {
        const auto ticks = whole(*step.duration.never_past_age * 12 * ticks_a_month);
        const Instant birthday = add_month_ticks(birth, ticks);
        if (birthday < result.due) {
            result.due = birthday;
            result.is_date = true;
        }
    }
    if (result.kind == Ending::Kind::due && result.due <= now) result.kind = Ending::Kind::at_once;
    if (result.kind == Ending::Kind::when_step_completes && result.due <= now) result.kind = Ending::Kind::at_once;
    return result;
}

}  // namespace permap::oracle
