// Fits through `calibrate` alone: known numbers come back, sourced ones stay, and what cannot be fitted is said.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "calibration/fitted_map.hpp"
#include "experiment/assumptions.hpp"

using namespace permap;

namespace {

const Figure ever_away{"away", R"({"kind": "share", "from": "entry", "to": {"begins": "setting = away"}})", "share",
                       0.5};
const Figure days_away{"days", R"({"kind": "time", "from": {"step": "live_away", "on": "ready"},
    "to": {"step": "live_away"}, "unit": "calendar_days"})",
                       "days", 50};
const Figure days_after{"after", R"({"kind": "time", "from": {"step": "first_part", "on": "ready"},
    "to": {"step": "second_part"}, "unit": "calendar_days"})",
                        "days", 50};
const Figure median_after{"median", R"({"kind": "time", "from": {"step": "first_part", "on": "ready"},
    "to": {"step": "second_part"}, "statistic": "quantile", "p": 0.5, "unit": "calendar_days"})",
                          "days", 50};
const Figure come_in{"come", R"({"kind": "flow", "events": "entry"})", "children", 400};

Calibration fit(const Targets& targets, const CalibrationSettings& settings) {
    Result<Calibration> calibration = calibrate(fitted_map(), targets, settings);
    for (const Problem& problem : calibration.problems()) UNSCOPED_INFO(to_string(problem));
    REQUIRE(calibration);
    return *std::move(calibration);
}

Problems refused(const Targets& targets, const CalibrationSettings& settings) {
    const Result<Calibration> calibration = calibrate(fitted_map(), targets, settings);
    REQUIRE(!calibration);
    for (const Problem& problem : calibration.problems()) UNSCOPED_INFO(to_string(problem));
    return calibration.problems();
}

double probability(const Map& map, const std::string& step, const std::string& way) {
    for (const Way& one : find_step(map, step)->ways) {
        if (one.id == way) return one.probability->value;
    }
    FAIL("no way " << way);
    return 0;
}

}  // namespace

// The figures are those of the same study with the number at another value, so the loss there is the penalty alone.
// Near it r = slope · (m − m₀), and the penalty λ m² draws the best place back by λ m₀ / (slope² + λ); the search ends
// within 2e-3 in m (or 1e-3 in the loss: a distance of √1e-3 / slope); and values have four digits.
//
// A share: p = 0.4 + 0.25 m, half a band is 0.05, slope 5. For 0.55: m₀ = 0.6, drawn back by 0.006, ended within
// 0.0063; together 0.0031 in p. The figure is a step function of p: a child more or less is 1/4,000 of all, and luck
// that is shared but not wholly so can tilt it by its standard error, √(0.25/4,000) = 0.008. Allowed: 0.01.
TEST_CASE("a share comes back from the figure that it makes") {
    const CalibrationSettings settings = settings_for({"choose.live_away"});
    const Map truth = with_truth("choose.live_away", 0.55);
    const auto figures = as_on(truth, {ever_away}, settings.study);
    CHECK(std::abs(figures[0].published - 0.55) < 0.03);
    const Calibration found = fit(figures_to_fit(figures), settings);
    CHECK(found.improved());
    REQUIRE(found.numbers.size() == 1);
    CHECK(found.numbers[0].number.id == "choose.live_away");
    CHECK(found.numbers[0].number.value == 0.4);
    CHECK(std::abs(found.numbers[0].fitted - 0.55) < 0.01);
    CHECK(std::abs(found.numbers[0].moved - 0.6) < 0.04);
    CHECK(!found.numbers[0].at_bound);
    CHECK(found.numbers[0].is_determined());
    CHECK(probability(found.map, "choose", "live_away") == found.numbers[0].fitted);
    CHECK(found.fitted_targets == std::vector<std::size_t>{0});
    CHECK(std::abs(*found.after[0] - figures[0].published) < std::abs(*found.before[0] - figures[0].published));
    CHECK(found.loss_after < found.loss_before);
    CHECK(found.trials <= settings.most_trials + 20);
}

// A duration moves by factors: 1.5 = 2^m₀, m₀ = 0.585. Half a band is 10 %, so slope = 10 ln 2 = 6.9: drawn back by
// 0.003 and ended within 0.005 in m, a part of 0.006 in the factor; the children away are a few others than before,
// with times whose standard error is 1/√2,400 = 2 %, of which shared luck leaves little. Allowed: 3 % of the factor.
TEST_CASE("a share and a length come back together, each from its own figure") {
    const CalibrationSettings settings = settings_for({"choose.live_away", "live_away.duration"});
    const Map truth = with_assumed(fitted_map(), {{"choose.live_away", 0.55}, {"live_away.duration", 1.5}});
    const Targets targets = figures_to_fit(as_on(truth, {ever_away, days_away}, settings.study));
    const Calibration found = fit(targets, settings);
    REQUIRE(found.numbers.size() == 2);
    CHECK(std::abs(found.numbers[0].fitted - 0.55) < 0.01);
    CHECK(std::abs(found.numbers[1].fitted - 1.5) < 0.045);
    CHECK(found.numbers[0].is_determined());
    CHECK(found.numbers[1].is_determined());
    CHECK(found.independent_targets == 2);
}

TEST_CASE("numbers are chosen by their effect on what is wrong, and no others") {
    CalibrationSettings settings = settings_for({});
    settings.most_parameters = 1;
    const Targets targets =
        figures_to_fit(as_on(with_truth("live_away.duration", 1.8), {ever_away, days_away}, settings.study));
    const Calibration found = fit(targets, settings);
    REQUIRE(found.numbers.size() == 1);
    CHECK(found.numbers[0].number.id == "live_away.duration");
    CHECK(std::abs(found.numbers[0].fitted - 1.8) < 0.06);
    CHECK(found.map.arrivals == fitted_map().arrivals);
}

TEST_CASE("what a source gives never moves, also in the decision whose other share is fitted") {
    const CalibrationSettings settings = settings_for({"choose.live_away"});
    const Calibration found =
        fit(figures_to_fit(as_on(with_truth("choose.live_away", 0.55), {ever_away}, settings.study)), settings);
    CHECK(probability(found.map, "choose", "with_kin") == 0.2);
    const Map before = fitted_map();
    CHECK(find_step(found.map, "look")->duration == find_step(before, "look")->duration);
    CHECK(*find_step(found.map, "halves") == *find_step(before, "halves"));
    // Only what moved, or made room, says that it was fitted.
    for (const Step& step : found.map.steps) {
        const Step& was = *find_step(before, step.id);
        CHECK(step.duration == was.duration);
        for (std::size_t w = 0; w < step.ways.size(); ++w) {
            if (!step.ways[w].probability) continue;
            const bool moved = step.ways[w].probability->value != was.ways[w].probability->value;
            const std::string& reason = step.ways[w].probability->from.assumption;
            CHECK((reason.find("fitted to published figures; before the fit") == 0) == moved);
            if (moved) CHECK(step.id == "choose");
        }
    }
    CHECK(find_step(found.map, "choose")->ways[0].probability->from.assumption.find("before the fit 0.4") !=
          std::string::npos);
}

TEST_CASE("numbers that may not move are refused by name, with the one that was meant") {
    const Targets targets = figures_to_fit({ever_away});
    for (const char* const id : {"choose.with_kin", "look.duration", "halves.unseen", "nothing.duration"}) {
        INFO(id);
        const Problems problems = refused(targets, settings_for({id}));
        REQUIRE(problems.size() == 1);
        CHECK(problems[0].where == "--parameter");
        CHECK(problems[0].what.find("\"" + std::string(id) + "\"") != std::string::npos);
    }
    CHECK(refused(targets, settings_for({"chose.live_away"}))[0].hint.find("choose.live_away") != std::string::npos);
}

TEST_CASE("more numbers than figures are refused; so are no figures, with every other fault") {
    const Problems more =
        refused(figures_to_fit({ever_away}), settings_for({"choose.live_away", "live_away.duration"}));
    REQUIRE(more.size() == 1);
    CHECK(more[0].what == "2 numbers cannot be fitted to 1 figures");
    Targets none = figures_to_fit({ever_away});
    none.targets[0].use = TargetUse::validation;
    CHECK(refused(none, settings_for({"choose.live_away"}))[0].what.find("none of the figures") != std::string::npos);
    const Figure limit{"limit", R"({"kind": "limit", "step": "look", "unit": "weeks"})", "weeks", 8};
    CHECK(refused(figures_to_fit({limit}), settings_for({}))[0].what.find("none of the figures") != std::string::npos);
    CHECK(refused(figures_to_fit({ever_away}), settings_for({"a", "b", "choose.live_away", "live_away.duration"}))
              .size() == 3);
}

TEST_CASE("figures that contradict each other on the same children are refused by name") {
    const auto within = [](const char* id, const char* days, double share) {
        return Figure{id,
                      R"({"kind": "share", "from": {"step": "live_away", "on": "ready"},
                             "to": {"step": "live_away"}, "within": {"value": )" +
                          std::string(days) + R"(, "unit": "calendar_days"}})",
                      "share", share};
    };
    const Problems problems = refused(figures_to_fit({within("sooner", "30", 0.6), within("later", "60", 0.3)}),
                                      settings_for({"live_away.duration"}));
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].where == "sooner, later");
    CHECK(problems[0].what.find("cannot all be fitted") != std::string::npos);
    // One of them held out: nothing to refuse.
    Targets held_out = figures_to_fit({within("sooner", "30", 0.6), within("later", "60", 0.3)});
    held_out.targets[1].use = TargetUse::validation;
    CHECK(fit(held_out, settings_for({"live_away.duration"})).fitted_targets.size() == 1);
}

TEST_CASE("held out figures are counted before and after, and do not pull") {
    const CalibrationSettings settings = settings_for({"choose.live_away"});
    auto figures = as_on(with_truth("choose.live_away", 0.55), {ever_away, days_away, come_in}, settings.study);
    figures[1].published *= 3;
    Targets targets = figures_to_fit(figures);
    targets.targets[1].use = TargetUse::validation;
    targets.targets[2].use = TargetUse::compared;
    const Calibration found = fit(targets, settings);
    CHECK(found.fitted_targets == std::vector<std::size_t>{0});
    REQUIRE(found.after.size() == 3);
    CHECK((found.before[1] && found.after[1] && found.after[2]));
    const Calibration alone = fit(figures_to_fit({figures[0]}), settings);
    CHECK(alone.numbers[0].fitted == found.numbers[0].fitted);
}

TEST_CASE("a start that fits already, and a number without effect, do not improve") {
    const CalibrationSettings settings = settings_for({"choose.live_away"});
    const Calibration fits = fit(figures_to_fit(as_on(fitted_map(), {ever_away}, settings.study)), settings);
    CHECK(!fits.improved());
    const Calibration idle = fit(figures_to_fit({ever_away}), settings_for({"second_part.duration"}));
    CHECK(!idle.improved());
    CHECK(!idle.numbers[0].is_determined());
    CHECK(idle.numbers[0].narrowing == Approx(0).margin(1e-9));
}

TEST_CASE("a number that would go further stops at its bound, and it is said") {
    Figure far = days_away;
    far.published = 200;
    const Calibration found = fit(figures_to_fit({far}), settings_for({"live_away.duration"}));
    CHECK(found.improved());
    CHECK(found.numbers[0].at_bound);
    CHECK(found.numbers[0].moved == Approx(1).margin(1e-3));
    CHECK(found.numbers[0].fitted == Approx(2).epsilon(1e-3));
    far.published = 5;
    const Calibration down = fit(figures_to_fit({far}), settings_for({"live_away.duration"}));
    CHECK(down.numbers[0].at_bound);
    CHECK(down.numbers[0].fitted == Approx(0.5).epsilon(1e-3));
}

// The search tells places 2e-3 apart at best, and the penalty alone draws a number back by less than that where the
// figures are flat: who wants to go on is 0.998 of the way, and that is the bound.
TEST_CASE("a number on its bound but for what the search can tell apart is on its bound") {
    Figure far = ever_away;
    far.published = 0.95;
    const Calibration found = fit(figures_to_fit({far}), settings_for({"choose.live_away"}));
    REQUIRE(found.numbers[0].moved > 0.99);
    CHECK(found.numbers[0].at_bound);
}

// The map's own check holds a decision's shares to 1e-9 of 1: a fitted map whose shares were rounded one by one would
// be refused when it is read again.
TEST_CASE("the shares of a fitted decision add up") {
    const CalibrationSettings settings = settings_for({"choose.live_away"});
    for (const double truth : {0.45, 0.5, 0.55, 0.6}) {
        const Map fitted =
            fit(figures_to_fit(as_on(with_truth("choose.live_away", truth), {ever_away}, settings.study)), settings)
                .map;
        double sum = 0;
        for (const Way& way : find_step(fitted, "choose")->ways) sum += way.probability->value;
        CHECK(sum == Approx(1).epsilon(1e-9));
    }
}

TEST_CASE("two numbers that act through their sum alone are not determined, however many figures see it") {
    CalibrationSettings settings = settings_for({"first_part.duration", "second_part.duration"});
    Figure mean = days_after, median = median_after;
    mean.published = median.published = 55;
    const Calibration found = fit(figures_to_fit({mean, median}), settings);
    REQUIRE(found.numbers.size() == 2);
    CHECK(!found.numbers[0].is_determined());
    CHECK(!found.numbers[1].is_determined());
    CHECK(found.independent_targets == 1);
    CHECK(found.improved());  // the sum is: 55 days of 40
    CHECK(20 * (found.numbers[0].fitted + found.numbers[1].fitted) == Approx(55).epsilon(0.03));
    // One alone is.
    const Calibration one = fit(figures_to_fit({mean, median}), settings_for({"first_part.duration"}));
    CHECK(one.numbers[0].is_determined());
}

TEST_CASE("two fits are the same to the last bit, on one thread and on two, chosen numbers too") {
    for (const std::vector<std::string>& parameters :
         {std::vector<std::string>{"choose.live_away", "live_away.duration"}, std::vector<std::string>{}}) {
        CalibrationSettings settings = settings_for(parameters, 1);
        settings.study.settings.years_of_arrivals = 1;
        const Targets targets = figures_to_fit({ever_away, days_away});
        const Calibration one = fit(targets, settings), again = fit(targets, settings);
        settings.study.threads = 2;
        const Calibration two = fit(targets, settings);
        for (const Calibration* const other : {&again, &two}) {
            CHECK(other->map == one.map);
            CHECK(other->after == one.after);
            CHECK(other->loss_after == one.loss_after);
            CHECK(other->trials == one.trials);
            REQUIRE(other->numbers.size() == one.numbers.size());
            for (std::size_t i = 0; i < one.numbers.size(); ++i) {
                CHECK(other->numbers[i].number.id == one.numbers[i].number.id);
                CHECK(other->numbers[i].moved == one.numbers[i].moved);
                CHECK(other->numbers[i].narrowing == one.numbers[i].narrowing);
            }
        }
    }
}
