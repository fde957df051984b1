#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <vector>

#include "random/choice_coupling.hpp"
#include "random/draw.hpp"

using namespace permap;

namespace {

constexpr std::uint64_t all_words = std::uint64_t{1} << 32;

// Thresholds of `ways` random ways; about a quarter of them can never be taken.
std::vector<std::uint64_t> random_thresholds(std::size_t ways, std::uint32_t trial, std::uint32_t purpose) {
    std::vector<std::uint64_t> ends;
    for (std::uint32_t i = 0; i < ways; ++i) {
        const std::uint32_t word = draw_word({7, 1}, {1, trial, 0}, purpose, i, 0);
        ends.push_back(word % 4 == 0 && i > 0 ? ends.back() : word);
    }
    std::sort(ends.begin(), ends.end());
    ends.back() = all_words;
    return ends;
}

std::uint64_t words_of(const std::vector<std::uint64_t>& thresholds, std::size_t way) {
    return thresholds[way] - (way == 0 ? 0 : thresholds[way - 1]);
}

std::size_t way_at(const std::vector<std::uint64_t>& thresholds, std::uint64_t word) {
    return static_cast<std::size_t>(std::upper_bound(thresholds.begin(), thresholds.end(), word) - thresholds.begin());
}

// Words on which both choices are constant: their ends together.
std::vector<std::uint64_t> cuts_of(const std::vector<std::uint64_t>& baseline, const CoupledChoice& choice) {
    std::vector<std::uint64_t> cuts = baseline;
    cuts.insert(cuts.end(), choice.ends.begin(), choice.ends.end());
    cuts.push_back(0);
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    return cuts;
}

}  // namespace

TEST_CASE("children move only from lowered ways to raised ways, and no more of them than must") {
    for (std::uint32_t trial = 0; trial < 2000; ++trial) {
        const std::size_t ways = 1 + trial % 7;
        const auto before = random_thresholds(ways, trial, 1), after = random_thresholds(ways, trial, 2);
        const CoupledChoice choice = choice_coupling(before, after);

        REQUIRE(choice.ends.size() == choice.ways.size());
        REQUIRE(choice.ends.size() <= 2 * ways - 1);
        REQUIRE(choice.ends.back() == all_words);
        std::vector<std::uint64_t> taken(ways), moved(ways);
        const auto cuts = cuts_of(before, choice);
        for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
            const std::size_t was = way_at(before, cuts[i]);
            const std::size_t is = chosen(choice, static_cast<std::uint32_t>(cuts[i]));
            taken[is] += cuts[i + 1] - cuts[i];
            if (was == is) continue;
            moved[is] += cuts[i + 1] - cuts[i];
            REQUIRE(words_of(after, was) < words_of(before, was));
            REQUIRE(words_of(after, is) > words_of(before, is));
        }
        for (std::size_t way = 0; way < ways; ++way) {
            REQUIRE(taken[way] == words_of(after, way));
            const auto raised_by = static_cast<std::int64_t>(words_of(after, way) - words_of(before, way));
            REQUIRE(moved[way] == static_cast<std::uint64_t>(std::max<std::int64_t>(0, raised_by)));
        }
    }
}

TEST_CASE("a choice coupled with itself is the same choice") {
    const std::vector<std::uint64_t> thresholds = {100, 100, 5000, all_words};
    CHECK(choice_coupling(thresholds, thresholds) == CoupledChoice{{100, 5000, all_words}, {0, 2, 3}});
}

TEST_CASE("a raised way takes the end of each lowered interval") {
    const std::vector<std::uint64_t> before = {1000, 3000, all_words}, after = {500, 2000, all_words};
    // Way 0 keeps 500 of 1000 words, way 1 keeps 1500 of 2000; the last way takes the ends of both.
    CHECK(choice_coupling(before, after) == CoupledChoice{{500, 1000, 2500, all_words}, {0, 2, 1, 2}});
    const CoupledChoice choice = choice_coupling(before, after);
    CHECK(chosen(choice, 499) == 0);
    CHECK(chosen(choice, 500) == 2);
    CHECK(chosen(choice, 0xffffffffU) == 2);
}

TEST_CASE("raising one way further returns no child that a smaller rise had moved") {
    const std::vector<double> little = {0.3, 0.35, 0.35}, much = {0.6, 0.2, 0.2};
    const std::vector<std::uint64_t> before = {all_words / 5, all_words / 5 * 3, all_words};
    const CoupledChoice rise = choice_coupling(before, little), more = choice_coupling(before, much);
    for (std::uint32_t i = 0; i < 10000; ++i) {
        const std::uint32_t word = draw_word({1, 1}, {2, i, 0}, 3, 1, 1);
        if (chosen(rise, word) == 0) REQUIRE(chosen(more, word) == 0);
    }
}
