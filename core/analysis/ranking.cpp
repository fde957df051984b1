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

// Told from none by chance alone and, where they were drawn, with assumed numbers drawn.
bool is_told_apart(const Estimate& chance, const std::optional<double>& low, const std::optional<double>& high) {
    if (!beside_zero(chance.low, chance.high)) return false;
    return !low || (beside_zero(low, high) && (*low > 0) == (*chance.low > 0));
}

RankRow row_of(const RankCandidate& candidate, double level) {
    const Difference& its = main_difference(candidate);
    RankRow row;
    row.id = candidate.id;
    row.name = candidate.name;
    row.edit = candidate.edit;
    row.basis = candidate.basis;
    row.protects = candidate.protects;
    row.what_it_takes = candidate.what_it_takes;
    row.label = candidate.label;
    row.replications = candidate.comparison.replications;
    row.replications_for_choosing = candidate.replications_for_choosing;
    const std::vector<double> saved = days_saved(its.per_replication), drawn = days_saved(its.drawn_per_replication);
    if (saved.size() >= 2 && its.mean.value) {
        row.mean_days_saved = t_estimate(saved, level);
    } else {
        if (its.mean.value) row.mean_days_saved.value = -*its.mean.value;
        row.mean_days_saved.reason_if_null = "intervals for all rows at once need 2 or more replications";
    }
    if (drawn.size() >= 2) {
        const Estimate estimate = assumption_estimate(drawn, saved, level);
        row.low_assumptions = estimate.low;
        row.high_assumptions = estimate.high;
    }
    row.range = prediction_estimate(drawn.size() >= 2 ? drawn : saved);
    row.told_apart = is_told_apart(row.mean_days_saved, row.low_assumptions, row.high_assumptions);
    if (!candidate.attributed_child_days.empty()) row.attributed_child_days = mean_of(candidate.attributed_child_days);
    row.vanished_child_days = t_estimate(candidate.vanished_child_days);
    if (row.attributed_child_days > 0 && row.vanished_child_days.value)
        row.vanished_share = *row.vanished_child_days.value / row.attributed_child_days;
    row.moved_to = candidate.moved_to;
    for (const Difference& difference : candidate.comparison.differences) {
        if (difference.measure.statistic.kind == StatisticKind::aim_share_met) row.aims.push_back(difference);
        if (difference.is_harm()) row.harms.push_back(difference);
    }
    return row;
}

// Same children, same luck, so the two effects are set against each other replication by replication, over those that
// both have: the first ones.
bool are_tied(const std::vector<double>& left, const std::vector<double>& right, double level) {
    const std::size_t count = std::min(left.size(), right.size());
    if (count < 2) return true;
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
    std::vector<Place> places(effects.size());
    const std::vector<std::size_t> order = by_size(effects);
    for (std::size_t i = 0; i < order.size(); ++i) places[i].which = order[i];
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

std::vector<MovedTo> moved_to(std::span<const std::pair<std::string, std::string>> names,
                              std::span<const std::vector<double>> more) {
    PERMAP_ASSERT(names.size() == more.size());
    constexpr std::size_t most = 3;
    std::vector<MovedTo> all;
    for (std::size_t i = 0; i < more.size(); ++i) {
        if (std::all_of(more[i].begin(), more[i].end(), [](double days) { return days == 0; })) continue;
        const Estimate estimate = t_estimate(more[i]);
        if (estimate.low && *estimate.low > 0) all.push_back({names[i].first, names[i].second, estimate});
    }
    std::stable_sort(all.begin(), all.end(), [](const MovedTo& left, const MovedTo& right) {
        return *left.child_days.value > *right.child_days.value;
    });
    if (all.size() > most) all.resize(most);
    return all;
}

std::vector<RankPair> rank_pairs(std::span<const PairCandidate> pairs) {
    if (pairs.empty()) return {};
    const double level = level_for_all(pairs.size());
    const auto more = [](const std::vector<double>& a, const std::vector<double>& b, const std::vector<double>& both) {
        PERMAP_ASSERT(a.size() == both.size() && b.size() == both.size());
        std::vector<double> all(both.size());
        for (std::size_t i = 0; i < all.size(); ++i) all[i] = both[i] - (a[i] + b[i]);
        return all;
    };
    std::vector<RankPair> ranked;
    for (const PairCandidate& pair : pairs) {
        RankPair one{pair.a, pair.b, mean_of(pair.saved_a), mean_of(pair.saved_b), mean_of(pair.saved_together), {}, {},
                     {},     false};
        const std::vector<double> fixed = more(pair.saved_a, pair.saved_b, pair.saved_together);
        one.more_than_both = t_estimate(fixed, level);
        const std::vector<double> drawn = more(pair.drawn_a, pair.drawn_b, pair.drawn_together);
        if (drawn.size() >= 2) {
            const Estimate estimate = assumption_estimate(drawn, fixed, level);
            one.low_assumptions = estimate.low;
            one.high_assumptions = estimate.high;
        }
        one.told_apart = is_told_apart(one.more_than_both, one.low_assumptions, one.high_assumptions);
        ranked.push_back(std::move(one));
    }
    const auto is_surely_more = [](const RankPair& pair) { return pair.told_apart && *pair.more_than_both.value > 0; };
    std::stable_sort(ranked.begin(), ranked.end(), [&](const RankPair& left, const RankPair& right) {
        if (is_surely_more(left) != is_surely_more(right)) return is_surely_more(left);
        return *left.more_than_both.value > *right.more_than_both.value;
    });
    return ranked;
}

}  // namespace permap
