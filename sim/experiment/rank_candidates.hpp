// What may be ranked: one change to each step, or to each stage, that can be changed so.
#pragma once

#include <string>
#include <vector>

#include "experiment/rank.hpp"

namespace permap {

struct Candidate {
    RankCandidate shown;  // without figures
    RankEdit edit = RankEdit::remove;
    std::vector<StepIndex> changed;  // steps that the edit is made to, in map order
    std::vector<StepIndex> steps;    // whose child-days are its own: the step, or all of the stage's
};

// In map order. A stage is changed by changing each of its steps; its decisions keep their draws. `share`: of the map's
// units that the area has. Ids of what cannot be changed so go to `left_out`.
std::vector<Candidate> candidates_of(const Map& map, const RankQuestion& question, double share,
                                     std::vector<std::string>& left_out);

// Both changes at once; a step of both is changed once.
Candidate both_of(const Candidate& one, const Candidate& other);

// The change as a scenario for this map, which may be one with assumed numbers drawn: one more unit is one more than
// were drawn.
Scenario scenario_of(const Map& map, const Candidate& candidate, double share);

}  // namespace permap
