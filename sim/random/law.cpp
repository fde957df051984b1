#include "random/law.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "random/elementary.hpp"
#include "random/quantile_table.hpp"
#include "vocabulary/result.hpp"

namespace permap {

namespace {

double between(double low, double high, double p, double q) {
    return p < q ? low + (high - low) * p : high - (high - low) * q;
}

// ---- values at a share -------------------------------------------------------------------------------------------

double value_at(const Fixed& law, double, double) {
    return law.value;
}
double value_at(const Uniform& law, double p, double q) {
    return between(law.min, law.max, p, q);
}

double value_at(const Triangular& law, double p, double q) {
    const double width = law.max - law.min, rise = law.mode - law.min, fall = law.max - law.mode;
    if (width <= 0) return law.min;
    return p * width <= rise ? law.min + std::sqrt(p * width * rise) : law.max - std::sqrt(q * width * fall);
}

double value_at(const Exponential& law, double, double q) {
    return -law.mean * log_of(q);
}
double value_at(const Gamma& law, double p, double q) {
    return law.mean / law.shape * inverse_incomplete_gamma(law.shape, p, q);
}
double value_at(const Weibull& law, double, double q) {
    return law.scale * power_of(-log_of(q), 1 / law.shape);
}
double value_at(const Lognormal& law, double p, double q) {
    return law.median * exp_of(law.sigma * inverse_normal(p, q));
}

double value_at(const Quantiles& law, double p, double) {
    const auto& points = law.points;
    PERMAP_ASSERT(!points.empty());
    const auto right = std::find_if(points.begin(), points.end(), [p](const auto& point) { return point.first >= p; });
    if (right == points.end()) return points.back().second;
    if (right == points.begin()) return right->second;
    const auto left = right - 1;
    return left->second + (right->second - left->second) * ((p - left->first) / (right->first - left->first));
}

// ---- shares of a value -------------------------------------------------------------------------------------------

Share continuous(double below, double above) {
    return {below, below, above};
}

Share share_at(const Fixed& law, double x) {
    return {law.value < x ? 1.0 : 0.0, law.value <= x ? 1.0 : 0.0, law.value <= x ? 0.0 : 1.0};
}

Share share_at(const Uniform& law, double x) {
    if (law.max <= law.min) return share_at(Fixed{law.min}, x);
    if (x <= law.min) return continuous(0, 1);
    if (x >= law.max) return continuous(1, 0);
    return continuous((x - law.min) / (law.max - law.min), (law.max - x) / (law.max - law.min));
}

Share share_at(const Triangular& law, double x) {
    const double width = law.max - law.min;
    if (width <= 0) return share_at(Fixed{law.min}, x);
    if (x <= law.min) return continuous(0, 1);
    if (x >= law.max) return continuous(1, 0);
    if (x < law.mode) {
        const double below = (x - law.min) * (x - law.min) / (width * (law.mode - law.min));
        return continuous(below, 1 - below);
    }
    const double above = (law.max - x) * (law.max - x) / (width * (law.max - law.mode));
    return continuous(1 - above, above);
}

// Share above where ln(share above) = −hazard.
Share from_hazard(double hazard) {
    const double above = exp_of(-hazard);
    // 1 − e^(−h) without loss for small h: the first terms of its series.
    const double below = hazard < 1e-3 ? hazard * (1 - hazard / 2 * (1 - hazard / 3 * (1 - hazard / 4))) : 1 - above;
    return continuous(below, above);
}

Share share_at(const Exponential& law, double x) {
    if (law.mean <= 0) return share_at(Fixed{0}, x);
    return x <= 0 ? continuous(0, 1) : from_hazard(x / law.mean);
}

Share share_at(const Weibull& law, double x) {
    if (law.scale <= 0) return share_at(Fixed{0}, x);
    return x <= 0 ? continuous(0, 1) : from_hazard(power_of(x / law.scale, law.shape));
}

Share share_at(const Gamma& law, double x) {
    if (law.mean <= 0) return share_at(Fixed{0}, x);
    if (x <= 0) return continuous(0, 1);
    const Shares shares = incomplete_gamma(law.shape, x * law.shape / law.mean);
    return continuous(shares.below, shares.above);
}

Share share_at(const Lognormal& law, double x) {
    if (law.median <= 0 || law.sigma <= 0) return share_at(Fixed{law.median}, x);
    if (x <= 0) return continuous(0, 1);
    const Shares shares = normal_shares(log_of(x / law.median) / law.sigma);
    return continuous(shares.below, shares.above);
}

Share share_at(const Quantiles& law, double x) {
    const auto& points = law.points;
    PERMAP_ASSERT(!points.empty());
    // Values rise with the points; several points of one value hold the share between them at that value.
    double below = 0, at_most = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto& [p, value] = points[i];
        if (value <= x) at_most = p;
        if (value < x) below = p;
        if (value == x && (i == 0 || points[i - 1].second < x)) below = p;
        if (value > x) {
            if (i > 0 && points[i - 1].second < x) {
                const auto& [p0, value0] = points[i - 1];
                below = at_most = p0 + (p - p0) * ((x - value0) / (value - value0));
            }
            break;
        }
    }
    return {below, at_most, 1 - at_most};
}

// ---- mixtures ----------------------------------------------------------------------------------------------------

void add_edges(const SimpleLaw& law, std::vector<double>& edges) {
    if (const auto* fixed = std::get_if<Fixed>(&law))
        edges.push_back(fixed->value);
    else if (const auto* uniform = std::get_if<Uniform>(&law))
        edges.insert(edges.end(), {uniform->min, uniform->max});
    else if (const auto* triangular = std::get_if<Triangular>(&law))
        edges.insert(edges.end(), {triangular->min, triangular->mode, triangular->max});
    else if (const auto* quantiles = std::get_if<Quantiles>(&law)) {
        for (const auto& point : quantiles->points) edges.push_back(point.second);
    } else {
        edges.push_back(0);  // where the other laws begin
    }
}

double quantile_of_simple(const SimpleLaw& law, double p, double q) {
    return std::visit([&](const auto& one) { return value_at(one, p, q); }, law);
}

Share share_of_mixture(const Mixture& mixture, double total, double x) {
    Share sum{0, 0, 0};
    for (const auto& [weight, law] : mixture.parts) {
        const Share share = share_of(law, x);
        sum.below += weight / total * share.below;
        sum.at_most += weight / total * share.at_most;
        sum.above += weight / total * share.above;
    }
    return sum;
}

// Where a rising function passes 0: regula falsi (Illinois), and halving where that is slow.
template <class Function>
double root_between(double low, double high, const Function& function) {
    double at_low = function(low), at_high = function(high);
    for (int round = 0; round < 200; ++round) {
        const double width = high - low;
        if (!(width > 1e-13 * (high < 0 ? -low : high))) break;
        double middle = round % 3 == 2 ? low + width / 2 : low - at_low * (width / (at_high - at_low));
        if (!(middle > low && middle < high)) middle = low + width / 2;
        if (!(middle > low && middle < high)) break;
        const double at_middle = function(middle);
        if (at_middle == 0) return middle;
        if (at_middle < 0) {
            low = middle;
            at_low = at_middle;
            at_high /= 2;
        } else {
            high = middle;
            at_high = at_middle;
            at_low /= 2;
        }
    }
    return high;
}

double value_at(const Mixture& mixture, double p, double q) {
    double total = 0, low = std::numeric_limits<double>::infinity(), high = -low;
    for (const auto& [weight, law] : mixture.parts) {
        total += weight;
        if (weight <= 0) continue;
        const double value = quantile_of_simple(law, p, q);  // the mixture's lies between those of its parts
        low = std::min(low, value);
        high = std::max(high, value);
    }
    PERMAP_ASSERT(total > 0);
    // How far the share at or below x is past p (and: the share below x), compared on the side that is small.
    const auto past = [&](double x) {
        const Share share = share_of_mixture(mixture, total, x);
        return p < q ? share.at_most - p : q - share.above;
    };
    const auto reached_before = [&](double x) {
        const Share share = share_of_mixture(mixture, total, x);
        return p < q ? share.below >= p : share.above + (share.at_most - share.below) <= q;
    };
    // First the edges, so that a jump gives its own value exactly; then the smooth piece between two of them.
    for (const double edge : edges_of(Law{mixture})) {
        if (edge < low || edge > high) continue;
        if (past(edge) < 0) {
            low = edge;
        } else if (reached_before(edge)) {
            high = edge;
        } else {
            return edge;
        }
    }
    if (!(low < high)) return high;
    return root_between(low, high, past);
}

// ---- means -------------------------------------------------------------------------------------------------------

double mean(const Fixed& law) {
    return law.value;
}
double mean(const Uniform& law) {
    return law.min + (law.max - law.min) / 2;
}
double mean(const Triangular& law) {
    return (law.min + law.mode + law.max) / 3;
}
double mean(const Exponential& law) {
    return law.mean;
}
double mean(const Gamma& law) {
    return law.mean;
}
double mean(const Weibull& law) {
    return law.scale * exp_of(log_gamma_of(1 + 1 / law.shape));
}
double mean(const Lognormal& law) {
    return law.median * exp_of(law.sigma * law.sigma / 2);
}

double mean(const Quantiles& law) {
    double sum = 0;
    for (std::size_t i = 1; i < law.points.size(); ++i) {
        sum += (law.points[i].first - law.points[i - 1].first) * (law.points[i].second + law.points[i - 1].second) / 2;
    }
    return sum;
}

double mean(const Mixture& mixture) {
    double sum = 0, total = 0;
    for (const auto& [weight, law] : mixture.parts) {
        sum += weight * std::visit([](const auto& one) { return mean(one); }, law);
        total += weight;
    }
    return sum / total;
}

}  // namespace

Share share_of(const SimpleLaw& law, double x) {
    return std::visit([x](const auto& one) { return share_at(one, x); }, law);
}

double quantile_of(const Law& law, double p, double q) {
    return std::visit([&](const auto& one) { return value_at(one, p, q); }, law);
}

double quantile_of(const Law& law, double p) {
    PERMAP_ASSERT(p > 0 && p < 1);
    return quantile_of(law, p, 1 - p);
}

double mean_of(const Law& law) {
    return std::visit([](const auto& one) { return mean(one); }, law);
}

std::vector<double> edges_of(const Law& law) {
    std::vector<double> edges;
    if (const auto* mixture = std::get_if<Mixture>(&law)) {
        for (const auto& part : mixture->parts) add_edges(part.second, edges);
    } else if (const auto* quantiles = std::get_if<Quantiles>(&law)) {
        for (const auto& point : quantiles->points) edges.push_back(point.second);
    }
    return edges;
}

}  // namespace permap
