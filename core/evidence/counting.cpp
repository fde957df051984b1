#include "evidence/counting.hpp"

#include <algorithm>

#include "vocabulary/result.hpp"

namespace permap {

namespace {

std::chrono::year_month_day civil(Date date) {
    return std::chrono::year_month_day{std::chrono::sys_days{date.time_since_epoch()}};
}

std::int32_t year_of(Instant at) {
    return static_cast<std::int32_t>(static_cast<int>(civil(date_of(at)).year()));
}

Instant new_year(std::int32_t year) {
    const std::chrono::sys_days day = std::chrono::year{year} / std::chrono::January / 1;
    return midnight(Date{day.time_since_epoch()});
}

// Born on 29 February: the birthday is the last day of February, as for every other age.
Instant birthday(Date birth, std::int32_t years) {
    return add_months(midnight(birth), years * 12);
}

bool is_on(const StepHappening& one, const Event& event) {
    switch (one.on) {
        case Mark::On::ready:
            return event.kind == EventKind::ready || event.kind == EventKind::clock_started;
        case Mark::On::completed:
            return event.kind == EventKind::completed || event.kind == EventKind::clock_fired;
        case Mark::On::decided:
            return event.kind == EventKind::decided && event.detail == static_cast<std::uint32_t>(one.way);
    }
    return false;
}

}  // namespace

ChildCounter::ChildCounter(const MeasurePlan& measured, const CountingPlan& plan)
    : plan_(plan), state_(measured), open_(plan.counters.size()), holds_(plan.states.size()) {
    counts_.counters.resize(plan.counters.size());
    counts_.stock_minutes_by_year.resize(plan.counters.size());
    for (const WatchedState& state : plan.states) any_by_age_ = any_by_age_ || state.by_age;
}

Counts ChildCounter::take() {
    return std::move(counts_);
}

void ChildCounter::open(std::uint16_t counter, Instant at) {
    const CounterPlan& plan = plan_.counters[counter];
    Open& open = open_[counter];
    if (open.is_open || (plan.first && open.has_been)) return;
    open.has_been = true;
    if (!holds(plan.where, state_, at)) return;
    const auto beyond_follow_up = [&](const std::optional<Minutes>& length) {
        return length && at + *length > child_->followed_until;
    };
    if (plan.kind == TargetMeasure::Kind::status) {
        if (at + plan.after > child_->followed_until) return;
        due_.push_back({at + plan.after, counter});
        return;
    }
    const bool looks_ahead = plan.kind == TargetMeasure::Kind::share || plan.kind == TargetMeasure::Kind::time;
    if (looks_ahead && (beyond_follow_up(plan.within) || beyond_follow_up(plan.beyond))) return;
    open.is_open = true;
    open.from = at;
    open.events = 0;
}

void ChildCounter::close(std::uint16_t counter, Instant at, bool reached) {
    Open& open = open_[counter];
    if (!open.is_open) return;
    open.is_open = false;
    const CounterPlan& plan = plan_.counters[counter];
    Count& count = counts_.counters[counter];
    const Minutes length = at - open.from;
    const bool is_time = plan.kind == TargetMeasure::Kind::time;
    if (!reached && (plan.of_reached || is_time)) return;
    if (is_time && plan.within && length > *plan.within) return;
    ++count.of;
    switch (plan.kind) {
        case TargetMeasure::Kind::time:
            count.amount += length.count();
            if (plan.statistic == TargetMeasure::Statistic::quantile) count.minutes.push_back(length.count());
            return;
        case TargetMeasure::Kind::share:
            if (plan.beyond) {
                if (length > *plan.beyond) ++count.amount;
            } else if (reached && (!plan.within || length <= *plan.within)) {
                ++count.amount;
            }
            return;
        default:  // count
            if (plan.statistic == TargetMeasure::Statistic::mean) {
                count.amount += open.events;
            } else if (open.events >= plan.at_least && open.events <= plan.at_most) {
                ++count.amount;
            }
            return;
    }
}

void ChildCounter::counted(std::uint16_t counter, Instant at) {
    const CounterPlan& plan = plan_.counters[counter];
    Open& open = open_[counter];
    if (plan.kind == TargetMeasure::Kind::count) {
        if (open.is_open && (!plan.within || at <= open.from + *plan.within)) ++open.events;
        return;
    }
    if (!holds(plan.where, state_, at)) return;
    if (plan.once_a == TargetMeasure::OnceA::journey) {
        if (open.once) return;
        open.once = true;
    }
    if (plan.once_a == TargetMeasure::OnceA::year) {
        const std::int32_t year = year_of(at);
        if (year == open.last_year) return;
        open.last_year = year;
    }
    ++counts_.counters[counter].amount;
}

void ChildCounter::happen(const CountPart& part, Instant at) {
    const CounterPlan& plan = plan_.counters[part.counter];
    if (plan.households != child_->supply) return;
    switch (part.role) {
        case CountRole::closes:
            return close(part.counter, at, true);
        case CountRole::ends_wait:
            return close(part.counter, at, false);
        case CountRole::counted:
            return counted(part.counter, at);
        case CountRole::opens:
            return open(part.counter, at);
        case CountRole::among:
            if (holds(plan.among_where, state_, at)) open_[part.counter].in_among = true;
            return;
    }
}

void ChildCounter::happen(const std::vector<CountPart>& parts, Instant at) {
    for (const CountPart& part : parts) happen(part, at);
}

// A state counts as begun or ended when the minute is over: what changes back within it has not happened. All that
// changed in one minute is one change, so what closes a count comes before what opens the next, whichever state
// brought it and whatever else is counted.
void ChildCounter::minute_over(Instant at, bool only_age) {
    changed_.clear();
    for (std::size_t i = 0; i < plan_.states.size(); ++i) {
        const WatchedState& watched = plan_.states[i];
        if (only_age && !watched.by_age) continue;
        const bool now = holds(watched.holds, state_, at);
        if (now == (holds_[i] != 0)) continue;
        holds_[i] = now ? 1 : 0;
        changed_.push_back(now ? &watched.begins : &watched.ends);
        if (now) touch_year(watched, at);
    }
    tell_changes(at);
}

// Who has left is in no state any more.
void ChildCounter::all_states_end(Instant at) {
    changed_.clear();
    for (std::size_t i = 0; i < plan_.states.size(); ++i) {
        if (holds_[i] != 0) changed_.push_back(&plan_.states[i].ends);
    }
    tell_changes(at);
}

void ChildCounter::tell_changes(Instant at) {
    constexpr CountRole in_order[] = {CountRole::closes, CountRole::ends_wait, CountRole::counted, CountRole::opens,
                                      CountRole::among};
    if (changed_.size() == 1) return happen(*changed_.front(), at);  // in that order already
    for (const CountRole role : in_order) {
        for (const std::vector<CountPart>* const parts : changed_) {
            for (const CountPart& part : *parts) {
                if (part.role == role) happen(part, at);
            }
        }
    }
}

// A household is in no state that is counted.
void ChildCounter::touch_year(const WatchedState& watched, Instant at) {
    if (child_->supply) return;
    for (const std::uint16_t counter : watched.years) {
        Open& open = open_[counter];
        const std::int32_t year = year_of(at);
        if (year == open.last_year) continue;
        open.last_year = year;
        ++counts_.counters[counter].amount;
    }
}

void ChildCounter::settle_due(Instant until) {
    for (std::size_t i = 0; i < due_.size();) {
        if (due_[i].at > until) {
            ++i;
            continue;
        }
        Count& count = counts_.counters[due_[i].counter];
        ++count.of;
        if (holds(plan_.counters[due_[i].counter].is, state_, due_[i].at)) ++count.amount;
        due_.erase(due_.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

// Days in every state that holds from one minute to another, between which nothing changes.
void ChildCounter::add_days(Instant from, Instant to) {
    constexpr std::int64_t year_minutes = 525960;  // 365.25 days
    if (child_->supply) return;
    for (std::size_t i = 0; i < plan_.states.size(); ++i) {
        if (holds_[i] == 0) continue;
        const WatchedState& watched = plan_.states[i];
        for (const std::uint16_t counter : watched.stocks) {
            counts_.counters[counter].amount += (to - from).count();
            auto& by_year = counts_.stock_minutes_by_year[counter];
            std::int64_t begin = (from - child_->entered).count();
            const std::int64_t end = (to - child_->entered).count();
            while (begin < end) {
                const auto year = static_cast<std::size_t>(begin / year_minutes);
                const std::int64_t until = std::min(end, static_cast<std::int64_t>(year + 1) * year_minutes);
                by_year[std::min(year, ramp_years - 1)] += until - begin;
                begin = until;
            }
        }
        for (const std::uint16_t counter : watched.years) {
            Open& open = open_[counter];
            while (new_year(open.last_year + 1) < to) {
                ++open.last_year;
                ++counts_.counters[counter].amount;
            }
        }
    }
}

// Time goes by and nothing happens but birthdays and the dates at which a status is asked. A birthday in the last
// minute comes before the events of that minute; what it changes is seen when that minute is over.
void ChildCounter::pass(Instant from, Instant to, bool in_system) {
    if (in_system && (any_by_age_ || !plan_.birthdays.empty() || !plan_.birth.empty())) {
        const Instant born = midnight(child_->birth_date);
        const Instant last = std::min(to, child_->followed_until - Minutes{1});  // of the end of follow-up, nothing
        std::int32_t years = born > from ? 0 : completed_years(child_->birth_date, from) + 1;
        for (Instant next = birthday(child_->birth_date, years); next <= last;
             next = birthday(child_->birth_date, ++years)) {
            settle_due(next);
            add_days(from, next);
            if (years == 0) happen(plan_.birth, next);
            for (const BirthdayPart& one : plan_.birthdays) {
                if (one.age_years == years) happen(one.part, next);
            }
            if (next < to) {
                minute_over(next, true);
            } else {
                something_changed_ = true;  // the events of the same minute come first
            }
            from = next;
        }
    }
    settle_due(to);
    if (in_system) add_days(from, to);
}

void ChildCounter::count(const Child& child, std::span<const Event> events) {
    child_ = &child;
    state_.begin(child);
    due_.clear();
    std::fill(holds_.begin(), holds_.end(), std::uint8_t{0});
    for (std::size_t i = 0; i < open_.size(); ++i) {
        const Count& count = counts_.counters[i];
        open_[i] = Open{};
        open_[i].minutes_before = count.minutes.size();
        open_[i].amount_before = count.amount;
        open_[i].of_before = count.of;
    }
    if (midnight(child.birth_date) <= child.entered) happen(plan_.birth, midnight(child.birth_date));

    Instant now = child.entered;
    something_changed_ = true;
    for (const Event& event : events) {
        if (event.at > now) {
            if (something_changed_) minute_over(now, false);
            something_changed_ = false;
            pass(now, event.at, true);
            now = event.at;
        }
        state_.apply(event);
        if (event.kind == EventKind::entered) happen(plan_.entry, now);
        if (event.kind == EventKind::attribute_set) something_changed_ = true;
        if (event.step == no_step || event.kind == EventKind::entered) continue;
        if (plan_.visits_matter[index(event.step)] != 0) something_changed_ = true;
        if (event.kind == EventKind::left) continue;
        for (const StepHappening& one : plan_.of_step[index(event.step)]) {
            if (is_on(one, event)) happen(one.part, now);
        }
    }
    minute_over(now, false);
    if (!state_.is_over()) {
        pass(now, child.followed_until, true);
        now = child.followed_until;
    } else {
        all_states_end(now);
        pass(now, child.followed_until, false);
    }
    for (std::size_t i = 0; i < open_.size(); ++i) {
        close(static_cast<std::uint16_t>(i), now, false);
        if (!plan_.counters[i].has_among || open_[i].in_among) continue;
        Count& count = counts_.counters[i];
        count.amount = open_[i].amount_before;
        count.of = open_[i].of_before;
        count.minutes.resize(open_[i].minutes_before);
    }
}

namespace {

std::optional<double> value_of(const CounterPlan& plan, const Count& count, double years) {
    constexpr double minutes_a_year = 365.25 * 24 * 60;
    switch (plan.kind) {
        case TargetMeasure::Kind::stock:
            return static_cast<double>(count.amount) / (minutes_a_year * years);
        case TargetMeasure::Kind::flow:
        case TargetMeasure::Kind::children_a_year:
            return static_cast<double>(count.amount) / years;
        default:
            break;
    }
    if (count.of == 0) return std::nullopt;
    if (plan.kind == TargetMeasure::Kind::time && plan.statistic == TargetMeasure::Statistic::quantile) {
        std::vector<std::int32_t> sorted = count.minutes;
        std::sort(sorted.begin(), sorted.end());
        const double place = plan.p * static_cast<double>(sorted.size() - 1);
        const auto below = static_cast<std::size_t>(place);
        const std::size_t above = std::min(below + 1, sorted.size() - 1);
        const double part = place - static_cast<double>(below);
        return (sorted[below] * (1 - part) + sorted[above] * part) / plan.minutes_in_unit;
    }
    const double mean = static_cast<double>(count.amount) / static_cast<double>(count.of);
    return plan.kind == TargetMeasure::Kind::time ? mean / plan.minutes_in_unit : mean;
}

std::optional<double> value_of(const Formula& formula, const std::vector<std::optional<double>>& counters) {
    if (formula.constant) return formula.constant;
    if (formula.counter >= 0) return counters[static_cast<std::size_t>(formula.counter)];
    const std::optional<double> of = value_of(formula.parts[0], counters), over = value_of(formula.parts[1], counters);
    if (!of || !over || !(*over > 0 || *over < 0)) return std::nullopt;
    return *of / *over * formula.times;
}

}  // namespace

std::vector<std::optional<double>> values_of(const CountingPlan& plan, const Counts& counts, double years_of_arrivals) {
    std::vector<std::optional<double>> counters, values;
    for (std::size_t i = 0; i < plan.counters.size(); ++i)
        counters.push_back(value_of(plan.counters[i], counts.counters[i], years_of_arrivals));
    for (const std::optional<Formula>& formula : plan.formulas)
        values.push_back(formula ? value_of(*formula, counters) : std::nullopt);
    return values;
}

}  // namespace permap
