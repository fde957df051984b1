#include "analysis/allocation.hpp"

#include <algorithm>
#include <numeric>

#include "analysis/student_t.hpp"
#include "vocabulary/result.hpp"

namespace permap {
namespace {

constexpr double z = 3;  // standard errors between two means that are told apart, many at once

double wanted_by_pair(const std::vector<double>& left, const std::vector<double>& right) {
    const std::size_t both = std::min(left.size(), right.size());
    if (both < 2) return 0;
    std::vector<double> gaps(both);
    for (std::size_t i = 0; i < both; ++i) gaps[i] = left[i] - right[i];
    const double mean = mean_of(gaps);
    const double gap = std::max(mean < 0 ? -mean : mean, as_good_as_equal_days);
    return z * z * variance_of(gaps) / (gap * gap);
}

}  // namespace

std::vector<std::size_t> by_size(std::span<const std::vector<double>> effects) {
    std::vector<double> means(effects.size(), 0);
    std::vector<std::size_t> order(effects.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = 0; i < effects.size(); ++i) {
        if (!effects[i].empty()) means[i] = mean_of(effects[i]);
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
        const bool one = !effects[left].empty(), other = !effects[right].empty();
        return one && other ? means[left] > means[right] : one && !other;
    });
    return order;
}

std::vector<double> wanted_for_order(std::span<const std::vector<double>> effects,
                                     std::span<const std::size_t> in_order) {
    std::vector<double> wanted(effects.size(), 0);
    for (std::size_t place = 1; place < in_order.size(); ++place) {
        const std::size_t before = in_order[place - 1], here = in_order[place];
        const double pair = wanted_by_pair(effects[before], effects[here]);
        wanted[before] = std::max(wanted[before], pair);
        wanted[here] = std::max(wanted[here], pair);
    }
    return wanted;
}

std::vector<double> wanted_for_cut(std::span<const std::vector<double>> effects, std::span<const std::size_t> in_order,
                                   std::size_t chosen) {
    PERMAP_ASSERT(chosen > 0 && chosen < in_order.size());
    std::vector<double> wanted(effects.size(), 0);
    for (std::size_t place = 0; place < in_order.size(); ++place) {
        const std::size_t beyond = in_order[place < chosen ? chosen : chosen - 1];
        wanted[in_order[place]] = wanted_by_pair(effects[in_order[place]], effects[beyond]);
    }
    return wanted;
}

std::vector<int> allocated(std::span<const double> wanted, int on_average, int fewest, int most) {
    PERMAP_ASSERT(0 <= fewest && fewest <= on_average && on_average <= most);
    const std::size_t count = wanted.size();
    std::vector<int> given(count, fewest);
    std::int64_t spare = static_cast<std::int64_t>(count) * (on_average - fewest);
    // In rounds: what one cannot take for being at the most is shared out among the others.
    for (bool somebody_took = true; somebody_took && spare > 0;) {
        somebody_took = false;
        double sum = 0;
        for (std::size_t i = 0; i < count; ++i) sum += given[i] < most ? wanted[i] : 0;
        if (!(sum > 0)) break;
        const auto to_share = static_cast<double>(spare);
        for (std::size_t i = 0; i < count; ++i) {
            const double part = std::min(wanted[i] / sum * to_share, static_cast<double>(most - given[i]));
            const int more = std::min(static_cast<int>(part), static_cast<int>(spare));
            given[i] += more;
            spare -= more;
            somebody_took = somebody_took || more > 0;
        }
    }
    // What rounding left, or nobody wanted: one each in turn, to those who want most first.
    std::vector<std::size_t> turns(count);
    std::iota(turns.begin(), turns.end(), std::size_t{0});
    std::stable_sort(turns.begin(), turns.end(), [&](std::size_t a, std::size_t b) { return wanted[a] > wanted[b]; });
    while (spare > 0) {
        for (const std::size_t i : turns) {
            if (spare == 0 || given[i] >= most) continue;
            ++given[i];
            --spare;
        }
    }
    return given;
}

}  // namespace permap
