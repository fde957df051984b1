// What a law says about shares and values, exactly (to about 1e-12); the tables are made from it.
#pragma once

#include <vector>

#include "map/duration.hpp"

namespace permap {

// Value at share p, where q = 1 − p: both, so that both tails are exact. p and q in (0, 1).
double quantile_of(const Law& law, double p, double q);

// Values where the quantile function may jump or bend: parts of mixtures, quantile points. Unsorted.
std::vector<double> edges_of(const Law& law);

// Share of values below x, and at or below x; `above` is what is left, without loss where it is small.
struct Share {
    double below, at_most, above;
};
Share share_of(const SimpleLaw& law, double x);

}  // namespace permap
