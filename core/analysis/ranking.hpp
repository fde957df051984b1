// Which change does most (MEASURES 3): effects of many edits side by side, with intervals that hold for all rows at
// once. The comparisons must come from replications that were not used for choosing the edits.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/allocation.hpp"
#include "analysis/comparison.hpp"

namespace permap {

// Where the delay of a changed step or stage turns up again: child-days of one replication, arm less baseline.
struct MovedTo {
    std::string id, name;  // another step, or another stage
    Estimate child_days;   // its own 95 % interval
};

// What one change does, by replication.
struct RankCandidate {
    // id: of the step or stage; label: said beside every figure about it (not lawful to remove)
    std::string id, name, edit, basis, protects, what_it_takes, label;
    ArmComparison comparison;
    std::vector<double> attributed_child_days;  // at the step or stage in the baseline, journeys still open included
    std::vector<double> vanished_child_days;    // by which all journeys together became shorter
    std::vector<MovedTo> moved_to;
    int replications_for_choosing = 0;
};

struct RankRow {
    std::string id, name, edit, basis, protects, what_it_takes, label;
    int rank = 1;              // tied rows share it
    bool tied = false;         // not told apart from the first row of the same rank, which it may well equal
    Estimate mean_days_saved;  // a child: days not yet permanent, up to the horizon; simultaneous over all rows
    std::optional<double> low_assumptions, high_assumptions;  // simultaneous as well
    Estimate range;                                           // days a child that one area may see saved in one year
    bool told_apart = false;

    // Attributed time and what of it vanishes run on one clock, from coming in to the outcome or the end of follow-up:
    // attributed = vanished + what stays at the step itself + what the path finds elsewhere instead. They differ.
    double attributed_child_days = 0;      // of one replication
    Estimate vanished_child_days;          // its own 95 % interval; below 0: journeys became longer
    std::optional<double> vanished_share;  // of the attributed; none where nothing is attributed
    std::vector<MovedTo> moved_to;         // most first

    std::vector<Difference> aims;  // each aim's share met
    std::vector<Difference>
        harms;  // what got worse and is told apart by its own 95 % interval, unadjusted: no harm is hidden
    int replications = 0, replications_for_choosing = 0;
};

// Most days saved first. Bonferroni over the rows.
std::vector<RankRow> rank_rows(std::span<const RankCandidate> candidates);

// `more`[i]: child-days more at place i, by replication. The (at most three) places where most was found, each of them
// told from none by its own 95 % interval. `names`: (id, name) by place.
std::vector<MovedTo> moved_to(std::span<const std::pair<std::string, std::string>> names,
                              std::span<const std::vector<double>> more);

// Mean days saved a child by two changes alone and together, by replication, on the same children.
struct PairCandidate {
    std::string a, b;
    std::vector<double> saved_a, saved_b, saved_together;
    std::vector<double> drawn_a, drawn_b, drawn_together;  // with assumed numbers drawn; may be empty
};

struct RankPair {
    std::string a, b;
    double saved_a = 0, saved_b = 0, saved_together = 0;
    Estimate more_than_both;  // together less the sum of each alone; simultaneous over all pairs
    std::optional<double> low_assumptions, high_assumptions;
    bool told_apart = false;
};

// First those of which it is told apart that together they save more than the sum: each alone little, both together
// much, as two branches that wait for each other. Then by size.
std::vector<RankPair> rank_pairs(std::span<const PairCandidate> pairs);

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
