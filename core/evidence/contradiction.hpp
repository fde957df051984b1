// Published figures that cannot all describe the same children.
#pragma once

#include <string>
#include <vector>

#include "evidence/target.hpp"

namespace permap {

struct Contradiction {
    std::vector<std::string> targets;  // ids
    std::string what;                  // in a sentence
    // Said of the same children in every word of their measures, so no model can meet both. Otherwise only read as one
    // population do they contradict; each is then computed on its own.
    bool same_population = false;
};

// Looks at times from the same event to the same event (mean, shares within and beyond a time): shares within a longer
// time must not be smaller; what is within and what is beyond must not pass 1; and the mean must not be smaller than
// the shares allow at the least: each share times the shortest time it can stand for.
std::vector<Contradiction> contradictions(const Targets& targets);

}  // namespace permap
