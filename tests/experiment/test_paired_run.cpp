// Walking only those families again for whom something is different gives what walking all of them gives.
#include <catch2/catch.hpp>

#include <optional>

#include "experiment/drawn_study.hpp"
#include "experiment/paired_run.hpp"
#include "experiment/run_one.hpp"
#include "laws/generated_maps.hpp"

using namespace permap;

namespace {

// The map with one step passed through, or taking half as long.
Arm changed_arm(Map map, std::size_t step, bool removed) {
    map.steps[step].edited.passed_through = removed;
    if (!removed) map.steps[step].edited.scale *= 0.5;
    return arm_of(map);
}

void share_nothing(Map& map) {
    for (Step& step : map.steps) {
        step.uses.reset();
        step.adds_to.clear();
    }
    map.resources.clear();
}

std::int64_t elapsed(const Tally& tally) {
    return tally.elapsed_minutes + tally.open_elapsed_minutes;
}

// Of the changed maps: those that changed somebody's path, and those that changed nobody's.
struct Seen {
    int changed = 0, the_same = 0;
};

void check_arm(const BaselineRun& before, const Arm& baseline, const Arm& arm, std::span<const StepIndex> changed,
               Seen& seen) {
    try {
        const Replication whole = run_one(arm.model, arm.plan, before.settings).replication;
        const ChangedRun again = run_changed(before, baseline.model, arm, changed);
        CHECK(again.replication.children == whole.children);
        CHECK(again.replication.aim_spells == whole.aim_spells);
        std::int64_t more = 0;
        bool is_changed = false;
        for (std::size_t at = 0; at < again.minutes_more.size(); ++at) {
            const StepTally &then = before.replication.tally.steps[at], &now = whole.tally.steps[at];
            CHECK(again.minutes_more[at] ==
                  now.path_minutes() + now.open_minutes - then.path_minutes() - then.open_minutes);
            more += again.minutes_more[at];
            is_changed = is_changed || again.minutes_more[at] != 0;
        }
        // Attributed time and what vanishes are on one clock.
        CHECK(more == elapsed(whole.tally) - elapsed(before.replication.tally));
        ++(is_changed ? seen.changed : seen.the_same);
    } catch (const MapError&) {  // a loop in which no time passes any more
    }
}

// Each step removed or in half the time; each resource with one unit, or place, more.
void check_every_change(const Map& map, const RunSettings& settings, Seen& seen) {
    const Arm baseline = arm_of(map);
    std::vector<StepIndex> every_step;
    for (std::size_t i = 0; i < map.steps.size(); ++i) every_step.push_back(static_cast<StepIndex>(i));
    std::optional<BaselineRun> run;
    try {
        run.emplace(run_baseline(baseline.model, baseline.plan, settings, every_step));
    } catch (const MapError&) {  // nobody comes in, or somebody goes round in no time
        CHECK_THROWS_AS(run_one(baseline.model, baseline.plan, settings), MapError);
        return;
    }
    const BaselineRun& before = *run;
    const FoldedRun whole_before = run_one(baseline.model, baseline.plan, settings);
    CHECK(before.replication == whole_before.replication);
    CHECK(before.fingerprint == whole_before.fingerprint);
    for (std::size_t i = 0; i < map.steps.size(); ++i) {
        for (const bool removed : {true, false}) {
            INFO(map.steps[i].id << (removed ? " removed" : " in half the time"));
            const auto step = static_cast<StepIndex>(i);
            check_arm(before, baseline, changed_arm(map, i, removed), {&step, 1}, seen);
        }
    }
    for (std::size_t i = 0; i < map.resources.size(); ++i) {
        INFO(map.resources[i].id << " has one more");
        Map more = map;
        more.resources[i].units.value += 1;
        check_arm(before, baseline, arm_of(more), {}, seen);
    }
}

}  // namespace

TEST_CASE("families walked again stand for all: siblings, joins, clocks, interrupts, aims") {
    Seen seen;
    check_every_change(alone_map(), settings_of(small_study(1), 1), seen);
    CHECK(seen.changed > 5);
    CHECK(seen.the_same > 0);
}

TEST_CASE("a child waits for a sibling who is not counted, also when only the sibling comes to what was changed") {
    Map map = draw_map(R"(
        enter child 2026-01-05 -> choose
        choose decision -> asked 0.5 ; heard 0.5
        asked takes 30 days -> heard
        heard takes 1 day together 60 -> settled
        settled outcome
    )")
                  .map;
    map.arrivals[0].children_a_year.value = 300;
    map.arrivals[0].ceiling_a_year = 300;
    map.arrivals[0].family_sizes = {0, 1};
    Seen seen;
    for (std::uint32_t children = 1; children <= 21; children += 2) {  // of the last family one is counted
        INFO(children << " children");
        RunSettings settings = settings_of(small_study(1), 1);
        settings.children = children;
        check_every_change(map, settings, seen);
    }
    CHECK(seen.changed > 20);
}

TEST_CASE("with a pool and a panel only those are walked again who get another answer") {
    Seen seen;
    check_every_change(study_map(), settings_of(small_study(1), 1), seen);
    CHECK(seen.changed > 5);
}

namespace {

// Every change to those of the generated maps that share something, or that do not; how many they are.
int check_generated_maps(std::uint64_t seeds, bool sharing, Seen& seen) {
    int maps = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        INFO("seed " << seed);
        GeneratedMap generated = generate_map(seed);
        generated.settings.years_of_arrivals = std::min(generated.settings.years_of_arrivals, 0.5);
        if (!sharing) share_nothing(generated.map);
        const auto model = compile(generated.map);
        if (!model || model->shares_resources != sharing) continue;
        ++maps;
        check_every_change(generated.map, generated.settings, seen);
    }
    return maps;
}

}  // namespace

TEST_CASE("families walked again stand for all on generated maps") {
    Seen seen;
    CHECK(check_generated_maps(60, false, seen) > 40);
    CHECK(seen.changed > 100);
    CHECK(seen.the_same > 100);
}

TEST_CASE("families walked again stand for all on generated maps with pools, sittings, priorities and siblings") {
    Seen seen;
#ifdef PERMAP_SANITIZE
    CHECK(check_generated_maps(20, true, seen) > 5);
    CHECK(seen.changed > 30);
    CHECK(seen.the_same > 10);
#else
    CHECK(check_generated_maps(60, true, seen) > 20);
    CHECK(seen.changed > 100);
    CHECK(seen.the_same > 50);
#endif
}
