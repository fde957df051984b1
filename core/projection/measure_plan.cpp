#include "projection/measure_plan.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <unordered_map>

#include "vocabulary/result.hpp"

namespace permap {
namespace {

using Positions = std::unordered_map<std::string, std::size_t>;

template <class Things>
Positions positions_of(const Things& things) {
    Positions positions;
    for (std::size_t i = 0; i < things.size(); ++i) positions.emplace(things[i].id, i);
    return positions;
}

std::size_t position(const Positions& positions, const std::string& id) {
    const auto found = positions.find(id);
    PERMAP_ASSERT(found != positions.end());
    return found->second;
}

StepIndex step_index(const Positions& steps, const std::string& id) {
    return StepIndex{static_cast<std::uint16_t>(position(steps, id))};
}

// A single way that nothing can shut is taken without a `decided` event (docs/semantics.md 4).
bool writes_decided(const Step& step) {
    if (step.ways.empty()) return false;
    if (step.kind == StepKind::split || step.ways.size() > 1) return true;
    const Way& only = step.ways.front();
    return only.probability.has_value() || only.when.kind != Condition::Kind::always || only.in_force != InForce{};
}

// Days that surely pass before a limit of `value` units ends.
double days_at_least(double value, TimeUnit unit, bool inclusive) {
    const double first_day = inclusive ? 1 : 0;
    switch (unit) {
        case TimeUnit::minutes:
            return value / (24 * 60);
        case TimeUnit::hours:
            return value / 24;
        case TimeUnit::working_days:
        case TimeUnit::calendar_days:
            return value - first_day;
        case TimeUnit::weeks:
            return value * 7 - first_day;
        case TimeUnit::months:
            return value * 28 - first_day;
        case TimeUnit::years:
            return value * 365 - first_day;
    }
    return 0;
}

// The steps of a map as the plan sees them, built part by part.
struct Builder {
    MeasurePlan plan;
    Positions steps, attributes, calendars;
    std::vector<std::vector<Mark>> marks;

    explicit Builder(const Map& map)
        : steps(positions_of(map.steps)),
          attributes(positions_of(map.attributes)),
          calendars(positions_of(map.calendars)),
          marks(map.steps.size()) {
        plan.map = map;
    }

    std::uint16_t calendar(const std::string& id) const {
        const auto found = calendars.find(id);
        return static_cast<std::uint16_t>(found == calendars.end() ? plan.map.calendars.size() : found->second);
    }

    void add_calendars() {
        for (const CalendarRule& rule : plan.map.calendars) plan.calendars.emplace_back(rule);
        CalendarRule always;
        always.id = "always_open";
        for (int weekday = 1; weekday <= 7; ++weekday) always.open.push_back({weekday, 0, 24 * 60});
        plan.calendars.emplace_back(always);
        plan.working_days = calendar(plan.map.working_day_calendar);
    }

    void add_steps() {
        for (const Step& step : plan.map.steps) {
            StepPlan at;
            at.is_clock = step.kind == StepKind::clock;
            at.is_lifelong = step.clock && step.clock->lifelong;
            at.is_outcome = step.kind == StepKind::outcome;
            at.must_decide = step.kind != StepKind::split && writes_decided(step);
            at.gathers = step.together_gather_days.has_value();
            at.first_way = static_cast<std::uint32_t>(plan.rework.size());
            for (const Way& way : step.ways) {
                plan.rework.push_back(way.back == BackWay::rework ? 1 : 0);
                at.has_rework = at.has_rework || way.back == BackWay::rework;
            }
            at.rework_on_completion = at.has_rework && !writes_decided(step);
            add_resource(step, at);
            add_limits(step, at);
            plan.begins_ahead = plan.begins_ahead || !step.ahead.empty() ||
                                std::any_of(step.versions.begin(), step.versions.end(),
                                            [](const Step& version) { return !version.ahead.empty(); });
            plan.steps.push_back(at);
        }
        const std::vector<bool> supply = walked_by_households();
        for (std::size_t i = 0; i < plan.steps.size(); ++i) {
            if (plan.steps[i].is_outcome && !supply[i]) {
                plan.outcomes.push_back(StepIndex{static_cast<std::uint16_t>(i)});
            }
        }
        plan.outcome_of_step.assign(plan.steps.size(), 0xffff);
        for (std::size_t i = 0; i < plan.outcomes.size(); ++i) {
            plan.outcome_of_step[index(plan.outcomes[i])] = static_cast<std::uint16_t>(i);
        }
    }

    // Steps that a supply entry leads to: their outcomes are no child's.
    std::vector<bool> walked_by_households() const {
        std::vector<bool> walked(plan.map.steps.size(), false);
        std::vector<std::size_t> next;
        const auto reach = [&](const std::string& id) {
            const std::size_t at = position(steps, id);
            if (!walked[at]) next.push_back(at);
            walked[at] = true;
        };
        for (const Arrivals& arrivals : plan.map.arrivals) {
            if (arrivals.supply) reach(arrivals.entry);
        }
        while (!next.empty()) {
            const Step& step = plan.map.steps[next.back()];
            next.pop_back();
            for (const Way& way : step.ways) reach(way.to);
        }
        return walked;
    }

    void add_resource(const Step& step, StepPlan& at) {
        if (!step.uses || step.edited.passed_through) return;
        for (const Resource& resource : plan.map.resources) {
            if (resource.id != step.uses->resource) continue;
            at.waits_for = resource.kind == ResourceKind::sitting ? WaitsFor::sitting : WaitsFor::pool;
            plan.has_shared_resources = true;
        }
    }

    void add_limits(const Step& step, StepPlan& at) {
        at.first_limit = static_cast<std::uint16_t>(plan.limits.size());
        add_limits_of_version(step, 0);
        for (std::size_t i = 0; i < step.versions.size(); ++i)
            add_limits_of_version(step.versions[i], static_cast<std::uint8_t>(i + 1));
        at.last_limit = static_cast<std::uint16_t>(plan.limits.size());
        at.first_guard = static_cast<std::uint16_t>(plan.guards.size());
        for (const Guard& guard : step.guards)
            plan.guards.push_back({guard.from.value_or(Instant::min()), state_condition(guard.when, plan.map)});
        at.last_guard = static_cast<std::uint16_t>(plan.guards.size());
    }

    void add_limits_of_version(const Step& step, std::uint8_t version) {
        if (step.edited.passed_through) return;
        for (const Timescale& timescale : step.timescales) {
            plan.limits.push_back(limit_of(step, timescale));
            plan.limits.back().version = version;
        }
    }

    Limit limit_of(const Step& step, const Timescale& timescale) const {
        Limit limit;
        limit.value = timescale.value;
        limit.unit = timescale.unit;
        limit.inclusive = timescale.inclusive;
        limit.from_ready = timescale.from_ready;
        if (!timescale.from_step.empty()) limit.from = step_index(steps, timescale.from_step);
        limit.calendar = calendar(step.calendar.empty() ? plan.map.working_day_calendar : step.calendar);
        limit.in_force = timescale.in_force;
        const double surely = days_at_least(limit.value, limit.unit, limit.inclusive) * one_day.count();
        limit.at_least = Minutes{static_cast<std::int32_t>(std::clamp(surely, 0.0, 1e9))};
        return limit;
    }

    void mark(const EventPattern& pattern, Mark::Means means, std::size_t which) {
        const std::size_t at = position(steps, pattern.step);
        const Step& step = plan.map.steps[at];
        Mark result;
        result.means = means;
        result.which = static_cast<std::uint16_t>(which);
        if (pattern.ways.empty() || pattern.on_ready) {
            result.on = pattern.on_ready ? Mark::On::ready : Mark::On::completed;
            marks[at].push_back(result);
            return;
        }
        for (std::size_t way = 0; way < step.ways.size(); ++way) {
            if (std::find(pattern.ways.begin(), pattern.ways.end(), step.ways[way].id) == pattern.ways.end()) continue;
            if (writes_decided(step)) {
                result.on = Mark::On::decided;
                result.way = static_cast<std::int16_t>(way);
            }
            marks[at].push_back(result);
        }
    }

    void mark(const std::vector<EventPattern>& patterns, Mark::Means means, std::size_t which = 0) {
        for (const EventPattern& pattern : patterns) mark(pattern, means, which);
    }

    void add_marks() {
        const Map& map = plan.map;
        if (map.permanence) {
            mark(map.permanence->from, Mark::Means::spell_from);
            for (std::size_t i = 0; i < map.permanence->routes.size(); ++i) {
                mark(map.permanence->routes[i].any_of, Mark::Means::route, i);
            }
            mark(map.permanence->competing_ends, Mark::Means::competing_end);
        }
        for (std::size_t i = 0; i < map.aims.size(); ++i) {
            const Aim& aim = map.aims[i];
            plan.aims.push_back({aim.first_only, aim.limit, aim.not_before, aim.limit_unit, aim.not_before_unit});
            mark(aim.from, Mark::Means::aim_from, i);
            mark(aim.to, Mark::Means::aim_to, i);
            mark(aim.left_out_by, Mark::Means::aim_left_out, i);
        }
        for (const Milestone& milestone : map.milestones) {
            if (milestone.id != "move") continue;
            plan.counts_moves = true;
            mark(milestone.any_of, Mark::Means::move);
        }
        for (std::size_t at = 0; at < marks.size(); ++at) {
            std::stable_sort(marks[at].begin(), marks[at].end(),
                             [](const Mark& left, const Mark& right) { return left.means < right.means; });
            plan.steps[at].first_mark = static_cast<std::uint16_t>(plan.marks.size());
            plan.marks.insert(plan.marks.end(), marks[at].begin(), marks[at].end());
            plan.steps[at].last_mark = static_cast<std::uint16_t>(plan.marks.size());
        }
    }

    void add_stages() {
        std::vector<std::vector<std::uint16_t>> of_step(plan.steps.size());
        for (std::size_t i = 0; i < plan.map.stages.size(); ++i) {
            for (const std::string& id : plan.map.stages[i].steps) {
                of_step[position(steps, id)].push_back(static_cast<std::uint16_t>(i));
            }
        }
        for (std::size_t at = 0; at < of_step.size(); ++at) {
            plan.steps[at].first_stage = static_cast<std::uint16_t>(plan.stages.size());
            plan.stages.insert(plan.stages.end(), of_step[at].begin(), of_step[at].end());
            plan.steps[at].last_stage = static_cast<std::uint16_t>(plan.stages.size());
        }
    }

    void add_state() {
        for (const Attribute& attribute : plan.map.attributes) {
            std::size_t start = 0;
            if (attribute.counter_max) {
                start = static_cast<std::size_t>(std::strtol(attribute.start.c_str(), nullptr, 10));
            } else if (!attribute.derived) {
                const auto found = std::find(attribute.values.begin(), attribute.values.end(), attribute.start);
                PERMAP_ASSERT(found != attribute.values.end());
                start = static_cast<std::size_t>(found - attribute.values.begin());
            }
            plan.start_values.push_back(static_cast<std::uint8_t>(start));
        }
        for (const RestingState& resting : plan.map.resting) {
            RestingPlan rest;
            rest.when = state_condition(resting.when, plan.map);
            for (const std::string& clock : resting.clocks) rest.clocks.push_back(step_index(steps, clock));
            plan.resting.push_back(std::move(rest));
        }
        if (plan.map.over_only_if) plan.over_only_if = state_condition(*plan.map.over_only_if, plan.map);
    }

    // Backwards from the outcomes until nothing is added. Clocks are left out as targets: what they start is no part of
    // a branch.
    void find_what_leads_to_outcomes() {
        std::vector<std::vector<std::size_t>> next(plan.steps.size());
        std::unordered_map<std::string, std::vector<std::size_t>> returns;  // by called process
        const auto link = [&](std::size_t from, const std::string& to) {
            const std::size_t target = position(steps, to);
            if (!plan.steps[target].is_clock) next[from].push_back(target);
        };
        for (std::size_t at = 0; at < plan.map.steps.size(); ++at) {
            const Step& step = plan.map.steps[at];
            if (!step.join.empty()) link(at, step.join);
            for (const Way& way : step.ways) {
                link(at, way.to);
                if (way.returns_to.empty()) continue;
                link(at, way.returns_to);
                returns[plan.map.steps[position(steps, way.to)].process].push_back(position(steps, way.returns_to));
            }
        }
        for (std::size_t at = 0; at < plan.map.steps.size(); ++at) {
            const auto found = returns.find(plan.map.steps[at].exit_of);
            if (plan.map.steps[at].exit_of.empty() || found == returns.end()) continue;
            next[at].insert(next[at].end(), found->second.begin(), found->second.end());
        }
        for (StepPlan& step : plan.steps) step.leads_to_outcome = step.is_outcome;
        for (bool changed = true; changed;) {
            changed = false;
            for (std::size_t at = 0; at < next.size(); ++at) {
                if (plan.steps[at].leads_to_outcome) continue;
                for (const std::size_t target : next[at]) {
                    if (!plan.steps[target].leads_to_outcome) continue;
                    plan.steps[at].leads_to_outcome = changed = true;
                    break;
                }
            }
        }
    }
};

}  // namespace

MeasurePlan measure_plan(const Map& map) {
    Builder builder(map);
    builder.add_calendars();
    builder.add_steps();
    builder.add_marks();
    builder.add_stages();
    builder.add_state();
    builder.find_what_leads_to_outcomes();
    return std::move(builder.plan);
}

Instant limit_end(const MeasurePlan& plan, const Limit& limit, Instant start) {
    return deadline(start, limit.value, limit.unit, limit.inclusive, plan.calendars[limit.calendar]);
}

Instant aim_limit_end(const MeasurePlan& plan, const AimPlan& aim, Instant start) {
    return deadline(start, aim.limit, aim.limit_unit, false, plan.calendars[plan.working_days]);
}

Instant aim_counts_from(const MeasurePlan& plan, const AimPlan& aim, Instant start) {
    if (aim.not_before <= 0) return start;
    const auto minutes = [&](double each) {
        return Minutes{static_cast<std::int32_t>(std::lround(aim.not_before * each))};
    };
    const auto months = [&](double each) {
        return add_month_ticks(start, static_cast<std::int32_t>(std::lround(aim.not_before * each * ticks_a_month)));
    };
    switch (aim.not_before_unit) {
        case TimeUnit::minutes:
            return start + minutes(1);
        case TimeUnit::hours:
            return start + minutes(60);
        case TimeUnit::working_days: {
            const Calendar& calendar = plan.calendars[plan.working_days];
            return calendar.add_working(start, minutes(calendar.minutes_of_a_day().count()));
        }
        case TimeUnit::calendar_days:
            return start + minutes(one_day.count());
        case TimeUnit::weeks:
            return start + minutes(7.0 * one_day.count());
        case TimeUnit::months:
            return months(1);
        case TimeUnit::years:
            return months(12);
    }
    return start;
}

}  // namespace permap
