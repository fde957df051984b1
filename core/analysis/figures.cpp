#include "analysis/figures.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "analysis/bootstrap.hpp"
#include "analysis/delay_rows.hpp"
#include "analysis/student_t.hpp"
#include "vocabulary/result.hpp"

namespace permap {
namespace {

const char* reason_missing(StatisticKind kind) {
    switch (kind) {
        case StatisticKind::outcome_share:
        case StatisticKind::days_not_permanent:
            return "no children";
        case StatisticKind::group_days_not_permanent:
            return "no children of the group";
        case StatisticKind::group_within_share:
            return "no child of the group had a spell away from home, or none was followed so long";
        case StatisticKind::within_share:
        case StatisticKind::route_share:
        case StatisticKind::other_end_share:
        case StatisticKind::route_within_share:
            return "no child had a spell away from home, or none was followed so long";
        case StatisticKind::median_days:
            return "fewer than half became permanent within follow-up";
        case StatisticKind::mean_days_completed:
            return "no child became permanent within follow-up";
        case StatisticKind::aim_share_met:
            return "no child's limit has passed";
        case StatisticKind::aim_median_days:
            return "fewer than half got there within follow-up";
        case StatisticKind::moves:
            return "the map has no milestone \"move\"";
    }
    return "";
}

// Nobody, or everybody, of `children`: spread says nothing, so the bound is exact (Clopper and Pearson 1934).
void bound_extreme_share(Estimate& estimate, std::int64_t children) {
    if (!estimate.value || !estimate.low || !estimate.high || children <= 0) return;
    estimate.low = std::clamp(*estimate.low, 0.0, 1.0);
    estimate.high = std::clamp(*estimate.high, 0.0, 1.0);
    if (*estimate.low < *estimate.high) return;
    const double tail = std::pow((1 - usual_level) / 2, 1 / static_cast<double>(children));
    if (*estimate.value <= 0) estimate.high = 1 - tail;
    if (*estimate.value >= 1) estimate.low = tail;
}

std::int64_t children_behind(const Statistic& statistic, const Figures& figures) {
    switch (statistic.kind) {
        case StatisticKind::within_share:
        case StatisticKind::route_share:
        case StatisticKind::other_end_share:
        case StatisticKind::route_within_share:
            return figures.time_to_permanence.children_with_a_spell;
        case StatisticKind::group_within_share:
            return figures.groups[statistic.which / std::size(days_within)].children_with_a_spell;
        case StatisticKind::aim_share_met:
            return figures.aims[statistic.which].met + figures.aims[statistic.which].missed;
        default:
            return figures.children;
    }
}

std::vector<LaneFigure> lane_figures(const MeasurePlan& plan, const Tally& total, double replications) {
    std::vector<LaneFigure> lanes;
    for (std::size_t i = 0; i < total.lane_visits.size(); ++i) {
        const bool is_named = i < plan.map.lanes.size();
        LaneFigure lane;
        lane.id = is_named ? plan.map.lanes[i].id : std::string("no_lane");
        lane.name = is_named ? plan.map.lanes[i].name : std::string("Steps without a lane");
        std::int64_t all = 0;
        for (const std::int64_t visits : total.lane_visits[i]) {
            lane.visits_by_month.push_back(static_cast<double>(visits) / replications);
            all += visits;
        }
        lane.visits = static_cast<double>(all) / replications;
        for (std::size_t step = 0; step < plan.steps.size(); ++step) {
            if (plan.steps[step].lane != i) continue;
            lane.child_days += static_cast<double>(total.steps[step].path_minutes()) / one_day.count() / replications;
        }
        if (lane.visits > 0) lanes.push_back(std::move(lane));
    }
    return lanes;
}

std::vector<GroupFigure> group_counts(const MeasurePlan& plan, std::span<const ReplicationSummary> replications) {
    std::vector<GroupFigure> groups;
    for (ChildGroup& group : child_groups(plan)) groups.push_back({std::move(group), 0, 0, {}, {}});
    for (const ReplicationSummary& replication : replications) {
        for (std::size_t i = 0; i < groups.size(); ++i) {
            groups[i].children += replication.group_children[i];
            groups[i].children_with_a_spell += replication.group_children_with_a_spell[i];
        }
    }
    return groups;
}

// Everything that is only counted, summed over the replications.
Figures counted(const MeasurePlan& plan, std::span<const ReplicationSummary> replications) {
    Figures figures;
    figures.replications = static_cast<int>(replications.size());
    Tally total(plan);
    for (const Aim& aim : plan.map.aims) figures.aims.push_back({aim.id, aim.name, 0, 0, 0, 0, {}, {}});
    for (const ReplicationSummary& replication : replications) {
        total.merge(replication.tally);
        figures.time_to_permanence.children_with_a_spell += replication.children_with_a_spell;
        figures.time_to_permanence.children_permanent += replication.children_permanent;
        for (std::size_t i = 0; i < figures.aims.size(); ++i) {
            figures.aims[i].met += replication.aim_counts[i].met;
            figures.aims[i].missed += replication.aim_counts[i].missed;
            figures.aims[i].open += replication.aim_counts[i].open;
            figures.aims[i].left_out += replication.aim_counts[i].left_out;
        }
    }
    const double count = figures.replications;
    const auto child_days = [&](std::int64_t minutes) {
        return static_cast<double>(minutes) / one_day.count() / count;
    };
    figures.children = total.children;
    figures.households = total.households;
    figures.events = total.events;
    figures.children_a_replication = static_cast<double>(total.children) / count;
    figures.elapsed_child_days = child_days(total.elapsed_minutes);
    figures.open_elapsed_child_days = child_days(total.open_elapsed_minutes);
    figures.delay = delay_by_step(plan, total, figures.replications);
    figures.stages = delay_by_stage(plan, total, figures.replications);
    figures.lanes = lane_figures(plan, total, count);
    figures.groups = group_counts(plan, replications);
    for (const StuckTally& stuck : total.stuck) {
        StuckFigure figure;
        if (stuck.step != no_step) {
            figure.step = plan.map.steps[index(stuck.step)].id;
            figure.name = plan.map.steps[index(stuck.step)].name;
        }
        figure.children = stuck.children;
        for (const StepIndex join : stuck.joins) figure.joins.push_back(plan.map.steps[index(join)].id);
        figures.stuck.push_back(std::move(figure));
    }
    return figures;
}

OutcomeFigure outcome_figure(const MeasurePlan& plan, std::size_t which, std::int64_t children, Estimate share) {
    const std::size_t open = plan.outcomes.size();
    if (which < open) {
        const Step& step = plan.map.steps[index(plan.outcomes[which])];
        return {step.id, step.name, children, std::move(share)};
    }
    if (which == open) return {"open", "Still on their way at the end of follow-up", children, std::move(share)};
    return {"over_without_outcome", "Over without an outcome", children, std::move(share)};
}

// Puts one estimate where it belongs. `outcome_children` by outcome_share statistic.
void place(const MeasurePlan& plan, const Statistic& statistic, Estimate its,
           const std::vector<std::int64_t>& outcome_children, Figures& figures) {
    switch (statistic.kind) {
        case StatisticKind::outcome_share: {
            const std::int64_t children = outcome_children[statistic.which];
            if (statistic.which > plan.outcomes.size() && children == 0) return;
            figures.outcomes.push_back(outcome_figure(plan, statistic.which, children, std::move(its)));
            return;
        }
        case StatisticKind::within_share:
            figures.time_to_permanence.within.push_back({days_within[statistic.which], std::move(its)});
            return;
        case StatisticKind::median_days:
            figures.time_to_permanence.median_days = std::move(its);
            return;
        case StatisticKind::mean_days_completed:
            figures.time_to_permanence.mean_days_completed = std::move(its);
            return;
        case StatisticKind::route_share:
        case StatisticKind::other_end_share: {
            const bool is_route = statistic.kind == StatisticKind::route_share;
            RouteFigure& route = is_route ? figures.routes[statistic.which / route_years_max] : figures.routes.back();
            route.years.push_back(static_cast<int>(statistic.which % route_years_max) + 1);
            route.share.push_back(std::move(its));
            return;
        }
        case StatisticKind::aim_share_met:
            figures.aims[statistic.which].share_met = std::move(its);
            return;
        case StatisticKind::aim_median_days:
            figures.aims[statistic.which].median_days = std::move(its);
            return;
        case StatisticKind::moves:
            figures.moves = std::move(its);
            return;
        case StatisticKind::days_not_permanent:
            figures.days_not_permanent = std::move(its);
            return;
        case StatisticKind::route_within_share: {
            RouteWithinFigure& route = figures.within_by_route[statistic.which / std::size(days_within)];
            route.within.push_back({days_within[statistic.which % std::size(days_within)], std::move(its)});
            return;
        }
        case StatisticKind::group_days_not_permanent:
            figures.groups[statistic.which].days_not_permanent = std::move(its);
            return;
        case StatisticKind::group_within_share: {
            GroupFigure& group = figures.groups[statistic.which / std::size(days_within)];
            group.within.push_back({days_within[statistic.which % std::size(days_within)], std::move(its)});
            return;
        }
    }
}

// Every Estimate comes from `estimate`, by place in statistics_of(plan).
Figures assemble(const MeasurePlan& plan, std::span<const ReplicationSummary> replications,
                 const std::function<Estimate(std::size_t)>& estimate) {
    Figures figures = counted(plan, replications);
    if (plan.map.permanence) {
        for (const Permanence::Route& route : plan.map.permanence->routes) {
            figures.routes.push_back({route.id, route.name, {}, {}});
            figures.within_by_route.push_back({route.id, route.name, {}});
        }
    }
    figures.routes.push_back({"other_end", "Aged out, or the journey was over, without a route", {}, {}});
    std::vector<std::int64_t> outcome_children(plan.outcomes.size() + 2, 0);
    for (const ReplicationSummary& replication : replications) {
        for (std::size_t i = 0; i < outcome_children.size(); ++i) {
            outcome_children[i] += replication.outcome_children[i];
        }
    }
    const std::vector<Statistic> statistics = statistics_of(plan);
    for (std::size_t i = 0; i < statistics.size(); ++i) {
        Estimate its = estimate(i);
        if (is_share(statistics[i].kind)) bound_extreme_share(its, children_behind(statistics[i], figures));
        if (!its.value) {
            const std::string more = its.reason_if_null.empty() ? std::string() : ", " + its.reason_if_null;
            its.reason_if_null = reason_missing(statistics[i].kind) + more;
        }
        place(plan, statistics[i], std::move(its), outcome_children, figures);
    }
    std::erase_if(figures.groups, [](const GroupFigure& group) { return group.children == 0; });
    return figures;
}

}  // namespace

ReplicationSummary summarise(const MeasurePlan& plan, const Replication& replication) {
    ReplicationSummary summary;
    summary.tally = replication.tally;
    summary.values = Cohort(plan, replication).values();
    summary.outcome_children.assign(plan.outcomes.size() + 2, 0);
    const std::vector<std::size_t> first = first_groups(plan);
    summary.group_children.assign(first.back(), 0);
    summary.group_children_with_a_spell.assign(first.back(), 0);
    for (const ChildRecord& child : replication.children) {
        for (std::size_t by = 0; by + 1 < first.size(); ++by) {
            const std::size_t group = first[by] + group_of(child, by);
            ++summary.group_children[group];
            if (child.spell_end != SpellEnd::no_spell) ++summary.group_children_with_a_spell[group];
        }
        ++summary.outcome_children[child.outcome];
        if (child.spell_end != SpellEnd::no_spell) ++summary.children_with_a_spell;
        if (child.spell_end == SpellEnd::route) ++summary.children_permanent;
    }
    summary.aim_counts.resize(plan.aims.size());
    for (const AimSpell& spell : replication.aim_spells) {
        AimFigure& aim = summary.aim_counts[spell.aim];
        switch (spell.state) {
            case AimState::met:
                ++aim.met;
                break;
            case AimState::missed:
                ++aim.missed;
                break;
            case AimState::open:
                ++aim.open;
                break;
            case AimState::left_out:
                ++aim.left_out;
                break;
        }
    }
    return summary;
}

Figures figures_of_replications(const MeasurePlan& plan, std::span<const ReplicationSummary> replications) {
    PERMAP_ASSERT(replications.size() >= 2);
    const auto estimate = [&](std::size_t place) {
        std::vector<double> values;
        for (const ReplicationSummary& replication : replications) {
            if (replication.values[place]) values.push_back(*replication.values[place]);
        }
        if (values.size() == replications.size()) return t_estimate(values);
        Estimate missing;
        if (values.empty()) return missing;
        missing.reason_if_null = "in " + std::to_string(replications.size() - values.size()) + " of " +
                                 std::to_string(replications.size()) + " replications";
        return missing;
    };
    Figures figures = assemble(plan, replications, estimate);
    figures.interval_method = IntervalMethod::t_over_replications;
    return figures;
}

Figures figures_of_one(const MeasurePlan& plan, const Replication& replication, std::uint64_t seed) {
    const ReplicationSummary summary = summarise(plan, replication);
    const Cohort cohort(plan, replication);
    const std::vector<Statistic> statistics = statistics_of(plan);

    std::uint32_t families = 0;
    const std::vector<std::uint32_t> family_of = families_of(replication.children, families);
    std::vector<std::uint32_t> times(families);
    std::vector<double> weights(replication.children.size());
    std::vector<std::vector<double>> rounds(statistics.size());
    SplitMix64 random(seed);
    for (int round = 0; round < bootstrap_rounds && families > 0; ++round) {
        draw_families(random, times);
        for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = times[family_of[i]];
        const Values values = cohort.values(weights);
        for (std::size_t place = 0; place < values.size(); ++place) {
            if (values[place]) rounds[place].push_back(*values[place]);
        }
    }
    const auto estimate = [&](std::size_t place) {
        const std::optional<double> value = summary.values[place];
        if (!value || !plan.has_shared_resources || !is_about_time(statistics[place].kind)) {
            Estimate its = percentile_estimate(value, std::move(rounds[place]), bootstrap_rounds);
            if (!value) its.reason_if_null.clear();
            return its;
        }
        Estimate alone;
        alone.value = value;
        alone.reason_if_null =
            "one replication with shared resources: children's times depend on each other; ask for 2 or more";
        return alone;
    };
    Figures figures = assemble(plan, {&summary, 1}, estimate);
    figures.interval_method = IntervalMethod::bootstrap_over_families;
    return figures;
}

Figures figures_of(const MeasurePlan& plan, std::span<const Replication> replications, std::uint64_t seed) {
    PERMAP_ASSERT(!replications.empty());
    if (replications.size() == 1) return figures_of_one(plan, replications.front(), seed);
    std::vector<ReplicationSummary> summaries;
    for (const Replication& replication : replications) summaries.push_back(summarise(plan, replication));
    return figures_of_replications(plan, summaries);
}

}  // namespace permap
