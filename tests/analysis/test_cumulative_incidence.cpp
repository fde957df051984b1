#include <catch2/catch.hpp>

#include "analysis/bootstrap.hpp"
#include "analysis/cumulative_incidence.hpp"

using namespace permap;

namespace {

constexpr Minutes in_days(int days) {
    return Minutes{days * 24 * 60};
}

CumulativeIncidence of(std::vector<Observed> observed, const std::vector<double>& weights = {}) {
    sort_observed(observed);
    return {observed, 2, weights};
}

}  // namespace

TEST_CASE("with nobody censored, incidence is the plain share, and the ends add up to everyone") {
    std::vector<Observed> observed;
    SplitMix64 random(5);
    for (std::uint32_t i = 0; i < 500; ++i) {
        observed.push_back(
            {in_days(static_cast<int>(random.below(900))), static_cast<std::int32_t>(random.below(2)), i});
    }
    const CumulativeIncidence incidence = of(observed);
    for (const int by : {0, 1, 100, 365, 899, 5000}) {
        for (std::size_t end = 0; end < 2; ++end) {
            int reached = 0;
            for (const Observed& one : observed) {
                if (one.end == static_cast<std::int32_t>(end) && one.time <= in_days(by)) ++reached;
            }
            CHECK(*incidence.share(end, in_days(by)) == Approx(reached / 500.0).margin(1e-12));
        }
    }
    CHECK(*incidence.share_of_first(2, in_days(5000)) == Approx(1));
}

TEST_CASE("a hand-worked example with censoring and a competing end") {
    // At risk 5, 4, 3, 2, 1: route on day 10, censored 20, ageing out 30, route 40, censored 50.
    const CumulativeIncidence incidence = of({{in_days(10), 0, 0},
                                              {in_days(20), followed_only, 1},
                                              {in_days(30), 1, 2},
                                              {in_days(40), 0, 3},
                                              {in_days(50), followed_only, 4}});
    CHECK(*incidence.share(0, in_days(9)) == 0);
    CHECK(*incidence.share(0, in_days(10)) == Approx(0.2));
    CHECK(*incidence.share(1, in_days(30)) == Approx(0.8 / 3));
    CHECK(*incidence.share(0, in_days(40)) == Approx(0.2 + (0.8 - 0.8 / 3) / 2));
    CHECK(*incidence.share(0, in_days(50)) == Approx(0.2 + (0.8 - 0.8 / 3) / 2));
    CHECK_FALSE(incidence.share(0, in_days(51)).has_value());  // nobody was followed so long
    CHECK(incidence.time_of_share(0.2, 1) == in_days(10));
    CHECK(incidence.time_of_share(0.4, 1) == in_days(40));
    CHECK_FALSE(incidence.time_of_share(0.5, 1).has_value());
}

TEST_CASE("an end in the minute in which another child's follow-up stops comes first") {
    const CumulativeIncidence incidence = of({{in_days(10), followed_only, 0}, {in_days(10), 0, 1}});
    CHECK(*incidence.share(0, in_days(10)) == Approx(0.5));
}

TEST_CASE("a weight of two is the same child twice, a weight of nought is nobody") {
    const std::vector<Observed> observed = {
        {in_days(10), 0, 0}, {in_days(20), followed_only, 1}, {in_days(30), 1, 2}, {in_days(40), 0, 3}};
    std::vector<Observed> twice = {observed[0], observed[0], observed[2], observed[3]};
    const CumulativeIncidence weighted = of(observed, {2, 0, 1, 1});
    for (const int by : {10, 20, 30, 40, 99}) {
        CHECK(*weighted.share(0, in_days(by)) == Approx(*of(twice).share(0, in_days(by))));
        CHECK(*weighted.share(1, in_days(by)) == Approx(*of(twice).share(1, in_days(by))));
    }
}

TEST_CASE("without anyone there is no share") {
    CHECK_FALSE(of({}).share(0, in_days(1)).has_value());
    CHECK_FALSE(of({{in_days(1), 0, 0}}, {0}).share(0, in_days(1)).has_value());
}
