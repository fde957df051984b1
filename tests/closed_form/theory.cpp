#include "closed_form/theory.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "analysis/student_t.hpp"
#include "model/model.hpp"

namespace permap {

void check_mean(const std::string& what, std::span<const double> replications, double exact, double most_error) {
    const Estimate estimate = t_estimate(replications, 1 - false_alarm);
    REQUIRE(estimate.low);
    INFO(what << ": exactly " << exact << ", simulated " << *estimate.value << " (" << *estimate.low << " to "
              << *estimate.high << ")");
    CHECK(*estimate.low <= exact);
    CHECK(exact <= *estimate.high);
    CHECK((*estimate.high - *estimate.low) / 2 <= most_error * exact * std::sqrt(shorter));
}

DrawnMap with_arrivals(std::string_view text, double a_day, double years_of_arrivals) {
    DrawnMap drawn = draw_map(text);
    REQUIRE(drawn.map.arrivals.size() == 1);
    drawn.map.arrivals[0].children_a_year.value = a_day * 365.25;
    drawn.map.arrivals[0].ceiling_a_year = a_day * 365.25;
    drawn.settings.start = *parse_instant("2026-01-05");
    drawn.settings.children.reset();
    drawn.settings.years_of_arrivals = years_of_arrivals / shorter;
    return drawn;
}

double erlang_c(int servers, double load) {
    double term = 1, sum = 1;  // load^n / n!
    for (int n = 1; n < servers; ++n) sum += term *= load / n;
    const double last = term * load / servers / (1 - load / servers);
    return last / (sum + last);
}

double mean_wait_mmc(int servers, double a_day, double mean_service_days) {
    const double load = a_day * mean_service_days;
    return erlang_c(servers, load) * mean_service_days / (servers - load);
}

double mean_wait_mg1(double a_day, double mean_service_days, double variance_service) {
    const double second_moment = variance_service + mean_service_days * mean_service_days;
    return a_day * second_moment / (2 * (1 - a_day * mean_service_days));
}

std::vector<Times> times_of(const DrawnMap& drawn, int replications) {
    const Result<Model> model = compile(drawn.map);
    REQUIRE(model);
    std::vector<Times> runs;
    for (int r = 1; r <= replications; ++r) {
        RunSettings settings = drawn.settings;
        settings.key.replication = static_cast<std::uint32_t>(r);
        bool all_left = true;  // else the horizon is too near
        Times times;
        times.steps.resize(drawn.map.steps.size());
        std::vector<Instant> ready(drawn.map.steps.size());
        run(*model, settings, [&](const Child& child, std::span<const Event> events) {
            all_left = all_left && events.back().kind == EventKind::left;
            for (const Event& event : events) {
                if (event.step == no_step) continue;
                const std::size_t step = index(event.step);
                if (event.kind == EventKind::ready) {
                    ready[step] = event.at;
                    ++times.steps[step].visits;
                } else if (event.kind == EventKind::started) {
                    times.steps[step].wait += days(event.at - ready[step]);
                } else if (event.kind == EventKind::completed) {
                    times.steps[step].time += days(event.at - ready[step]);
                }
            }
            ++times.children;
            times.journey += days(events.back().at - child.entered);
        });
        REQUIRE(all_left);
        for (StepTimes& step : times.steps) {
            step.wait /= std::max(1.0, step.visits);
            step.time /= std::max(1.0, step.visits);
        }
        times.journey /= times.children;
        runs.push_back(std::move(times));
    }
    return runs;
}

std::size_t place_of(const Map& map, std::string_view step) {
    const Step* found = find_step(map, step);
    REQUIRE(found != nullptr);
    return static_cast<std::size_t>(found - map.steps.data());
}

}  // namespace permap
