#include "analysis/log_gamma.hpp"

#include <cmath>

#include "vocabulary/result.hpp"

namespace permap {

double log_gamma(double x) {
    PERMAP_ASSERT(x > 0);
    double product = 1;
    for (; x < 12; x += 1) product *= x;
    const double half_log_two_pi = 0.91893853320467274178;
    const double y = 1 / (x * x);
    const double series = (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y * (1.0 / 1680 - y / 1188)))) / x;
    return (x - 0.5) * std::log(x) - x + half_log_two_pi + series - std::log(product);
}

}  // namespace permap
