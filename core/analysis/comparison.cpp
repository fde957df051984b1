#include "analysis/comparison.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "analysis/bootstrap.hpp"
#include "analysis/student_t.hpp"
#include "vocabulary/result.hpp"

namespace permap {
namespace {

auto key_of(const ChildRecord& child) {
    return std::tuple{child.entry, child.candidate, child.sibling};
}

std::vector<std::size_t> by_key(std::span<const ChildRecord> children) {
    std::vector<std::size_t> order(children.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t left, std::size_t right) { return key_of(children[left]) < key_of(children[right]); });
    return order;
}

// Places of the same child in the two arms.
struct Pairs {
    std::vector<std::pair<std::size_t, std::size_t>> both;
    std::int64_t only_in_baseline = 0, only_in_arm = 0;
};

bool are_the_same_children(std::span<const ChildRecord> baseline, std::span<const ChildRecord> arm) {
    return std::equal(baseline.begin(), baseline.end(), arm.begin(), arm.end(),
                      [](const ChildRecord& left, const ChildRecord& right) { return key_of(left) == key_of(right); });
}

Pairs pair_children(std::span<const ChildRecord> baseline, std::span<const ChildRecord> arm) {
    if (are_the_same_children(baseline, arm)) {  // mostly, and then nothing has to be sorted
        Pairs all;
        for (std::size_t i = 0; i < baseline.size(); ++i) all.both.emplace_back(i, i);
        return all;
    }
    const std::vector<std::size_t> left = by_key(baseline), right = by_key(arm);
    Pairs pairs;
    std::size_t i = 0, j = 0;
    while (i < left.size() && j < right.size()) {
        const auto left_key = key_of(baseline[left[i]]), right_key = key_of(arm[right[j]]);
        if (left_key == right_key) {
            pairs.both.emplace_back(left[i++], right[j++]);
        } else if (left_key < right_key) {
            ++pairs.only_in_baseline, ++i;
        } else {
            ++pairs.only_in_arm, ++j;
        }
    }
    pairs.only_in_baseline += static_cast<std::int64_t>(left.size() - i);
    pairs.only_in_arm += static_cast<std::int64_t>(right.size() - j);
    return pairs;
}

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

std::size_t place_of(const std::vector<Statistic>& statistics, const Statistic& statistic) {
    const auto found = std::find(statistics.begin(), statistics.end(), statistic);
    return found == statistics.end() ? nowhere : static_cast<std::size_t>(found - statistics.begin());
}

// The same figure in the arm's plan, matched by id; nowhere when the arm has it no more.
Statistic in_arm(const MeasurePlan& baseline, const MeasurePlan& arm, Statistic statistic) {
    if (statistic.kind == StatisticKind::outcome_share) {
        if (statistic.which >= baseline.outcomes.size()) {
            statistic.which = statistic.which - baseline.outcomes.size() + arm.outcomes.size();
            return statistic;
        }
        const std::string& id = baseline.map.steps[index(baseline.outcomes[statistic.which])].id;
        const auto found = std::find_if(arm.outcomes.begin(), arm.outcomes.end(),
                                        [&](StepIndex step) { return arm.map.steps[index(step)].id == id; });
        statistic.which =
            found == arm.outcomes.end() ? nowhere : static_cast<std::size_t>(found - arm.outcomes.begin());
    } else if (statistic.kind == StatisticKind::aim_share_met) {
        const std::string& id = baseline.map.aims[statistic.which].id;
        const auto found =
            std::find_if(arm.map.aims.begin(), arm.map.aims.end(), [&](const Aim& aim) { return aim.id == id; });
        statistic.which =
            found == arm.map.aims.end() ? nowhere : static_cast<std::size_t>(found - arm.map.aims.begin());
    }
    return statistic;
}

// Where each compared measure stands in the two lists of values.
struct Places {
    std::vector<Measure> measures;
    std::vector<std::size_t> baseline, arm;

    Places(std::vector<Measure> asked_for, const MeasurePlan& baseline_plan, const MeasurePlan& arm_plan)
        : measures(std::move(asked_for)) {
        const std::vector<Statistic> left = statistics_of(baseline_plan), right = statistics_of(arm_plan);
        for (const Measure& measure : measures) {
            baseline.push_back(place_of(left, measure.statistic));
            arm.push_back(place_of(right, in_arm(baseline_plan, arm_plan, measure.statistic)));
        }
    }

    static std::vector<std::optional<double>> chosen(const Values& values, const std::vector<std::size_t>& places) {
        std::vector<std::optional<double>> result;
        for (const std::size_t place : places) {
            result.push_back(place == nowhere ? std::optional<double>{} : values[place]);
        }
        return result;
    }
};

std::optional<double> difference(const std::optional<double>& baseline, const std::optional<double>& arm) {
    if (!baseline || !arm) return std::nullopt;
    return *arm - *baseline;
}

bool beside_zero(const std::optional<double>& low, const std::optional<double>& high) {
    return low && high && (*low > 0 || *high < 0);
}

// A difference of shares lies between −1 and 1.
Estimate range_of(const Measure& measure, std::span<const double> per_replication, double level) {
    Estimate range = prediction_estimate(per_replication, level);
    if (per_replication.size() == 1) range.reason_if_null = "one replication does not show how years differ";
    if (measure.unit == "share" && range.low && range.high) {
        range.low = std::max(*range.low, -1.0);
        range.high = std::min(*range.high, 1.0);
    }
    return range;
}

// Not knowing the numbers makes no year surer: never narrower than what chance alone does about the values as they
// stand. So the three spreads lie one inside the other.
Estimate wider(Estimate range, const Estimate& by_chance) {
    if (range.low && by_chance.low) range.low = std::min(*range.low, *by_chance.low);
    if (range.high && by_chance.high) range.high = std::max(*range.high, *by_chance.high);
    return range;
}

std::optional<double> variance_ratio(std::span<const double> baseline, std::span<const double> arm,
                                     std::span<const double> differences) {
    if (differences.size() < 3 || baseline.size() != differences.size() || arm.size() != differences.size())
        return std::nullopt;
    const double paired = variance_of(differences);
    if (paired <= 0) return std::nullopt;
    return (variance_of(baseline) + variance_of(arm)) / paired;
}

void fill_value(Estimate& estimate, const std::vector<double>& values, std::size_t replications) {
    if (!values.empty() && values.size() == replications) {
        estimate.value = mean_of(values);
    } else {
        estimate.reason_if_null = "not reached in every replication";
    }
}

}  // namespace

const char* to_string(Better better) {
    switch (better) {
        case Better::up:
            return "up";
        case Better::down:
            return "down";
        case Better::neither:
            return "neither";
    }
    return "";
}

bool Difference::is_harm() const {
    if (!told_apart || !mean.value) return false;
    return measure.better == Better::up ? *mean.value < 0 : measure.better == Better::down && *mean.value > 0;
}

std::vector<Measure> compared_measures(const MeasurePlan& plan) {
    std::vector<Measure> measures;
    measures.push_back({"mean_days_not_permanent",
                        "Days not yet permanent, a child",
                        "days",
                        Better::down,
                        {StatisticKind::days_not_permanent, 0}});
    for (std::size_t i = 0; i < std::size(days_within); ++i) {
        const std::string text = std::to_string(days_within[i]);
        measures.push_back({"share_permanent_within_" + text + "_days",
                            "Permanent within " + text + " days",
                            "share",
                            Better::up,
                            {StatisticKind::within_share, i}});
    }
    for (std::size_t i = 0; i < plan.map.aims.size(); ++i) {
        const Aim& aim = plan.map.aims[i];
        measures.push_back(
            {"aim_share_met:" + aim.id, aim.name, "share", Better::up, {StatisticKind::aim_share_met, i}});
    }
    if (plan.counts_moves)
        measures.push_back({"moves", "Moves, a child", "moves", Better::down, {StatisticKind::moves, 0}});
    for (std::size_t i = 0; i <= plan.outcomes.size(); ++i) {
        const bool is_open = i == plan.outcomes.size();
        const Step* step = is_open ? nullptr : &plan.map.steps[index(plan.outcomes[i])];
        measures.push_back({"outcome_share:" + (is_open ? std::string("open") : step->id),
                            is_open ? std::string("Still on their way at the end of follow-up") : step->name,
                            "share",
                            Better::neither,
                            {StatisticKind::outcome_share, i}});
    }
    return measures;
}

bool is_main(const Measure& measure) {
    const Statistic& statistic = measure.statistic;
    const bool is_two_years = statistic.kind == StatisticKind::within_share && days_within[statistic.which] == 730;
    return is_two_years || statistic.kind == StatisticKind::days_not_permanent ||
           statistic.kind == StatisticKind::mean_days_completed || statistic.kind == StatisticKind::aim_share_met;
}

std::vector<Measure> main_measures(const MeasurePlan& plan) {
    std::vector<Measure> measures;
    for (Measure& measure : compared_measures(plan)) {
        if (is_main(measure)) measures.push_back(std::move(measure));
    }
    measures.insert(measures.begin() + 1, {"mean_days_completed",
                                           "Days to permanence, of those who got there",
                                           "days",
                                           Better::down,
                                           {StatisticKind::mean_days_completed, 0}});
    return measures;
}

namespace {

// `baseline_values`: of all its children, where that is known already.
PairedReplication paired(std::span<const Measure> measures, const MeasurePlan& baseline_plan,
                         const Replication& baseline, const Values* baseline_values, const MeasurePlan& arm_plan,
                         const Replication& arm) {
    const Pairs pairs = pair_children(baseline.children, arm.children);
    std::vector<double> baseline_weights(baseline.children.size(), 0.0), arm_weights(arm.children.size(), 0.0);
    for (const auto& [left, right] : pairs.both) baseline_weights[left] = arm_weights[right] = 1;

    const Places places({measures.begin(), measures.end()}, baseline_plan, arm_plan);
    PairedReplication result;
    result.in_both = static_cast<std::int64_t>(pairs.both.size());
    result.only_in_baseline = pairs.only_in_baseline;
    result.only_in_arm = pairs.only_in_arm;
    result.baseline = Places::chosen(baseline_values != nullptr && pairs.only_in_baseline == 0
                                         ? *baseline_values
                                         : Cohort(baseline_plan, baseline).values(baseline_weights),
                                     places.baseline);
    result.arm = Places::chosen(Cohort(arm_plan, arm).values(arm_weights), places.arm);
    return result;
}

}  // namespace

PairedReplication paired(const MeasurePlan& baseline_plan, const Replication& baseline, const MeasurePlan& arm_plan,
                         const Replication& arm) {
    return paired(compared_measures(baseline_plan), baseline_plan, baseline, arm_plan, arm);
}

PairedReplication paired(std::span<const Measure> measures, const MeasurePlan& baseline_plan,
                         const Replication& baseline, const MeasurePlan& arm_plan, const Replication& arm) {
    return paired(measures, baseline_plan, baseline, nullptr, arm_plan, arm);
}

PairingBaseline::PairingBaseline(const MeasurePlan& plan, const Replication& baseline)
    : plan_(plan),
      baseline_(baseline),
      measures_(compared_measures(plan)),
      values_(Cohort(plan, baseline).values({})) {}

PairedReplication PairingBaseline::beside(const MeasurePlan& arm_plan, const Replication& arm) const {
    return paired(measures_, plan_, baseline_, &values_, arm_plan, arm);
}

ArmComparison comparison_of(const MeasurePlan& baseline_plan, std::span<const PairedReplication> replications,
                            double level) {
    return comparison_of(compared_measures(baseline_plan), replications, level);
}

ArmComparison comparison_of(std::span<const Measure> measures, std::span<const PairedReplication> replications,
                            double level) {
    ArmComparison comparison;
    comparison.replications = static_cast<int>(replications.size());
    for (const PairedReplication& replication : replications) {
        comparison.children_in_both += replication.in_both;
        comparison.children_only_in_baseline += replication.only_in_baseline;
        comparison.children_only_in_arm += replication.only_in_arm;
    }
    for (std::size_t i = 0; i < measures.size(); ++i) {
        Difference its;
        its.measure = measures[i];
        std::vector<double> baseline, arm;
        for (const PairedReplication& replication : replications) {
            if (replication.baseline[i]) baseline.push_back(*replication.baseline[i]);
            if (replication.arm[i]) arm.push_back(*replication.arm[i]);
            if (const auto one = difference(replication.baseline[i], replication.arm[i]))
                its.per_replication.push_back(*one);
        }
        fill_value(its.baseline, baseline, replications.size());
        fill_value(its.arm, arm, replications.size());
        if (its.per_replication.size() == replications.size()) {
            its.mean = t_estimate(its.per_replication, level);
            its.range = range_of(its.measure, its.per_replication, level);
            its.variance_ratio = variance_ratio(baseline, arm, its.per_replication);
        } else {
            its.mean.reason_if_null = its.range.reason_if_null = "not reached in every replication";
        }
        its.told_apart = beside_zero(its.mean.low, its.mean.high);
        comparison.differences.push_back(std::move(its));
    }
    return comparison;
}

ArmComparison comparison_of_one(const MeasurePlan& baseline_plan, const Replication& baseline,
                                const MeasurePlan& arm_plan, const Replication& arm, std::uint64_t seed) {
    const PairedReplication whole = paired(baseline_plan, baseline, arm_plan, arm);
    ArmComparison comparison = comparison_of(baseline_plan, {&whole, 1});
    comparison.interval_method = IntervalMethod::bootstrap_over_families;
    if (baseline_plan.has_shared_resources || arm_plan.has_shared_resources) {
        for (Difference& its : comparison.differences) {
            if (!its.mean.value) continue;
            its.mean.reason_if_null =
                "one replication with shared resources: children's times depend on each other; ask for 2 or more";
        }
        return comparison;
    }

    const Pairs pairs = pair_children(baseline.children, arm.children);
    std::vector<ChildRecord> children;
    for (const auto& [left, right] : pairs.both) children.push_back(baseline.children[left]);
    std::uint32_t families = 0;
    const std::vector<std::uint32_t> family_of = families_of(children, families);
    std::vector<std::uint32_t> times(families);
    std::vector<double> baseline_weights(baseline.children.size(), 0.0), arm_weights(arm.children.size(), 0.0);

    const Places places(compared_measures(baseline_plan), baseline_plan, arm_plan);
    const Cohort baseline_cohort(baseline_plan, baseline), arm_cohort(arm_plan, arm);
    std::vector<std::vector<double>> rounds(places.measures.size());
    SplitMix64 random(seed);
    for (int round = 0; round < bootstrap_rounds && families > 0; ++round) {
        draw_families(random, times);
        for (std::size_t i = 0; i < pairs.both.size(); ++i) {
            baseline_weights[pairs.both[i].first] = arm_weights[pairs.both[i].second] = times[family_of[i]];
        }
        const auto left = Places::chosen(baseline_cohort.values(baseline_weights), places.baseline);
        const auto right = Places::chosen(arm_cohort.values(arm_weights), places.arm);
        for (std::size_t i = 0; i < rounds.size(); ++i) {
            if (const auto one = difference(left[i], right[i])) rounds[i].push_back(*one);
        }
    }
    for (std::size_t i = 0; i < rounds.size(); ++i) {
        Difference& its = comparison.differences[i];
        its.mean = percentile_estimate(its.mean.value, std::move(rounds[i]), bootstrap_rounds);
        its.told_apart = beside_zero(its.mean.low, its.mean.high);
    }
    return comparison;
}

void add_assumptions(ArmComparison& fixed, const ArmComparison& drawn, double level) {
    PERMAP_ASSERT(fixed.differences.size() == drawn.differences.size());
    for (std::size_t i = 0; i < fixed.differences.size(); ++i) {
        Difference& its = fixed.differences[i];
        const Difference& other = drawn.differences[i];
        if (!other.mean.value) {
            its.range = other.range;
            continue;
        }
        its.drawn_per_replication = other.per_replication;
        const Estimate estimate = assumption_estimate(its.drawn_per_replication, its.per_replication, level);
        its.range = wider(range_of(its.measure, its.drawn_per_replication, level), its.range);
        its.low_assumptions = estimate.low;
        its.high_assumptions = estimate.high;
        if (estimate.low)
            its.told_apart = its.told_apart && beside_zero(estimate.low, estimate.high) &&
                             (*estimate.low > 0) == (*its.mean.low > 0);
    }
}

}  // namespace permap
