// Distributions as integer quantile tables, so that the event loop is integer arithmetic only (SEMANTICS 5).
// Built with + - × ÷ and sqrt alone: the same bits on every platform.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "map/duration.hpp"

namespace permap {

// Quantile function over 32-bit uniforms. Each half of the words is cut into octaves towards its end (halves of what is
// left), each octave into 16 cells, straight lines between; the last 16 words at either end are exact. Where the law
// has a jump or a kink (parts of a mixture, quantile points, cuts) extra knots are laid on both sides of it, so the
// table has the same jump. Bound, tested against Boost.Math for every law: |at(word) − quantile| ≤ 0.51 + 0.1 % of the
// larger of quantile and mean, for shapes of gamma and Weibull from 0.5 and sigma up to 1.5 of lognormal.
class QuantileTable {
public:
    // Value of the quantile (word + ½) / 2^32, rounded half-up; `word` uniform.
    std::int32_t at(std::uint32_t word) const;
    std::int32_t smallest() const { return at(0); }
    std::int32_t largest() const { return at(0xffffffffU); }
    double mean() const;  // of the table itself, in its unit
    // Everything the table is made of (knots, number of fraction bits, extra knots), for digests: equal tables, equal
    // knots.
    std::span<const std::int32_t> knots() const& { return knots_; }
    void knots() const&& = delete;  // the span must not outlive the table

    friend QuantileTable quantile_table(const Law& law, double unit, double at_least, double at_most);

private:
    static constexpr std::uint32_t cells_a_half = 448;                   // 16 single words, then 16 cells an octave
    static constexpr std::uint32_t upper = cells_a_half + 1;             // first knot of the upper half
    static constexpr std::uint32_t extras = 2 * (cells_a_half + 1) + 1;  // behind the fraction bits

    std::int32_t at_between_extras(std::uint32_t word) const;

    // One value for a fixed law. Else: both halves from their ends to the middle, fraction bits, extra knots (word,
    // value) by word.
    std::vector<std::int32_t> knots_ = {0};
    int fraction_bits_ = 0;  // knots are in 2^−fraction_bits of the unit
};

inline std::int32_t QuantileTable::at(std::uint32_t word) const {
    if (knots_.size() == 1) return knots_[0];
    if (knots_.size() > extras) return at_between_extras(word);
    // No branch on the word: it is random, so every second guess would be wrong.
    const std::uint32_t in_upper = 0U - (word >> 31);  // all ones or all zeros
    const std::uint32_t v = word ^ in_upper;           // words from the end of the half
    const std::int32_t* const knots = knots_.data() + (in_upper & upper);
    const int cell_bits = 27 - std::countl_zero(v | 16);  // of the first 16 words each is a cell
    const std::uint32_t cell = 16 * static_cast<std::uint32_t>(cell_bits) + (v >> cell_bits);
    const std::int64_t offset = v & ((1U << cell_bits) - 1);
    const std::int64_t left = knots[cell], right = knots[cell + 1];
    const int shift = cell_bits + fraction_bits_;
    const std::int64_t half = (std::int64_t{1} << shift) >> 1;
    return static_cast<std::int32_t>((left * (std::int64_t{1} << cell_bits) + (right - left) * offset + half) >> shift);
}

// Quantiles of `law` × `unit`, cut to [at_least, at_most] (in the law's own unit; infinities allowed).
// `unit`: minutes (or month ticks) in one unit of the law. Values are clamped to ± 2^30.
QuantileTable quantile_table(const Law& law, double unit, double at_least, double at_most);

// Exact mean of a law, in its own unit.
double mean_of(const Law& law);
// Value of `law` at probability p in (0, 1), in its own unit.
double quantile_of(const Law& law, double p);

// Words below the threshold count: probability 0 gives 0, 1 gives 2^32. Rounded half-up.
std::uint64_t probability_threshold(double probability);

// Cumulative thresholds of a choice, weights rescaled to 1; the last is 2^32. Way i is taken by words in [t(i−1),
// t(i)). Weights at or above 0 with a positive sum.
std::vector<std::uint64_t> choice_thresholds(std::span<const double> weights);
inline std::size_t chosen(std::span<const std::uint64_t> thresholds, std::uint32_t word) {
    std::size_t way = 0;
    while (way + 1 < thresholds.size() && word >= thresholds[way]) ++way;
    return way;
}

}  // namespace permap
