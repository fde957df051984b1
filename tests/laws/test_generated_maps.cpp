// Laws that hold for every map: engine and oracle read it alike, and a log is consistent in itself.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "laws/generated_maps.hpp"
#include "map/law_at.hpp"
#include "oracle/oracle.hpp"
#include "semantics/engine_half.hpp"
#include "semantics/log_difference.hpp"

using namespace permap;

namespace {

// More seeds by PERMAP_LAW_SEEDS=5000 for a long look.
std::uint64_t seeds() {
    const char* wanted = std::getenv("PERMAP_LAW_SEEDS");
    return wanted ? std::strtoull(wanted, nullptr, 10) : 300;
}

// Why a stream is no story of a child; empty for a sound one.
std::string fault_of(const Map& map, const Stream& stream) {
    const std::vector<Event>& events = stream.events;
    std::map<StepIndex, Ordinal> ready;             // active, or started: ordinal of its ready
    std::map<StepIndex, Ordinal> running, visited;  // clocks that run; visits so far
    for (Ordinal i = 0; i < events.size(); ++i) {
        const Event& event = events[i];
        const std::string at = "event " + std::to_string(i) + ": ";
        if (event.kind == EventKind::entered) {
            if (i != 0 || event.cause != no_cause) return at + "entered twice, or late";
            continue;
        }
        if (event.cause >= i) return at + "a cause that does not point backwards";
        const Event& cause = events[event.cause];
        if (event.at < events[i - 1].at) return at + "time goes backwards";
        const bool waits = event.kind == EventKind::started || event.kind == EventKind::completed ||
                           event.kind == EventKind::clock_fired;
        if (!waits && event.kind != EventKind::left && event.at != cause.at)
            return at + "a gap between cause and event";
        switch (event.kind) {
            case EventKind::ready:
                if (!ready.emplace(event.step, i).second) return at + "active twice";
                if (event.detail != ++visited[event.step]) return at + "visits are not counted";
                break;
            case EventKind::started:
                if (cause.kind != EventKind::ready || ready[event.step] != event.cause) return at + "not its own ready";
                break;
            case EventKind::completed:
            case EventKind::cancelled:
                if (ready.erase(event.step) != 1) return at + "ends what is not active";
                break;
            case EventKind::clock_started:
                if (!running.emplace(event.step, i).second) return at + "runs twice";
                break;
            case EventKind::clock_fired:
                if (running.count(event.step) == 0 || running[event.step] != event.cause)
                    return at + "not its own start";
                running.erase(event.step);
                break;
            case EventKind::clock_ended:
                if (running.erase(event.step) != 1) return at + "ends a clock that does not run";
                break;
            case EventKind::left:
                if (i + 1 != events.size()) return at + "something after leaving";
                if (!ready.empty()) return at + "left with a step active";
                for (const auto& [clock, start] : running) {
                    if (!map.steps[index(clock)].clock->lifelong) return at + "left with a clock running";
                }
                break;
            case EventKind::entered:
            case EventKind::decided:
            case EventKind::attribute_set:
            case EventKind::merged:
                break;
        }
    }
    return "";
}

// Places taken at any sitting, and units held at any minute, by the children of a log who do not share their visits.
// More than there are is a fault. Steps that add units, or keep them, are left to the comparison with the engine.
std::string overbooked(const Map& map, const EventLog& log) {
    std::map<std::pair<std::string, Instant>, double> seated;
    std::map<std::pair<std::string, Instant>, double> change_of_held;
    bool units_are_added = false;
    for (const Step& step : map.steps) units_are_added = units_are_added || !step.adds_to.empty();
    for (const Stream& stream : log.streams) {
        std::map<StepIndex, Instant> since;
        for (const Event& event : stream.events) {
            if (event.step == no_step) continue;
            const Step& step = map.steps[index(event.step)];
            const bool free_of_it = step.edited.passed_through || step.in_force.from || step.in_force.until;
            const bool some_need_none = step.uses && step.uses->when.kind != Condition::Kind::always;
            if (!step.uses || some_need_none || step.together_gather_days || free_of_it) continue;
            const std::string& resource = step.uses->resource;
            if (event.kind == EventKind::started) {
                // Out of hours the place or unit is taken before the start; that much is not looked at.
                if (resource == "panel" && event.detail == 0) ++seated[{resource, event.at}];
                if (resource != "panel") ++change_of_held[{resource, event.at}];
                since[event.step] = event.at;
            } else if ((event.kind == EventKind::completed || event.kind == EventKind::cancelled) &&
                       since.erase(event.step) > 0 && resource != "panel") {
                --change_of_held[{resource, event.at}];
            }
        }
        for (const auto& [step, start] : since) {  // what comes after follow-up is not in the log
            const std::string& resource = map.steps[index(step)].uses->resource;
            if (resource != "panel") --change_of_held[{resource, stream.child.followed_until}];
        }
    }
    std::map<std::string, double> limit, held;
    for (const Resource& resource : map.resources) limit[resource.id] = resource.units.value;
    for (const auto& [sitting, places] : seated) {
        if (places > limit[sitting.first]) return "too many at the sitting of " + to_string(sitting.second);
    }
    for (const auto& [change, units] : change_of_held) {
        held[change.first] += units;
        if (!units_are_added && held[change.first] > limit[change.first]) {
            return "too many units of " + change.first + " at " + to_string(change.second);
        }
    }
    return "";
}

}  // namespace

TEST_CASE("engine and oracle give the same log, event for event, on generated maps") {
    std::size_t events = 0, going_round = 0;
    for (std::uint64_t seed = 1; seed <= seeds(); ++seed) {
        const GeneratedMap generated = generate_map(seed);
        INFO("map of seed " << seed);
        std::optional<EventLog> oracle;
        try {
            oracle = oracle_run(generated.map, generated.settings);
        } catch (const MapError&) {
            ++going_round;
        }
        if (!oracle) {
            bool engine_too = false;
            try {
                engine_run(generated.map, generated.settings);
            } catch (const MapError&) {
                engine_too = true;
            }
            // A child nobody else can meet is walked only to the end of the own follow-up; going round may come later.
            const bool meets_others = std::any_of(generated.map.steps.begin(), generated.map.steps.end(),
                                                  [](const Step& step) { return step.uses.has_value(); });
            if (meets_others) CHECK(engine_too);
            continue;
        }
        for (const Stream& stream : oracle->streams) {
            events += stream.events.size();
            REQUIRE(fault_of(generated.map, stream) == "");
        }
        CHECK(overbooked(generated.map, *oracle) == "");
        CHECK(difference(generated.map, *oracle, engine_run(generated.map, generated.settings)) == "");
    }
    CHECK(going_round <= seeds() / 50);
    CHECK(events > 100 * seeds());
}

TEST_CASE("under one day's law a map runs as it does with that law frozen") {
    std::size_t events = 0, dated = 0;
    for (std::uint64_t seed = 1; seed <= seeds() / 3; ++seed) {
        GeneratedMap generated = generate_map(seed);
        INFO("map of seed " << seed);
        // Every date in these maps is in 2026: one run long before them, one long after.
        for (const char* const start : {"2001-01-05", "2041-01-05"}) {
            generated.settings.start = *parse_instant(start);
            const Map frozen = law_at(generated.map, generated.settings.start);
            for (const Step& step : frozen.steps) dated += step.in_force.never ? 1 : 0;
            try {
                const EventLog log = engine_run(generated.map, generated.settings);
                for (const Stream& stream : log.streams) events += stream.events.size();
                CHECK(difference(generated.map, log, engine_run(frozen, generated.settings)) == "");
                CHECK(difference(generated.map, log, oracle_run(frozen, generated.settings)) == "");
            } catch (const MapError&) {
                continue;  // a child goes round without time passing, which the first law of this file looks at
            }
        }
    }
    CHECK(events > 50 * seeds());
    CHECK(dated > seeds() / 10);
}
