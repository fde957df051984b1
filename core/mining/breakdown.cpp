#include "mining/breakdown.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "projection/child_record.hpp"
#include "vocabulary/result.hpp"

namespace permap {

namespace {

struct TimeBand {
    std::int32_t from_months;
    const char* id;
    const char* name;
};
constexpr std::array<TimeBand, 5> time_bands = {{{0, "under_6_months", "under 6 months"},
                                                 {6, "6_to_11_months", "6 to 11 months"},
                                                 {12, "1_year", "1 year, not yet 2"},
                                                 {24, "2_to_3_years", "2 years, not yet 4"},
                                                 {48, "4_years_and_over", "4 years and over"}}};
constexpr std::size_t most_moves_told_apart = 3;

std::string value_name(const Map& map, const std::string& attribute, const std::string& value) {
    for (const Grouping& grouping : map.groups) {
        if (grouping.attribute != attribute) continue;
        for (const Grouping::ValueName& named : grouping.names) {
            if (named.value == value) return named.name;
        }
    }
    if (value.empty()) return "not said";
    std::string words = value;
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

std::string attribute_name(std::string id) {
    if (id == "placement") return "Where they live";
    if (id == "legal_basis") return "Legal basis";
    std::replace(id.begin(), id.end(), '_', ' ');
    if (!id.empty() && id[0] >= 'a' && id[0] <= 'z') id[0] = static_cast<char>(id[0] - 'a' + 'A');
    return id;
}

std::size_t phase_of(const Map& map, const Step& step) {
    for (const Process& process : map.processes) {
        if (process.id != step.process) continue;
        for (std::size_t i = 0; i < map.phases.size(); ++i) {
            if (map.phases[i].id == process.phase) return i;
        }
    }
    return map.phases.size();
}

}  // namespace

Breakdown by_attribute(const MeasurePlan& plan, AttributeIndex attribute) {
    const Attribute& of_map = plan.map.attributes[index(attribute)];
    PERMAP_ASSERT(!of_map.derived);
    Breakdown by;
    by.by = Breakdown::By::attribute;
    by.attribute = attribute;
    by.id = of_map.id;
    by.name = attribute_name(of_map.id);
    for (const std::string& value : of_map.values) by.values.push_back({value, value_name(plan.map, of_map.id, value)});
    for (int value = 0; of_map.counter_max && value <= *of_map.counter_max; ++value)
        by.values.push_back({std::to_string(value), std::to_string(value)});
    return by;
}

Breakdown by_age() {
    Breakdown by{Breakdown::By::age, {}, "age", "Age", {}, {}};
    for (const NamedAgeBand& band : age_bands) by.values.push_back({band.id, band.name});
    by.values.push_back({"not_known", "not known"});
    return by;
}

Breakdown by_milestone(const MeasurePlan& plan) {
    Breakdown by{Breakdown::By::milestone, {}, "milestone", "Last milestone passed", {}, {}};
    for (const Milestone& milestone : plan.map.milestones) by.values.push_back({milestone.id, milestone.name});
    by.values.push_back({"none", "none yet"});
    return by;
}

Breakdown by_step(const MeasurePlan& plan) {
    Breakdown by{Breakdown::By::step, {}, "step", "Where in the process", {}, {}};
    for (const Step& step : plan.map.steps) {
        const std::string& name = step.name.empty() ? step.id : step.name;
        by.values.push_back({step.id, name});
        by.values.push_back({"after " + step.id, "after: " + name});
    }
    by.values.push_back({"none", "nothing recorded yet"});
    return by;
}

Breakdown by_phase(const MeasurePlan& plan) {
    Breakdown by{Breakdown::By::phase, {}, "phase", "Phase", {}, {}};
    for (const Step& step : plan.map.steps) by.value_of_step.push_back(phase_of(plan.map, step));
    for (const Phase& phase : plan.map.phases) by.values.push_back({phase.id, phase.name});
    by.values.push_back({"none", "in no phase of the map"});
    return by;
}

Breakdown by_lane(const MeasurePlan& plan) {
    Breakdown by{Breakdown::By::lane, {}, "lane", "Whose step it is", {}, {}};
    for (const StepPlan& step : plan.steps) by.value_of_step.push_back(step.lane);
    for (const Lane& lane : plan.map.lanes) by.values.push_back({lane.id, lane.name});
    by.values.push_back({"none", "in no lane of the map"});
    return by;
}

Breakdown by_moves() {
    Breakdown by{Breakdown::By::moves, {}, "moves", "Moves so far", {}, {}};
    by.values = {{"0", "no move"}, {"1", "1 move"}, {"2", "2 moves"}, {"3_and_more", "3 moves or more"}};
    return by;
}

Breakdown by_time_away(const MeasurePlan& plan) {
    Breakdown by{Breakdown::By::time_away, {}, "time_away", "Time since they came to live away from home", {}, {}};
    if (!plan.map.permanence) {
        by.id = "time_since_entry";
        by.name = "Time since the journey began";
    }
    for (const TimeBand& band : time_bands) by.values.push_back({band.id, band.name});
    by.values.push_back({"not_away", "not away from home, or permanent already"});
    return by;
}

std::size_t value_of(const Breakdown& by, const Standing& child) {
    const std::size_t last = by.values.size() - 1;
    switch (by.by) {
        case Breakdown::By::attribute:
            return std::min<std::size_t>(child.state->attribute(by.attribute), last);
        case Breakdown::By::age:
            return child.age_years ? static_cast<std::size_t>(age_band_of(*child.age_years)) : last;
        case Breakdown::By::milestone:
            return child.milestone ? *child.milestone : last;
        case Breakdown::By::step:
            return child.step == no_step ? last : 2 * index(child.step) + (child.is_after_step ? 1 : 0);
        case Breakdown::By::phase:
        case Breakdown::By::lane:
            return child.step == no_step ? last : by.value_of_step[index(child.step)];
        case Breakdown::By::moves:
            return std::min(static_cast<std::size_t>(child.moves), most_moves_told_apart);
        case Breakdown::By::time_away: {
            if (!child.since) return last;
            std::size_t band = 0;
            while (band + 1 < time_bands.size() &&
                   add_months(*child.since, time_bands[band + 1].from_months) < child.at)
                ++band;
            return band;
        }
    }
    return last;
}

CountsOf::CountsOf(const std::vector<Breakdown>& breakdowns) : breakdowns_(&breakdowns) {
    for (const Breakdown& by : breakdowns) counts_.emplace_back(by.values.size(), 0);
}

void CountsOf::add(const Standing& child) {
    ++children_;
    for (std::size_t i = 0; i < counts_.size(); ++i) ++counts_[i][value_of((*breakdowns_)[i], child)];
}

std::vector<CountList> CountsOf::lists() const {
    std::vector<CountList> lists;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        const Breakdown& by = (*breakdowns_)[i];
        CountList list{by.id, by.name, {}};
        for (std::size_t value = 0; value < by.values.size(); ++value) {
            if (counts_[i][value] > 0)
                list.values.push_back({by.values[value].id, by.values[value].name, counts_[i][value]});
        }
        lists.push_back(std::move(list));
    }
    return lists;
}

}  // namespace permap
