#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "engine/answer.hpp"
#include "engine/c_interface.hpp"
#include "experiment/experiment.hpp"
#include "input/map_shelf.hpp"
#include "input/scenario_arm.hpp"
#include "scenario/scenario_codec.hpp"

using namespace permap;
using Json = nlohmann::json;

namespace {

std::string text_of(const std::string& path) {
    std::ifstream file(std::string(PERMAP_SOURCE_DIR) + "/" + path);
    REQUIRE(file.good());
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

Json file(const std::string& path) {
    return {{"path", path}, {"text", text_of(path)}};
}

Json teaching_request() {
    return {{"files", {file("maps/teaching.json"), file("scenarios/teaching-no-panel.json")}},
            {"map", "maps/teaching.json"},
            {"children", 40},
            {"warm_up_years", 0.5},
            {"seed", 7}};
}

Json fingerprints(const Json& request) {
    return Json::parse(fingerprint_answer(request.dump()));
}

// Of what is wrong, where: in any order.
std::vector<std::string> places_of_faults(const Json& reply) {
    REQUIRE(reply.contains("problems"));
    CHECK_FALSE(reply.contains("result"));
    std::vector<std::string> places;
    for (const Json& problem : reply["problems"]) {
        CHECK_FALSE(problem["what"].get<std::string>().empty());
        places.push_back(problem["where"]);
    }
    std::sort(places.begin(), places.end());
    return places;
}

}  // namespace

TEST_CASE("a request is run as the experiment runs it") {
    Json request = teaching_request();
    request["scenarios"] = {"scenarios/teaching-no-panel.json"};
    request["replications"] = 3;

    const std::vector<MapFile> files{{"maps/teaching.json", text_of("maps/teaching.json")}};
    const Result<LoadedMap> map = map_to_run(*checked_map_at(shelf_of(files), "maps/teaching.json"), {});
    REQUIRE(map);
    const auto scenario = scenario_from_json("no panel", text_of("scenarios/teaching-no-panel.json"));
    REQUIRE(scenario);
    const Result<Arm> arm = scenario_arm(map->map, {*scenario});
    REQUIRE(arm);
    Study study;
    study.settings.key.seed = 7;
    study.settings.start = map->map.start;
    study.settings.children = 40;
    study.settings.warm_up_years = 0.5;
    study.replications = 3;
    const Simulation expected = simulate(*arm, study, false);

    const Json reply = fingerprints(request);
    REQUIRE(reply.contains("result"));
    CHECK(reply["result"]["map"] == map->digest);
    CHECK(reply["result"]["model"] == model_digest(arm->model));
    CHECK(reply["result"]["events"] == to_string(expected.fingerprint));

    const Json simulated = Json::parse(simulation_answer(request.dump()));
    REQUIRE(simulated.contains("result"));
    CHECK(simulated["result"]["schema"] == "permap.simulate/1");
    CHECK(simulated["result"].dump().find(to_string(expected.fingerprint)) != std::string::npos);

    // A scenario may stand in the request itself.
    request["scenarios"] = {Json::parse(text_of("scenarios/teaching-no-panel.json"))};
    CHECK(fingerprints(request) == reply);
    // And so may the map.
    request["map"] = Json::parse(text_of("maps/teaching.json"));
    request.erase("files");
    CHECK(fingerprints(request)["result"] == reply["result"]);
}

TEST_CASE("replications asked for one by one add up to all of them") {
    Json request = teaching_request();
    request["replications"] = 2;
    request["first_replication"] = 2;
    const std::string both = fingerprints(request)["result"]["events"];
    request["replications"] = 1;
    const std::string second = fingerprints(request)["result"]["events"];
    request["first_replication"] = 3;
    const std::string third = fingerprints(request)["result"]["events"];
    CHECK(second != third);
    const auto read = [](const std::string& text) {
        return Fingerprint{std::stoull(text.substr(0, 16), nullptr, 16), std::stoull(text.substr(16), nullptr, 16)};
    };
    Fingerprint sum = read(second);
    sum.merge(read(third));
    CHECK(to_string(sum) == both);
}

TEST_CASE("a map of many files is found among those given, with all that lie below it") {
    Json request{{"files", Json::array()}, {"map", "maps/local/illustrative-council.json"}, {"children", 5}};
    for (const auto& entry : std::filesystem::directory_iterator(std::string(PERMAP_SOURCE_DIR) + "/maps/scotland")) {
        const std::string name = entry.path().filename().string();
        if (name.ends_with(".json")) request["files"].push_back(file("maps/scotland/" + name));
    }
    // The overlay names a folder beside its own.
    CHECK(places_of_faults(fingerprints(request)) == std::vector<std::string>{"maps/local/illustrative-council.json"});
    request["files"].push_back(file("maps/local/illustrative-council.json"));
    const Json area = fingerprints(request);
    REQUIRE(area.contains("result"));
    request["map"] = "maps/scotland";
    const Json national = fingerprints(request);
    REQUIRE(national.contains("result"));
    CHECK(national["result"]["map"] != area["result"]["map"]);
}

TEST_CASE("an overlay that lies over itself is a fault, not a circle to walk in") {
    const Json request{{"files",
                        {{{"path", "a.json"}, {"text", R"({"overlay_of": "b.json"})"}},
                         {{"path", "b.json"}, {"text", R"({"overlay_of": "./a.json"})"}}}},
                       {"map", "a.json"}};
    CHECK(places_of_faults(fingerprints(request)) == std::vector<std::string>{"b.json#/overlay_of"});
}

TEST_CASE("every fault of a request is named at once") {
    Json request = teaching_request();
    request["childrn"] = 10;
    request["replications"] = 0;
    request["seed"] = 7.5;
    request["area_share"] = 2;
    request["start"] = "tomorrow";
    request["law_at"] = "1066-10-14";
    request["resources"] = "some";
    request["scenarios"] = {"scenarios/teaching-no-pane.json"};
    request["years_of_arrivals"] = 1;
    CHECK(places_of_faults(fingerprints(request)) ==
          std::vector<std::string>{"request#/area_share", "request#/children", "request#/childrn", "request#/law_at",
                                   "request#/replications", "request#/resources", "request#/scenarios/0",
                                   "request#/seed", "request#/start"});
    CHECK(places_of_faults(fingerprints(Json::object())) == std::vector<std::string>{"request#"});
    CHECK(places_of_faults(Json::parse(simulation_answer("{\"map\": "))).size() == 1);
    CHECK(places_of_faults(Json::parse(simulation_answer(""))).size() == 1);
    CHECK(places_of_faults(Json::parse(simulation_answer("\xff\xfe"))).size() == 1);
}

TEST_CASE("what does not suit the map is said in the request's own words") {
    Json request = teaching_request();
    request["entry"] = "nowhere";
    request["start"] = "2119-12-01";
    request["horizon_years"] = 40;
    const Json reply = fingerprints(request);
    CHECK(places_of_faults(reply) == std::vector<std::string>{"request#/entry", "request#/start"});
    CHECK(reply.dump().find("--") == std::string::npos);
    request = teaching_request();
    request["first_replication"] = 2;
    CHECK(places_of_faults(Json::parse(simulation_answer(request.dump()))) ==
          std::vector<std::string>{"request#/first_replication"});
}

TEST_CASE("a law's day that the map cannot take is said in the request's own words") {
    Json map = Json::parse(text_of("maps/teaching.json"));
    map["law_at"] = "2020-01-01";
    const Json reply = fingerprints({{"map", map}, {"law_at", "2021-01-01"}});
    CHECK(places_of_faults(reply) == std::vector<std::string>{"request#/law_at"});
}

TEST_CASE("a run that cannot be made on the map is a reply, not a crash") {
    // So many would come in until long after all calendars end.
    Json request = teaching_request();
    request["children"] = 10'000'000;
    CHECK(places_of_faults(fingerprints(request)) == std::vector<std::string>{"map"});
}

TEST_CASE("C functions say the same") {
    const std::string request = teaching_request().dump();
    char* const reply = permap_fingerprint(request.c_str());
    REQUIRE(reply != nullptr);
    CHECK(std::string(reply) == fingerprint_answer(request));
    permap_free(reply);
    CHECK(std::string(permap_version()).starts_with("permap "));
}
