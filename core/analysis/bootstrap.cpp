#include "analysis/bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "vocabulary/result.hpp"

namespace permap {

std::uint64_t SplitMix64::next() {
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t word = state_;
    word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9ULL;
    word = (word ^ (word >> 27)) * 0x94d049bb133111ebULL;
    return word ^ (word >> 31);
}

std::uint32_t SplitMix64::below(std::uint32_t bound) {
    PERMAP_ASSERT(bound > 0);
    // 32 high bits times the bound: uneven by less than bound / 2^32.
    return static_cast<std::uint32_t>((next() >> 32) * bound >> 32);
}

std::vector<std::uint32_t> families_of(std::span<const ChildRecord> children, std::uint32_t& families) {
    const auto key = [&](std::uint32_t child) { return std::pair{children[child].entry, children[child].candidate}; };
    std::vector<std::uint32_t> order(children.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t left, std::uint32_t right) {
        return key(left) != key(right) ? key(left) < key(right) : left < right;
    });
    std::vector<std::uint32_t> family_of(children.size());
    families = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i == 0 || key(order[i]) != key(order[i - 1])) ++families;
        family_of[order[i]] = families - 1;
    }
    return family_of;
}

void draw_families(SplitMix64& random, std::span<std::uint32_t> times) {
    std::fill(times.begin(), times.end(), 0U);
    for (std::size_t i = 0; i < times.size(); ++i) ++times[random.below(static_cast<std::uint32_t>(times.size()))];
}

Estimate percentile_estimate(std::optional<double> value, std::vector<double> rounds, int rounds_asked, double level) {
    Estimate estimate;
    estimate.value = value;
    if (!value) {
        estimate.reason_if_null = "not reached within follow-up";
        return estimate;
    }
    if (static_cast<double>(rounds.size()) < 0.95 * rounds_asked) {
        estimate.reason_if_null = "not reached in more than 1 of 20 resampled cohorts";
        return estimate;
    }
    std::sort(rounds.begin(), rounds.end());
    // The (n + 1) p-th of n sorted values, counted from 1.
    const auto count = static_cast<double>(rounds.size());
    const auto place = [&](double p) {
        const double at = std::clamp(std::round((count + 1) * p), 1.0, count);
        return rounds[static_cast<std::size_t>(at) - 1];
    };
    estimate.low = place((1 - level) / 2);
    estimate.high = place((1 + level) / 2);
    return estimate;
}

}  // namespace permap
