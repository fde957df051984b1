// What an edit may move, and what it must leave where it was: a raised way draws children only to itself, and a higher
// rate of arrivals only adds them.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>

#include "laws/generated_maps.hpp"
#include "scenario/apply.hpp"
#include "semantics/engine_half.hpp"

using namespace permap;

namespace {

std::uint64_t seeds() {
    const char* wanted = std::getenv("PERMAP_LAW_SEEDS");
    return wanted ? std::strtoull(wanted, nullptr, 10) : 300;
}

// Each child alone: nothing shared, no siblings, and no probability that a scenario set before.
GeneratedMap alone(std::uint64_t seed) {
    GeneratedMap generated = generate_map(seed);
    generated.map.resources.clear();
    for (Step& step : generated.map.steps) {
        step.uses.reset();
        step.adds_to.clear();
        step.edited.baseline_probability.clear();
    }
    for (Arrivals& arrivals : generated.map.arrivals) arrivals.family_sizes.clear();
    generated.settings.children.reset();
    return generated;
}

Quantity assumed(double value) {
    Quantity quantity{value, {}};
    quantity.from.assumption = "drawn";
    return quantity;
}

std::optional<Map> with_edits(const Map& map, const std::vector<Change>& changes) {
    Scenario scenario;
    scenario.id = "drawn";
    scenario.map = map.id;
    for (const Change& change : changes) scenario.edits.push_back({change, "edit"});
    Result<Applied> applied = apply_scenario(map, std::span{&scenario, 1});
    if (!applied) return std::nullopt;
    return std::move(applied->map);
}

// Nothing where a child goes round without time passing.
std::optional<EventLog> run_of(const Map& map, const RunSettings& settings) {
    try {
        return engine_run(map, settings);
    } catch (const MapError&) {
        return std::nullopt;
    }
}

}  // namespace

TEST_CASE("raising a way's probability moves children only to it, on generated maps") {
    std::size_t raised = 0, moved = 0, otherwise = 0;
    for (std::uint64_t seed = 1; seed <= seeds(); ++seed) {
        const GeneratedMap generated = alone(seed);
        const std::optional<EventLog> before = run_of(generated.map, generated.settings);
        if (!before) continue;
        for (std::size_t s = 0; s < generated.map.steps.size(); ++s) {
            const Step& step = generated.map.steps[s];
            for (std::size_t w = 0; w < step.ways.size(); ++w) {
                if (!step.ways[w].probability || (s + w + seed) % 3 != 0) continue;
                const double higher = 0.5 + step.ways[w].probability->value / 2;
                const auto edited =
                    with_edits(generated.map, {SetProbability{step.id, step.ways[w].id, assumed(higher)}});
                const auto after = edited ? run_of(*edited, generated.settings) : std::nullopt;
                if (!after) continue;
                ++raised;
                INFO("map of seed " << seed << ", way " << step.ways[w].id << " of " << step.id);
                REQUIRE(after->streams.size() == before->streams.size());
                for (std::size_t i = 0; i < before->streams.size(); ++i) {
                    const std::vector<Event>& was = before->streams[i].events;
                    const std::vector<Event>& is = after->streams[i].events;
                    const auto [from, to] = std::mismatch(was.begin(), was.end(), is.begin(), is.end());
                    if (from == was.end() && to == is.end()) continue;
                    // The first thing that differs must be the decision: the raised way, taken by one who did not. A
                    // split knows all its branches before the first begins, so there it is told in the same minute.
                    const bool is_split = step.kind == StepKind::split;
                    const bool takes_it = std::any_of(
                        to, is_split || to == is.end() ? is.end() : to + 1, [&, minute = to](const Event& event) {
                            return event.at == minute->at && event.kind == EventKind::decided &&
                                   index(event.step) == s && event.detail == w;
                        });
                    ++(takes_it ? moved : otherwise);
                }
            }
        }
    }
    CHECK(otherwise == 0);
    CHECK(raised > seeds() / 2);
    CHECK(moved > seeds());
}

TEST_CASE("a higher rate of arrivals adds children and moves none, on generated maps, always or from a date on") {
    std::size_t added = 0;
    for (std::uint64_t seed = 1; seed <= seeds(); ++seed) {
        const GeneratedMap generated = alone(seed);
        INFO("map of seed " << seed);
        const std::optional<EventLog> before = run_of(generated.map, generated.settings);
        auto edited =
            with_edits(generated.map, {SetArrivals{"step_00", assumed(120.0 + static_cast<double>(seed % 61))},
                                       SetArrivals{"step_01", assumed(60)}});
        REQUIRE(edited);
        if (seed % 2 == 0) {  // the same from a day within the arrivals on
            Map by_date = generated.map;
            for (std::size_t i = 0; i < by_date.arrivals.size(); ++i) {
                const Arrivals& then = edited->arrivals[i];
                by_date.arrivals[i].later = {
                    {generated.settings.start + one_day * 40, then.children_a_year.value, then.sets}};
            }
            edited = by_date;
        }
        const std::optional<EventLog> after = run_of(*edited, generated.settings);
        if (!before || !after) continue;
        for (const Stream& stream : before->streams) {
            CHECK(std::count(after->streams.begin(), after->streams.end(), stream) == 1);
        }
        added += after->streams.size() - before->streams.size();
    }
    CHECK(added > 5 * seeds());
}
