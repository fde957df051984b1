// Journeys without queues against the absorbing Markov chain (core/analysis/absorbing_chain), and calendars by hand.
#include <catch2/catch.hpp>
#include <cmath>

#include "analysis/absorbing_chain.hpp"
#include "closed_form/theory.hpp"
#include "model/model.hpp"

using namespace permap;

namespace {

void check_against_chain(const DrawnMap& drawn, int replications) {
    const std::vector<ExactPart> parts = exact_parts(drawn.map);
    REQUIRE(!parts.empty());
    REQUIRE(parts[0].after == no_step);
    const Result<ExactAnswer> exact = exact_answer(drawn.map, parts[0]);
    REQUIRE(exact);
    const auto runs = times_of(drawn, replications);
    check_mean("mean days", each(runs, [](const Times& run) { return run.journey; }), exact->mean_days, 0.05);
    for (const ExactEnd& end : exact->ends) {
        if (end.share == 0) continue;
        check_mean("share of " + drawn.map.steps[index(end.step)].id,
                   each(runs, [&](const Times& run) { return run.steps[index(end.step)].visits / run.children; }),
                   end.share, 0.1);
    }
    for (std::size_t i = 0; i < parts[0].steps.size(); ++i) {
        const std::size_t step = index(parts[0].steps[i]);
        const auto visits = each(runs, [&](const Times& run) { return run.steps[step].visits / run.children; });
        if (exact->visits[i] == 1 || drawn.map.steps[step].ways.empty()) continue;
        check_mean("visits of " + drawn.map.steps[step].id, visits, exact->visits[i], 0.1);
    }
    // The variance too: the mean square of the distance from the exact mean.
    const Result<Model> model = compile(drawn.map);
    std::vector<double> squares;
    for (int r = 1; r <= replications; ++r) {
        RunSettings settings = drawn.settings;
        settings.key.replication = static_cast<std::uint32_t>(r);
        double sum = 0, children = 0;
        run(*model, settings, [&](const Child& child, std::span<const Event> events) {
            const double distance = days(events.back().at - child.entered) - exact->mean_days;
            sum += distance * distance;
            ++children;
        });
        squares.push_back(sum / children);
    }
    check_mean("variance", squares, exact->variance_days, 0.15);
}

}  // namespace

TEST_CASE("a loop with attributes: mean time, ends, visits and variance are those of the absorbing chain") {
    // What a review finds is remembered; a child who has been sent back twice is no longer sent back.
    const DrawnMap drawn = with_arrivals(R"(
        attribute kin unknown|no|yes
        counter sent_back 2
        horizon 60
        enter child 2026-01-05 -> assess
        assess takes uniform 20 60 days draws kin yes:0.3,no:0.7 unless [kin = yes] -> review
        review takes exponential 30 days -> choose
        choose decision -> home 0.5 when [kin = yes] ; with_kin 0.5 when [kin = yes]
            ; again: assess 0.6 when [kin != yes and sent_back < 2] sets [sent_back + 1]
            ; away 0.4 when [kin != yes and sent_back < 2]
            ; stays: away when [kin != yes and sent_back >= 2]
        home outcome
        with_kin takes exponential 12 weeks -> settled
        settled outcome
        away takes 3 weeks -> cared_for
        cared_for outcome
    )",
                                         3, 1);
    check_against_chain(drawn, 60);
}

TEST_CASE("every law of time has the mean and the variance it says, all in one chain") {
    DrawnMap drawn = with_arrivals(R"(
        horizon 90
        enter child 2026-01-05 -> first
        first takes 1 days -> second
        second takes 1 days -> third
        third takes 1 days -> choose
        choose decision -> fourth 0.7 ; first 0.3
        fourth takes 1 days -> fifth
        fifth takes 1 days -> home
        home outcome
    )",
                                   6, 1);
    const auto lasts = [&](const char* step, const Law& law) {
        find_step(drawn.map, step)->duration.ends = Lasts{law};
    };
    lasts("first", Gamma{2.5, 40});
    lasts("second", Weibull{1.5, 30});
    lasts("third", Triangular{5, 10, 60});
    lasts("fourth", Lognormal{50, 0.5});
    lasts("fifth", Mixture{{{0.25, Exponential{90}}, {0.75, Quantiles{{{0, 10}, {0.5, 20}, {1, 90}}}}}});
    check_against_chain(drawn, 60);
}

namespace {

std::vector<std::string> starts_at(const DrawnMap& drawn, std::string_view step, EventKind kind) {
    const Result<Model> model = compile(drawn.map);
    REQUIRE(model);
    const EventLog log = run_to_log(*model, drawn.settings);
    std::vector<std::string> at;
    for (const Stream& stream : log.streams) {
        for (const Event& event : stream.events) {
            if (event.kind == kind && event.step != no_step && drawn.map.steps[index(event.step)].id == step) {
                at.push_back(to_string(event.at));
            }
        }
    }
    return at;
}

}  // namespace

TEST_CASE("a working calendar is exact to the minute: one worker, three children, Easter and a local holiday") {
    // Good Friday 3 April 2026 is a public holiday in Scotland; Monday the 6th is closed locally. 13 hours of work are
    // a day of eight hours and five hours of the next.
    const DrawnMap drawn = draw_map(R"(
        calendar office mon-fri 09:00 17:00 closed 2026-04-06 scottish
        pool worker 1
        enter ann 2026-04-01 15:17 -> write
        enter bob 2026-04-01 20:00 -> write
        enter cat 2026-04-04 12:00 -> write
        write takes 13 hours calendar office uses worker -> home
        home outcome
    )");
    // Ann: Wednesday 15:17 to 17:00 (1 h 43), Thursday 8 h, 3 h 17 on Tuesday the 7th: 12:17.
    // Bob: from 12:17 on Tuesday 4 h 43, Wednesday 8 h, 17 minutes on Thursday the 9th.
    // Cat: Thursday from 9:17 7 h 43, Friday 5 h 17.
    CHECK(starts_at(drawn, "write", EventKind::started) ==
          std::vector<std::string>{"2026-04-01 15:17", "2026-04-07 12:17", "2026-04-09 09:17"});
    CHECK(starts_at(drawn, "write", EventKind::completed) ==
          std::vector<std::string>{"2026-04-07 12:17", "2026-04-09 09:17", "2026-04-10 14:17"});
}

TEST_CASE("a monthly panel with two places: who asks in time is heard in the order of asking") {
    // Sittings every four weeks from 6 January 2026, two places, ten days' notice; that of 3 March is on a closed day
    // and held on the 4th.
    const DrawnMap drawn = draw_map(R"(
        calendar hall mon-fri 00:00 24:00 closed 2026-03-03
        sitting panel 2 places 2026-01-06 10:00 every 4 notice 10 holidays hall
        enter ann 2025-12-27 10:00 -> heard
        enter bob 2025-12-27 10:01 -> heard
        enter cat 2026-01-01 00:00 -> heard
        enter dan 2026-01-24 09:59 -> heard
        enter eve 2026-01-24 10:00 -> heard
        enter fay 2026-02-22 10:00 -> heard
        heard uses panel -> home
        home outcome
    )");
    // Ann: exactly ten days before 6 January. Bob, a minute late, and Cat fill 3 February. Dan, in time for it, finds
    // it full, as does Eve: both on 4 March, though the regular day would be the 3rd. Fay: in time for the 4th by the
    // clock, and it is full; so 31 March.
    CHECK(starts_at(drawn, "heard", EventKind::started) ==
          std::vector<std::string>{"2026-01-06 10:00", "2026-02-03 10:00", "2026-02-03 10:00", "2026-03-04 10:00",
                                   "2026-03-04 10:00", "2026-03-31 10:00"});
}
