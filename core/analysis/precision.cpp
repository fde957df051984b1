#include "analysis/precision.hpp"

#include <algorithm>

#include "vocabulary/result.hpp"

namespace permap {

std::optional<double> relative_half_width(const Estimate& estimate, const std::optional<double>& of) {
    if (!estimate.low || !estimate.high || !of) return std::nullopt;
    const double half = (*estimate.high - *estimate.low) / 2;
    if (half == 0) return 0.0;
    if (*of == 0) return std::nullopt;
    return half / (*of < 0 ? -*of : *of);
}

bool is_tight(const Precision& asked, const std::optional<double>& half_width) {
    return half_width && *half_width <= asked.half_width;
}

int replications_wanted(const Precision& asked, const std::optional<double>& half_width, int done, int at_most) {
    PERMAP_ASSERT(asked.half_width > 0 && asked.at_least >= 2);
    if (done < asked.at_least) return std::min(asked.at_least, at_most);
    if (done >= at_most || is_tight(asked, half_width)) return done;
    const int fewest = done + std::max(1, done / 10);
    const int most = done > at_most / 2 ? at_most : 2 * done;
    double times = 2;
    if (half_width) {
        const double too_wide = *half_width / asked.half_width;
        times = std::min(times, too_wide * too_wide);
    }
    const int wanted = static_cast<int>(times * done) + 1;
    return std::min(std::clamp(wanted, fewest, std::max(fewest, most)), at_most);
}

}  // namespace permap
