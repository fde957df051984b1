// What is to be counted, as a person writes it in a targets file (docs/targets.md). Names are those of the map;
// `counting_plan` turns them into indices.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "map/condition.hpp"
#include "map/map.hpp"

namespace permap {

// Something that happens to a child at one minute.
struct Happening {
    enum class Kind { entry, birth, birthday, step, begins, ends };

    Kind kind = Kind::entry;
    EventPattern pattern;  // step
    Condition state;       // begins, ends
    int age_years = 0;     // birthday
    bool operator==(const Happening&) const = default;
};
using Happenings = std::vector<Happening>;  // the first of several

struct Span {
    double value = 0;
    TimeUnit unit = TimeUnit::calendar_days;
    bool operator==(const Span&) const = default;
};
// Whole minutes; a year is 365.25 days, a month a twelfth of it. Not for working days.
Minutes minutes_of(const Span& span);
double minutes_in(TimeUnit unit);

struct TargetMeasure {
    enum class Kind { stock, flow, children_a_year, time, share, status, count, limit, ratio };
    enum class OnceA { always, year, journey };
    enum class Statistic { mean, quantile, share };

    Kind kind = Kind::flow;
    Condition where;    // asked of the child at `events` (flow), at `from`, or on every day (stock)
    Happenings events;  // flow, count
    OnceA once_a = OnceA::always;
    bool households = false;  // flow: of the supply

    // time, share, status, count
    Happenings from, to, unless;
    bool first = false;       // only the first `from` of a journey
    bool of_reached = false;  // share, count: only where `to` came
    Happenings among;         // only children to whom this happens at any time …
    Condition among_where;    // … while this holds
    std::optional<Span> within, beyond, after;
    Condition is;  // status

    Statistic statistic = Statistic::mean;
    double p = 0.5;                        // quantile
    std::optional<int> at_least, at_most;  // share of counts

    TimeUnit unit = TimeUnit::calendar_days;  // time, limit
    std::string step, aim;                    // limit

    std::vector<TargetMeasure> parts;  // ratio: of, over
    double times = 1;

    bool operator==(const TargetMeasure&) const = default;
};

}  // namespace permap
