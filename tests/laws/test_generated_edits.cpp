// Whatever a scenario does, from whatever day on and for whomever: engine and oracle read it alike.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <map>

#include "laws/generated_edits.hpp"
#include "oracle/oracle.hpp"
#include "semantics/engine_half.hpp"
#include "semantics/log_difference.hpp"

using namespace permap;

namespace {

std::uint64_t seeds() {
    const char* wanted = std::getenv("PERMAP_LAW_SEEDS");
    return wanted ? std::strtoull(wanted, nullptr, 10) : 300;
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

TEST_CASE("engine and oracle give the same log on generated maps with generated scenarios") {
    int guarded = 0, versions = 0, changed = 0;
    std::map<std::string, int> begun_and_new;  // how often something was begun ahead, passed through or put in
    for (std::uint64_t seed = 1; seed <= seeds(); ++seed) {
        const GeneratedMap generated = generate_map(seed);
        const EditedMap edited = generate_edits(generated, seed);
        INFO("map of seed " << seed << "\n" << edited.sentences);
        const std::optional<EventLog> log = run_of(edited.applied.map, generated.settings);
        if (!log) continue;
        guarded += edited.guarded;
        for (const Step& step : edited.applied.map.steps) {
            versions += static_cast<int>(step.versions.size());
            const auto count = [&](const Step& one) {
                for (const Ahead& ahead : one.ahead) {
                    ++begun_and_new[ahead.every_time ? "side by side" : "ahead"];
                    if (!ahead.through.empty()) ++begun_and_new["several ahead"];
                }
            };
            count(step);
            for (const Step& version : step.versions) count(version);
            if (step.id.rfind("new_", 0) == 0) ++begun_and_new["new"];
        }
        CHECK(difference(edited.applied.map, oracle_run(edited.applied.map, generated.settings), *log) == "");
        const std::optional<EventLog> before = run_of(generated.map, generated.settings);
        if (before && fingerprint_of(*before) != fingerprint_of(*log)) ++changed;
    }
    CHECK(guarded > static_cast<int>(seeds()));
    CHECK(versions > static_cast<int>(seeds()) / 2);
    CHECK(changed > static_cast<int>(seeds()) / 4);
    for (const auto& [what, count] : begun_and_new) {
        INFO(what);
        CHECK(count > static_cast<int>(seeds()) / 100);
    }
    CHECK(begun_and_new.size() == 4);
}

TEST_CASE("edits whose start date lies after everything change nothing, and from the first day on everything") {
    int looked_at = 0;
    for (std::uint64_t seed = 1; seed <= seeds() / 3; ++seed) {
        const GeneratedMap generated = generate_map(seed);
        INFO("map of seed " << seed);
        Map edited = generate_edits(generated, seed).applied.map;
        Map never = edited, always = edited, plain = edited;
        for (std::size_t i = 0; i < edited.steps.size(); ++i) {
            for (Guard& guard : never.steps[i].guards) guard = {*parse_instant("2149-01-01"), {}};
            for (Guard& guard : always.steps[i].guards) guard = {*parse_instant("1980-01-01"), {}};
            never.steps[i].ahead = plain.steps[i].ahead;
            plain.steps[i].guards.clear();
            plain.steps[i].versions.clear();
            if (edited.steps[i].versions.empty()) continue;
            ++looked_at;
            Map all = edited;  // every guard of this step holds
            for (Guard& guard : all.steps[i].guards) guard = {};
            Map last = edited;
            last.steps[i] = edited.steps[i].versions.back();
            const auto left = run_of(all, generated.settings), right = run_of(last, generated.settings);
            if (left && right) CHECK(fingerprint_of(*left) == fingerprint_of(*right));
        }
        const auto left = run_of(never, generated.settings), right = run_of(plain, generated.settings);
        if (left && right) CHECK(fingerprint_of(*left) == fingerprint_of(*right));
    }
    CHECK(looked_at > static_cast<int>(seeds()) / 6);
}
