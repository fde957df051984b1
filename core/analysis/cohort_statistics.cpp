#include "analysis/cohort_statistics.hpp"

#include <algorithm>

namespace permap {
namespace {

constexpr std::int32_t days_a_year_x4 = 1461;  // years of 365.25 days, as everywhere in figures

Minutes years_in_minutes(int years) {
    return Minutes{years * days_a_year_x4 * (one_day.count() / 4)};
}

std::size_t routes_of(const MeasurePlan& plan) {
    return plan.map.permanence ? plan.map.permanence->routes.size() : 0;
}

std::optional<double> days_or_none(std::optional<Minutes> time) {
    if (!time) return std::nullopt;
    return days(*time);
}

std::optional<double> ratio(double part, double whole) {
    if (whole <= 0) return std::nullopt;
    return part / whole;
}

// Everybody is 1, whatever rounding made of the sum.
std::optional<double> as_share(std::optional<double> share) {
    if (share && *share > 1 - 1e-12) return 1.0;
    return share;
}

}  // namespace

std::vector<Statistic> statistics_of(const MeasurePlan& plan) {
    std::vector<Statistic> all;
    const auto add = [&](StatisticKind kind, std::size_t count) {
        for (std::size_t which = 0; which < count; ++which) all.push_back({kind, which});
    };
    add(StatisticKind::outcome_share, plan.outcomes.size() + 2);
    add(StatisticKind::within_share, std::size(days_within));
    add(StatisticKind::median_days, 1);
    add(StatisticKind::mean_days_completed, 1);
    add(StatisticKind::route_share, routes_of(plan) * route_years_max);
    add(StatisticKind::other_end_share, route_years_max);
    add(StatisticKind::aim_share_met, plan.aims.size());
    add(StatisticKind::aim_median_days, plan.aims.size());
    add(StatisticKind::moves, 1);
    add(StatisticKind::days_not_permanent, 1);
    add(StatisticKind::route_within_share, routes_of(plan) * std::size(days_within));
    const std::size_t groups = first_groups(plan).back();
    add(StatisticKind::group_days_not_permanent, groups);
    add(StatisticKind::group_within_share, groups * std::size(days_within));
    return all;
}

bool is_share(StatisticKind kind) {
    switch (kind) {
        case StatisticKind::outcome_share:
        case StatisticKind::within_share:
        case StatisticKind::route_share:
        case StatisticKind::other_end_share:
        case StatisticKind::aim_share_met:
        case StatisticKind::route_within_share:
        case StatisticKind::group_within_share:
            return true;
        case StatisticKind::median_days:
        case StatisticKind::mean_days_completed:
        case StatisticKind::aim_median_days:
        case StatisticKind::moves:
        case StatisticKind::days_not_permanent:
        case StatisticKind::group_days_not_permanent:
            return false;
    }
    return false;
}

bool is_about_time(StatisticKind kind) {
    return kind != StatisticKind::outcome_share && kind != StatisticKind::moves;
}

Cohort::Cohort(const MeasurePlan& plan, const Replication& replication)
    : plan_(&plan),
      replication_(&replication),
      first_groups_(first_groups(plan)),
      group_spells_(first_groups_.back()),
      aims_(plan.aims.size()) {
    const auto other_end = static_cast<std::int32_t>(routes_of(plan));
    for (std::size_t i = 0; i < replication.children.size(); ++i) {
        const ChildRecord& child = replication.children[i];
        if (child.spell_end == SpellEnd::no_spell) continue;
        std::int32_t end = other_end;
        if (child.spell_end == SpellEnd::route) end = child.route;
        if (child.spell_end == SpellEnd::open) end = followed_only;
        spells_.push_back({child.spell, end, static_cast<std::uint32_t>(i)});
    }
    sort_observed(spells_);
    // In the order of the spells, so that no group needs sorting.
    for (const Observed& spell : spells_) {
        const ChildRecord& child = replication.children[spell.child];
        const std::int32_t end = spell.end == followed_only ? followed_only : spell.end == other_end ? 1 : 0;
        for (std::size_t by = 0; by + 1 < first_groups_.size(); ++by) {
            group_spells_[first_groups_[by] + group_of(child, by)].push_back({spell.time, end, spell.child});
        }
    }
    for (const AimSpell& spell : replication.aim_spells) {
        if (spell.state != AimState::met && spell.state != AimState::missed) continue;
        std::int32_t end = 1;
        if (spell.end == AimEnd::reached) end = 0;
        if (spell.end == AimEnd::follow_up) end = followed_only;
        aims_[spell.aim].push_back({spell.length, end, spell.child});
    }
    for (std::vector<Observed>& aim : aims_) sort_observed(aim);
}

void Cohort::add_group_values(std::span<const double> weights, Values& all) const {
    const std::size_t groups = first_groups_.back();
    std::vector<double> everyone(groups, 0.0), not_permanent(groups, 0.0);
    for (std::size_t i = 0; i < replication_->children.size(); ++i) {
        const double each = weights.empty() ? 1.0 : weights[i];
        const ChildRecord& child = replication_->children[i];
        for (std::size_t by = 0; by + 1 < first_groups_.size(); ++by) {
            const std::size_t group = first_groups_[by] + group_of(child, by);
            everyone[group] += each;
            not_permanent[group] += each * days(child.not_permanent);
        }
    }
    for (std::size_t group = 0; group < groups; ++group) all.push_back(ratio(not_permanent[group], everyone[group]));
    for (const std::vector<Observed>& spells : group_spells_) {
        const CumulativeIncidence ends(spells, 2, weights);
        for (const int within : days_within) all.push_back(as_share(ends.share(0, Minutes{within * one_day.count()})));
    }
}

Values Cohort::values(std::span<const double> weights) const {
    const auto weight = [&](std::size_t child) { return weights.empty() ? 1.0 : weights[child]; };
    const std::size_t routes = routes_of(*plan_);
    const auto& children = replication_->children;

    double everyone = 0, moves = 0, not_permanent = 0, completed = 0, completed_days = 0;
    std::vector<double> outcomes(plan_->outcomes.size() + 2, 0.0);
    for (std::size_t i = 0; i < children.size(); ++i) {
        const double each = weight(i);
        everyone += each;
        outcomes[children[i].outcome] += each;
        moves += each * children[i].moves;
        not_permanent += each * days(children[i].not_permanent);
        if (children[i].spell_end != SpellEnd::route) continue;
        completed += each;
        completed_days += each * days(children[i].spell);
    }
    std::vector<double> met(aims_.size(), 0.0), counted(aims_.size(), 0.0);
    for (const AimSpell& spell : replication_->aim_spells) {
        if (spell.state != AimState::met && spell.state != AimState::missed) continue;
        counted[spell.aim] += weight(spell.child);
        if (spell.state == AimState::met) met[spell.aim] += weight(spell.child);
    }

    const CumulativeIncidence spells(spells_, routes + 1, weights);
    Values all;
    for (const double outcome : outcomes) all.push_back(ratio(outcome, everyone));
    for (const int within : days_within)
        all.push_back(spells.share_of_first(routes, Minutes{within * one_day.count()}));
    all.push_back(days_or_none(spells.time_of_share(0.5, routes)));
    all.push_back(ratio(completed_days, completed));
    for (std::size_t end = 0; end <= routes; ++end) {
        for (int years = 1; years <= route_years_max; ++years)
            all.push_back(spells.share(end, years_in_minutes(years)));
    }
    for (std::size_t aim = 0; aim < aims_.size(); ++aim) all.push_back(ratio(met[aim], counted[aim]));
    for (const std::vector<Observed>& aim : aims_) {
        all.push_back(days_or_none(CumulativeIncidence(aim, 2, weights).time_of_share(0.5, 1)));
    }
    all.push_back(plan_->counts_moves ? ratio(moves, everyone) : std::nullopt);
    all.push_back(ratio(not_permanent, everyone));
    for (std::size_t route = 0; route < routes; ++route) {
        for (const int within : days_within)
            all.push_back(as_share(spells.share(route, Minutes{within * one_day.count()})));
    }
    add_group_values(weights, all);
    return all;
}

}  // namespace permap
