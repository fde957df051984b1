#include "analysis/student_t.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/log_gamma.hpp"
#include "vocabulary/result.hpp"

namespace permap {
namespace {

// Continued fraction of the incomplete beta function (Abramowitz and Stegun 26.5.8), by Lentz's method.
double beta_fraction(double a, double b, double x) {
    constexpr double tiny = 1e-300;
    const auto not_zero = [](double value) { return std::abs(value) < tiny ? tiny : value; };
    double c = 1;
    double d = 1 / not_zero(1 - (a + b) * x / (a + 1));
    double result = d;
    for (int m = 1; m <= 500; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / not_zero(1 + even * d);
        c = not_zero(1 + even / c);
        result *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / not_zero(1 + odd * d);
        c = not_zero(1 + odd / c);
        const double step = d * c;
        result *= step;
        if (std::abs(step - 1) < 1e-15) break;
    }
    return result;
}

double incomplete_beta(double a, double b, double x) {
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    const double front =
        std::exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * std::log(x) + b * std::log1p(-x));
    if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(a, b, x) / a;
    return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

Estimate around(double mean, double half_width) {
    Estimate estimate;
    estimate.value = mean;
    estimate.low = mean - half_width;
    estimate.high = mean + half_width;
    return estimate;
}

Estimate without_interval(std::span<const double> values) {
    Estimate estimate;
    if (!values.empty()) estimate.value = mean_of(values);
    estimate.reason_if_null = values.empty() ? "no replication has this figure" : "one replication gives no interval";
    return estimate;
}

}  // namespace

double student_t_share_below(double t, double degrees) {
    PERMAP_ASSERT(degrees > 0);
    const double tail = incomplete_beta(degrees / 2, 0.5, degrees / (degrees + t * t)) / 2;
    return t < 0 ? tail : 1 - tail;
}

double student_t_quantile(double p, double degrees) {
    PERMAP_ASSERT(p > 0 && p < 1 && degrees > 0);
    if (p < 0.5) return -student_t_quantile(1 - p, degrees);
    double low = 0, high = 1;
    while (student_t_share_below(high, degrees) < p && high < 1e300) high *= 2;
    for (int i = 0; i < 200 && high - low > 1e-13 * high; ++i) {
        const double middle = (low + high) / 2;
        (student_t_share_below(middle, degrees) < p ? low : high) = middle;
    }
    return (low + high) / 2;
}

double mean_of(std::span<const double> values) {
    PERMAP_ASSERT(!values.empty());
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

double variance_of(std::span<const double> values) {
    if (values.size() < 2) return 0;
    const double mean = mean_of(values);
    double sum = 0;
    for (const double value : values) sum += (value - mean) * (value - mean);
    return sum / static_cast<double>(values.size() - 1);
}

Estimate t_estimate(std::span<const double> values, double level) {
    if (values.size() < 2) return without_interval(values);
    const auto count = static_cast<double>(values.size());
    const double t = student_t_quantile((1 + level) / 2, count - 1);
    return around(mean_of(values), t * std::sqrt(variance_of(values) / count));
}

Estimate prediction_estimate(std::span<const double> values, double level) {
    if (values.size() < 2) return without_interval(values);
    const auto count = static_cast<double>(values.size());
    const double t = student_t_quantile((1 + level) / 2, count - 1);
    return around(mean_of(values), t * std::sqrt(variance_of(values) * (1 + 1 / count)));
}

Estimate assumption_estimate(std::span<const double> drawn, std::span<const double> fixed, double level) {
    if (drawn.size() < 2) return without_interval(drawn);
    const auto count = static_cast<double>(drawn.size());
    const double variance = variance_of(drawn);
    const double by_assumptions = fixed.size() < 2 ? variance : std::max(0.0, variance - variance_of(fixed));
    const double t = student_t_quantile((1 + level) / 2, count - 1);
    Estimate estimate = around(mean_of(drawn), t * std::sqrt(by_assumptions + variance / count));
    // Not knowing the numbers can never make an answer surer than chance alone leaves it.
    if (fixed.size() >= 2) {
        const Estimate by_chance = t_estimate(fixed, level);
        estimate.low = std::min(*estimate.low, *by_chance.low);
        estimate.high = std::max(*estimate.high, *by_chance.high);
    }
    return estimate;
}

}  // namespace permap
