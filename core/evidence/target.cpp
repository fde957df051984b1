#include "evidence/target.hpp"

#include <algorithm>
#include <cmath>

namespace permap {

const char* to_string(TargetUse use) {
    switch (use) {
        case TargetUse::calibration:
            return "calibration";
        case TargetUse::validation:
            return "validation";
        case TargetUse::compared:
            return "compared";
        case TargetUse::question:
            return "question";
    }
    return "question";
}

const char* to_string(BandRule rule) {
    switch (rule) {
        case BandRule::interval:
            return "interval";
        case BandRule::count:
            return "count";
        case BandRule::time:
            return "time";
        case BandRule::share:
            return "share";
    }
    return "count";
}

Band band_by_rule(const EvidenceTarget& target, const Band& as_given) {
    constexpr double part_of_a_number = 0.1, points_of_a_share = 0.05;
    const double least = target.published.value_or(0), most = target.published_high.value_or(least);
    Band band = as_given;
    switch (as_given.rule) {
        case BandRule::interval:
            if (target.published_high) {
                band.low = least;
                band.high = most;
            }
            return band;
        case BandRule::count:
        case BandRule::time:
            band.low = least * (1 - part_of_a_number);
            band.high = most * (1 + part_of_a_number);
            return band;
        case BandRule::share:
            band.low = std::max(0.0, least - points_of_a_share);
            band.high = std::min(1.0, most + points_of_a_share);
            return band;
    }
    return band;
}

double sampling_error(const EvidenceTarget& target) {
    if (!target.sample || !target.published) return 0;
    const double value = *target.published, n = *target.sample;
    return target.unit == "share" ? std::sqrt(value * (1 - value) / n) : value / std::sqrt(n);
}

}  // namespace permap
