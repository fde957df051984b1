// Replications go where the order is not settled, and add up.
#include <catch2/catch.hpp>
#include <numeric>

#include "analysis/allocation.hpp"

using namespace permap;

namespace {

int sum(const std::vector<int>& given) {
    return std::accumulate(given.begin(), given.end(), 0);
}

}  // namespace

TEST_CASE("two that are close and noisy want many replications, one far from both wants few") {
    // 100 ± 1, then 20 ± 4 and 19 ± 4 with luck of their own.
    const Effects effects = {{99, 100, 101, 100}, {16, 24, 20, 20}, {23, 15, 19, 19}};
    const std::vector<std::size_t> order = by_size(effects);
    CHECK(order == std::vector<std::size_t>{0, 1, 2});
    const std::vector<double> wanted = wanted_for_order(effects, order);
    CHECK(wanted[0] < 2);
    CHECK(wanted[1] > 100);
    CHECK(wanted[2] == wanted[1]);
    const std::vector<int> given = allocated(wanted, 10, 4, 20);
    CHECK(sum(given) == 30);
    CHECK(given == std::vector<int>{4, 13, 13});
}

TEST_CASE("what the same luck moves together needs no more replications") {
    const Effects effects = {{10, 20, 30}, {9, 19, 29}};  // always 1 apart, however they swing
    CHECK(wanted_for_order(effects, by_size(effects)) == std::vector<double>{0, 0});
}

TEST_CASE("what is as good as equal is not worth the telling apart") {
    const Effects tiny = {{0.00, 0.02, 0.01}, {0.01, 0.00, 0.02}};
    for (const double one : wanted_for_order(tiny, by_size(tiny))) CHECK(one < 2);
}

TEST_CASE("for a cut, only those beside it are contested") {
    const Effects effects = {{50, 51}, {48, 49.5}, {20, 26}, {19, 24}, {1, 4.5}};
    const std::vector<double> wanted = wanted_for_cut(effects, by_size(effects), 3);
    CHECK(wanted[3] == wanted[2]);
    CHECK(wanted[2] > 5 * wanted[0]);
    CHECK(wanted[2] > 5 * wanted[4]);
    // Between the first two nothing has to be decided.
    CHECK(wanted[0] < 1);
}

TEST_CASE("given replications add up, within fewest and most, and do not depend on anything but what is wanted") {
    for (const int on_average : {2, 3, 10, 30}) {
        const int fewest = std::max(2, on_average / 2), most = 2 * on_average;
        for (const std::vector<double>& wanted : {std::vector<double>{},
                                                  {0},
                                                  {1e300},
                                                  {0, 0, 0},
                                                  {1e9, 0, 0, 5},
                                                  {1e9, 1e9, 1e9},
                                                  {3, 12, 29, 31, 64, 7}}) {
            const std::vector<int> given = allocated(wanted, on_average, fewest, most);
            CHECK(sum(given) == on_average * static_cast<int>(wanted.size()));
            for (const int one : given) {
                CHECK(one >= fewest);
                CHECK(one <= most);
            }
            CHECK(given == allocated(wanted, on_average, fewest, most));
        }
    }
    CHECK(allocated(std::vector<double>{1e9, 0, 0, 0}, 10, 5, 20) == std::vector<int>{20, 7, 7, 6});
}

TEST_CASE("candidates without a value come last and want nothing") {
    const Effects effects = {{}, {1, 2}, {5, 6}};
    CHECK(by_size(effects) == std::vector<std::size_t>{2, 1, 0});
    CHECK(wanted_for_order(effects, by_size(effects))[0] == 0);
}
