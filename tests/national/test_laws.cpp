// Laws that hold for the shipped maps and every shipped scenario, whatever the seed.
#include <catch2/catch.hpp>
#include <cmath>

#include "experiment/run_one.hpp"
#include "national/shipped.hpp"
#include "national/stream_laws.hpp"
#include "projection/fold.hpp"

using namespace permap;

namespace {

#ifdef PERMAP_SANITIZE
constexpr std::uint64_t seeds = 2;
#else
constexpr std::uint64_t seeds = 20;
#endif

RunSettings some_children(const Map& map, std::uint64_t seed, std::uint32_t children) {
    RunSettings settings;
    settings.key.seed = seed;
    settings.start = map.start;
    settings.children = children;
    settings.horizon_years = 10;
    settings.warm_up_years = 1;
    return settings;
}

void check_law_and_order(const Arm& arm, const RunSettings& settings) {
    INFO(arm.map.id << ", " << arm.name << ", seed " << settings.key.seed);
    const EventLog log = run_to_log(arm.model, settings);
    REQUIRE(!log.streams.empty());
    FoldScratch scratch(arm.plan);
    Replication replication(arm.plan);
    std::string fault;
    for (const Stream& stream : log.streams) {
        if (fault.empty()) fault = fault_of(arm.map, stream);
        fold_child(arm.plan, stream.child, stream.events, scratch, replication);
    }
    CHECK(fault == "");

    // Attributed days equal elapsed days; open journeys are attributed apart.
    std::int64_t attributed = 0, open = 0;
    for (const StepTally& step : replication.tally.steps) {
        attributed += step.path_minutes();
        open += step.open_minutes;
    }
    CHECK(attributed == replication.tally.elapsed_minutes);
    CHECK(open == replication.tally.open_elapsed_minutes);

    for (const StuckTally& stuck : replication.tally.stuck) {
        FAIL_CHECK(stuck.children << " stuck at " << arm.map.steps[index(stuck.step)].id);
    }
}

std::vector<std::string> all_arms(const Map& map) {
    std::vector<std::string> arms = scenarios_for(map);
    arms.insert(arms.begin(), "");
    return arms;
}

}  // namespace

TEST_CASE("every journey is a sound story, its days are all accounted for, and nobody is stuck") {
    for (const Map* map : {&scotland(), &teaching()}) {
        for (const std::string& scenario : all_arms(*map)) {
            const Arm arm = arm_with(*map, scenario);
            for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
                check_law_and_order(arm, some_children(*map, seed, map == &scotland() ? 400 : 60));
            }
        }
    }
}

TEST_CASE("children who come in looked after, at home or away, keep the same laws until they are adults") {
    for (const std::string& scenario : all_arms(scotland())) {
        const Arm arm = arm_with(scotland(), scenario);
        for (const char* entry : {"laac_start", "looked_after_at_home"}) {
            for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
                RunSettings settings = some_children(scotland(), seed, 100);
                settings.cohort_entry = step_of(scotland(), entry);
                settings.horizon_years = 27;
                check_law_and_order(arm, settings);
            }
        }
    }
}

TEST_CASE("the national map keeps the same laws with its scarce resources, and children do wait") {
    // A fiftieth of the country, with a fiftieth of its places.
    constexpr double share = 0.02;
    Map map = scarce_scotland();
    CHECK(map.resources.size() >= 8);
    CHECK(scotland().resources.empty());
    for (Resource& resource : map.resources) resource.units.value = std::ceil(resource.units.value * share);
    Result<Arm> arm = make_arm(map, "baseline", {});
    REQUIRE(arm);
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        RunSettings settings = some_children(map, seed, 0);
        settings.children.reset();
        settings.area_share = share;
        check_law_and_order(*arm, settings);
        double waiting_minutes = 0;
        run(arm->model, settings, [&](const Child&, std::span<const Event> events) {
            for (const Event& event : events) {
                const bool started = event.kind == EventKind::started && map.steps[index(event.step)].uses;
                if (started) waiting_minutes += (event.at - events[event.cause].at).count();
            }
        });
        CHECK(waiting_minutes > 0);
    }
}

TEST_CASE("units are given back, never more of them held than there are, and no sitting seats more than its places") {
    std::size_t waited = 0;
    for (const std::string& scenario : all_arms(teaching())) {
        const Arm arm = arm_with(teaching(), scenario);
        for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
            INFO(arm.name << ", seed " << seed);
            // All children are counted until the last of them has come in, and nobody was there before them.
            RunSettings settings = some_children(teaching(), seed, 0);
            settings.children.reset();
            settings.years_of_arrivals = 4;
            settings.warm_up_years = 0;
            const EventLog log = run_to_log(arm.model, settings);
            CHECK(sharing_fault(arm.map, log, settings.start, log.streams.back().child.entered) == "");
            for (const Stream& stream : log.streams) {
                for (const Event& event : stream.events) {
                    const bool started = event.kind == EventKind::started && arm.map.steps[index(event.step)].uses;
                    if (started && event.at > stream.events[event.cause].at) ++waited;
                }
            }
        }
    }
    CHECK(waited > 100 * seeds);  // else the law says nothing
}
