#include "evidence/counting_plan.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "evidence/target_names.hpp"
#include "map/condition_eval.hpp"
#include "vocabulary/suggestion.hpp"

namespace permap {

namespace {

class PlanBuilder {
public:
    explicit PlanBuilder(const MeasurePlan& measured) : map_(measured.map) {
        plan_.of_step.resize(map_.steps.size());
        plan_.visits_matter.resize(map_.steps.size());
    }

    Formula formula(const TargetMeasure& measure) {
        Formula formula;
        if (measure.kind == TargetMeasure::Kind::limit) {
            formula.constant = limit(measure);
        } else if (measure.kind == TargetMeasure::Kind::ratio) {
            for (const TargetMeasure& part : measure.parts) formula.parts.push_back(this->formula(part));
            formula.times = measure.times;
        } else {
            formula.counter = counter(measure);
        }
        return formula;
    }

    CountingPlan take() {
        // What closes a count comes before what opens the next in the same minute.
        const auto by_role = [](const auto& a, const auto& b) { return a.part.role < b.part.role; };
        for (auto& list : plan_.of_step) std::stable_sort(list.begin(), list.end(), by_role);
        const auto parts_by_role = [](const CountPart& a, const CountPart& b) { return a.role < b.role; };
        for (WatchedState& state : plan_.states) {
            std::stable_sort(state.begins.begin(), state.begins.end(), parts_by_role);
            std::stable_sort(state.ends.begin(), state.ends.end(), parts_by_role);
        }
        return std::move(plan_);
    }

private:
    double limit(const TargetMeasure& measure) const {
        double value = 0;
        TimeUnit unit = measure.unit;
        if (const Step* const step = find_step(map_, measure.step)) {
            const Timescale* const limit = timescale_at_start(*step, map_);
            value = limit->value;
            unit = limit->unit;
        }
        for (const Aim& aim : map_.aims) {
            if (aim.id != measure.aim) continue;
            value = aim.limit;
            unit = aim.limit_unit;
        }
        return unit == measure.unit ? value : value * minutes_in(unit) / minutes_in(measure.unit);
    }

    std::int32_t counter(const TargetMeasure& measure) {
        for (std::size_t i = 0; i < counted_.size(); ++i) {
            if (counted_[i] == measure) return static_cast<std::int32_t>(i);  // counted once for many targets
        }
        counted_.push_back(measure);
        const auto place = static_cast<std::uint16_t>(plan_.counters.size());
        CounterPlan counter;
        counter.kind = measure.kind;
        counter.once_a = measure.once_a;
        counter.statistic = measure.statistic;
        counter.first = measure.first;
        counter.of_reached = measure.of_reached;
        counter.households = measure.households;
        counter.has_among = !measure.among.empty();
        if (measure.within) counter.within = minutes_of(*measure.within);
        if (measure.beyond) counter.beyond = minutes_of(*measure.beyond);
        if (measure.after) counter.after = minutes_of(*measure.after);
        counter.at_least = measure.at_least.value_or(0);
        counter.at_most = measure.at_most.value_or(std::numeric_limits<int>::max());
        counter.where = asked(measure.where);
        counter.is = asked(measure.is);
        counter.among_where = asked(measure.among_where);
        counter.p = measure.p;
        counter.minutes_in_unit = minutes_in(measure.unit);
        plan_.counters.push_back(std::move(counter));

        if (measure.kind == TargetMeasure::Kind::stock) watched(measure.where).stocks.push_back(place);
        if (measure.kind == TargetMeasure::Kind::children_a_year) watched(measure.where).years.push_back(place);
        listen(measure.to, {place, CountRole::closes});
        listen(measure.unless, {place, CountRole::ends_wait});
        listen(measure.events, {place, CountRole::counted});
        listen(measure.from, {place, CountRole::opens});
        listen(measure.among, {place, CountRole::among});
        return place;
    }

    StateCondition asked(const Condition& condition) { return state_condition(condition, map_); }

    WatchedState& watched(const Condition& condition) {
        const std::string text = to_string(condition);
        const auto found = state_of_.find(text);
        if (found != state_of_.end()) return plan_.states[found->second];
        state_of_[text] = plan_.states.size();
        plan_.states.push_back({});
        WatchedState& state = plan_.states.back();
        state.holds = asked(condition);
        note_subjects(condition, state);
        return state;
    }

    void note_subjects(const Condition& condition, WatchedState& state) {
        for (const std::string& subject : subjects_of(condition)) {
            if (subject == "age") state.by_age = true;
            if (const std::string_view visited = visited_step(subject); !visited.empty()) {
                plan_.visits_matter[static_cast<std::size_t>(find_step(map_, visited) - map_.steps.data())] = 1;
            }
            for (const Attribute& attribute : map_.attributes) {
                if (attribute.id == subject && attribute.derived) note_subjects(*attribute.derived, state);
            }
        }
    }

    void listen(const Happenings& happenings, CountPart part) {
        for (const Happening& one : happenings) {
            switch (one.kind) {
                case Happening::Kind::entry:
                    plan_.entry.push_back(part);
                    break;
                case Happening::Kind::birth:
                    plan_.birth.push_back(part);
                    break;
                case Happening::Kind::birthday:
                    plan_.birthdays.push_back({one.age_years, part});
                    break;
                case Happening::Kind::begins:
                    watched(one.state).begins.push_back(part);
                    break;
                case Happening::Kind::ends:
                    watched(one.state).ends.push_back(part);
                    break;
                case Happening::Kind::step:
                    listen_at_step(one.pattern, part);
                    break;
            }
        }
    }

    void listen_at_step(const EventPattern& pattern, CountPart part) {
        const Step* const step = find_step(map_, pattern.step);
        auto& list = plan_.of_step[static_cast<std::size_t>(step - map_.steps.data())];
        if (pattern.ways.empty()) {
            list.push_back({pattern.on_ready ? Mark::On::ready : Mark::On::completed, -1, part});
            return;
        }
        for (const std::string& id : pattern.ways) {
            for (std::size_t way = 0; way < step->ways.size(); ++way) {
                if (step->ways[way].id == id) list.push_back({Mark::On::decided, static_cast<std::int32_t>(way), part});
            }
        }
    }

    const Map& map_;
    CountingPlan plan_;
    std::vector<TargetMeasure> counted_;
    std::map<std::string, std::size_t> state_of_;
};

}  // namespace

Result<CountingPlan> counting_plan(const Targets& targets, const MeasurePlan& plan) {
    Problems problems;
    std::vector<std::string> sources;
    for (const Source& source : plan.map.sources) sources.push_back(source.id);
    for (const Source& source : targets.sources) sources.push_back(source.id);
    for (const EvidenceTarget& target : targets.targets) {
        if (target.measure) check_names(*target.measure, plan.map, target.where + "/measure", problems);
        for (const std::string& source : target.sources) {
            if (std::find(sources.begin(), sources.end(), source) != sources.end()) continue;
            problems.push_back({target.where + "/source",
                                "neither the map nor this file lists a source " + quoted(source),
                                meant(source, sources)});
        }
    }
    if (!problems.empty()) return problems;
    PlanBuilder builder(plan);
    std::vector<std::optional<Formula>> formulas;
    for (const EvidenceTarget& target : targets.targets) {
        formulas.push_back(target.measure ? std::optional(builder.formula(*target.measure)) : std::nullopt);
    }
    CountingPlan counting = builder.take();
    counting.formulas = std::move(formulas);
    return counting;
}

}  // namespace permap
