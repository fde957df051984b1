// The worked example of an overlay: a council's numbers over the national map.
#include <catch2/catch.hpp>

#include "experiment/run_one.hpp"
#include "map/map_codec.hpp"
#include "national/shipped.hpp"

using namespace permap;

TEST_CASE("the illustrative council is the national map but for what its file says") {
    Map council = illustrative_council();
    const Map& national = scotland();
    CHECK(council.bases == std::vector<std::string>{national.id, "scotland_start"});
    CHECK(council.version == national.version);
    CHECK(council.name.find("illustrative: no real council") != std::string::npos);
    REQUIRE(council.area_share);
    CHECK(council.area_share->from.is_assumed());

    std::vector<std::string> steps, aims, arrivals;
    for (std::size_t i = 0; i < national.steps.size(); ++i) {
        if (council.steps[i] == national.steps[i]) continue;
        steps.push_back(council.steps[i].id);
        CHECK(council.steps[i].duration.from.is_assumed());
        council.steps[i] = national.steps[i];
    }
    for (std::size_t i = 0; i < national.aims.size(); ++i) {
        if (council.aims[i] != national.aims[i]) aims.push_back(council.aims[i].id);
    }
    for (std::size_t i = 0; i < national.arrivals.size(); ++i) {
        if (council.arrivals[i] != national.arrivals[i]) arrivals.push_back(council.arrivals[i].entry);
    }
    CHECK(steps == std::vector<std::string>{"child_permanence_report", "panel_booking", "panel_recommendation",
                                            "panel_deferred"});
    CHECK(aims == std::vector<std::string>{"pace_aim_2", "pace_aim_3"});
    CHECK(arrivals == std::vector<std::string>{"cp_concern"});
    council.id = national.id;
    council.name = national.name;
    council.about = national.about;
    council.area_share = {};
    council.bases = national.bases;
    council.aims = national.aims;
    council.arrivals = national.arrivals;
    CHECK(council == national);
}

TEST_CASE("what is tested on the national map can be tested on a council's") {
    for (const std::string& scenario : scenarios_for(scotland())) {
        INFO(scenario);
        CHECK(arm_with(illustrative_council(), scenario).map.id == "illustrative-council");
    }
}

TEST_CASE("a council's map reads back from the text that a log keeps, as it was") {
    const std::vector<MapFile> text = {{"log", map_to_json(illustrative_council())}};
    const Result<Map> again = map_from_json(text);
    REQUIRE(again);
    Map council = illustrative_council();
    council.left_out.clear();  // what a run left out stands in no map file
    CHECK(*again == council);
    CHECK(map_digest(*again) == map_digest(illustrative_council()));
}
