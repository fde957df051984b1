// Assumed numbers drawn afresh: within low and high, the same in every arm, decisions' sums kept.
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "experiment/assumptions.hpp"
#include "experiment/drawn_study.hpp"
#include "model/model.hpp"

using namespace permap;

namespace {

double sum_of(const Step& step, const std::string& condition) {
    double sum = 0;
    for (const Way& way : step.ways) {
        if (way.probability && to_string(way.when) == condition) sum += way.probability->value;
    }
    return sum;
}

}  // namespace

TEST_CASE("assumed numbers are listed once each, with their low and high; what a source gives is not among them") {
    std::set<std::string> ids;
    for (const AssumedNumber& number : assumed_numbers(study_map())) {
        INFO(number.id);
        CHECK(ids.insert(number.id).second);
        CHECK(number.low <= number.value);
        CHECK(number.value <= number.high);
    }
    for (const char* id :
         {"assess.duration", "choose.home", "decision.settled", "assess.kin.yes", "officer.units", "panel.units"}) {
        INFO(id);
        CHECK(ids.count(id) == 1);
    }
    CHECK(ids.count("court.duration") == 0);
}

TEST_CASE("draws lie within low and high, and decisions add up to what they did") {
    const Map map = study_map();
    double least = 2, most = 0;
    std::set<double> units;
    for (std::uint32_t r = 1; r <= 300; ++r) {
        const Map drawn = draw_assumptions(map, {5, r});
        for (std::size_t i = 0; i < map.steps.size(); ++i) {
            const Step& step = drawn.steps[i];
            CHECK(step.edited.scale >= 0.5);
            CHECK(step.edited.scale <= 2);
            if (step.id == "assess") {
                least = std::min(least, step.edited.scale);
                most = std::max(most, step.edited.scale);
            }
            if (step.id == "court") CHECK(step.edited.scale == 1);
            for (std::size_t w = 0; w < step.ways.size(); ++w) {
                if (!step.ways[w].probability) continue;
                CHECK(sum_of(step, to_string(step.ways[w].when)) == Approx(1));
                const Quantity& was = *map.steps[i].ways[w].probability;
                // Both ways of each decision here have ranges that mirror each other, so that rescaling keeps within
                // them.
                CHECK(step.ways[w].probability->value >= *was.from.low - 1e-12);
                CHECK(step.ways[w].probability->value <= *was.from.high + 1e-12);
            }
            for (const AttributeDraw& draw : step.draws) {
                double sum = 0;
                for (const AttributeDraw::Value& value : draw.cases[0].values) sum += value.probability.value;
                CHECK(sum == Approx(1));
            }
        }
        units.insert(drawn.resources[0].units.value);
        CHECK(compile(drawn));
    }
    CHECK(least < 0.55);  // the whole range is drawn from
    CHECK(most > 1.8);
    CHECK(units == std::set<double>{4, 5, 6});
}

TEST_CASE("a factor is drawn evenly on the scale of its logarithm: as often below 1 as above, from a half to double") {
    const Map map = study_map();
    int below = 0;
    for (std::uint32_t r = 1; r <= 1000; ++r) {
        below += find_step(draw_assumptions(map, {5, r}), "report")->edited.scale < 1 ? 1 : 0;
    }
    // Binomial, two-sided at 1 in 1,000.
    CHECK(below >= 448);
    CHECK(below <= 552);
}

TEST_CASE("a draw depends on seed, replication and id: nothing that an arm changes, and no other number, moves it") {
    const Map map = study_map();
    const Map once = draw_assumptions(map, {5, 2});
    CHECK(draw_assumptions(map, {5, 2}) == once);
    CHECK_FALSE(draw_assumptions(map, {5, 3}) == once);
    CHECK_FALSE(draw_assumptions(map, {6, 2}) == once);
    // Without its first step's range, and in another order, all other draws are as before.
    Map other = map;
    find_step(other, "assess")->duration.from = {"book", "", "", {}, {}};
    std::swap(other.steps[3], other.steps[4]);
    const Map shuffled = draw_assumptions(other, {5, 2});
    for (const char* step : {"review", "report", "heard", "decision"}) {
        INFO(step);
        CHECK(find_step(shuffled, step)->edited.scale == find_step(once, step)->edited.scale);
        for (std::size_t i = 0; i < find_step(once, step)->ways.size(); ++i) {
            CHECK(find_step(shuffled, step)->ways[i] == find_step(once, step)->ways[i]);
        }
    }
}

TEST_CASE("every arm meets the same draw: halving a step halves what was drawn for it") {
    const Map map = alone_map();
    const Map drawn = draw_assumptions(map, {5, 2});
    const Arm before = arm_of(drawn);
    const Arm after = arm_of(drawn, "sooner", {half("report")});
    for (const Step& step : before.map.steps) {
        const double scale = find_step(after.map, step.id)->edited.scale;
        INFO(step.id);
        CHECK(scale == Approx(step.id == "report" ? step.edited.scale / 2 : step.edited.scale));
    }
}

TEST_CASE("the interval with assumptions is wider, and goes away when they are fixed") {
    const Map map = alone_map();
    std::vector<Arm> arms;
    arms.push_back(arm_of(map));
    arms.push_back(arm_of(map, "sooner", {half("report")}));
    Study study = small_study(12);
    const auto drawn = compare(map, arms, study);
    study.draw_assumptions = false;
    const auto fixed = compare(map, arms, study);
    REQUIRE(drawn);
    REQUIRE(fixed);
    const Difference& with = (*drawn)[1].comparison->differences[0];
    const Difference& without = (*fixed)[1].comparison->differences[0];
    CHECK(with.mean == without.mean);  // chance alone is the same
    CHECK_FALSE(without.low_assumptions);
    REQUIRE(with.low_assumptions);
    CHECK(*with.high_assumptions - *with.low_assumptions > 1.5 * (*with.mean.high - *with.mean.low));
}
