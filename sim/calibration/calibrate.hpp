// Fitting assumed numbers to published figures: derivative-free (NLopt's BOBYQA), with the same luck in every trial.
// A number with a source never moves.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiment/assumptions.hpp"
#include "experiment/evidence.hpp"
#include "map/map.hpp"
#include "vocabulary/result.hpp"

namespace permap {

struct CalibrationSettings {
    Study study;                          // seed, threads, replications of each trial
    std::vector<std::string> parameters;  // ids of assumed numbers; empty: chosen by their effect
    std::size_t most_parameters = 0;      // 0: as many as there are independent targets
    int most_trials = 400;
};

// A number moves between low and high on a scale on which its start is 0, low −1 and high 1.
// The loss is Σ ρ(residual) + penalty · Σ moved². A residual is the distance from the middle of the band over half its
// width, so 1 is its edge (where the figure comes from a sample, over √(half width² + sampling error²)); ρ(r) = 8 (√(1
// + r²/4) − 1) is r² near 0 and grows as |r| beyond 2, so that a figure out of reach does not rule the others.
inline constexpr double calibration_penalty = 0.1;

struct FittedNumber {
    AssumedNumber number;   // as before the fit
    double fitted = 0;      // a duration: a factor on its length
    double moved = 0;       // −1 … 1
    bool at_bound = false;  // low or high
    double narrowing = 0;   // by how much the targets narrow its range, 0 … 1
    bool is_determined() const { return narrowing >= 0.5; }
};

struct Calibration {
    Map map;  // with the fitted numbers, rounded to four digits, and their provenance
    std::vector<FittedNumber> numbers;
    std::vector<std::size_t> fitted_targets;           // places in the targets
    std::vector<std::optional<double>> before, after;  // of all targets
    std::size_t independent_targets = 0;
    double loss_before = 0, loss_after = 0;
    int trials = 0;
    bool improved() const { return loss_after < loss_before; }
};

// Problems: no calibration targets; targets that contradict each other on the same children; a parameter that is not an
// assumed number of this map; more parameters than independent targets.
Result<Calibration> calibrate(const Map& map, const Targets& targets, const CalibrationSettings& settings);

}  // namespace permap
