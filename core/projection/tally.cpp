#include "projection/tally.hpp"

#include <algorithm>
#include <iterator>

#include "vocabulary/result.hpp"

namespace permap {

void StepTally::merge(const StepTally& other) {
    visits += other.visits;
    started += other.started;
    completed += other.completed;
    unsplit += other.unsplit;
    merged += other.merged;
    passed_through += other.passed_through;
    cancelled += other.cancelled;
    waiting_minutes += other.waiting_minutes;
    working_minutes += other.working_minutes;
    cancelled_minutes += other.cancelled_minutes;
    in_vain_visits += other.in_vain_visits;
    in_vain_minutes += other.in_vain_minutes;
    path_no_free_unit_minutes += other.path_no_free_unit_minutes;
    path_next_sitting_minutes += other.path_next_sitting_minutes;
    path_out_of_hours_minutes += other.path_out_of_hours_minutes;
    path_gathering_minutes += other.path_gathering_minutes;
    path_why_not_known_minutes += other.path_why_not_known_minutes;
    path_unsplit_minutes += other.path_unsplit_minutes;
    path_working_minutes += other.path_working_minutes;
    path_clock_minutes += other.path_clock_minutes;
    path_over_limit_minutes += other.path_over_limit_minutes;
    path_rework_minutes += other.path_rework_minutes;
    open_minutes += other.open_minutes;
}

void Tally::add_stuck(StepIndex step, std::int64_t count, const std::vector<StepIndex>& joins) {
    auto at = std::lower_bound(stuck.begin(), stuck.end(), step,
                               [](const StuckTally& entry, StepIndex id) { return entry.step < id; });
    if (at == stuck.end() || at->step != step) at = stuck.insert(at, {step, 0, {}});
    at->children += count;
    std::vector<StepIndex> all;
    std::set_union(at->joins.begin(), at->joins.end(), joins.begin(), joins.end(), std::back_inserter(all));
    at->joins = std::move(all);
}

void Tally::merge(const Tally& other) {
    PERMAP_ASSERT(steps.size() == other.steps.size() && stage_visits.size() == other.stage_visits.size());
    children += other.children;
    households += other.households;
    events += other.events;
    elapsed_minutes += other.elapsed_minutes;
    open_elapsed_minutes += other.open_elapsed_minutes;
    for (std::size_t i = 0; i < steps.size(); ++i) steps[i].merge(other.steps[i]);
    for (std::size_t i = 0; i < stage_visits.size(); ++i) stage_visits[i] += other.stage_visits[i];
    for (std::size_t lane = 0; lane < lane_visits.size(); ++lane) {
        const std::vector<std::int64_t>& from = other.lane_visits[lane];
        std::vector<std::int64_t>& months = lane_visits[lane];
        if (months.size() < from.size()) months.resize(from.size());
        for (std::size_t month = 0; month < from.size(); ++month) months[month] += from[month];
    }
    for (const StuckTally& entry : other.stuck) add_stuck(entry.step, entry.children, entry.joins);
}

void Replication::merge(const Replication& other) {
    tally.merge(other.tally);
    const auto before = static_cast<std::uint32_t>(children.size());
    children.insert(children.end(), other.children.begin(), other.children.end());
    for (AimSpell spell : other.aim_spells) {
        spell.child += before;
        aim_spells.push_back(spell);
    }
}

}  // namespace permap
