#include "report/time_axis.hpp"

#include <algorithm>
#include <array>

namespace permap {

namespace {

constexpr int least_month_room = 36, least_year_room = 48, least_day_room = 24;  // pixels between two labels
constexpr int upper_label_room = 76;

std::string month_name(std::chrono::month month) {
    static constexpr std::array<const char*, 12> names = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return names[static_cast<unsigned>(month) - 1];
}

Instant first_of_month(int year, unsigned month) {
    return midnight(Date{std::chrono::year{year} / static_cast<int>(month) / 1});
}

// Marks `days_apart` days apart, from the axis' first day on; months above.
std::vector<AxisTick> day_ticks(const TimeAxis& axis, int days_apart) {
    std::vector<AxisTick> ticks;
    int month_said = 0;
    for (Date day = date_of(axis.from); midnight(day) <= axis.to; day += std::chrono::days{days_apart}) {
        if (midnight(day) < axis.from) continue;
        const std::chrono::year_month_day date{day};
        AxisTick tick{midnight(day), std::to_string(static_cast<unsigned>(date.day())), ""};
        const int month = static_cast<int>(static_cast<unsigned>(date.month()));
        if (month != month_said) {
            tick.upper_label = month_name(date.month()) + " " + std::to_string(static_cast<int>(date.year()));
        }
        month_said = month;
        ticks.push_back(std::move(tick));
    }
    return ticks;
}

std::vector<AxisTick> month_ticks(const TimeAxis& axis, int months_apart) {
    std::vector<AxisTick> ticks;
    const std::chrono::year_month_day first{date_of(axis.from)};
    const int year = static_cast<int>(first.year());
    for (int month = 0;; month += months_apart) {
        const Instant at = first_of_month(year + month / 12, static_cast<unsigned>(month % 12 + 1));
        if (at > axis.to) return ticks;
        if (at < axis.from) continue;
        const std::chrono::year_month_day date{date_of(at)};
        AxisTick tick{at, months_apart >= 12 ? std::string() : month_name(date.month()), ""};
        if (ticks.empty() || date.month() == std::chrono::January)
            tick.upper_label = std::to_string(static_cast<int>(date.year()));
        ticks.push_back(std::move(tick));
    }
}

}  // namespace

int TimeAxis::x_of(Instant at) const {
    const Instant inside = std::clamp(at, from, to);
    return x + static_cast<int>(std::int64_t{(inside - from).count()} * width / (to - from).count());
}

std::vector<AxisTick> axis_ticks(const TimeAxis& axis) {
    const double length = std::max(1.0, days(axis.to - axis.from));
    const double pixels_a_day = axis.width / length;
    std::vector<AxisTick> ticks;
    if (length <= 100) {
        const int apart = pixels_a_day >= least_day_room ? 1 : pixels_a_day * 2 >= least_day_room ? 2 : 7;
        ticks = day_ticks(axis, apart);
    } else {
        static constexpr std::array<int, 11> choices = {1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200};
        int apart = choices.front();
        for (const int choice : choices) {
            apart = choice;
            if (pixels_a_day * 30 * choice >= (choice >= 12 ? least_year_room : least_month_room)) break;
        }
        ticks = month_ticks(axis, apart);
    }
    // The first upper label gives way to the next where they would touch.
    for (std::size_t i = 1; i < ticks.size(); ++i) {
        if (ticks[i].upper_label.empty()) continue;
        if (axis.x_of(ticks[i].at) - axis.x_of(ticks[0].at) < upper_label_room && !ticks[0].label.empty())
            ticks[0].upper_label.clear();
        break;
    }
    return ticks;
}

}  // namespace permap
