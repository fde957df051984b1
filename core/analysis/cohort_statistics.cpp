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
    return all;
}

bool is_share(StatisticKind kind) {
    switch (kind) {
        case StatisticKind::outcome_share:
        case StatisticKind::within_share:
        case StatisticKind::route_share:
        case StatisticKind::other_end_share:
        case StatisticKind::aim_share_met:
            return true;
        case StatisticKind::median_days:
        case StatisticKind::mean_days_completed:
        case StatisticKind::aim_median_days:
        case StatisticKind::moves:
        case StatisticKind::days_not_permanent:
            return false;
    }
    return false;
}

bool is_about_time(StatisticKind kind) {
    return kind != StatisticKind::outcome_share && kind != StatisticKind::moves;
}

Cohort::Cohort(const MeasurePlan& plan, const Replication& replication)
    : plan_(&plan), replication_(&replication), aims_(plan.aims.size()) {
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
    for (const AimSpell& spell : replication.aim_spells) {
        if (spell.state != AimState::met && spell.state != AimState::missed) continue;
        std::int32_t end = 1;
        if (spell.end == AimEnd::reached) end = 0;
        if (spell.end == AimEnd::follow_up) end = followed_only;
        aims_[spell.aim].push_back({spell.length, end, spell.child});
    }
    for (std::vector<Observed>& aim : aims_) sort_observed(aim);
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
    return all;
}

}  // namespace permap
