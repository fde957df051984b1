// Bootstrap over families, seeded and reproducible: families are drawn again with replacement, siblings stay together.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analysis/estimate.hpp"
#include "projection/tally.hpp"

namespace permap {

// SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators"): word i is a mix of seed and
// i.
class SplitMix64 {
public:
    explicit SplitMix64(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next();
    std::uint32_t below(std::uint32_t bound);  // uniform, bound above 0

private:
    std::uint64_t state_;
};

inline constexpr int bootstrap_rounds = 999;  // gives exact 2.5 % and 97.5 % places

// Family of each child, numbered from 0: same entry and candidate.
std::vector<std::uint32_t> families_of(std::span<const ChildRecord> children, std::uint32_t& families);

// Times each family is drawn in one round; the sum is the number of families.
void draw_families(SplitMix64& random, std::span<std::uint32_t> times);

// Percentile interval of the rounds' values around the estimate. Rounds in which the figure does not exist count
// against it: no interval when more than 1 in 20 has none.
Estimate percentile_estimate(std::optional<double> value, std::vector<double> rounds, int rounds_asked,
                             double level = usual_level);

}  // namespace permap
