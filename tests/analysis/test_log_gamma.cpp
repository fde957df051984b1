#include <boost/math/special_functions/gamma.hpp>
#include <catch2/catch.hpp>

#include "analysis/log_gamma.hpp"

using namespace permap;

TEST_CASE("ln of the gamma function is that of Boost.Math") {
    for (const double x : {0.01, 0.5, 1.0, 1.5, 2.0, 4.5, 11.9, 12.0, 12.1, 30.0, 170.5, 5000.0}) {
        CHECK(log_gamma(x) == Approx(boost::math::lgamma(x)).epsilon(1e-12).margin(1e-13));
    }
}
