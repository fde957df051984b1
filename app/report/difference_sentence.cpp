#include "report/difference_sentence.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "report/tables.hpp"

namespace permap {

namespace {

bool is_share(const Measure& measure) {
    return measure.unit == "share";
}

// Without its sign; shares in percentage points.
std::string amount(const Measure& measure, double value) {
    const double size = std::abs(value);
    return fixed(is_share(measure) ? 100 * size : size, is_share(measure) || measure.unit == "days" ? 1 : 4);
}

// −1, 0 or 1, of the number as it is printed.
int side(const Measure& measure, double value) {
    if (amount(measure, value).find_first_of("123456789") == std::string::npos) return 0;
    return value < 0 ? -1 : 1;
}

std::string direction(const Measure& measure, int side) {
    if (is_share(measure)) return side < 0 ? " points lower" : " points higher";
    return side < 0 ? " fewer" : " more";
}

std::string one(const Measure& measure, double value) {
    const int its = side(measure, value);
    if (its != 0) return amount(measure, value) + direction(measure, its);
    return value == 0 ? "no change" : "next to no change";
}

// "10.1 to 14.5 fewer", "4.0 fewer to 9.0 more", "no change to 2.0 more".
std::string between_words(const Measure& measure, double low, double high) {
    const int below = side(measure, low), above = side(measure, high);
    if (below != above) {
        // From nought outwards, where it begins there.
        return above == 0 ? one(measure, high) + " to " + one(measure, low)
                          : one(measure, low) + " to " + one(measure, high);
    }
    if (below == 0) return low == 0 && high == 0 ? "no change" : "next to no change";
    const double nearer = below < 0 ? high : low, farther = below < 0 ? low : high;
    const std::string from = amount(measure, nearer), to = amount(measure, farther);
    return (from == to ? to : from + " to " + to) + direction(measure, below);
}

std::string verdict(const Measure& measure, double mean) {
    if (measure.better == Better::neither) return "Told apart.";
    const bool is_better = (mean < 0) == (measure.better == Better::down);
    if (measure.unit == "days") return is_better ? "Told apart: sooner." : "Told apart: later.";
    return is_better ? "Told apart: better." : "Told apart: worse.";
}

bool is_nought(const std::optional<double>& value) {
    return !value || *value == 0;
}

std::string not_yet(const Difference& difference) {
    const Estimate& mean = difference.mean;
    double low = *mean.low, high = *mean.high;
    if (difference.low_assumptions) low = std::min(low, *difference.low_assumptions);
    if (difference.high_assumptions) high = std::max(high, *difference.high_assumptions);
    const Measure& measure = difference.measure;
    if (side(measure, low) == 0 && side(measure, high) == 0) return "Not yet told apart: too small to show here.";
    return "Not yet told apart: it may be anything from " + between_words(measure, low, high) + ".";
}

}  // namespace

std::string difference_sentence(const Difference& difference) {
    const Measure& measure = difference.measure;
    const Estimate& mean = difference.mean;
    const std::string reason = mean.reason_if_null.empty() ? "cannot be estimated here" : mean.reason_if_null;
    if (!mean.value) return measure.name + ": no answer (" + reason + "). Not yet told apart.";
    if (!mean.low || !mean.high)
        return measure.name + ": " + one(measure, *mean.value) + " (no interval: " + reason + "). Not yet told apart.";
    if (*mean.value == 0 && *mean.low == 0 && *mean.high == 0 && is_nought(difference.low_assumptions) &&
        is_nought(difference.high_assumptions))
        return measure.name + ": no difference in any run. Not yet told apart: there is nothing to tell.";
    std::string text =
        measure.name + ": " + one(measure, *mean.value) + " (95 %: " + between_words(measure, *mean.low, *mean.high);
    if (difference.low_assumptions && difference.high_assumptions) {
        text += "; with assumed numbers drawn: " +
                between_words(measure, *difference.low_assumptions, *difference.high_assumptions);
    }
    return text + "). " + (difference.told_apart ? verdict(measure, *mean.value) : not_yet(difference));
}

}  // namespace permap
