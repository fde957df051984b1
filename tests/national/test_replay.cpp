// A stored log, read back, gives every figure of its run.
#include <unistd.h>
#include <catch2/catch.hpp>
#include <filesystem>

#include "experiment/experiment.hpp"
#include "map/map_codec.hpp"
#include "national/shipped.hpp"
#include "report/result_json.hpp"
#include "scenario/scenario_list_codec.hpp"
#include "store/log_file.hpp"

using namespace permap;

namespace {

class Folder {
public:
    Folder() : path_(std::filesystem::temp_directory_path() / ("permap-national-" + std::to_string(::getpid()))) {
        std::filesystem::create_directories(path_);
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::string file(const std::string& name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

}  // namespace

TEST_CASE("replaying a stored log gives all figures of the run, intervals included") {
    const Folder folder;
    for (const Map* map : {&scotland(), &teaching()}) {
        std::vector<std::string> arms = scenarios_for(*map);
        arms.insert(arms.begin(), "");
        for (const std::string& scenario : arms) {
            INFO(map->id << " " << scenario);
            const Arm arm = arm_with(*map, scenario);
            Study study;
            study.settings.start = map->start;
            study.settings.children = 60;
            study.settings.warm_up_years = 1;
            study.replications = scenario.empty() ? 1 : 3;
            study.threads = 1;
            const Simulation live = simulate(arm, study, false);
            const Simulation kept = simulate(arm, study, true);

            LogHeader header;
            header.program = "test";
            header.map_json = map_to_json(*map);
            header.map_digest = map_digest(*map);
            header.scenario_json = scenarios_to_json(arm.scenarios);
            std::vector<std::string> names;
            for (const Step& step : map->steps) names.push_back(step.id);
            const std::string path = folder.file(map->id + scenario + ".permap");
            const auto written = write_log(path, header, *kept.log, names, false);
            REQUIRE(written);
            const auto read = read_log(path);
            REQUIRE(read);
            CHECK(read->log == *kept.log);

            // The log alone is enough: its own map, its own scenario.
            const std::vector<MapFile> texts{{"log", read->header.map_json}};
            const Result<Map> its_map = map_from_json(texts);
            REQUIRE(its_map);
            CHECK(map_digest(*its_map) == read->header.map_digest);
            const auto its_scenarios = scenarios_from_json("log", read->header.scenario_json);
            REQUIRE(its_scenarios);
            const Result<Arm> its_arm = make_arm(*its_map, arm.name, *its_scenarios);
            REQUIRE(its_arm);
            const Simulation again = replay(its_arm->plan, read->log, study.settings.key.seed);
            CHECK(again.fingerprint == live.fingerprint);
            CHECK(simulation_json({}, *its_arm, again) == simulation_json({}, arm, live));
        }
    }
}
