#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "model/condition_compiler.hpp"
#include "model/model.hpp"
#include "random/choice_coupling.hpp"
#include "random/draw.hpp"

namespace permap {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double minutes_a_day = 24 * 60;
constexpr double days_a_year = 365.25;
// A decision is tabulated over which of its conditional ways are open: 2^10 rows at most.
constexpr std::size_t most_conditional_ways = 10;

class Compiler {
public:
    Compiler(const Map& map, KnownTables& known) : map_(map), names_(map), known_(known) {}

    Result<Model> compile() {
        model_.steps.resize(map_.steps.size());
        model_.processes = map_.processes.size();
        for (const CalendarRule& rule : map_.calendars) model_.calendars.emplace_back(rule);
        // Steps without a calendar of their own, in a map without any, count every day as a working day.
        if (model_.calendars.empty()) model_.calendars.emplace_back(always_open());
        for (const Attribute& attribute : map_.attributes) {
            model_.start_values.push_back(attribute.derived ? 0 : value_code(attribute, attribute.start));
        }
        for (const Resource& resource : map_.resources) compile_resource(resource);
        compile_regions();
        for (std::size_t i = 0; i < map_.steps.size(); ++i) compile_step(i);
        compile_links();
        for (std::size_t i = 0; i < map_.steps.size(); ++i) compile_versions(i);
        for (const Arrivals& arrivals : map_.arrivals) compile_entry(arrivals);
        compile_reach();
        note_remembered();
        note_plain();
        check_names();
        if (!problems_.empty()) return problems_;
        return std::move(model_);
    }

private:
    static CalendarRule always_open() {
        CalendarRule rule{.id = "always", .name = "always open", .open = {}, .closed_dates = {}};
        for (int weekday = 1; weekday <= 7; ++weekday) rule.open.push_back({.weekday = weekday});
        return rule;
    }

    StepIndex step(const std::string& id) const {
        return id.empty() ? no_step : static_cast<StepIndex>(names_.steps.at(id));
    }

    template <class List, class Make>
    Range append(List& list, std::size_t count, Make make) {
        const Range range{static_cast<std::uint32_t>(list.size()), static_cast<std::uint32_t>(count)};
        for (std::size_t i = 0; i < count; ++i) list.push_back(make(i));
        return range;
    }

    Range step_list(const std::vector<StepIndex>& steps) {
        return append(model_.step_lists, steps.size(), [&](std::size_t i) { return steps[i]; });
    }

    Range region_list(const std::vector<std::string>& ids) {
        return append(model_.region_lists, ids.size(),
                      [&](std::size_t i) { return static_cast<std::uint16_t>(names_.regions.at(ids[i])); });
    }

    std::uint32_t condition(const Condition& condition) {
        if (condition.kind == Condition::Kind::always) return absent;
        model_.conditions.push_back(condition_code(condition, map_, names_));
        return static_cast<std::uint32_t>(model_.conditions.size() - 1);
    }

    Range set_codes(const std::vector<Assignment>& assignments) {
        std::vector<SetCode> codes;
        for (const Assignment& assignment : assignments) {
            const std::size_t which = names_.attributes.at(assignment.attribute);
            const Attribute& attribute = map_.attributes[which];
            SetCode code{.attribute = static_cast<AttributeIndex>(which), .condition = condition(assignment.when)};
            if (assignment.add != 0) {
                code.add = static_cast<std::int16_t>(assignment.add);
                code.limit = static_cast<std::uint8_t>(*attribute.counter_max);
            } else {
                code.value = value_code(attribute, assignment.value);
            }
            codes.push_back(code);
        }
        return append(model_.set_codes, codes.size(), [&](std::size_t i) { return codes[i]; });
    }

    static ForceDates force(const InForce& in_force) {
        if (in_force.never) return {Instant::max(), Instant::min()};
        return {in_force.from.value_or(Instant::min()), in_force.until.value_or(Instant::max())};
    }

    std::uint32_t table(const Law& law, double unit, double at_least, double at_most) {
        // Steps that last alike share their table: what is asked for often stays near at hand.
        const QuantileTable& table = known_.table(law, unit, at_least, at_most);
        const auto [place, fresh] = places_.emplace(&table, static_cast<std::uint32_t>(model_.tables.size()));
        if (fresh) model_.tables.push_back(table);
        return place->second;
    }

    static std::int32_t rounded(double ticks) {
        constexpr double most = 1 << 30;
        return static_cast<std::int32_t>(std::floor(std::clamp(ticks, -most, most) + 0.5));
    }

    std::uint32_t calendar_of(const Step& step) const {
        const std::string& id = step.calendar.empty() ? map_.working_day_calendar : step.calendar;
        return id.empty() ? 0 : static_cast<std::uint32_t>(names_.calendars.at(id));
    }

    // Minutes (or month ticks) in one unit, and by which rule they pass.
    std::pair<double, EndsBy> pace(TimeUnit unit, const Step& step, std::uint32_t calendar) const {
        const EndsBy short_unit = step.calendar.empty() ? EndsBy::minutes : EndsBy::working;
        switch (unit) {
            case TimeUnit::minutes:
                return {1, short_unit};
            case TimeUnit::hours:
                return {60, short_unit};
            case TimeUnit::working_days:
                return {static_cast<double>(model_.calendars[calendar].minutes_of_a_day().count()), EndsBy::working};
            case TimeUnit::calendar_days:
                return {minutes_a_day, EndsBy::minutes};
            case TimeUnit::weeks:
                return {7 * minutes_a_day, EndsBy::minutes};
            case TimeUnit::months:
                return {ticks_a_month, EndsBy::months};
            case TimeUnit::years:
                return {12.0 * ticks_a_month, EndsBy::months};
        }
        return {1, EndsBy::minutes};
    }

    void compile_lasts(const Step& step, const Lasts& lasts, DurationCode& code) {
        const Duration& duration = step.duration;
        const Edited& edited = step.edited;
        const auto [unit, ends] = pace(duration.unit, step, code.calendar);
        code.ends = ends;
        code.table = table(lasts.law, unit * edited.scale, duration.at_least.value_or(-infinity),
                           duration.at_most.value_or(infinity));
        code.add_ticks = rounded(edited.add * unit);
        if (edited.cap) {
            code.cap_ticks = rounded(*edited.cap * unit);
            code.cap_threshold = probability_threshold(edited.cap_share);
        }
        const QuantileTable& drawn = model_.tables[code.table];
        const bool always_zero = drawn.smallest() == 0 && drawn.largest() == 0 && code.add_ticks == 0;
        if (always_zero) code.ends = EndsBy::no_time;
    }

    DurationCode duration_code(const Step& step) {
        DurationCode code;
        code.calendar = calendar_of(step);
        if (is_instant(step.duration) && step.edited.add == 0) return code;
        if (step.edited.passed_through && step.kind != StepKind::clock) return code;
        if (step.duration.never_past_age) code.last_birthday_months = rounded(*step.duration.never_past_age * 12);
        if (const auto* lasts = std::get_if<Lasts>(&step.duration.ends)) {
            compile_lasts(step, *lasts, code);
        } else if (const auto* age = std::get_if<UntilAge>(&step.duration.ends)) {
            code.ends = EndsBy::age;
            code.table = table(age->age_years, 12.0 * ticks_a_month, -infinity, infinity);
        } else if (const auto* date = std::get_if<UntilDate>(&step.duration.ends)) {
            code.ends = EndsBy::date;
            code.date = date->at;
        } else if (const auto* other = std::get_if<UntilStep>(&step.duration.ends)) {
            code.ends = EndsBy::step;
            code.awaited = this->step(other->step);
        } else {
            if (step.timescales.empty() && !step.in_force.never) {
                problems_.push_back(
                    {step.where + "/duration", "until_timescale, but the step has no timescale", "add its timescale"});
                return code;
            }
            code.ends = EndsBy::timescale;
            code.timescales = append(model_.timescales, step.timescales.size(), [&](std::size_t i) {
                const Timescale& limit = step.timescales[i];
                return TimescaleCode{
                    this->step(limit.from_step), limit.from_ready, limit.value, limit.unit, limit.inclusive,
                    force(limit.in_force)};
            });
        }
        return code;
    }

    // 0 of a body that sits by open days.
    static std::int32_t minutes_of_rhythm(const Resource& resource) {
        return resource.every_open_days == 0 ? resource.every_weeks * 7 * 24 * 60 : 0;
    }

    void compile_resource(const Resource& resource) {
        ResourceCode code;
        code.kind = resource.kind;
        code.units = rounded(resource.units.value);
        code.first = resource.first_at;
        code.every_open_days = resource.every_open_days;
        code.every_minutes = minutes_of_rhythm(resource);
        code.notice_minutes = resource.notice_days * 24 * 60;
        code.skipped = resource.skipped_on_holiday;
        if (!resource.holidays.empty())
            code.calendar = static_cast<std::uint32_t>(names_.calendars.at(resource.holidays));
        code.later = append(model_.later_resources, resource.later.size(), [&](std::size_t i) {
            const Resource& then = resource.later[i].resource;
            return LaterResource{resource.later[i].from, rounded(then.units.value), minutes_of_rhythm(then),
                                 then.every_open_days, then.skipped_on_holiday};
        });
        model_.resources.push_back(code);
    }

    void compile_regions() {
        for (const Region& region : map_.regions) {
            RegionCode code;
            code.members.resize((map_.steps.size() + 63) / 64);
            for (const std::string& id : region.steps) {
                const std::size_t at = names_.steps.at(id);
                code.members[at / 64] |= std::uint64_t{1} << (at % 64);
            }
            std::vector<StepIndex> in_map_order;
            for (std::size_t i = 0; i < map_.steps.size(); ++i) {
                if (code.contains(static_cast<StepIndex>(i))) in_map_order.push_back(static_cast<StepIndex>(i));
            }
            code.steps = step_list(in_map_order);
            code.when_ended = set_codes(region.when_ended);
            model_.regions.push_back(std::move(code));
        }
    }

    void compile_ways(const Step& step, StepCode& code) {
        code.ways.first = static_cast<std::uint32_t>(model_.ways.size());
        code.ways.count = static_cast<std::uint32_t>(step.ways.size());
        for (const Way& way : step.ways) {
            WayCode way_code;
            way_code.to = this->step(way.to);
            way_code.returns_to = this->step(way.returns_to);
            if (!way.returns_to.empty()) {
                way_code.called_process =
                    static_cast<std::uint32_t>(names_.processes.at(map_.steps[names_.steps.at(way.to)].process));
            }
            way_code.interrupts = region_list(way.interrupts);
            way_code.sets = set_codes(way.sets);
            way_code.condition = condition(way.when);
            if (way.probability) way_code.branch_threshold = probability_threshold(way.probability->value);
            way_code.in_force = force(way.in_force);
            way_code.plain = way.interrupts.empty() && way.sets.empty() && way.returns_to.empty();
            model_.ways.push_back(way_code);
        }
    }

    void compile_choice(const Step& step, StepCode& code) {
        const auto conditional = [](const Way& way) {
            return way.when.kind != Condition::Kind::always || way.in_force != InForce{};
        };
        if (step.ways.empty()) {
            code.choice = Choice::nothing;
        } else if (step.kind == StepKind::split) {
            code.choice = Choice::all_of;
        } else if (step.ways.size() == 1 && !step.ways.front().probability && !conditional(step.ways.front())) {
            code.choice = Choice::only;
        } else {
            code.choice = Choice::one_of;
            compile_rows(step, code, conditional);
            if (!step.edited.take.empty()) {
                const auto taken = std::find_if(step.ways.begin(), step.ways.end(),
                                                [&](const Way& way) { return way.id == step.edited.take; });
                PERMAP_ASSERT(taken != step.ways.end());
                code.take = static_cast<std::uint16_t>(taken - step.ways.begin());
            }
        }
    }

    template <class Conditional>
    void compile_rows(const Step& step, StepCode& code, Conditional conditional) {
        std::vector<std::uint16_t> open_sometimes;
        for (std::size_t i = 0; i < step.ways.size(); ++i) {
            if (conditional(step.ways[i])) open_sometimes.push_back(static_cast<std::uint16_t>(i));
        }
        if (open_sometimes.size() > most_conditional_ways) {
            problems_.push_back({step.where + "/ways", "more than 10 ways with conditions", "make it two decisions"});
            return;
        }
        code.conditional =
            append(model_.way_lists, open_sometimes.size(), [&](std::size_t i) { return open_sometimes[i]; });
        const std::size_t ways = step.ways.size();
        const bool coupled = !step.edited.baseline_probability.empty();
        std::vector<double> now, before = step.edited.baseline_probability;
        for (const Way& way : step.ways) now.push_back(way.probability ? way.probability->value : 1.0);
        if (!coupled) before = now;
        code.rows = static_cast<std::uint32_t>(model_.thresholds.size());
        code.row_width = static_cast<std::uint32_t>(coupled ? 2 * ways - 1 : ways);
        if (coupled) code.row_ways = static_cast<std::uint32_t>(model_.way_lists.size());
        for (std::uint32_t open = 0; open < 1U << open_sometimes.size(); ++open) {
            std::vector<bool> is_open(ways, true);
            for (std::size_t i = 0; i < open_sometimes.size(); ++i) is_open[open_sometimes[i]] = (open >> i & 1U) != 0;
            add_row(code, coupled, thresholds_of_open(now, is_open), thresholds_of_open(before, is_open));
        }
    }

    // Open ways rescaled to 1; zeros when every way is shut.
    static std::vector<std::uint64_t> thresholds_of_open(std::vector<double> weights,
                                                         const std::vector<bool>& is_open) {
        double sum = 0;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            if (!is_open[i]) weights[i] = 0;
            sum += weights[i];
        }
        return sum > 0 ? choice_thresholds(weights) : std::vector<std::uint64_t>(weights.size(), 0);
    }

    void add_row(const StepCode& code, bool coupled, const std::vector<std::uint64_t>& now,
                 const std::vector<std::uint64_t>& before) {
        if (!coupled) {
            model_.thresholds.insert(model_.thresholds.end(), now.begin(), now.end());
            return;
        }
        CoupledChoice row;
        if (now.back() == 0) {
            row = {std::vector<std::uint64_t>(code.row_width, 0), std::vector<std::uint16_t>(code.row_width, 0)};
        } else if (before.back() == 0) {  // only the change opens a way here
            for (std::size_t i = 0; i < now.size(); ++i) {
                row.ends.push_back(now[i]);
                row.ways.push_back(static_cast<std::uint16_t>(i));
            }
        } else {
            row = choice_coupling(before, now);
        }
        PERMAP_ASSERT(row.ends.size() <= code.row_width);
        row.ends.resize(code.row_width, row.ends.back());
        row.ways.resize(code.row_width, row.ways.back());
        model_.thresholds.insert(model_.thresholds.end(), row.ends.begin(), row.ends.end());
        model_.way_lists.insert(model_.way_lists.end(), row.ways.begin(), row.ways.end());
    }

    Range draw_list(const Step& step) {
        std::vector<DrawCode> codes;
        for (const AttributeDraw& draw : step.draws) {
            const std::size_t which = names_.attributes.at(draw.attribute);
            std::vector<DrawCase> cases;
            for (const AttributeDraw::Case& drawn : draw.cases) {
                std::vector<double> weights;
                std::vector<std::uint8_t> values;
                for (const AttributeDraw::Value& value : drawn.values) {
                    weights.push_back(value.probability.value);
                    values.push_back(value_code(map_.attributes[which], value.value));
                }
                const auto row = choice_thresholds(weights);
                DrawCase code;
                code.condition = condition(drawn.when);
                code.thresholds = append(model_.thresholds, row.size(), [&](std::size_t i) { return row[i]; });
                code.values = append(model_.draw_values, values.size(), [&](std::size_t i) { return values[i]; });
                cases.push_back(code);
            }
            DrawCode code{.attribute = static_cast<AttributeIndex>(which),
                          .unless = condition(draw.unless_condition),
                          .cases = {}};
            code.cases = append(model_.draw_cases, cases.size(), [&](std::size_t i) { return cases[i]; });
            codes.push_back(code);
        }
        return append(model_.draw_codes, codes.size(), [&](std::size_t i) { return codes[i]; });
    }

    void compile_step(std::size_t at) {
        StepCode code = step_code(map_.steps[at]);
        if (map_.steps[at].joins) compile_join(at, code);
        model_.steps[at] = code;
    }

    void compile_versions(std::size_t at) {
        const Step& step = map_.steps[at];
        if (step.versions.empty()) return;
        const Range guards = append(model_.guards, step.guards.size(), [&](std::size_t i) {
            return GuardCode{step.guards[i].from.value_or(Instant::min()), condition(step.guards[i].when)};
        });
        const auto first = static_cast<std::uint32_t>(model_.versions.size());
        for (const Step& version : step.versions) {
            StepCode code = step_code(version);
            const StepCode& base = model_.steps[at];
            code.clocks_ended = base.clocks_ended;
            code.clocks_started = base.clocks_started;
            code.joins_emptied = base.joins_emptied;
            code.slots_emptied = base.slots_emptied;
            code.woken = base.woken;
            code.starts_join = base.starts_join;
            code.join = base.join;
            code.plain_start = base.plain_start;
            model_.versions.push_back(code);
        }
        model_.steps[at].guards = guards;
        model_.steps[at].versions = first;
    }

    // Steps met on the ways from one step to another, both included.
    std::vector<StepIndex> stretch(StepIndex first, StepIndex last) const {
        std::vector<StepIndex> steps{first};
        for (std::size_t i = 0; i < steps.size(); ++i) {
            if (steps[i] == last) continue;
            for (const Way& way : map_.steps[index(steps[i])].ways) {
                const StepIndex to = step(way.to);
                if (std::find(steps.begin(), steps.end(), to) == steps.end()) steps.push_back(to);
            }
        }
        return steps;
    }

    StepCode step_code(const Step& step) {
        StepCode code;
        code.name = name_key(step.id);
        code.kind = step.kind;
        if (const auto found = names_.processes.find(step.process); found != names_.processes.end()) {
            code.process = static_cast<std::uint16_t>(found->second);
        }
        code.passed_through = step.edited.passed_through && step.kind != StepKind::clock;
        code.clock_silent = step.edited.passed_through && step.kind == StepKind::clock;
        code.duration = duration_code(step);
        compile_ways(step, code);
        compile_choice(step, code);
        code.cancels = region_list(step.cancels);
        code.sets = set_codes(step.sets);
        code.draws = draw_list(step);
        code.derives = set_codes(step.derives);
        code.clears = set_codes(step.clears);
        code.none_started = this->step(step.join);
        std::vector<StepIndex> branches;
        for (const std::string& id : step.branches) branches.push_back(this->step(id));
        code.branches = step_list(branches);
        if (step.uses && !code.passed_through) compile_use(*step.uses, code);
        if (!step.adds_to.empty()) code.adds_to = static_cast<std::uint32_t>(names_.resources.at(step.adds_to));
        if (step.together_gather_days && !code.passed_through)
            code.gather_minutes = *step.together_gather_days * 24 * 60;
        code.one_decision = step.together_one_decision;
        if (!step.exit_of.empty()) code.exit_of = static_cast<std::uint32_t>(names_.processes.at(step.exit_of));
        if (step.clock) {
            code.only_if = condition(step.clock->only_if);
            code.clock_restarts = step.clock->restarts;
            code.clock_lifelong = step.clock->lifelong;
        }
        code.in_force = force(step.in_force);
        code.ahead = append(model_.aheads, step.ahead.size(), [&](std::size_t i) {
            const Ahead& ahead = step.ahead[i];
            const StepIndex begun = this->step(ahead.step);
            const StepIndex through = ahead.through.empty() ? begun : this->step(ahead.through);
            return AheadCode{begun, through, ahead.every_time, step_list(stretch(begun, through))};
        });
        return code;
    }

    void compile_use(const Use& use, StepCode& code) {
        PERMAP_ASSERT(!use.working);  // with_resources() says first whether the use stands
        code.resource = static_cast<std::uint32_t>(names_.resources.at(use.resource));
        code.needs_it_if = condition(use.when);
        code.keeps_unit = use.for_good;
        model_.shares_resources = true;
        std::vector<PriorityCode> codes;
        for (const Use::Priority& priority : use.priorities)
            codes.push_back({condition(priority.when), priority.value});
        code.priorities = append(model_.priorities, codes.size(), [&](std::size_t i) { return codes[i]; });
    }

    void compile_join(std::size_t at, StepCode& code) {
        const Join& join = *map_.steps[at].joins;
        JoinCode join_code;
        join_code.step = static_cast<StepIndex>(at);
        join_code.waits_for_branches = !join.started_by.empty();
        PERMAP_ASSERT(join.slots.size() <= 64);
        for (std::size_t i = 0; i < join.slots.size(); ++i) {
            const Slot& slot = join.slots[i];
            const StepIndex from = this->step(slot.step);
            std::uint16_t way = 0xffff;
            if (!slot.way.empty()) {
                const auto& ways = map_.steps[index(from)].ways;
                const auto found =
                    std::find_if(ways.begin(), ways.end(), [&](const Way& w) { return w.id == slot.way; });
                way = static_cast<std::uint16_t>(found - ways.begin());
            }
            join_code.slots.push_back({from, way, static_cast<std::uint8_t>(i)});
            if (slot.standing) join_code.standing |= std::uint64_t{1} << i;
        }
        std::stable_sort(join_code.slots.begin(), join_code.slots.end(),
                         [](const SlotCode& a, const SlotCode& b) { return (a.way != 0xffff) > (b.way != 0xffff); });
        for (const std::vector<int>& set : join.sets) {
            std::uint64_t mask = 0;
            for (const int slot : set) mask |= std::uint64_t{1} << slot;
            join_code.sets.push_back(mask);
        }
        for (const std::string& id : join.waits_while) join_code.waits_while.push_back(this->step(id));
        code.join = static_cast<std::uint32_t>(model_.joins.size());
        model_.joins.push_back(std::move(join_code));
    }

    // What a step's start or end does elsewhere, gathered from the other side: clocks, joins, waits.
    void compile_links() {
        const std::size_t count = map_.steps.size();
        std::vector<std::vector<StepIndex>> ended(count), started(count), woken(count);
        std::vector<std::vector<std::uint16_t>> emptied(count);
        std::vector<std::vector<std::pair<std::uint16_t, std::uint64_t>>> withdrawn(count);
        for (std::size_t i = 0; i < count; ++i) {
            const Step& step = map_.steps[i];
            const auto here = static_cast<StepIndex>(i);
            // Named twice in a list is meant once.
            const auto link = [here](std::vector<StepIndex>& list) {
                if (list.empty() || list.back() != here) list.push_back(here);
            };
            if (step.clock) {
                for (const std::string& id : step.clock->ends_at) link(ended[names_.steps.at(id)]);
                for (const std::string& id : step.clock->starts_at) link(started[names_.steps.at(id)]);
            }
            const auto link_wake = [&](const Step& version) {
                if (const auto* until = std::get_if<UntilStep>(&version.duration.ends))
                    link(woken[names_.steps.at(until->step)]);
            };
            link_wake(step);
            for (const Step& version : step.versions) link_wake(version);
            if (!step.joins) continue;
            const auto join = static_cast<std::uint16_t>(model_.steps[i].join);
            for (const std::string& id : step.joins->opened_by) emptied[names_.steps.at(id)].push_back(join);
            for (std::size_t slot = 0; slot < step.joins->slots.size(); ++slot) {
                for (const std::string& id : step.joins->slots[slot].withdrawn_by) {
                    withdrawn[names_.steps.at(id)].push_back({join, ~(std::uint64_t{1} << slot)});
                }
            }
            if (!step.joins->started_by.empty())
                model_.steps[names_.steps.at(step.joins->started_by)].starts_join = join;
        }
        for (std::size_t i = 0; i < count; ++i) {
            StepCode& code = model_.steps[i];
            code.clocks_ended = step_list(ended[i]);
            code.clocks_started = step_list(started[i]);
            code.woken = step_list(woken[i]);
            code.joins_emptied =
                append(model_.join_lists, emptied[i].size(), [&](std::size_t j) { return emptied[i][j]; });
            code.slots_emptied =
                append(model_.slot_lists, withdrawn[i].size(), [&](std::size_t j) { return withdrawn[i][j]; });
            code.plain_start = code.cancels.empty() && code.clocks_ended.empty() && code.joins_emptied.empty() &&
                               code.slots_emptied.empty() && code.sets.empty() && code.draws.empty() &&
                               code.derives.empty() && code.clocks_started.empty();
        }
        for (RegionCode& region : model_.regions) {
            std::vector<std::uint16_t> joins;
            for (std::size_t j = 0; j < model_.joins.size(); ++j) {
                if (region.contains(model_.joins[j].step)) joins.push_back(static_cast<std::uint16_t>(j));
            }
            region.joins = append(model_.join_lists, joins.size(), [&](std::size_t j) { return joins[j]; });
        }
    }

    void compile_entry(const Arrivals& arrivals) {
        EntryCode code;
        code.step = step(arrivals.entry);
        code.key = name_key(arrivals.entry);
        code.before_key = name_key(arrivals.entry + "/before");
        const double children = arrivals.children_a_year.value, a_family = mean_family_size(arrivals);
        code.families_a_year = children / a_family;
        code.candidates_a_year = arrivals.ceiling_a_year.value_or(2 * children) / a_family;
        code.age_table = table(arrivals.age_years, days_a_year * minutes_a_day, -infinity, infinity);
        code.sets = set_codes(arrivals.sets);
        code.supply = arrivals.supply;
        if (!arrivals.family_size_as.empty())
            code.family_size_as = static_cast<std::int32_t>(names_.attributes.at(arrivals.family_size_as));
        if (!arrivals.family_sizes.empty()) {
            const auto row = choice_thresholds(arrivals.family_sizes);
            code.family_thresholds = append(model_.thresholds, row.size(), [&](std::size_t i) { return row[i]; });
        }
        code.later = append(model_.later_entries, arrivals.later.size(), [&](std::size_t i) {
            const Arrivals::Later& then = arrivals.later[i];
            return LaterEntry{then.from, then.children_a_year / a_family, set_codes(then.sets)};
        });
        model_.entries.push_back(code);
    }

    // Who can still reach a step that siblings make together.
    void compile_reach() {
        for (std::size_t i = 0; i < model_.steps.size(); ++i) {
            if (model_.steps[i].gather_minutes >= 0) model_.made_together.push_back(static_cast<StepIndex>(i));
        }
        if (model_.made_together.empty()) return;
        const std::size_t count = model_.steps.size(), words = (count + 63) / 64;
        std::vector<std::vector<std::size_t>> next(count);
        for (std::size_t i = 0; i < count; ++i) {
            const StepCode& code = model_.steps[i];
            for (std::uint32_t w = code.ways.first; w < code.ways.end(); ++w) {
                next[i].push_back(index(model_.ways[w].to));
                if (model_.ways[w].returns_to != no_step) next[i].push_back(index(model_.ways[w].returns_to));
            }
            for (const StepIndex clock : model_.steps_in(code.clocks_started)) next[i].push_back(index(clock));
            for (std::uint32_t version = 0; version < 1U << code.guards.count; ++version) {
                const Range ahead = version == 0 ? code.ahead : model_.versions[code.versions + version - 1].ahead;
                for (std::uint32_t a = ahead.first; a < ahead.end(); ++a)
                    next[i].push_back(index(model_.aheads[a].step));
            }
            if (code.none_started != no_step) next[i].push_back(index(code.none_started));
            if (code.starts_join != absent) next[i].push_back(index(model_.joins[code.starts_join].step));
        }
        model_.reaches.assign(count, std::vector<std::uint64_t>(words));
        for (std::size_t from = 0; from < count; ++from) {
            std::vector<std::size_t> open{next[from]};
            auto& seen = model_.reaches[from];
            while (!open.empty()) {
                const std::size_t at = open.back();
                open.pop_back();
                if ((seen[at / 64] >> (at % 64) & 1) != 0) continue;
                seen[at / 64] |= std::uint64_t{1} << (at % 64);
                open.insert(open.end(), next[at].begin(), next[at].end());
            }
        }
    }

    void note_remembered() {
        const auto remember = [this](StepIndex step) {
            if (step != no_step) model_.steps[index(step)].is_remembered = true;
        };
        for (const TimescaleCode& limit : model_.timescales) {
            remember(limit.from);
            if (limit.from != no_step) model_.steps[index(limit.from)].is_timed = true;
        }
        for (const StepCode& code : model_.steps) remember(code.duration.awaited);
        for (const StepCode& code : model_.versions) remember(code.duration.awaited);
    }

    void note_plain() {
        for (auto* const codes : {&model_.steps, &model_.versions}) {
            for (StepCode& code : *codes) {
                code.plain_start = code.plain_start && code.ahead.empty();
                code.plain_arrival = code.join == absent && code.kind != StepKind::clock && code.branches.empty();
            }
        }
        // A version may stand in for a step with guards, so none of the two is plain.
        for (StepCode& code : model_.steps) {
            const bool is_alone = code.guards.empty() && code.gather_minutes < 0;
            const bool is_plain = is_alone && code.plain_arrival && code.plain_start && takes_minutes_or_none(code);
            code.only_takes_time = is_plain && code.resource == absent;
            code.only_asks = is_plain && code.resource != absent && code.needs_it_if == absent &&
                             code.priorities.empty() && model_.resources[code.resource].kind == ResourceKind::pool;
            code.only_goes_on = is_alone && code.join == absent && code.kind != StepKind::clock &&
                                code.kind != StepKind::outcome && code.adds_to == absent && code.exit_of == absent &&
                                code.woken.empty() && !code.is_remembered &&
                                (code.choice == Choice::only || code.choice == Choice::one_of);
        }
    }

    static bool takes_minutes_or_none(const StepCode& code) {
        const DurationCode& duration = code.duration;
        return (duration.ends == EndsBy::minutes || duration.ends == EndsBy::no_time) && !code.passed_through &&
               code.in_force.from == Instant::min() && code.in_force.until == Instant::max() &&
               duration.last_birthday_months == DurationCode{}.last_birthday_months;
    }

    // Two names with one draw key would share their luck.
    void check_names() {
        std::map<std::uint32_t, const Step*> seen;
        for (const Step& step : map_.steps) {
            const auto [other, fresh] = seen.emplace(name_key(step.id), &step);
            if (fresh) continue;
            problems_.push_back({step.where + "/id",
                                 "the names " + step.id + " and " + other->second->id + " share a draw key",
                                 "rename one of them"});
        }
    }

    const Map& map_;
    NameIndex names_;
    KnownTables& known_;
    std::map<const QuantileTable*, std::uint32_t> places_;  // in model_.tables
    Model model_;
    Problems problems_;
};

}  // namespace

Result<Model> compile(const Map& map) {
    KnownTables known;
    return compile(map, known);
}

Result<Model> compile(const Map& map, KnownTables& known) {
    return Compiler(map, known).compile();
}

}  // namespace permap
