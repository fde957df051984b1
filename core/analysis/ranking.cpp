#include "analysis/ranking.hpp"

#include <algorithm>

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
bool are_tied(const std::vector<double>& left, const std::vector<double>& right, double level) {
    const std::size_t count = left.size();
    if (count < 2 || count != right.size()) return true;
    std::vector<double> gaps(count);
    for (std::size_t i = 0; i < count; ++i) gaps[i] = left[i] - right[i];
    const Estimate gap = t_estimate(gaps, level);
    return !beside_zero(gap.low, gap.high);
}

}  // namespace

double level_for_all(std::size_t rows) {
    PERMAP_ASSERT(rows > 0);
    return 1 - (1 - usual_level) / static_cast<double>(rows);
}

std::vector<Place> places_by_size(std::span<const std::vector<double>> effects, double level) {
    std::vector<double> means(effects.size(), 0);
    std::vector<Place> places(effects.size());
    for (std::size_t i = 0; i < effects.size(); ++i) {
        if (!effects[i].empty()) means[i] = mean_of(effects[i]);
        places[i].which = i;
    }
    std::stable_sort(places.begin(), places.end(), [&](const Place& left, const Place& right) {
        const bool one = !effects[left.which].empty(), other = !effects[right.which].empty();
        return one && other ? means[left.which] > means[right.which] : one && !other;
    });
    std::size_t leader = 0;
    for (std::size_t place = 0; place < places.size(); ++place) {
        const bool tied = place > 0 && are_tied(effects[places[leader].which], effects[places[place].which], level);
        if (tied) {
            places[leader].tied = places[place].tied = true;
        } else {
            leader = place;
        }
        places[place].rank = static_cast<int>(leader) + 1;
    }
    return places;
}

std::vector<RankRow> rank_rows(std::span<const RankCandidate> candidates) {
    if (candidates.empty()) return {};
    const double level = level_for_all(candidates.size());
    std::vector<std::vector<double>> effects;
    for (const RankCandidate& candidate : candidates) {
        const Difference& its = main_difference(candidate);
        effects.push_back(its.mean.value ? days_saved(its.per_replication) : std::vector<double>());
    }
    std::vector<RankRow> rows;
    for (const Place& place : places_by_size(effects, level)) {
        rows.push_back(row_of(candidates[place.which], level));
        rows.back().rank = place.rank;
        rows.back().tied = place.tied;
    }
    return rows;
}

}  // namespace permap
