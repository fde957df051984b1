#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <boost/math/distributions/uniform.hpp>
#include <boost/math/distributions/weibull.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <limits>

#include "random/quantile_table.hpp"
#include "vocabulary/digest.hpp"

using namespace permap;

namespace {

constexpr double no_limit = std::numeric_limits<double>::infinity();
constexpr double day = 1440;

QuantileTable table_of(const Law& law, double unit = day) {
    return quantile_table(law, unit, -no_limit, no_limit);
}

// Words from one end to the other, dense in both tails.
std::vector<std::uint32_t> some_words() {
    std::vector<std::uint32_t> words;
    for (std::uint32_t v = 0; v < 40; ++v) words.push_back(v);
    for (double v = 40; v < 2147483647.0; v *= 1.0213) words.push_back(static_cast<std::uint32_t>(v));
    words.push_back(0x7fffffff);
    const std::size_t half = words.size();
    for (std::size_t i = half; i-- > 0;) words.push_back(~words[i]);
    return words;
}

// Quantile of a share from below; of a share from above.
struct Exact {
    std::string name;
    Law law;
    std::function<double(double)> from_below, from_above;
    double mean;
};

template <class Distribution>
Exact exact(std::string name, Law law, Distribution distribution) {
    return {std::move(name), std::move(law), [=](double p) { return boost::math::quantile(distribution, p); },
            [=](double q) { return boost::math::quantile(boost::math::complement(distribution, q)); },
            boost::math::mean(distribution)};
}

std::vector<Exact> laws() {
    namespace bm = boost::math;
    return {exact("uniform", Uniform{3, 40}, bm::uniform(3, 40)),
            exact("uniform before birth", Uniform{-0.5, 0.25}, bm::uniform(-0.5, 0.25)),
            exact("triangular", Triangular{1, 2, 30}, bm::triangular(1, 2, 30)),
            exact("triangular, mode at its end", Triangular{1, 30, 30}, bm::triangular(1, 30, 30)),
            exact("exponential", Exponential{21}, bm::exponential(1 / 21.0)),
            exact("gamma 0.5", Gamma{0.5, 28}, bm::gamma_distribution<>(0.5, 56)),
            exact("gamma 2", Gamma{2, 28}, bm::gamma_distribution<>(2, 14)),
            exact("gamma 30", Gamma{30, 400}, bm::gamma_distribution<>(30, 400 / 30.0)),
            exact("Weibull 0.5", Weibull{0.5, 28}, bm::weibull(0.5, 28)),
            exact("Weibull 3", Weibull{3, 28}, bm::weibull(3, 28)),
            exact("lognormal 0.4", Lognormal{60, 0.4}, bm::lognormal(std::log(60), 0.4)),
            exact("lognormal 1.5", Lognormal{20, 1.5}, bm::lognormal(std::log(20), 1.5))};
}

}  // namespace

TEST_CASE("tables keep their stated bound against Boost.Math, tails included") {
    for (const Exact& exact : laws()) {
        CAPTURE(exact.name);
        const QuantileTable table = table_of(exact.law);
        double worst = 0;
        for (const std::uint32_t word : some_words()) {
            const double p = (word + 0.5) / 4294967296.0, q = (4294967295.0 - word + 0.5) / 4294967296.0;
            const double value = (p < q ? exact.from_below(p) : exact.from_above(q)) * day;
            const double larger = std::max(std::abs(value), std::abs(exact.mean) * day);
            worst = std::max(worst, (std::abs(table.at(word) - value) - 0.51) / larger);
        }
        CHECK(worst <= 0.002);
        CHECK(mean_of(exact.law) == Approx(exact.mean).epsilon(1e-12));
        CHECK(table.mean() == Approx(exact.mean * day).epsilon(0.0005).margin(0.01));
        CHECK(quantile_of(exact.law, 0.3) == Approx(exact.from_below(0.3)).epsilon(1e-12));
    }
}

TEST_CASE("tables are monotone") {
    std::vector<Law> all = {Quantiles{{{0, 1}, {0.2, 5}, {0.2, 9}, {0.6, 9}, {1, 100}}},
                            Mixture{{{0.3, Fixed{0}}, {0.5, Uniform{-1, 4}}, {0.2, Lognormal{30, 1}}}},
                            Mixture{{{0.5, Fixed{2}}, {0.5, Fixed{7}}}}};
    for (const Exact& exact : laws()) all.push_back(exact.law);
    for (const Law& law : all) {
        CAPTURE(law.index());
        const QuantileTable table = table_of(law);
        std::int32_t last = table.smallest();
        bool monotone = true;
        for (std::uint64_t word = 0; word < (std::uint64_t{1} << 32); word += word < 2000 ? 1 : 30011) {
            const std::int32_t value = table.at(static_cast<std::uint32_t>(word));
            monotone = monotone && value >= last;
            last = value;
        }
        for (std::uint32_t word = 0x7ffff000; word < 0x80001000; ++word) {
            monotone = monotone && table.at(word) <= table.at(word + 1);
        }
        CHECK(monotone);
        CHECK(last <= table.largest());
    }
}

TEST_CASE("a fixed law is one number, rounded half-up") {
    CHECK(table_of(Fixed{1.5}).at(0) == 2160);
    CHECK(table_of(Fixed{1.5}).at(0xffffffff) == 2160);
    CHECK(table_of(Fixed{2.5}, 1).at(7) == 3);
    CHECK(table_of(Fixed{-2.5}, 1).at(7) == -2);
    CHECK(table_of(Fixed{0.4999}, 1).at(7) == 0);
    CHECK(table_of(Uniform{5, 5}).at(0x80000000) == 7200);
    CHECK(table_of(Exponential{0}).largest() == 0);
    const QuantileTable three = table_of(Fixed{3});
    CHECK(three.knots().size() == 1);
    CHECK(table_of(Fixed{3}).mean() == 4320);
}

TEST_CASE("a mixture of fixed values has no value in between, and its shares to one word in 2^32") {
    const Law law = Mixture{{{0.3, Fixed{0}}, {0.2, Fixed{10}}, {0.5, Fixed{11}}}};
    const QuantileTable table = table_of(law);
    const auto edge = [](double p) { return static_cast<std::uint32_t>(p * 4294967296.0); };
    for (const std::uint32_t word : some_words()) {
        const std::int32_t value = table.at(word);
        CHECK((value == 0 || value == 14400 || value == 15840));
    }
    CHECK(table.at(edge(0.3) - 1) == 0);
    CHECK(table.at(edge(0.3) + 1) == 14400);
    CHECK(table.at(edge(0.5) - 1) == 14400);
    CHECK(table.at(edge(0.5) + 1) == 15840);
    CHECK(mean_of(law) == Approx(7.5));
    CHECK(table.mean() == Approx(7.5 * day).epsilon(1e-9));
}

TEST_CASE("ages before birth: a mixture of uniforms below and above zero is inverted part by part") {
    // A tenth enter up to 0.4 years before birth, nine tenths from birth to 15.
    const Law law = Mixture{{{0.1, Uniform{-0.4, 0}}, {0.9, Uniform{0, 15}}}};
    const double year = 365.25 * day;
    const QuantileTable table = table_of(law, year);
    for (const std::uint32_t word : some_words()) {
        const double p = (word + 0.5) / 4294967296.0;
        const double value = p < 0.1 ? -0.4 + 4 * p : (p - 0.1) / 0.06;
        CHECK(std::abs(table.at(word) - value * year) < 0.6);
    }
    CHECK(table.mean() == Approx((0.1 * -0.2 + 0.9 * 7.5) * year).epsilon(1e-9));
}

TEST_CASE("a mixture's quantile is where its shares add up, in both tails") {
    namespace bm = boost::math;
    const Mixture law{{{0.6, Lognormal{30, 0.8}}, {0.3, Gamma{2, 100}}, {0.1, Exponential{7}}}};
    const bm::lognormal lognormal(std::log(30), 0.8);
    const bm::gamma_distribution<> gamma(2, 50);
    const bm::exponential exponential(1 / 7.0);
    for (const double p : {1e-9, 1e-4, 0.1, 0.5, 0.9}) {
        const double x = quantile_of(law, p);
        CHECK(0.6 * bm::cdf(lognormal, x) + 0.3 * bm::cdf(gamma, x) + 0.1 * bm::cdf(exponential, x) ==
              Approx(p).epsilon(1e-10));
    }
    const double x = quantile_of(law, 1 - 1e-9);
    const double above = 0.6 * bm::cdf(bm::complement(lognormal, x)) + 0.3 * bm::cdf(bm::complement(gamma, x)) +
                         0.1 * bm::cdf(bm::complement(exponential, x));
    CHECK(above == Approx(1e-9).epsilon(1e-6));
    CHECK(table_of(law).mean() == Approx(mean_of(law) * day).epsilon(0.0005));
}

TEST_CASE("quantile points are met, with straight lines between and jumps where two points share a probability") {
    const Law law = Quantiles{{{0, 1}, {0.25, 5}, {0.25, 9}, {0.5, 9}, {1, 100}}};
    const QuantileTable table = table_of(law, 1000);
    CHECK(table.smallest() == 1000);
    CHECK(table.at(0x20000000) == 3000);  // 1/8
    CHECK(table.at(0x3fffffff) == 5000);
    CHECK(table.at(0x40000000) == 9000);
    CHECK(table.at(0x60000000) == 9000);  // 3/8
    CHECK(table.at(0xc0000000) == 54500);
    CHECK(table.largest() == 100000);
    CHECK(mean_of(law) == Approx(0.25 * 3 + 0.25 * 9 + 0.5 * 54.5));
}

TEST_CASE("cuts leave the middle alone and bend exactly where they cut") {
    const QuantileTable free = table_of(Exponential{10}), cut = quantile_table(Exponential{10}, day, 2, 30);
    CHECK(cut.smallest() == 2 * 1440);
    CHECK(cut.largest() == 30 * 1440);
    for (const std::uint32_t word : some_words()) {
        CHECK(std::abs(cut.at(word) - std::clamp(free.at(word), 2 * 1440, 30 * 1440)) <= 16);  // 0.1 % of the mean
    }
    const double below = 1 - std::exp(-0.2), above = std::exp(-3.0);  // mean of the cut law
    const double middle = 10 * (std::exp(-0.2) * 1.2 - std::exp(-3.0) * 4);
    CHECK(cut.mean() == Approx(day * (below * 2 + middle + above * 30)).epsilon(1e-4));
    CHECK(quantile_table(Lognormal{1e6, 4}, 525960, -no_limit, no_limit).largest() == 1 << 30);
}

TEST_CASE("probability thresholds: never at 0, always at 1, half-up between") {
    const std::uint64_t all = std::uint64_t{1} << 32;
    CHECK(probability_threshold(0) == 0);
    CHECK(probability_threshold(1) == all);
    CHECK(probability_threshold(0.5) == all / 2);
    CHECK(probability_threshold(-1e-18) == 0);
    CHECK(probability_threshold(1 + 1e-12) == all);
    CHECK(probability_threshold(1.5 / 4294967296.0) == 2);
    CHECK(probability_threshold(1e-12) == 0);
}

TEST_CASE("a choice takes each way for its share of the words, and a way of weight 0 for none") {
    const std::uint64_t all = std::uint64_t{1} << 32;
    const double weights[] = {0, 1, 0, 2, 1, 0};
    const std::vector<std::uint64_t> thresholds = choice_thresholds(weights);
    CHECK(thresholds == std::vector<std::uint64_t>{0, all / 4, all / 4, all / 4 * 3, all, all});
    CHECK(chosen(thresholds, 0) == 1);
    CHECK(chosen(thresholds, 0x3fffffff) == 1);
    CHECK(chosen(thresholds, 0x40000000) == 3);
    CHECK(chosen(thresholds, 0xbfffffff) == 3);
    CHECK(chosen(thresholds, 0xc0000000) == 4);
    CHECK(chosen(thresholds, 0xffffffff) == 4);

    // Ten tenths add up to less than 1 in binary; the last word still belongs to a way.
    const std::vector<double> tenths(10, 0.1);
    CHECK(choice_thresholds(tenths).back() == all);
    CHECK(chosen(choice_thresholds(tenths), 0xffffffff) == 9);
    std::vector<double> with_shut_way = tenths;
    with_shut_way.push_back(0);
    CHECK(chosen(choice_thresholds(with_shut_way), 0xffffffff) == 9);
    const double one[] = {3};
    CHECK(choice_thresholds(one) == std::vector<std::uint64_t>{all});
}

TEST_CASE("the same bits everywhere: digest of tables of every law") {
    // Checked in g++ 12 and clang++ 14, -O0 and -O3 -mfma. If this changes, every simulated log changes.
    Sha256 hash;
    std::vector<Law> all = {Quantiles{{{0, 1}, {0.2, 5}, {1, 100}}},
                            Mixture{{{0.3, Fixed{0}}, {0.5, Uniform{-1, 4}}, {0.2, Lognormal{30, 1}}}}};
    for (const Exact& exact : laws()) all.push_back(exact.law);
    for (const Law& law : all) {
        const QuantileTable table = table_of(law);
        for (const std::int32_t knot : table.knots()) hash.update(std::to_string(knot) + " ");
    }
    CHECK(to_hex(hash.finish()) == "e4706173051ed7dc65b99d5bd8ed9dede218d32c829acc342c2aef4b29c12a51");
}
