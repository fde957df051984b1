// What to measure next: assumed numbers by how far the main results swing between their low and their high, everything
// else as it is, on the same children with the same luck.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "analysis/comparison.hpp"
#include "experiment/assumptions.hpp"
#include "experiment/experiment.hpp"

namespace permap {

// A number's swing of the chosen result (high less low) in the screening; none where the result does not exist.
struct ScreenedNumber {
    AssumedNumber number;              // low and high as far as it can go alone (with_room)
    std::vector<std::string> mirrors;  // ids of those that are its other side: what moves them moves it
    std::optional<double> swing;
};

struct SensitivityRow {
    AssumedNumber number;  // as screened
    std::vector<std::string> mirrors;
    int rank = 1;                     // tied rows share it
    bool tied = false;                // not told apart from the first row of the same rank
    std::vector<Difference> results;  // as Sensitivity::results; its baseline is the number at its low, its arm at high
};

struct Sensitivity {
    std::vector<Measure> results;  // main_measures
    std::size_t chosen = 0;        // the one that ranks
    Figures as_it_is;              // of the map with every number at its value; replications 1 … R
    Fingerprint fingerprint;       // of those
    double screened_share = 1;     // of the cohort, in (0, 1]
    // Every assumed number that can move alone, widest swing in the screening first, by its size, whatever its sign.
    std::vector<ScreenedNumber> screened;
    std::vector<std::string> held;     // ids of those that cannot: shares open together would add up no more
    std::vector<SensitivityRow> rows;  // intervals hold for all rows at once, one result at a time
};

// The screening has luck of its own, and so never shares children with the figures shown.
inline constexpr int screening_replication = 1'000'001;
// So many children at least are screened, where the cohort has them.
inline constexpr double least_screened = 300;

// Screens all on a third of the cohort (the first to come in), then runs the `at_most` widest again on the whole of it
// in replications 1 … R, R ≥ 2. `chosen` is a place in main_measures. No rows where the map assumes nothing. Problems
// only if the map does not compile.
Result<Sensitivity> sensitivity(const Map& map, std::size_t chosen, std::size_t at_most, const Study& study);

}  // namespace permap
