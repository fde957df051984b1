#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <catch2/catch.hpp>
#include <cmath>

#include "random/elementary.hpp"

using namespace permap;

namespace {

double relative_error(double value, double exact) {
    return exact == 0 ? std::abs(value) : std::abs(value / exact - 1);
}

}  // namespace

TEST_CASE("logarithm and exponential agree with libm from the smallest to the largest number") {
    for (double x = 3e-323; x < 1e308; x *= 1.37)
        CHECK(std::abs(log_of(x) - std::log(x)) <= 3e-16 * (1 + std::abs(std::log(x))));
    for (double gap = 1e-16; gap < 0.3; gap *= 3) {
        CHECK(relative_error(log_of(1 + gap), std::log(1 + gap)) < 1e-15);
        CHECK(relative_error(log_of(1 - gap), std::log(1 - gap)) < 1e-15);
    }
    CHECK(log_of(1) == 0);
    CHECK(exp_of(0) == 1);
    for (double x = -708; x < 709; x += 0.37) CHECK(relative_error(exp_of(x), std::exp(x)) < 1e-15);
    CHECK(exp_of(-800) == 0);
    CHECK(exp_of(800) == std::numeric_limits<double>::infinity());
    CHECK(relative_error(power_of(3, 2.5), std::pow(3, 2.5)) < 1e-14);
    CHECK(power_of(0, 2) == 0);
    CHECK(power_of(0, 0) == 1);
}

TEST_CASE("incomplete gamma functions agree with Boost.Math in both tails") {
    for (const double a : {0.001, 0.1, 0.5, 1.0, 1.7, 5.0, 30.0, 400.0, 100000.0}) {
        CAPTURE(a);
        CHECK(std::abs(log_gamma_of(a) - boost::math::lgamma(a)) < 1e-14 * (1 + std::abs(boost::math::lgamma(a))));
        for (double share = 0.02; share < 12; share *= 1.3) {
            const double x = a * share;
            CAPTURE(x);
            const double below = boost::math::gamma_p(a, x), above = boost::math::gamma_q(a, x);
            const Shares shares = incomplete_gamma(a, x);
            const double allowed = a > 1000 ? 1e-9 : 1e-12;
            if (below > 1e-250 && x < 600) CHECK(relative_error(shares.below, below) < allowed);
            if (above > 1e-250 && above < 0.9) CHECK(relative_error(shares.above, above) < allowed);
            CHECK(shares.below + shares.above == Approx(1).epsilon(1e-14));
        }
    }
}

TEST_CASE("inverses agree with Boost.Math out to the last of 2^33 shares") {
    std::vector<double> shares = {0.5, 0.25, 0.1, 0.3, 0.4999999};
    for (double share = 1.0 / 8589934592.0; share < 0.5; share *= 3) shares.push_back(share);
    for (const double share : shares) {
        CAPTURE(share);
        CHECK(relative_error(inverse_normal(share, 1 - share), -std::sqrt(2.0) * boost::math::erfc_inv(2 * share)) <
              2e-15);
        CHECK(inverse_normal(1 - share, share) == -inverse_normal(share, 1 - share));
        CHECK(relative_error(normal_shares(inverse_normal(share, 1 - share)).below, share) < 1e-13);
        for (const double a : {0.001, 0.02, 0.1, 0.4, 0.5, 0.9, 1.0, 1.1, 2.0, 3.5, 20.0, 500.0, 100000.0}) {
            CAPTURE(a);
            const double low = boost::math::gamma_p_inv(a, share), high = boost::math::gamma_q_inv(a, share);
            if (low > 1e-290) CHECK(relative_error(inverse_incomplete_gamma(a, share, 1 - share), low) < 1e-9);
            if (low <= 1e-290) CHECK(inverse_incomplete_gamma(a, share, 1 - share) < 1e-289);
            if (high > 1e-290) CHECK(relative_error(inverse_incomplete_gamma(a, 1 - share, share), high) < 1e-9);
        }
    }
}
