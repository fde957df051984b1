// The oracle reads the shipped maps a second time, step by step: engine and oracle tell the same journeys.
#include <catch2/catch.hpp>

#include "engine/run.hpp"
#include "national/shipped.hpp"
#include "oracle/oracle.hpp"

using namespace permap;

namespace {

void check_same(const Map& map, const std::string& scenario, const RunSettings& settings) {
    INFO(map.id << ", " << (scenario.empty() ? "baseline" : scenario));
    const Arm arm = arm_with(map, scenario);
    const EventLog log = run_to_log(arm.model, settings);
    CHECK(log.streams.size() > 0);
    CHECK(to_string(fingerprint_of(log)) == to_string(fingerprint_of(oracle_run(arm.map, settings))));
}

RunSettings some_children(const Map& map, std::uint32_t children, double horizon_years) {
    RunSettings settings;
    settings.start = map.start;
    settings.children = children;
    settings.horizon_years = horizon_years;
    return settings;
}

}  // namespace

TEST_CASE("engine and oracle tell the same on the national map") {
    check_same(scotland(), "", some_children(scotland(), 200, 10));
    for (const std::string& scenario : scenarios_for(scotland()))
        check_same(scotland(), scenario, some_children(scotland(), 20, 10));
}

TEST_CASE("engine and oracle tell the same on the national map where its scarce resources are shared") {
    RunSettings settings = some_children(scarce_scotland(), 60, 4);
    settings.warm_up_years = 1;
    settings.area_share = 0.03;
    check_same(scarce_scotland(), "", settings);
}

TEST_CASE("engine and oracle tell the same on the teaching map") {
    for (const std::string& scenario : scenarios_for(teaching()))
        check_same(teaching(), scenario, some_children(teaching(), 60, 10));
    check_same(teaching(), "", some_children(teaching(), 300, 10));
}
