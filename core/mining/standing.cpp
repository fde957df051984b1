#include "mining/standing.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>

#include "projection/fold.hpp"

namespace permap {

namespace {

// A single way that nothing can shut is taken without a `decided` event.
bool tells_its_way(const MeasurePlan& plan, std::size_t step) {
    const Step& of_map = plan.map.steps[step];
    return plan.steps[step].must_decide || (of_map.kind == StepKind::split && !of_map.ways.empty());
}

std::vector<Mark> marks_of(const MeasurePlan& plan, std::size_t step, const EventPattern& pattern) {
    Mark mark;
    if (pattern.ways.empty() || pattern.on_ready) {
        mark.on = pattern.on_ready ? Mark::On::ready : Mark::On::completed;
        return {mark};
    }
    std::vector<Mark> marks;
    const std::vector<Way>& ways = plan.map.steps[step].ways;
    for (std::size_t way = 0; way < ways.size(); ++way) {
        if (std::find(pattern.ways.begin(), pattern.ways.end(), ways[way].id) == pattern.ways.end()) continue;
        if (tells_its_way(plan, step)) {
            mark.on = Mark::On::decided;
            mark.way = static_cast<std::int16_t>(way);
        }
        marks.push_back(mark);
    }
    return marks;
}

constexpr std::string_view no_placements[] = {"", "none", "unknown", "parents"};

}  // namespace

StandingFold::StandingFold(const MeasurePlan& plan, const StandingRules& rules)
    : plan_(&plan), rules_(rules), milestones_(plan.steps.size()), state_(plan) {
    add_milestones();
}

void StandingFold::add_milestones() {
    const Map& map = plan_->map;
    for (std::size_t i = 0; i < map.milestones.size(); ++i) {
        if (map.milestones[i].id == "move") continue;
        for (const EventPattern& pattern : map.milestones[i].any_of) {
            for (std::size_t step = 0; step < map.steps.size(); ++step) {
                if (map.steps[step].id != pattern.step) continue;
                for (const Mark& mark : marks_of(*plan_, step, pattern))
                    milestones_[step].push_back({mark, static_cast<std::uint16_t>(i)});
            }
        }
    }
}

bool StandingFold::is_placement(AttributeIndex attribute, std::uint8_t value) const {
    const std::vector<std::string>& values = plan_->map.attributes[index(attribute)].values;
    return value < values.size() &&
           std::find(std::begin(no_placements), std::end(no_placements), values[value]) == std::end(no_placements);
}

void StandingFold::apply(const Event& event) {
    if (event.step != no_step) {
        for (const Mark& mark : plan_->marks_of(event.step)) {
            if (!is_on(mark, event)) continue;
            permanence_.apply(mark, event.at);
            if (mark.means == Mark::Means::move && !rules_.moves_are_changes_of) ++moves_;
        }
        for (const MilestoneMark& passed : milestones_[index(event.step)]) {
            if (is_on(passed.mark, event)) milestone_ = passed.milestone;
        }
    }
    if (event.kind == EventKind::attribute_set && rules_.moves_are_changes_of == attribute_of(event.detail)) {
        const AttributeIndex placement = attribute_of(event.detail);
        const std::uint8_t before = state_.attribute(placement), now = value_of(event.detail);
        if (before != now && is_placement(placement, before) && is_placement(placement, now)) ++moves_;
    }
    state_.apply(event);
}

Standing StandingFold::standing(const Child& child, Instant at) const {
    Standing here;
    here.state = &state_;
    here.at = at;
    here.milestone = milestone_;
    here.moves = moves_;
    // The first of: can lead to an outcome, is a step, is a clock, is over; then who has been there longest.
    using Rank = std::tuple<int, Ordinal>;
    std::optional<Rank> best;
    for (const StepIndex step : state_.touched()) {
        const StepState& state = state_.step(step);
        const StepPlan& plan = plan_->steps[index(step)];
        std::optional<Rank> rank;
        if (state.is_active()) {
            if (!plan.is_lifelong) rank = Rank{plan.is_clock ? 2 : plan.leads_to_outcome ? 0 : 1, state.ready};
        } else if (state.last_completed != no_cause && !plan.is_clock) {
            rank = Rank{3, no_cause - state.last_completed};
        }
        if (!rank || (best && *best <= *rank)) continue;
        best = rank;
        here.step = step;
        here.is_after_step = std::get<0>(*rank) == 3;
    }
    if (!rules_.births_may_be_unknown || child.birth_date != date_of(child.entered))
        here.age_years = completed_years(child.birth_date, at - Minutes{1});
    here.since = plan_->map.permanence ? permanence_.open_since() : std::optional(child.entered);
    return here;
}

void StandingFold::follow(const Child& child, std::span<const Event> events, std::span<const Instant> looks,
                          const std::function<void(std::size_t look, const Standing&)>& tell) {
    state_.begin(child);
    permanence_.begin();
    milestone_.reset();
    moves_ = 0;
    std::size_t next = 0;
    for (std::size_t look = 0; look < looks.size() && looks[look] <= child.followed_until; ++look) {
        while (next < events.size() && events[next].at < looks[look]) apply(events[next++]);
        if (state_.is_over()) return;
        if (child.entered < looks[look]) tell(look, standing(child, looks[look]));
    }
}

}  // namespace permap
