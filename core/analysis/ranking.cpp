#include "analysis/ranking.hpp"

#include <algorithm>
#include <numeric>

#include "analysis/student_t.hpp"
#include "vocabulary/result.hpp"

namespace permap {
namespace {

std::vector<double> days_saved(const std::vector<double>& differences) {
    std::vector<double> saved;
    for (const double difference : differences) saved.push_back(-difference);
    return saved;
}

bool beside_zero(const std::optional<double>& low, const std::optional<double>& high) {
    return low && high && (*low > 0 || *high < 0);
}

const Difference& main_difference(const RankCandidate& candidate) {
    PERMAP_ASSERT(!candidate.comparison.differences.empty());
    return candidate.comparison.differences.front();
}

RankRow row_of(const RankCandidate& candidate, double level) {
    const Difference& its = main_difference(candidate);
    RankRow row{candidate.id,
                candidate.name,
                candidate.edit,
                candidate.basis,
                candidate.protects,
                candidate.what_it_takes,
                candidate.attributed_child_days,
                1,
                false,
                {},
                {},
                {},
                false,
                {},
                {}};
    if (its.per_replication.size() >= 2 && its.mean.value) {
        row.mean_days_saved = t_estimate(days_saved(its.per_replication), level);
    } else {
        if (its.mean.value) row.mean_days_saved.value = -*its.mean.value;
        row.mean_days_saved.reason_if_null = "intervals for all rows at once need 2 or more replications";
    }
    row.told_apart = beside_zero(row.mean_days_saved.low, row.mean_days_saved.high);
    if (its.drawn_per_replication.size() >= 2) {
        const Estimate estimate =
            assumption_estimate(days_saved(its.drawn_per_replication), days_saved(its.per_replication), level);
        row.low_assumptions = estimate.low;
        row.high_assumptions = estimate.high;
        row.told_apart = row.told_apart && beside_zero(estimate.low, estimate.high) &&
                         (*estimate.low > 0) == (*row.mean_days_saved.low > 0);
    }
    for (const Difference& difference : candidate.comparison.differences) {
        if (difference.measure.statistic.kind == StatisticKind::aim_share_met) row.aims.push_back(difference);
        if (difference.is_harm()) row.harms.push_back(difference);
    }
    return row;
}

// Same children, same luck, so the two effects are set against each other replication by replication.
bool are_tied(const Difference& left, const Difference& right, double level) {
    const std::size_t count = left.per_replication.size();
    if (count < 2 || count != right.per_replication.size()) return true;
    std::vector<double> gaps(count);
    for (std::size_t i = 0; i < count; ++i) gaps[i] = left.per_replication[i] - right.per_replication[i];
    const Estimate gap = t_estimate(gaps, level);
    return !beside_zero(gap.low, gap.high);
}

}  // namespace

std::vector<RankRow> rank_rows(std::span<const RankCandidate> candidates) {
    if (candidates.empty()) return {};
    const double level = 1 - (1 - usual_level) / static_cast<double>(candidates.size());
    std::vector<std::size_t> order(candidates.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    // What has no value comes last.
    std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
        const auto& one = main_difference(candidates[left]).mean.value;
        const auto& other = main_difference(candidates[right]).mean.value;
        if (!one || !other) return one.has_value() && !other.has_value();
        return *one < *other;
    });
    std::vector<RankRow> rows;
    std::size_t leader = 0;
    for (std::size_t place = 0; place < order.size(); ++place) {
        rows.push_back(row_of(candidates[order[place]], level));
        const bool tied = place > 0 && are_tied(main_difference(candidates[order[leader]]),
                                                main_difference(candidates[order[place]]), level);
        if (tied) {
            rows[leader].tied = rows[place].tied = true;
        } else {
            leader = place;
        }
        rows[place].rank = static_cast<int>(leader) + 1;
    }
    return rows;
}

}  // namespace permap
