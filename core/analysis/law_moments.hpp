// Mean and variance of how long a step takes, exactly: no sampling, no tables.
#pragma once

#include "map/duration.hpp"
#include "map/map.hpp"

namespace permap {

struct Moments {
    double mean = 0;
    double second = 0;  // mean of the square

    double variance() const { return second - mean * mean; }
};

// In the law's own unit; cut to [at_least, at_most].
Moments moments_of(const Law& law);
Moments moments_of(const Law& law, double at_least, double at_most);

// Of one visit to a step that lasts (Lasts), in days, scenario edits included. A month is 365.25 / 12 days here; a
// working day has no fixed length in days and must not be asked for.
Moments moments_in_days(const Step& step);

}  // namespace permap
