// Figures that theory gives, on a map with exponential times: each is a two-sided t test of 60 independent
// replications against the exact value, with the chance of a false alarm that closed_form/theory.hpp derives.
#include <catch2/catch.hpp>

#include <cmath>

#include "closed_form/theory.hpp"
#include "evidence/measured.hpp"
#include "experiment/evidence.hpp"

using namespace permap;

TEST_CASE("children there are those who come in a day times the mean stay, and stays are exponential") {
    const double a_day = 3, home_days = 20, away_days = 40, go_away = 0.4;
    const DrawnMap drawn = with_arrivals(R"(
        attribute setting home|away
        horizon 4
        enter child 2026-01-05 -> look
        look takes exponential 20 days -> choose
        choose decision -> live_away 0.4 sets [setting = away] ; done 0.6
        live_away takes exponential 40 days -> done
        done outcome
    )",
                                         a_day, 1);
    const Targets targets = targets_in(questions({
        R"({"kind": "stock", "where": "setting = home"})",
        R"({"kind": "stock", "where": "setting = away"})",
        R"({"kind": "flow", "events": {"begins": "setting = away"}})",
        R"({"kind": "time", "from": "entry", "to": {"ends": "setting = home"}, "unit": "weeks"})",
        R"({"kind": "share", "from": {"begins": "setting = away"}, "to": {"ends": "setting = away"},
            "beyond": {"value": 40, "unit": "calendar_days"}})",
        R"({"kind": "time", "from": {"begins": "setting = away"}, "to": {"ends": "setting = away"},
            "statistic": "quantile", "p": 0.5, "unit": "calendar_days"})",
        R"({"kind": "share", "from": "entry", "to": {"begins": "setting = away"}})",
    }));
    Result<Arm> arm = make_arm(drawn.map, "baseline", {});
    REQUIRE(arm);
    Study study;
    study.settings = drawn.settings;
    const Result<CountingPlan> plan = counting_plan(targets, arm->plan);
    REQUIRE(plan);
    std::vector<std::vector<double>> values(targets.targets.size());
    for (int replication = 1; replication <= 60; ++replication) {
        const auto one =
            values_of(*plan, count_one(*arm, *plan, study, replication).counts, drawn.settings.years_of_arrivals);
        for (std::size_t i = 0; i < values.size(); ++i) {
            REQUIRE(one[i]);
            values[i].push_back(*one[i]);
        }
    }
    check_mean("at home", values[0], a_day * home_days, 0.05);
    check_mean("away", values[1], a_day * go_away * away_days, 0.05);
    check_mean("begin to live away", values[2], a_day * 365.25 * go_away, 0.05);
    check_mean("mean weeks at home", values[3], home_days / 7, 0.05);
    check_mean("away for longer than the mean", values[4], std::exp(-1), 0.05);
    check_mean("median days away", values[5], away_days * std::log(2), 0.05);
    check_mean("ever away", values[6], go_away, 0.05);
}
