// Replications until a figure is tight: as many on one thread as on four, with the log and without, and what they give
// is what asking for so many gives.
#include <catch2/catch.hpp>

#include "analysis/precision.hpp"
#include "experiment/drawn_study.hpp"
#include "report/result_json.hpp"

using namespace permap;

namespace {

Study until(double half_width, int at_most, int threads = 1) {
    Study study = small_study(at_most, threads);
    study.precision = Precision{half_width, 10};
    return study;
}

std::optional<double> half_width(const Simulation& simulation) {
    const Estimate& days = simulation.figures.days_not_permanent;
    return relative_half_width(days, days.value);
}

std::optional<double> half_width(const ComparedArm& arm) {
    const Difference& days = arm.comparison->differences[0];
    REQUIRE(days.measure.id == "mean_days_not_permanent");
    return relative_half_width(days.mean, days.baseline.value);
}

}  // namespace

TEST_CASE("simulate adds replications until the days not yet permanent are tight") {
    for (const Map& map : {study_map(), alone_map()}) {
        const Arm arm = arm_of(map);
        const Simulation tight = simulate(arm, until(0.03, 400), false);
        const int replications = tight.figures.replications;
        REQUIRE(half_width(tight));
        CHECK(*half_width(tight) <= 0.03);
        CHECK(replications > 10);
        CHECK(replications < 400);
        const std::string wanted = simulation_json({}, arm, simulate(arm, small_study(replications), false));
        CHECK(simulation_json({}, arm, tight) == wanted);
        CHECK(simulation_json({}, arm, simulate(arm, until(0.03, 400, 4), false)) == wanted);
        const Simulation kept = simulate(arm, until(0.03, 400, 4), true);
        CHECK(simulation_json({}, arm, kept) == wanted);
        REQUIRE(kept.log);
        CHECK(kept.log->streams.back().child.replication == static_cast<std::uint32_t>(replications));
    }
}

TEST_CASE("simulate runs at least ten replications, and at most as many as are allowed") {
    const Arm arm = arm_of(alone_map());
    CHECK(simulate(arm, until(0.5, 400), false).figures.replications == 10);
    const Simulation capped = simulate(arm, until(0.0001, 23), false);
    CHECK(capped.figures.replications == 23);
    CHECK(*half_width(capped) > 0.0001);
}

TEST_CASE("compare adds replications until every arm's difference is tight beside the baseline's days", "[threads]") {
    const Map map = alone_map();
    std::vector<Arm> arms;
    arms.push_back(arm_of(map));
    arms.push_back(arm_of(map, "sooner", {half("report")}));
    arms.push_back(arm_of(map, "none", {removed("assess")}));
    const double asked = 0.01;
    for (const bool drawing : {false, true}) {
        Study study = until(asked, 400);
        study.draw_assumptions = drawing;
        const auto tight = compare(map, arms, study);
        REQUIRE(tight);
        const int replications = (*tight)[0].figures.replications;
        CHECK(replications > 10);
        CHECK(replications < 400);
        CHECK(*half_width((*tight)[1]) <= asked);
        CHECK(*half_width((*tight)[2]) <= asked);
        Study as_many = small_study(replications);
        as_many.draw_assumptions = drawing;
        const auto wanted = compare(map, arms, as_many);
        REQUIRE(wanted);
        CHECK(comparison_json({}, arms, *tight) == comparison_json({}, arms, *wanted));
        study.threads = 4;
        const auto four = compare(map, arms, study);
        REQUIRE(four);
        CHECK(comparison_json({}, arms, *four) == comparison_json({}, arms, *wanted));
    }
    // In whatever order they come: the one that takes longest decides.
    const auto replications = [&](std::initializer_list<std::size_t> places) {
        std::vector<Arm> some;
        for (const std::size_t place : places) some.push_back(arms[place]);
        const auto compared = compare(map, some, until(asked, 400));
        REQUIRE(compared);
        return (*compared)[0].figures.replications;
    };
    const int first = replications({0, 1}), second = replications({0, 2});
    CHECK(first != second);
    CHECK(replications({0, 1, 2}) == replications({0, 2, 1}));
    CHECK(replications({0, 1, 2}) >= std::max(first, second));
}

TEST_CASE("progress towards a precision never goes back and ends where it promises") {
    Study study = until(0.03, 400, 4);
    int last = 0, promised = 0;
    bool in_step = true;
    study.progress = [&](int done, int total) {
        in_step = in_step && done == last + 1 && total >= promised && done <= total;
        last = done;
        promised = total;
    };
    const Simulation tight = simulate(arm_of(alone_map()), study, false);
    CHECK(in_step);
    CHECK(last == promised);
    CHECK(last == tight.figures.replications);
}
