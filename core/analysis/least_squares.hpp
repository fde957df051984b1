// Small least-squares questions of a fit: which numbers to move, and what the data say about each (Eigen inside).
#pragma once

#include <cstddef>
#include <vector>

namespace permap {

// columns[j][i]: how far residual i moves for one unit of number j, where a unit is the number's own plausible range
// and a residual of 1 is the edge of its band.
using Columns = std::vector<std::vector<double>>;

// Numbers to move, best first: each next one lowers Σ residual² + penalty · Σ moved² the most, with those before it
// free to move too. Stops at `most`, or where the best would lower it by less than `least_gain`.
std::vector<std::size_t> numbers_to_move(const Columns& columns, const std::vector<double>& residuals, double penalty,
                                         std::size_t most, double least_gain);

// Where each number would best stand in [-1, 1] if the residuals moved in straight lines from `now`: the least of
// Σ weight · residual² + penalty · Σ place².
std::vector<double> best_places(const Columns& columns, const std::vector<double>& residuals,
                                const std::vector<double>& weights, const std::vector<double>& now, double penalty);

// Directions in which the residuals can be moved apart from each other: singular values above `tolerance` × the
// largest.
std::size_t independent_directions(const Columns& columns, double tolerance = 1e-3);

// How much narrower each number's plausible range becomes through the data, in [0, 1): 1 − posterior ÷ prior standard
// deviation, where the penalty stands for the prior. 0: the data say nothing about it.
std::vector<double> narrowing(const Columns& columns, double penalty);

}  // namespace permap
