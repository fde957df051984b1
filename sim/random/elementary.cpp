#include "random/elementary.hpp"

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

namespace permap {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double ln2_high = 6.93147180369123816490e-01;  // ln 2 in two parts: k × the first is exact
constexpr double ln2_low = 1.90821492927058770002e-10;

std::uint64_t bits_of(double x) {
    std::uint64_t bits;
    std::memcpy(&bits, &x, sizeof bits);
    return bits;
}

double with_bits(std::uint64_t bits) {
    double x;
    std::memcpy(&x, &bits, sizeof x);
    return x;
}

// 2^k for k in [−1022, 1023].
double power_of_two(int k) {
    return with_bits(static_cast<std::uint64_t>(k + 1023) << 52);
}

double absolute(double x) {
    return x < 0 ? -x : x;
}

}  // namespace

double log_of(double x) {
    if (x <= 0) return -infinity;
    if (x == infinity) return x;
    int exponent = 0;
    if (x < std::numeric_limits<double>::min()) {
        x *= power_of_two(54);
        exponent = -54;
    }
    exponent += static_cast<int>(bits_of(x) >> 52) - 1023;
    double m = with_bits((bits_of(x) & 0xfffffffffffffU) | 0x3ff0000000000000U);  // x = m 2^exponent, m in [1, 2)
    if (m > 1.4142135623730951) {
        m *= 0.5;
        ++exponent;
    }
    // ln m = 2 artanh((m − 1) / (m + 1)); |s| ≤ 0.1716, so s^26 is below half a unit in the last place.
    const double s = (m - 1) / (m + 1), s2 = s * s;
    double sum = 0;
    for (int k = 25; k >= 3; k -= 2) sum = (sum + 1.0 / k) * s2;
    return exponent * ln2_high + (2 * s + (2 * s * sum + exponent * ln2_low));
}

double exp_of(double x) {
    if (x > 709.78) return infinity;
    if (x < -745.2) return 0;
    const double turns = x * 1.4426950408889634;
    const int k = static_cast<int>(turns + (turns < 0 ? -0.5 : 0.5));
    const double r = (x - k * ln2_high) - k * ln2_low;  // |r| ≤ 0.35
    double sum = 1;
    for (int n = 15; n >= 1; --n) sum = 1 + sum * r / n;
    const int half = k / 2;
    return sum * power_of_two(half) * power_of_two(k - half);
}

double power_of(double base, double exponent) {
    if (exponent == 0) return 1;
    return base <= 0 ? 0 : exp_of(exponent * log_of(base));
}

double log_gamma_of(double a) {
    double below = 1, shift = 0;  // Γ(a) = Γ(a + n) / (a (a + 1) … (a + n − 1))
    while (a < 15) {
        below *= a;
        a += 1;
        if (below > 1e200) {
            shift += log_of(below);
            below = 1;
        }
    }
    // Stirling's series; the first term left out is below 1e-19 for a ≥ 15.
    const double i = 1 / a, i2 = i * i;
    const double series =
        i * (1.0 / 12 -
             i2 * (1.0 / 360 -
                   i2 * (1.0 / 1260 - i2 * (1.0 / 1680 - i2 * (1.0 / 1188 - i2 * (691.0 / 360360 - i2 / 156))))));
    constexpr double half_ln_two_pi = 0.91893853320467274178;
    return (a - 0.5) * log_of(a) - a + half_ln_two_pi + series - shift - log_of(below);
}

namespace {

// x^a e^(−x) / Γ(a + 1), the factor in front of the series; `log_gamma` = ln Γ(a).
double front(double a, double x, double log_gamma) {
    return exp_of(a * log_of(x) - x - log_gamma) / a;
}

Shares shares(double a, double x, double log_gamma) {
    if (x <= 0) return {0, 1};
    if (x < a + 1) {
        // Series: P = front × (1 + x/(a+1) + x²/((a+1)(a+2)) + …).
        double term = 1, sum = 1;
        for (double n = a + 1; term > sum * 1e-17; n += 1) {
            term *= x / n;
            sum += term;
        }
        const double below = front(a, x, log_gamma) * sum;
        return below < 1 ? Shares{below, 1 - below} : Shares{1, 0};
    }
    // Continued fraction for Q by Lentz's method.
    const double tiny = 1e-300;
    double b = x + 1 - a, c = 1 / tiny, d = 1 / b, h = d;
    for (int n = 1; n < 100000; ++n) {
        const double an = -n * (n - a);
        b += 2;
        d = an * d + b;
        if (absolute(d) < tiny) d = tiny;
        c = b + an / c;
        if (absolute(c) < tiny) c = tiny;
        d = 1 / d;
        const double delta = d * c;
        h *= delta;
        if (absolute(delta - 1) < 4e-16) break;
    }
    const double above = front(a, x, log_gamma) * a * h;
    return above < 1 ? Shares{1 - above, above} : Shares{0, 1};
}

}  // namespace

Shares incomplete_gamma(double a, double x) {
    return shares(a, x, log_gamma_of(a));
}

double inverse_incomplete_gamma(double a, double p, double q) {
    const double log_gamma = log_gamma_of(a);
    // First guess: Wilson and Hilferty's cube for the middle, the first term of the series near 0.
    const double near_zero = exp_of((log_of(p) + log_gamma + log_of(a)) / a);
    const double z = inverse_normal(p, q), cube = 1 - 1 / (9 * a) + z / (3 * std::sqrt(a));
    double x = near_zero;
    if (a >= 0.5 && cube > 0.2) x = a * cube * cube * cube;
    if (near_zero < 0.05 * (a + 1)) x = near_zero;
    if (x < 1e-300) return x;
    // Halley's steps on the smaller of P and Q, kept inside a bracket.
    double low = 0, high = infinity;
    for (int round = 0; round < 200; ++round) {
        const Shares at = shares(a, x, log_gamma);
        const double error = p < q ? at.below - p : q - at.above;
        if (error == 0) return x;
        (error < 0 ? low : high) = x;
        const double density = front(a, x, log_gamma) * a / x;
        double next = 0;
        if (density > 0) {
            const double newton = error / density;
            const double bend = 1 - 0.5 * newton * ((a - 1) / x - 1);
            next = x - newton / (bend > 0.5 && bend < 2 ? bend : 1);
            if (absolute(next - x) <= 1e-6 * x) return next;  // the steps are cubic: what is left is below 1e-9
        }
        if (!(next > low && next < high)) {
            next = high == infinity ? 2 * x : low > 0 ? std::sqrt(low) * std::sqrt(high) : high / 16;
        }
        x = next;
    }
    return x;
}

Shares normal_shares(double z) {
    const Shares of_square = incomplete_gamma(0.5, 0.5 * z * z);
    const double tail = 0.5 * of_square.above, rest = 0.5 + 0.5 * of_square.below;
    return z < 0 ? Shares{tail, rest} : Shares{rest, tail};
}

double inverse_normal(double p, double q) {
    // Algorithm AS 241, PPND16 (Wichura 1988, Applied Statistics 37, 477–484).
    const auto ratio = [](const double(&n)[8], const double(&d)[8], double r) {
        double above = 0, below = 0;
        for (int i = 7; i >= 0; --i) {
            above = above * r + n[i];
            below = below * r + d[i];
        }
        return above / below;
    };
    static constexpr double a[8] = {3.3871328727963666080e0,  1.3314166789178437745e+2, 1.9715909503065514427e+3,
                                    1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                    3.3430575583588128105e+4, 2.5090809287301226727e+3};
    static constexpr double b[8] = {1.0,
                                    4.2313330701600911252e+1,
                                    6.8718700749205790830e+2,
                                    5.3941960214247511077e+3,
                                    2.1213794301586595867e+4,
                                    3.9307895800092710610e+4,
                                    2.8729085735721942674e+4,
                                    5.2264952788528545610e+3};
    static constexpr double c[8] = {1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
                                    3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
                                    2.27238449892691845833e-2, 7.74545014278341407640e-4};
    static constexpr double d[8] = {1.0,
                                    2.05319162663775882187e0,
                                    1.67638483018380384940e0,
                                    6.89767334985100004550e-1,
                                    1.48103976427480074590e-1,
                                    1.51986665636164571966e-2,
                                    5.47593808499534494600e-4,
                                    1.05075007164441684324e-9};
    static constexpr double e[8] = {6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,
                                    2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                    2.71155556874348757815e-5, 2.01033439929228813265e-7};
    static constexpr double f[8] = {1.0,
                                    5.99832206555887937690e-1,
                                    1.36929880922735805310e-1,
                                    1.48753612908506148525e-2,
                                    7.86869131145613259100e-4,
                                    1.84631831751005468180e-5,
                                    1.42151175831644588870e-7,
                                    2.04426310338993978564e-15};
    const double centred = p < q ? p - 0.5 : 0.5 - q;
    if (absolute(centred) <= 0.425) return centred * ratio(a, b, 0.180625 - centred * centred);
    const double r = std::sqrt(-log_of(p < q ? p : q));
    const double z = r <= 5 ? ratio(c, d, r - 1.6) : ratio(e, f, r - 5);
    return p < q ? -z : z;
}

}  // namespace permap
