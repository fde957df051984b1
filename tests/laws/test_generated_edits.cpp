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
    int guarded = 0, versions = 0, changed = 0, resources_by_date = 0, arrivals_by_date = 0;
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
        for (const Resource& resource : edited.applied.map.resources)
            resources_by_date += static_cast<int>(resource.later.size());
        for (const Arrivals& arrivals : edited.applied.map.arrivals)
            arrivals_by_date += static_cast<int>(arrivals.later.size());
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
    CHECK(resources_by_date > static_cast<int>(seeds()) / 10);
    CHECK(arrivals_by_date > static_cast<int>(seeds()) / 10);
}

TEST_CASE("edits whose start date lies after everything change nothing, and from the first day on everything") {
    int looked_at = 0;
    for (std::uint64_t seed = 1; seed <= seeds() / 3; ++seed) {
        const GeneratedMap generated = generate_map(seed);
        INFO("map of seed " << seed);
        Map edited = generate_edits(generated, seed).applied.map;
        Map never = edited, plain = edited;
        for (std::size_t i = 0; i < edited.steps.size(); ++i) {
            for (Guard& guard : never.steps[i].guards) guard = {*parse_instant("2149-01-01"), {}};
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

TEST_CASE("what is shared, and who comes in: from a date long past on as if always, from one to come as if never") {
    int looked_at = 0;
    for (std::uint64_t seed = 1; seed <= seeds(); ++seed) {
        const GeneratedMap generated = generate_map(seed);
        INFO("map of seed " << seed);
        const Map edited = generate_edits(generated, seed).applied.map;
        Map never = edited, plain = edited, always = edited, last = edited;
        bool has_later = false;
        for (std::size_t i = 0; i < edited.resources.size(); ++i) {
            plain.resources[i].later.clear();
            for (Resource::Later& later : never.resources[i].later) later.from = *parse_instant("2149-01-01");
            for (Resource::Later& later : always.resources[i].later) later.from = *parse_instant("1980-01-01");
            last.resources[i].later.clear();
            if (edited.resources[i].later.empty()) continue;
            has_later = true;
            last.resources[i] = edited.resources[i].later.back().resource;
        }
        for (std::size_t i = 0; i < edited.arrivals.size(); ++i) {
            plain.arrivals[i].later.clear();
            for (Arrivals::Later& later : never.arrivals[i].later) later.from = *parse_instant("2149-01-01");
            for (Arrivals::Later& later : always.arrivals[i].later) later.from = *parse_instant("1980-01-01");
            last.arrivals[i].later.clear();
            if (edited.arrivals[i].later.empty()) continue;
            has_later = true;
            const Arrivals& before = edited.arrivals[i];
            last.arrivals[i].ceiling_a_year = before.ceiling_a_year.value_or(2 * before.children_a_year.value);
            last.arrivals[i].children_a_year.value = before.later.back().children_a_year;
            last.arrivals[i].sets = before.later.back().sets;
        }
        if (!has_later) continue;
        ++looked_at;
        const RunSettings& settings = generated.settings;
        if (const auto left = run_of(never, settings), right = run_of(plain, settings); left && right)
            CHECK(fingerprint_of(*left) == fingerprint_of(*right));
        if (const auto left = run_of(always, settings), right = run_of(last, settings); left && right)
            CHECK(fingerprint_of(*left) == fingerprint_of(*right));
    }
    CHECK(looked_at > static_cast<int>(seeds()) / 6);
}
