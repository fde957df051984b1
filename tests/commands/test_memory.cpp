// What a run needs at least, and when it is refused.
#include <catch2/catch.hpp>

#include "commands/load.hpp"
#include "commands/memory.hpp"

using namespace permap;

namespace {

Arm arm_at(const std::string& map) {
    const Result<LoadedMap> loaded = load_map(std::string(PERMAP_SOURCE_DIR) + "/maps/" + map, {});
    REQUIRE(loaded);
    Result<Arm> arm = make_arm(loaded->map, "baseline", {});
    REQUIRE(arm);
    return *std::move(arm);
}

Study study_of(std::uint32_t children, int replications) {
    Study study;
    study.settings.start = *parse_instant("2026-04-01");
    study.settings.children = children;
    study.replications = replications;
    return study;
}

}  // namespace

TEST_CASE("memory grows with children, arms kept, threads that have something to do, and events") {
    const Arm arm = arm_at("scotland");
    const double one = memory_needed(arm, study_of(1'000, 4), Kept::figures, 1, 0).all();
    CHECK(one > 0);
    CHECK(memory_needed(arm, study_of(3'000, 4), Kept::figures, 1, 0).all() == Approx(3 * one));
    CHECK(memory_needed(arm, study_of(1'000, 4), Kept::both_arms, 1, 0).all() == Approx(2 * one));
    CHECK(memory_needed(arm, study_of(1'000, 4), Kept::figures, 3, 0).all() == Approx(3 * one));
    CHECK(memory_needed(arm, study_of(1'000, 4), Kept::figures, 64, 0).all() == Approx(4 * one));
    CHECK(memory_needed(arm, study_of(1'000, 4), Kept::recorded, 1, 100).all() == Approx(2 * one + 1'000 * 100 * 16));
    const MemoryNeeded log = memory_needed(arm, study_of(1'000, 4), Kept::every_event, 1, 100);
    CHECK(log.of_events == Approx(4 * 1'000 * (100 * 16 + double{sizeof(Stream)})));
    CHECK(log.children == Approx(one));
}

TEST_CASE("until a figure is tight, no more is needed than the replications there will be in any case") {
    const Arm arm = arm_at("scotland");
    Study study = study_of(1'000, 900);
    study.precision = Precision{0.02, 10};
    CHECK(memory_needed(arm, study, Kept::every_event, 2, 100).all() ==
          memory_needed(arm, study_of(1'000, 10), Kept::every_event, 2, 100).all());
}

TEST_CASE("where resources are shared, those in flight count too, and years of them") {
    const Arm arm = arm_at("teaching.json");
    REQUIRE(arm.model.shares_resources);
    Study study = study_of(1'000, 1);
    study.settings.warm_up_years = 0;
    const double without = memory_needed(arm, study, Kept::figures, 1, 0).all();
    study.settings.warm_up_years = 5;
    CHECK(memory_needed(arm, study, Kept::figures, 1, 0).all() > without);
    CHECK(memory_needed(arm, study, Kept::recorded, 1, 0).all() >
          10 * memory_needed(arm, study, Kept::figures, 1, 0).all());
}

TEST_CASE("a ranking with shared resources goes on with as many threads as there is memory for") {
    const Arm shares = arm_at("teaching.json"), alone = arm_at("scotland");
    REQUIRE(shares.model.shares_resources);
    Study study = study_of(1'000, 30);
    study.threads = 8;
    CHECK(threads_that_fit(shares, study, std::nullopt) == 8);
    CHECK(threads_that_fit(shares, study, MemoryThere{1e12, ""}) == 8);
    CHECK(threads_that_fit(shares, study, MemoryThere{1, ""}) == 1);
    const double children = 1'000 + 400 * (study.settings.warm_up_years + study.settings.horizon_years);
    CHECK(threads_that_fit(shares, study, MemoryThere{3.5 * 5000 * children, ""}) == 3);
    CHECK(threads_that_fit(alone, study, MemoryThere{1, ""}) == 8);
}

TEST_CASE("events of a child are counted on a few, and on all where there are fewer") {
    for (const char* const map : {"scotland", "teaching.json"}) {
        const Arm arm = arm_at(map);
        const double few = events_a_child(arm, study_of(100'000, 1).settings);
        double children = 0, events = 0;
        RunSettings settings = study_of(1'000, 1).settings;
        run(arm.model, settings, [&](const Child&, std::span<const Event> told) {
            children += 1;
            events += static_cast<double>(told.size());
        });
        CHECK(few > 0.5 * events / children);
        CHECK(few < 1.25 * events / children);
    }
}

TEST_CASE("the estimate of a log is no more than its events take in memory") {
    const Arm arm = arm_at("scotland");
    Study study = study_of(2'000, 1);
    const EventLog log = run_to_log(arm.model, study.settings);
    double bytes = 0;
    for (const Stream& stream : log.streams) bytes += sizeof(Stream) + 16.0 * static_cast<double>(stream.events.size());
    const double events = events_a_child(arm, study.settings);
    CHECK(memory_needed(arm, study, Kept::every_event, 1, events).of_events == Approx(bytes).epsilon(0.1));
}

TEST_CASE("a run is refused only where there is less than it needs, and is told what to do") {
    const MemoryThere there{1e9, "free on this machine"};
    CHECK(too_large({0.4e9, 0.6e9}, there).empty());
    CHECK(too_large({5e9, 5e9}, std::nullopt).empty());
    CHECK(too_large({0.3e9, 2.4e9}, there) ==
          Problems{
              {"memory",
               "this run needs at least 2.7 GB, mostly for the events that -o keeps; 1.0 GB are free on this machine",
               "fewer children or replications, a smaller --area-share, or no -o"}});
    CHECK(too_large({1.2e9, 0}, there) ==
          Problems{{"memory", "this run needs at least 1.2 GB; 1.0 GB are free on this machine",
                    "fewer children, fewer --threads, or a smaller --area-share"}});
}

TEST_CASE("the memory that is there can be asked for") {
    const std::optional<MemoryThere> there = memory_there();
    REQUIRE(there);  // on Linux
    CHECK(there->bytes > 1e6);
    CHECK(!there->limit.empty());
    CHECK(too_large(arm_at("teaching.json"), study_of(10, 1), Kept::every_event).empty());
}
