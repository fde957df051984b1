// Little's law, and queues in working time.
#include <catch2/catch.hpp>
#include <cmath>

#include "analysis/student_t.hpp"
#include "closed_form/theory.hpp"
#include "model/model.hpp"
#include "vocabulary/calendar.hpp"

using namespace permap;

TEST_CASE("Little's law: as many children are there as come in a day, times the days they stay") {
    const double a_day = 1.6;
    const DrawnMap drawn = with_arrivals(R"(
        pool worker 2
        horizon 2
        enter child 2026-01-05 -> meet
        meet takes exponential 1 days uses worker -> think
        think takes uniform 5 15 days -> home
        home outcome
    )",
                                         a_day, 10 * shorter);
    const Result<Model> model = compile(drawn.map);
    REQUIRE(model);
    std::vector<double> there, differences;
    for (std::uint32_t r = 1; r <= 60; ++r) {
        RunSettings settings = drawn.settings;
        settings.key.replication = r;
        // A window in the middle, so that those who came before the first counted child have long left.
        const Instant from = settings.start + one_day * 200, to = from + one_day * 3300;
        double child_days = 0, stay = 0, came = 0;
        run(*model, settings, [&](const Child& child, std::span<const Event> events) {
            const Instant left = events.back().at;
            const Instant begin = std::max(child.entered, from), end = std::min(left, to);
            if (begin < end) child_days += days(end - begin);
            if (from <= child.entered && child.entered < to) {
                ++came;
                stay += days(left - child.entered);
            }
        });
        there.push_back(child_days / 3300);
        differences.push_back(child_days / 3300 - came / 3300 * (stay / came) + 100);
    }
    check_mean("children there", there, a_day * (mean_wait_mmc(2, a_day, 1) + 1 + 10), 0.05);
    check_mean("there less rate × stay, and 100", differences, 100, 0.001);
}

namespace {

// Finite source (machine repair; Gross and Harris 2.7): each of `children` is away for an exponential time, then needs
// one of `units` for an exponential time. Mean wait a visit, by the balance of the birth and death chain and Little.
double mean_wait_finite_source(int children, int units, double mean_away, double mean_work) {
    std::vector<double> weight(static_cast<std::size_t>(children) + 1, 1);  // by children asking or served
    for (int n = 1; n <= children; ++n) {
        const double comes = (children - n + 1) / mean_away, goes = std::min(n, units) / mean_work;
        weight[static_cast<std::size_t>(n)] = weight[static_cast<std::size_t>(n - 1)] * comes / goes;
    }
    double sum = 0, waiting = 0, coming = 0;
    for (int n = 0; n <= children; ++n) {
        const double share = weight[static_cast<std::size_t>(n)];
        sum += share;
        waiting += share * std::max(0, n - units);
        coming += share * (children - n) / mean_away;
    }
    PERMAP_ASSERT(sum > 0);
    return waiting / coming;
}

}  // namespace

TEST_CASE("M/M/2 in working time: six children and two workers keep office hours for a hundred years") {
    // Away and work both run in office hours only, so in office minutes this is the finite-source queue exactly.
    // Nothing of the calendar may leak in: nights, weekends and public holidays are worth no time at all.
    std::string text = R"(
        calendar office mon-fri 09:00 17:00 scottish
        pool worker 2
        horizon 100
        away takes exponential 600 minutes calendar office -> meet
        meet takes exponential 240 minutes calendar office uses worker -> away
        home outcome
    )";
    for (const char* child : {"ann", "bob", "cat", "dan", "eve", "fay"}) {
        text += "\n        enter " + std::string(child) + " 2026-01-05 09:00 -> away";
    }
    const DrawnMap drawn = draw_map(text);
    const Result<Model> model = compile(drawn.map);
    REQUIRE(model);
    const Calendar office(drawn.map.calendars.back());
    const std::size_t meet = place_of(drawn.map, "meet");
    constexpr std::size_t years = 100;
    std::vector<double> waits(years), visits(years);
    run(*model, drawn.settings, [&](const Child& child, std::span<const Event> events) {
        Instant ready{};
        for (const Event& event : events) {
            if (event.step == no_step || index(event.step) != meet) continue;
            if (event.kind == EventKind::ready) ready = event.at;
            if (event.kind != EventKind::started) continue;
            const auto year = static_cast<std::size_t>(days(ready - child.entered) / 366);
            waits[year] += static_cast<double>(office.working_between(ready, event.at).count());
            ++visits[year];
        }
    });
    std::vector<double> yearly;
    for (std::size_t year = 1; year + 1 < years; ++year) yearly.push_back(waits[year] / visits[year]);
    check_mean("office minutes", yearly, mean_wait_finite_source(6, 2, 600, 240), 0.05);
}
