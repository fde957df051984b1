// Which change does most (MEASURES 3): effects of many edits side by side, with intervals that hold for all rows at
// once. The comparisons must come from replications that were not used for choosing the edits.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/comparison.hpp"

namespace permap {

struct RankCandidate {
    std::string id, name, edit, basis, protects, what_it_takes;  // id: of the step or stage
    double attributed_child_days = 0;  // in the baseline: what the delay table says, not what removing saves
    ArmComparison comparison;
};

struct RankRow {
    std::string id, name, edit, basis, protects, what_it_takes;
    double attributed_child_days = 0;
    int rank = 1;              // tied rows share it
    bool tied = false;         // not told apart from the first row of the same rank, which it may well equal
    Estimate mean_days_saved;  // a child: days not yet permanent, up to the horizon; simultaneous over all rows
    std::optional<double> low_assumptions, high_assumptions;  // simultaneous as well
    bool told_apart = false;
    std::vector<Difference> aims;  // each aim's share met
    std::vector<Difference>
        harms;  // what got worse and is told apart by its own 95 % interval, unadjusted: no harm is hidden
};

// Most days saved first. Bonferroni over the rows.
std::vector<RankRow> rank_rows(std::span<const RankCandidate> candidates);

// The level of each of `rows` intervals with which all of them hold at once (Bonferroni).
double level_for_all(std::size_t rows);

// A place among several effects. Tied ones share the rank of the first of them.
struct Place {
    std::size_t which = 0;
    int rank = 1;
    bool tied = false;
};
// Effects by replication, on the same children with the same luck: the largest mean first, what has no value (empty)
// last. Two are tied where the interval of their difference, at `level`, holds 0.
std::vector<Place> places_by_size(std::span<const std::vector<double>> effects, double level);

}  // namespace permap
