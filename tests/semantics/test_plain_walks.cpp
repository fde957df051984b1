// Maps of little but time, ways and pools, with many children: there the engine takes its short ways (a child who waits
// for a unit is asked and granted where it lies), and here the oracle goes the long one beside it.
#include <catch2/catch.hpp>

#include <random>
#include <string>

#include "oracle/oracle.hpp"
#include "semantics/drawn_map.hpp"
#include "semantics/engine_half.hpp"
#include "semantics/log_difference.hpp"

using namespace permap;

namespace {

constexpr int steps = 9;

class PlainMap {
public:
    explicit PlainMap(std::uint64_t seed) : random_(seed) {}

    std::string text() {
        std::string text = R"(
            pool worker 2
            pool desk 1
            pool place 40
            attribute setting home|away
            enter child 2026-01-05 -> s0
            end outcome
            left_early takes 1 hours -> end
            apart split join_at again -> one ; two
            one takes 5 hours -> again
            two takes exponential 5 hours uses desk -> again
            again join started_by apart -> s8)";
        for (int i = 0; i < steps; ++i) text += "\n" + step(i);
        return text;
    }

private:
    int below(int n) { return static_cast<int>(random_() % static_cast<std::uint64_t>(n)); }
    bool one_in(int n) { return below(n) == 0; }

    std::string later_than(int i) {
        const int to = i + 1 + below(3);
        return to < steps ? "s" + std::to_string(to) : one_in(2) ? "end" : "left_early";
    }

    // Mostly of few lengths, so that much falls due in one minute.
    std::string step(int i) {
        const bool takes_time = !one_in(6);
        const bool decides = !one_in(3);
        std::string text = "            s" + std::to_string(i) + (decides ? " decision" : "");
        if (takes_time)
            text += one_in(3) ? " takes exponential 6 hours" : one_in(2) ? " takes 4 hours" : " takes 1 hours";
        if (one_in(2)) text += one_in(6) ? " uses place for_good" : one_in(2) ? " uses worker" : " uses desk";
        if (!decides) return text + " -> " + later_than(i);
        text += " -> a: " + later_than(i) + " 0.5";
        if (one_in(2)) text += " sets [setting = away]";
        text += " ; b: " + later_than(i) + " 0.3";
        if (one_in(3)) text += " when [setting = away]";
        if (takes_time && one_in(2)) text += " ; c: s" + std::to_string(below(i + 1)) + " 0.2";
        if (i < 7 && one_in(4)) text += " ; d: apart 0.2";
        return text;
    }

    std::mt19937_64 random_;
};

}  // namespace

TEST_CASE("engine and oracle give the same log where most steps are time, a pool and a way") {
    std::size_t events = 0, waits = 0, cut_short = 0;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        INFO("map of seed " << seed);
        DrawnMap drawn = draw_map(PlainMap(seed).text());
        Arrivals& arrivals = drawn.map.arrivals.front();
        arrivals.children_a_year.value = 4 * 365.25;
        arrivals.ceiling_a_year = arrivals.children_a_year.value;
        RunSettings& settings = drawn.settings;
        settings = {};
        settings.start = *parse_instant("2026-01-05");
        settings.years_of_arrivals = 0.1;
        settings.horizon_years = 1.0 / 12;
        settings.warm_up_years = 0.05;
        settings.key.seed = seed;
        const EventLog oracle = oracle_run(drawn.map, settings);
        CHECK(difference(drawn.map, oracle, engine_run(drawn.map, settings)) == "");
        for (const Stream& stream : oracle.streams) {
            events += stream.events.size();
            cut_short += stream.events.back().kind != EventKind::left;
            for (const Event& event : stream.events)
                waits += event.kind == EventKind::started && stream.events[event.cause].at < event.at;
        }
    }
    CHECK(events > 50'000);
    CHECK(waits > 1'000);
    CHECK(cut_short > 100);
}
