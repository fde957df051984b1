// How many replications it takes: worked out by hand.
#include <catch2/catch.hpp>

#include "analysis/precision.hpp"

using namespace permap;

namespace {

Estimate interval(double low, double high) {
    Estimate its;
    its.value = (low + high) / 2;
    its.low = low;
    its.high = high;
    return its;
}

}  // namespace

TEST_CASE("half an interval beside a figure, whatever the sign") {
    CHECK(relative_half_width(interval(95, 105), 100.0) == 0.05);
    CHECK(relative_half_width(interval(-12, -8), -10.0) == 0.2);
    CHECK(relative_half_width(interval(-12, -8), 400.0) == 0.005);
    CHECK(relative_half_width(interval(0, 0), 0.0) == 0.0);
    CHECK_FALSE(relative_half_width(interval(-1, 1), 0.0));
    CHECK_FALSE(relative_half_width(interval(95, 105), std::nullopt));
    CHECK_FALSE(relative_half_width({}, 100.0));
}

TEST_CASE("nothing is looked at before ten replications, nor before as many as there may be") {
    const Precision two_percent{0.02, 10};
    CHECK(replications_wanted(two_percent, {}, 0, 1000) == 10);
    CHECK(replications_wanted(two_percent, 0.001, 3, 1000) == 10);
    CHECK(replications_wanted(two_percent, {}, 0, 7) == 7);
    CHECK(is_tight(two_percent, 0.02));
    CHECK_FALSE(is_tight(two_percent, 0.0200001));
    CHECK_FALSE(is_tight(two_percent, std::nullopt));
}

TEST_CASE(
    "a half-width shrinks like 1 over the root of n: so many are wanted, and not more than twice as many at once") {
    const Precision two_percent{0.02, 10};
    CHECK(replications_wanted(two_percent, 0.02, 10, 1000) == 10);          // enough
    CHECK(replications_wanted(two_percent, 0.025, 100, 1000) == 157);       // 100 × 1.25², and one
    CHECK(replications_wanted(two_percent, 0.0201, 100, 1000) == 110);      // a tenth more at least
    CHECK(replications_wanted(two_percent, 0.0201, 10, 1000) == 11);        // one more at least
    CHECK(replications_wanted(two_percent, 0.2, 10, 1000) == 20);           // twice as many
    CHECK(replications_wanted(two_percent, std::nullopt, 10, 1000) == 20);  // not known yet
    CHECK(replications_wanted(two_percent, 0.2, 600, 1000) == 1000);        // no more than allowed
    CHECK(replications_wanted(two_percent, 0.2, 1000, 1000) == 1000);
    CHECK(replications_wanted(two_percent, 0.2, 999, 1000) == 1000);
    CHECK(replications_wanted({0.0001, 10}, 1e300, 90'000, 100'000) == 100'000);
}
