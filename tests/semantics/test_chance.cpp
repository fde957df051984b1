// Common random numbers and arrivals (SEMANTICS 5, docs/semantics.md 8).
#include <catch2/catch.hpp>

#include <algorithm>
#include <iterator>
#include <map>
#include <vector>

#include "oracle/oracle.hpp"
#include "semantics/engine_half.hpp"
#include "semantics/journey_text.hpp"
#include "semantics/log_difference.hpp"

using namespace permap;

namespace {

// Two hundred children on a way with chance at every turn.
DrawnMap chancy(const std::string& inserted = "", double children_a_year = 200, double first_share = 0.3) {
    DrawnMap drawn = draw_map(R"(
        refer start -> assess
        assess takes exponential 20 days -> )" +
                              std::string(inserted.empty() ? "choose" : "extra") + R"(
        )" + inserted + R"(
        choose decision -> short )" +
                              std::to_string(first_share) + " ; long " + std::to_string(1 - first_share) + R"(
        short takes uniform 1 9 days -> home
        long takes exponential 50 days -> home
        home outcome
    )");
    Arrivals arrivals;
    arrivals.entry = "refer";
    arrivals.children_a_year.value = children_a_year;
    arrivals.ceiling_a_year = 400;
    arrivals.age_years = Uniform{0, 16};
    drawn.map.arrivals = {arrivals};
    drawn.settings.children.reset();
    drawn.settings.start = *parse_instant("2026-01-05");
    return drawn;
}

using Lengths =
    std::map<std::uint32_t, std::map<std::string, int>>;  // by candidate and step: minutes of the first visit

Lengths lengths_of(const DrawnMap& drawn) {
    Lengths lengths;
    const EventLog log = oracle_run(drawn.map, drawn.settings);
    CHECK(difference(drawn.map, log, engine_run(drawn.map, drawn.settings)) == "");
    for (const Stream& stream : log.streams) {
        for (const Event& event : stream.events) {
            if (event.kind != EventKind::completed) continue;
            const Event& started = stream.events[event.cause];
            lengths[stream.child.candidate][drawn.map.steps[index(event.step)].id] = (event.at - started.at).count();
        }
    }
    return lengths;
}

}  // namespace

TEST_CASE("inserting a step leaves every other draw of every child as it was") {
    const Lengths before = lengths_of(chancy());
    Lengths after = lengths_of(chancy("extra takes exponential 30 days -> choose"));
    REQUIRE(before.size() > 100);
    for (auto& [candidate, steps] : after) CHECK(steps.erase("extra") == 1);
    CHECK(before == after);
}

TEST_CASE("a higher rate of arrivals adds children and moves none") {
    const DrawnMap few = chancy("", 100);
    const DrawnMap many = chancy("", 300);
    const EventLog fewer = oracle_run(few.map, few.settings);
    const EventLog more = oracle_run(many.map, many.settings);
    REQUIRE(fewer.streams.size() > 50);
    CHECK(more.streams.size() > 2 * fewer.streams.size());
    for (const Stream& stream : fewer.streams) {
        CHECK(std::count(more.streams.begin(), more.streams.end(), stream) == 1);
    }
}

TEST_CASE("from a date on more come, or nobody: candidates before it as before, those after it as if always so") {
    const EventLog few = oracle_run(chancy("", 100).map, chancy("", 100).settings);
    const EventLog many = oracle_run(chancy("", 300).map, chancy("", 300).settings);
    const Instant date = *parse_instant("2026-06-01");
    const auto entered = [&](const EventLog& log, bool before) {
        std::vector<Stream> streams;
        std::copy_if(log.streams.begin(), log.streams.end(), std::back_inserter(streams),
                     [&](const Stream& stream) { return (stream.child.entered < date) == before; });
        return streams;
    };
    DrawnMap drawn = chancy("", 100);
    drawn.map.arrivals[0].later = {{date, 300, {}}};
    const EventLog log = oracle_run(drawn.map, drawn.settings);
    CHECK(difference(drawn.map, log, engine_run(drawn.map, drawn.settings)) == "");
    CHECK(entered(log, true) == entered(few, true));
    CHECK(entered(log, false) == entered(many, false));
    CHECK(entered(log, false).size() > entered(few, false).size());

    drawn.map.arrivals[0].later = {{date, 0, {}}};
    const EventLog ended = oracle_run(drawn.map, drawn.settings);
    CHECK(difference(drawn.map, ended, engine_run(drawn.map, drawn.settings)) == "");
    CHECK(ended.streams == entered(few, true));
}

TEST_CASE("raising the first way's probability moves children to it, and none away from it") {
    const Lengths before = lengths_of(chancy("", 200, 0.3));
    const Lengths after = lengths_of(chancy("", 200, 0.6));
    std::size_t stayed = 0, moved = 0;
    for (const auto& [candidate, steps] : before) {
        const bool was_short = steps.count("short") > 0, is_short = after.at(candidate).count("short") > 0;
        CHECK((is_short || !was_short));
        stayed += was_short;
        moved += is_short && !was_short;
    }
    CHECK(stayed > 30);
    CHECK(moved > 30);
}

TEST_CASE("the first N entrants are counted, each followed for the horizon from the own entry") {
    DrawnMap drawn = chancy();
    const EventLog year = oracle_run(drawn.map, drawn.settings);
    drawn.settings.children = 40;
    const EventLog log = oracle_run(drawn.map, drawn.settings);
    REQUIRE(log.streams.size() == 40);
    CHECK(difference(drawn.map, log, engine_run(drawn.map, drawn.settings)) == "");
    for (std::size_t i = 0; i < 40; ++i) {
        CHECK(log.streams[i] == year.streams[i]);
        CHECK(log.streams[i].child.followed_until == add_months(log.streams[i].child.entered, 36));
    }
}

TEST_CASE("with shared resources the warm-up fills the queues, and background goes on until the last follow-up ends") {
    const auto with_pool = [](double warm_up_years) {
        DrawnMap drawn = chancy();
        find_step(drawn.map, "assess")->uses = Use{"worker", {}, false};
        Resource worker;
        worker.id = "worker";
        worker.units.value = 11;
        drawn.map.resources.push_back(worker);
        drawn.settings.warm_up_years = warm_up_years;
        drawn.settings.years_of_arrivals = 0.25;
        return drawn;
    };
    const Lengths cold = lengths_of(with_pool(0)), warm = lengths_of(with_pool(2));
    CHECK(cold == warm);  // the same children with the same luck; only their waiting differs
    const auto waiting = [&](double warm_up_years) {
        const DrawnMap drawn = with_pool(warm_up_years);
        std::int64_t sum = 0;
        for (const Stream& stream : oracle_run(drawn.map, drawn.settings).streams) {
            for (const Event& event : stream.events) {
                if (event.kind == EventKind::started) sum += (event.at - stream.events[event.cause].at).count();
            }
        }
        return sum;
    };
    CHECK(waiting(2) > waiting(0));
}
