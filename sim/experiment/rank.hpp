// The effect of each of many small changes, one at a time and two at a time, on the same children (MEASURES 3).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "analysis/figures.hpp"
#include "analysis/ranking.hpp"
#include "experiment/experiment.hpp"

namespace permap {

enum class RankEdit { remove, halve, capacity };
enum class RankBy { step, stage };

struct RankQuestion {
    RankEdit edit = RankEdit::remove;
    RankBy by = RankBy::step;
    std::size_t at_most = 0;   // so many rows, those that save most in the choosing; 0: all
    std::size_t pairs_of = 0;  // so many of the first rows are tried two at a time; 0 or 1: none
};

// Replications by which candidates are chosen and replications are given out have numbers from here on; the figures
// shown come from replications 1, 2, …, which never get so far. So no luck that chose a row is in its figures.
inline constexpr int first_choosing_replication = 1'000'001;

// How many replications went where; each is one candidate run on the children of one replication.
struct RankAllocation {
    int candidates = 0;                        // that were looked at
    int choosing_a_candidate = 0;              // in the first look, each
    int replications_for_choosing = 0;         // of all candidates together
    int replications_shown = 0;                // of all rows together; with assumed numbers drawn as many again
    int on_average = 0, fewest = 0, most = 0;  // shown, a row
    int first_choosing = first_choosing_replication, first_shown = 1;  // their numbers
};

// A change that no run can be made of, and why.
struct NotRun {
    std::string id, name, why;
};

struct Ranked {
    std::vector<RankRow> rows;
    std::vector<RankPair> pairs;
    std::vector<std::string> left_out;  // that cannot be changed so, no child came to, or not_run
    std::vector<NotRun> not_run;
    RankAllocation allocation;
    Figures baseline;         // from replications 1 … R
    Fingerprint fingerprint;  // of those
    // Study::stop ended it: so many of the replications to be shown were done, of so many (the most a row has). With
    // fewer than two done nothing can be said yet, and nothing else is filled.
    struct Stopped {
        int replications = 0, of = 0;
    };
    std::optional<Stopped> stopped;
};

// R = study.replications (2 or more) is how many of a row are shown, on average: see analysis/allocation.hpp. Choosing
// takes some more: for every candidate a tenth of R, from 2 to 5; where not all are shown, as many again go to those of
// which it is not settled whether they are. Problems only if the map itself cannot be run.
Result<Ranked> rank(const Map& map, const RankQuestion& question, const Study& study);

}  // namespace permap
