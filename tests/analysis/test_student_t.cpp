#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "analysis/bootstrap.hpp"
#include "analysis/student_t.hpp"

using namespace permap;

namespace {

// Standard normal numbers by Box and Muller: good enough to test an interval with.
double normal(SplitMix64& random) {
    const auto uniform = [&] { return (static_cast<double>(random.next() >> 11) + 0.5) / 9007199254740992.0; };
    const double radius = std::sqrt(-2 * std::log(uniform()));
    return radius * std::cos(6.283185307179586 * uniform());
}

}  // namespace

TEST_CASE("quantiles of t agree with the published table") {
    // Two-sided 95 % points; the last is the normal's.
    CHECK(student_t_quantile(0.975, 1) == Approx(12.706205).epsilon(1e-7));
    CHECK(student_t_quantile(0.975, 2) == Approx(4.302653).epsilon(1e-7));
    CHECK(student_t_quantile(0.975, 9) == Approx(2.262157).epsilon(1e-6));
    CHECK(student_t_quantile(0.975, 29) == Approx(2.045230).epsilon(1e-6));
    CHECK(student_t_quantile(0.995, 10) == Approx(3.169273).epsilon(1e-6));
    CHECK(student_t_quantile(0.975, 1e7) == Approx(1.959964).epsilon(1e-6));
    CHECK(student_t_quantile(0.025, 9) == Approx(-2.262157).epsilon(1e-6));
    CHECK(student_t_quantile(0.5, 3) == Approx(0).margin(1e-9));
    CHECK(student_t_share_below(0, 5) == Approx(0.5));
}

TEST_CASE("the t interval of 2, 4, 4, 4, 5, 5, 7, 9 is 5 plus or minus 1.788") {
    const Estimate estimate = t_estimate(std::vector<double>{2, 4, 4, 4, 5, 5, 7, 9});
    // s² = 32 / 7, t(0.975; 7) = 2.364624
    CHECK(*estimate.value == 5);
    CHECK(*estimate.low == Approx(5 - 2.364624 * std::sqrt(32.0 / 7 / 8)));
    CHECK(*estimate.high == Approx(5 + 2.364624 * std::sqrt(32.0 / 7 / 8)));
}

TEST_CASE("one value has no interval, and says why") {
    const Estimate estimate = t_estimate(std::vector<double>{3});
    CHECK(estimate.value == 3);
    CHECK_FALSE(estimate.low.has_value());
    CHECK_FALSE(estimate.reason_if_null.empty());
    CHECK_FALSE(t_estimate(std::vector<double>{}).value.has_value());
}

TEST_CASE("a 95 % t interval holds the truth in 179 to 198 of 200 synthetic experiments") {
    int hits = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        SplitMix64 random(seed);
        std::vector<double> values;
        for (int i = 0; i < 10; ++i) values.push_back(40 + 12 * normal(random));
        const Estimate estimate = t_estimate(values);
        if (*estimate.low <= 40 && 40 <= *estimate.high) ++hits;
    }
    CHECK(hits >= 179);
    CHECK(hits <= 198);
}

TEST_CASE("drawn assumptions widen an interval down to what they leave open, however many the replications") {
    const std::vector<double> fixed = {9, 10, 11, 10, 9, 11};  // s² = 0.8
    const std::vector<double> drawn = {4, 16, 7, 13, 10, 10};  // s² = 18
    const Estimate estimate = assumption_estimate(drawn, fixed);
    const double half = 2.570582 * std::sqrt(17.2 + 18.0 / 6);  // t(0.975; 5)
    CHECK(*estimate.value == 10);
    CHECK(*estimate.low == Approx(10 - half));
    CHECK(*estimate.high == Approx(10 + half));
    // Draws that happen to vary less than chance does leave the interval of chance.
    CHECK(*assumption_estimate(fixed, drawn).high == Approx(*t_estimate(drawn).high));
    CHECK(*assumption_estimate(fixed, drawn).low == Approx(*t_estimate(drawn).low));  // nothing beyond chance
}

TEST_CASE("SplitMix64 gives its published words") {
    SplitMix64 random(1234567);
    CHECK(random.next() == 6457827717110365317ULL);
    CHECK(random.next() == 3203168211198807973ULL);
    CHECK(random.next() == 9817491932198370423ULL);
}
