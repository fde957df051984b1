// What the shipped scenarios do to children, and the page that says it.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "commands/load.hpp"
#include "experiment/experiment.hpp"
#include "input/scenario_arm.hpp"
#include "national/shipped.hpp"
#include "report/scenario_pages.hpp"

using namespace permap;

namespace {

const std::string home = PERMAP_SOURCE_DIR;

std::vector<Scenario> shipped_scenarios() {
    const Result<std::vector<Scenario>> all = scenarios_in(home + "/scenarios");
    REQUIRE(all);
    return *all;
}

// With sanitizers a child takes ten times as long; so few as are run then need not meet every change.
#ifdef PERMAP_SANITIZE
constexpr bool is_quick_look = true;
#else
constexpr bool is_quick_look = false;
#endif

Study small_study(const Map& map) {
    Study study;
    study.settings.start = map.start;
    study.settings.children = is_quick_look ? 300 : 6000;
    study.threads = 1;
    return study;
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("each shipped scenario changes the journey of at least one child, and forgets nobody") {
    for (const Map* map : {&scotland(), &teaching()}) {
        Study study = small_study(*map);
        if (map == &teaching()) study.settings.children = 300;
        const Fingerprint unchanged = simulate(arm_with(*map, ""), study, false).fingerprint;
        for (const std::string& scenario : scenarios_for(*map)) {
            INFO(map->id << " " << scenario);
            const Simulation changed = simulate(arm_with(*map, scenario), study, false);
            if (!is_quick_look) CHECK(changed.fingerprint != unchanged);
            CHECK(changed.figures.stuck.empty());
        }
    }
}

TEST_CASE("scenarios that need scarce resources change what happens with them, and are refused without") {
    std::size_t count = 0;
    Study study = small_study(scarce_scotland());
    study.settings.children.reset();
    study.settings.area_share = is_quick_look ? 0.01 : 0.1;
    study.settings.warm_up_years = 1;
    study.settings.horizon_years = 4;
    const Fingerprint unchanged = simulate(arm_with(scarce_scotland(), ""), study, false).fingerprint;
    for (const Scenario& scenario : shipped_scenarios()) {
        if (!is_for(scenario, scotland()) || !needs_resources(scenario, as_written("scotland"))) continue;
        INFO(scenario.id);
        ++count;
        const Fingerprint changed = simulate(arm_with(scarce_scotland(), scenario.id), study, false).fingerprint;
        if (!is_quick_look) CHECK(changed != unchanged);
        CHECK_FALSE(scenario_arm(scotland(), {scenario}));
    }
    CHECK(count >= 1);
}

TEST_CASE("a scenario needs scarce resources when it names one that the map leaves out by default") {
    const Map& map = as_written("scotland");
    const auto needs = [&](Change change) {
        Scenario scenario;
        scenario.edits = {{std::move(change), ""}};
        return needs_resources(scenario, map);
    };
    CHECK(needs(SetCapacity{"curators", {1, {}}}));
    CHECK(needs(SetCalendar{"panel_places", 1, TimeUnit::weeks, {}, "", ""}));
    CHECK(needs(SetPriority{"curator_report", -1}));
    CHECK(needs(SetArrivals{"adopter_enquiry", {700, {}}}));
    CHECK_FALSE(needs(SetArrivals{"cp_concern", {700, {}}}));
    CHECK_FALSE(needs(SetPriority{"home_review", -1}));
    CHECK_FALSE(needs(SetCapacity{"nobody_knows", {1, {}}}));
    CHECK_FALSE(needs(Remove{{"panel", true}, {}}));
    // The resource of the teaching map is always there.
    Scenario officers;
    officers.edits = {{SetCapacity{"reviewing_officers", {10, {}}}, ""}};
    CHECK_FALSE(needs_resources(officers, as_written("teaching")));
}

TEST_CASE("a scenario for the national map is for a council's map over it, and for no other") {
    for (const Scenario& scenario : shipped_scenarios()) {
        INFO(scenario.id);
        CHECK(is_for(scenario, illustrative_council()) == (scenario.map == "scotland"));
        CHECK(is_for(scenario, teaching()) == (scenario.map == "teaching"));
    }
}

TEST_CASE("all faults of all scenarios of a folder are told at once; a folder without any is one") {
    const std::filesystem::path folder = std::filesystem::temp_directory_path() / "permap_faulty_scenarios";
    std::filesystem::remove_all(folder);
    CHECK_FALSE(scenarios_in(folder.string()));
    std::filesystem::create_directories(folder);
    CHECK(scenarios_in(folder.string()).problems().front().what == "no scenario (*.json) is in this folder");
    std::ofstream(folder / "a.json") << R"({"id": "a"})";
    std::ofstream(folder / "b.json") << "no JSON";
    std::ofstream(folder / "notes.txt") << "not read";
    const Result<std::vector<Scenario>> read = scenarios_in(folder.string());
    REQUIRE_FALSE(read);
    bool has_a = false, has_b = false;
    for (const Problem& problem : read.problems()) {
        has_a = has_a || has(problem.where, "a.json");
        has_b = has_b || has(problem.where, "b.json");
        CHECK_FALSE(has(problem.where, "notes"));
    }
    CHECK((has_a && has_b));
    std::filesystem::remove_all(folder);
}

TEST_CASE("the page says of each scenario what it changes, what that protects, and whether it is told apart") {
    const Map& map = teaching();
    std::vector<Arm> arms;
    arms.push_back(arm_with(map, ""));
    for (const std::string& scenario : scenarios_for(map)) arms.push_back(arm_with(map, scenario));
    Study study = small_study(map);
    study.settings.children = 200;
    study.replications = 4;
    const Result<std::vector<ComparedArm>> compared = compare(map, arms, study);
    REQUIRE(compared);
    ResultHeader header;
    header.replications = 4;
    header.arrivals = "the first 200 children";
    const std::string page = scenario_pages(header, map, arms, *compared);
    CHECK(page == scenario_pages(header, map, arms, *compared));
    for (std::size_t i = 1; i < arms.size(); ++i) {
        const Scenario& scenario = arms[i].scenarios.front();
        INFO(scenario.id);
        CHECK(has(page, "### " + scenario.name));
        CHECK(has(page, "- **Why**: " + scenario.why));
        CHECK(has(page, "- **Status**: " + scenario.status));
    }
    CHECK(has(page, "(#what-if-there-were-no-panel) |"));
    CHECK(has(page, "The model sees time and routes. It does not see what this step protects."));
    CHECK(has(page, "- Days not yet permanent, a child: "));
    CHECK(has(page, "old apart"));
    CHECK_FALSE(has(page, "scarce resources"));
    header.resources = "on";
    CHECK(has(scenario_pages(header, map, arms, *compared), "both arms were run with `--resources on`"));
}

TEST_CASE("a list of scenarios shows id, name, standing and map") {
    Scenario scenario;
    scenario.id = "tracker";
    scenario.name = "A tracker";
    scenario.status = "A documented method. Its size is assumed.";
    scenario.map = "scotland";
    const std::string list = scenario_list({scenario});
    for (const char* const cell : {"tracker", "A tracker", "A documented method", "scotland"}) CHECK(has(list, cell));
    CHECK_FALSE(has(list, "assumed"));
}
