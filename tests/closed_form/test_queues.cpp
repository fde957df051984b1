// Pools against queueing theory. Arrivals are Poisson; work is in whole minutes, whose rounding is unbiased.
#include <catch2/catch.hpp>
#include <cmath>

#include "closed_form/theory.hpp"

using namespace permap;

namespace {

std::string one_pool(int units, const std::string& law) {
    return "        pool worker " + std::to_string(units) + R"(
        horizon 2
        enter child 2026-01-05 -> meet
        meet takes )" +
           law + R"( uses worker -> home
        home outcome
    )";
}

constexpr double load_of_each = 0.8;

}  // namespace

TEST_CASE("M/M/c: the mean wait for a unit is Erlang's, for one, two and five of them") {
    for (const int units : {1, 2, 5}) {
        const double a_day = load_of_each * units;  // work of one day on average
        const DrawnMap drawn = with_arrivals(one_pool(units, "exponential 1 days"), a_day, 50.0 / units);
        const auto runs = times_of(drawn, 60);
        const std::size_t meet = place_of(drawn.map, "meet");
        check_mean("wait for one of " + std::to_string(units),
                   each(runs, [&](const Times& run) { return run.steps[meet].wait; }), mean_wait_mmc(units, a_day, 1),
                   0.1);
        check_mean("whole journey", each(runs, [&](const Times& run) { return run.journey; }),
                   mean_wait_mmc(units, a_day, 1) + 1, 0.1);
    }
}

TEST_CASE("Erlang's formula gives the values of his tables") {
    // Gross and Harris, table of C(c, r): one server waits with the chance that it is busy; two servers at 0.8 each:
    // 2 ρ² / (1 + ρ).
    CHECK(erlang_c(1, 0.8) == Approx(0.8));
    CHECK(erlang_c(2, 1.6) == Approx(2 * 0.64 / 1.8));
    CHECK(erlang_c(5, 4.0) == Approx(0.5541).epsilon(1e-3));
}

TEST_CASE("M/G/1: the mean wait is Pollaczek's and Khinchine's, whatever the law of the work") {
    struct Work {
        const char* law;
        double variance;  // mean: one day
    };
    for (const Work& work : {Work{"1 days", 0}, Work{"uniform 0 2 days", 1.0 / 3}}) {
        const DrawnMap drawn = with_arrivals(one_pool(1, work.law), load_of_each, 50);
        const auto runs = times_of(drawn, 60);
        const std::size_t meet = place_of(drawn.map, "meet");
        check_mean(work.law, each(runs, [&](const Times& run) { return run.steps[meet].wait; }),
                   mean_wait_mg1(load_of_each, 1, work.variance), 0.1);
    }
    // Work that varies more than exponential work does: a gamma law of shape ½ has variance 2.
    DrawnMap drawn = with_arrivals(one_pool(1, "1 days"), load_of_each, 50);
    const std::size_t meet = place_of(drawn.map, "meet");
    drawn.map.steps[meet].duration.ends = Lasts{Gamma{0.5, 1}};
    const auto runs = times_of(drawn, 60);
    check_mean("gamma", each(runs, [&](const Times& run) { return run.steps[meet].wait; }),
               mean_wait_mg1(load_of_each, 1, 2), 0.12);
}

TEST_CASE("a tandem of pools: what leaves M/M/c comes to the next as it came to the first") {
    // Burke 1956, "The output of a queuing system".
    const DrawnMap drawn = with_arrivals(R"(
        pool worker 1
        pool chair 2
        horizon 2
        enter child 2026-01-05 -> assess
        assess takes exponential 1 days uses worker -> review
        review takes exponential 2 days uses chair -> home
        home outcome
    )",
                                         0.8, 50);
    const auto runs = times_of(drawn, 60);
    const auto wait_at = [&](const char* step) {
        const std::size_t place = place_of(drawn.map, step);
        return each(runs, [place](const Times& run) { return run.steps[place].wait; });
    };
    check_mean("first", wait_at("assess"), mean_wait_mmc(1, 0.8, 1), 0.1);
    check_mean("second", wait_at("review"), mean_wait_mmc(2, 0.8, 2), 0.1);
    check_mean("journey", each(runs, [](const Times& run) { return run.journey; }),
               mean_wait_mmc(1, 0.8, 1) + 1 + mean_wait_mmc(2, 0.8, 2) + 2, 0.1);
}

TEST_CASE("urgent children wait as theory says of two classes") {
    // Cobham 1954, "Priority assignment in waiting line problems", no pre-emption: W1 = R / (1 − ρ1), W2 = R / ((1 −
    // ρ1) (1 − ρ)), where R = λ E[S²] / 2 is the mean rest of the work in hand. Half are urgent, ρ1 = 0.4, ρ = 0.8.
    const DrawnMap drawn = with_arrivals(R"(
        pool worker 1
        attribute urgent no|yes
        horizon 2
        enter child 2026-01-05 -> sort
        sort draws urgent yes:0.5,no:0.5 -> which
        which decision -> now when [urgent = yes] ; later when [urgent = no]
        now takes exponential 1 days uses worker priority 0 -> home
        later takes exponential 1 days uses worker priority 1 -> home
        home outcome
    )",
                                         0.8, 50);
    const auto runs = times_of(drawn, 60);
    const auto wait_at = [&](const char* step) {
        const std::size_t place = place_of(drawn.map, step);
        return each(runs, [place](const Times& run) { return run.steps[place].wait; });
    };
    const double rest = 0.8 * 2 / 2;
    check_mean("urgent", wait_at("now"), rest / 0.6, 0.08);
    check_mean("not urgent", wait_at("later"), rest / (0.6 * 0.2), 0.15);
}
