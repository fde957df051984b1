// How tight a figure is known, and how many more replications it takes to know it better.
#pragma once

#include <optional>

#include "analysis/estimate.hpp"

namespace permap {

// Asked for: the half-width of the 95 % interval is at most this share of the figure it is set beside.
struct Precision {
    double half_width = 0.02;  // above 0
    int at_least = 10;         // replications before the interval is looked at for the first time: 2 or more
};

// Half the width of the interval as a share of `of`, without its sign. None where the interval or `of` is not known,
// and where `of` is 0 and the interval is not.
std::optional<double> relative_half_width(const Estimate& estimate, const std::optional<double>& of);

// Whether `half_width` (as relative_half_width gives it) is as tight as was asked for.
bool is_tight(const Precision& asked, const std::optional<double>& half_width);

// How many replications there shall be in all before the interval is looked at again, `done` of them being there. It
// rests on nothing but what was found, so every machine and any number of threads stops at the same place. A half-width
// shrinks like 1 / √n, which says how many are missing; never more than twice as many at once, as the first guesses are
// rough, and always some (a tenth), because every look is another chance to stop too early. `done`: enough, or no more
// allowed.
int replications_wanted(const Precision& asked, const std::optional<double>& half_width, int done, int at_most);

}  // namespace permap
