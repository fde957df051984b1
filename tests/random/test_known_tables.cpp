// A table that was made before is the table that would be made.
#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>

#include "random/known_tables.hpp"

using namespace permap;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

bool are_equal(const QuantileTable& left, const QuantileTable& right) {
    const auto a = left.knots(), b = right.knots();
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

}  // namespace

TEST_CASE("known tables are told apart by law, unit and cuts, in whatever order they are asked for") {
    struct Asked {
        Law law;
        double unit, at_least, at_most;
    };
    const std::vector<Asked> all = {{Exponential{3}, 1440, -infinity, infinity},
                                    {Exponential{4}, 1440, -infinity, infinity},
                                    {Exponential{3}, 60, -infinity, infinity},
                                    {Exponential{3}, 1440, 1, infinity},
                                    {Exponential{3}, 1440, -infinity, 5},
                                    {Gamma{2, 3}, 1440, -infinity, infinity},
                                    {Mixture{{{0.5, Fixed{1}}, {0.5, Uniform{2, 9}}}}, 1440, -infinity, infinity},
                                    {Mixture{{{0.4, Fixed{1}}, {0.6, Uniform{2, 9}}}}, 1440, -infinity, infinity}};
    KnownTables known;
    for (const std::size_t stride : {std::size_t{1}, std::size_t{3}, std::size_t{5}, std::size_t{7}}) {
        for (std::size_t i = 0; i < all.size(); ++i) {
            const Asked& one = all[i * stride % all.size()];
            CHECK(are_equal(known.table(one.law, one.unit, one.at_least, one.at_most),
                            quantile_table(one.law, one.unit, one.at_least, one.at_most)));
        }
    }
    const QuantileTable& first = known.table(all[0].law, 1440, -infinity, infinity);
    CHECK(&first == &known.table(all[0].law, 1440, -infinity, infinity));  // made once
}
