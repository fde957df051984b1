// Replications where they decide an order. A pair of candidates whose paired effects differ by d with standard
// deviation s is told apart by about (z · s / d)² replications, so each candidate wants as many as its hardest pair:
// the ratio s² / d² of optimal computing budget allocation (Chen, Lin, Yücesan, Chick 2000, "Simulation budget
// allocation for further enhancing the efficiency of ordinal optimization", Discrete Event Dynamic Systems 10), taken
// between neighbours in the order and not only against the best, as the whole order is asked for.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace permap {

// Effects a child that are nearer to each other than this, in days, are as good as equal: no replication is spent on
// telling them apart. A choice, not a fact.
inline constexpr double as_good_as_equal_days = 0.1;

// Candidates' effects by replication, the same children and luck in all. Several candidates may have fewer than others;
// a pair is looked at over the replications that both have, which are the first ones.
using Effects = std::vector<std::vector<double>>;

// Places by size of the mean, the largest first; those without a value last.
std::vector<std::size_t> by_size(std::span<const std::vector<double>> effects);

// Replications that each candidate wants so that its place is told from the places beside it. `in_order`: by_size.
std::vector<double> wanted_for_order(std::span<const std::vector<double>> effects,
                                     std::span<const std::size_t> in_order);
// So that it is known which `chosen` of them are the largest: each against the nearest on the other side of the cut.
// 0 < chosen < effects.
std::vector<double> wanted_for_cut(std::span<const std::vector<double>> effects, std::span<const std::size_t> in_order,
                                   std::size_t chosen);

// How `on_average` replications a candidate are given out: `fewest` to each, the rest by what is wanted above that,
// none above `most`. They add up exactly. 0 ≤ fewest ≤ on_average ≤ most. A pure function: ties go to the first.
std::vector<int> allocated(std::span<const double> wanted, int on_average, int fewest, int most);

}  // namespace permap
