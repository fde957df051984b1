// Elementary functions from + − × ÷ and sqrt alone: libm differs between platforms in the last bits, these do not
// (SEMANTICS 5; built with -ffp-contract=off). Relative error below 1e-12 unless said otherwise; tested against
// Boost.Math.
#pragma once

namespace permap {

double log_of(double x);                        // x > 0; subnormals too
double exp_of(double x);                        // 0 far below, infinity far above
double power_of(double base, double exponent);  // base at or above 0

double log_gamma_of(double a);  // ln Γ(a), a > 0

// Regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 − P, each without loss where it is small. a > 0, x ≥
// 0.
struct Shares {
    double below, above;
};
Shares incomplete_gamma(double a, double x);

// x with P(a, x) = p, where q = 1 − p; giving both keeps both tails exact. p and q in (0, 1).
// Shapes from 0.001 to 100,000: relative error below 1e-9, or a value below 1e-300.
double inverse_incomplete_gamma(double a, double p, double q);

// Shares of the standard normal distribution below and above z; and the z of a share p (q = 1 − p).
Shares normal_shares(double z);
double inverse_normal(double p, double q);

}  // namespace permap
