#include "analysis/law_moments.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/log_gamma.hpp"
#include "vocabulary/result.hpp"

namespace permap {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double power(double x, int k) {
    return k == 0 ? 1 : k == 1 ? x : x * x;
}

double normal_below(double z) {
    return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

// Regularised lower incomplete gamma function, by series below shape + 1 and by continued fraction (Lentz) above.
double gamma_below(double shape, double x) {
    if (x <= 0) return 0;
    if (std::isinf(x)) return 1;
    constexpr double precision = 1e-16;
    constexpr int most_rounds = 100000;
    const double front = std::exp(shape * std::log(x) - x - log_gamma(shape));
    if (x < shape + 1) {
        double term = 1 / shape, sum = term;
        for (int n = 1; n < most_rounds && term > sum * precision; ++n) {
            term *= x / (shape + n);
            sum += term;
        }
        return std::min(1.0, front * sum);
    }
    constexpr double tiny = 1e-300;
    double b = x + 1 - shape, c = 1 / tiny, d = 1 / b, fraction = d;
    for (int n = 1; n < most_rounds; ++n) {
        const double a = -n * (n - shape);
        b += 2;
        d = a * d + b;
        if (std::abs(d) < tiny) d = tiny;
        c = b + a / c;
        if (std::abs(c) < tiny) c = tiny;
        d = 1 / d;
        fraction *= d * c;
        if (std::abs(d * c - 1) < precision) break;
    }
    return 1 - front * fraction;
}

// Mean of X^k over X at or below x, k from 0 (the distribution function) to 2.
double partial(const Fixed& law, int k, double x) {
    return law.value <= x ? power(law.value, k) : 0;
}

double partial(const Uniform& law, int k, double x) {
    if (law.max <= law.min) return partial(Fixed{law.min}, k, x);
    const double to = std::clamp(x, law.min, law.max);
    return (std::pow(to, k + 1) - std::pow(law.min, k + 1)) / ((k + 1) * (law.max - law.min));
}

// Integral of t^k (t - zero) from `from` to `to`.
double ramp(double zero, double from, double to, int k) {
    const auto primitive = [&](double t) { return std::pow(t, k + 2) / (k + 2) - zero * std::pow(t, k + 1) / (k + 1); };
    return primitive(to) - primitive(from);
}

double partial(const Triangular& law, int k, double x) {
    if (law.max <= law.min) return partial(Fixed{law.min}, k, x);
    const double height = 2 / (law.max - law.min);
    double sum = 0;
    if (law.mode > law.min) {
        sum += height / (law.mode - law.min) * ramp(law.min, law.min, std::clamp(x, law.min, law.mode), k);
    }
    if (law.max > law.mode && x > law.mode) {
        sum -= height / (law.max - law.mode) * ramp(law.max, law.mode, std::min(x, law.max), k);
    }
    return sum;
}

double partial(const Gamma& law, int k, double x) {
    const double scale = law.mean / law.shape;
    const double whole = k == 0 ? 1 : k == 1 ? law.mean : law.mean * (law.mean + scale);
    return whole * gamma_below(law.shape + k, x / scale);
}

double partial(const Exponential& law, int k, double x) {
    return partial(Gamma{1, law.mean}, k, x);
}

double partial(const Weibull& law, int k, double x) {
    const double whole = std::pow(law.scale, k) * std::tgamma(1 + k / law.shape);
    return x <= 0 ? 0 : whole * gamma_below(1 + k / law.shape, std::pow(x / law.scale, law.shape));
}

double partial(const Lognormal& law, int k, double x) {
    const double mean_of_log = std::log(law.median), spread = law.sigma;
    const double whole = std::exp(k * mean_of_log + 0.5 * k * k * spread * spread);
    return x <= 0 ? 0 : whole * normal_below((std::log(x) - mean_of_log - k * spread * spread) / spread);
}

// Straight lines between points are uniform stretches.
double partial(const Quantiles& law, int k, double x) {
    double sum = 0;
    for (std::size_t i = 1; i < law.points.size(); ++i) {
        const auto& [p, value] = law.points[i - 1];
        const auto& [next_p, next_value] = law.points[i];
        sum += (next_p - p) * partial(Uniform{value, next_value}, k, x);
    }
    return sum;
}

double partial(const Mixture& law, int k, double x) {
    double sum = 0;
    for (const auto& [weight, part] : law.parts) {
        sum += weight * std::visit([&](const auto& one) { return partial(one, k, x); }, part);
    }
    return sum;
}

double partial(const Law& law, int k, double x) {
    return std::visit([&](const auto& one) { return partial(one, k, x); }, law);
}

double cut_moment(const Law& law, int k, double at_least, double at_most) {
    if (at_least >= at_most) return power(at_most, k);
    const double below = std::isinf(at_least) ? 0 : power(at_least, k) * partial(law, 0, at_least);
    const double before = std::isinf(at_least) ? 0 : partial(law, k, at_least);
    const double above = std::isinf(at_most) ? 0 : power(at_most, k) * (1 - partial(law, 0, at_most));
    return below + partial(law, k, at_most) - before + above;
}

double days_in(TimeUnit unit) {
    switch (unit) {
        case TimeUnit::minutes:
            return 1.0 / (24 * 60);
        case TimeUnit::hours:
            return 1.0 / 24;
        case TimeUnit::calendar_days:
            return 1;
        case TimeUnit::weeks:
            return 7;
        case TimeUnit::months:
            return 365.25 / 12;
        case TimeUnit::years:
            return 365.25;
        case TimeUnit::working_days:
            break;
    }
    PERMAP_ASSERT(unit != TimeUnit::working_days);
    return 1;
}

// Of cut X × scale + add, never below 0 and not above `cap`, in the duration's unit.
Moments edited_moments(const Law& law, double at_least, double at_most, const Edited& edited, double cap) {
    if (edited.scale <= 0) {
        const double time = std::min(std::max(0.0, edited.add), cap);
        return {time, time * time};
    }
    const double lowest = (0 - edited.add) / edited.scale, highest = (cap - edited.add) / edited.scale;
    const Moments cut = moments_of(law, std::clamp(at_least, lowest, highest), std::clamp(at_most, lowest, highest));
    return {
        edited.scale * cut.mean + edited.add,
        edited.scale * edited.scale * cut.second + 2 * edited.scale * edited.add * cut.mean + edited.add * edited.add};
}

}  // namespace

Moments moments_of(const Law& law) {
    return moments_of(law, -infinity, infinity);
}

Moments moments_of(const Law& law, double at_least, double at_most) {
    return {cut_moment(law, 1, at_least, at_most), cut_moment(law, 2, at_least, at_most)};
}

Moments moments_in_days(const Step& step) {
    if (step.edited.passed_through) return {};
    const Duration& duration = step.duration;
    const auto* const lasts = std::get_if<Lasts>(&duration.ends);
    PERMAP_ASSERT(lasts != nullptr);
    const double at_least = duration.at_least.value_or(0), at_most = duration.at_most.value_or(infinity);
    const double unit = days_in(duration.unit);
    Moments time = edited_moments(lasts->law, at_least, at_most, step.edited, infinity);
    if (step.edited.cap) {
        const Moments capped = edited_moments(lasts->law, at_least, at_most, step.edited, *step.edited.cap);
        const double share = step.edited.cap_share;
        time = {share * capped.mean + (1 - share) * time.mean, share * capped.second + (1 - share) * time.second};
    }
    return {unit * time.mean, unit * unit * time.second};
}

}  // namespace permap
