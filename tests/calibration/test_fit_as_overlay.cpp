// A fit is kept as an overlay on the map it started from. Read again, it is the map that was fitted.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include "calibration/fitted_map.hpp"
#include "commands/load.hpp"
#include "experiment/assumptions.hpp"
#include "map/overlay_writer.hpp"

using namespace permap;

namespace {

Map loaded(const std::string& path) {
    const Result<LoadedMap> map = load_map(path);
    for (const Problem& problem : map.problems()) UNSCOPED_INFO(to_string(problem));
    REQUIRE(map);
    return map->map;
}

// A folder of its own, gone when the test is over.
struct Folder {
    Folder() : path(std::filesystem::temp_directory_path() / "permap_fit_as_overlay") {
        std::filesystem::remove_all(path);
        std::filesystem::create_directories(path);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { std::filesystem::remove_all(path); }
    std::filesystem::path path;
};

std::string overlay_on(const Map& base, const Map& fitted) {
    OverlayHeader header;
    header.id = base.id + "_fitted";
    header.version = base.version;
    header.name = base.name;
    header.about = base.about;
    header.overlay_of = "teaching.json";
    return overlay_to_json(base, fitted, header);
}

}  // namespace

TEST_CASE("the overlay of a fit loads, and is the fitted map") {
    const Folder folder;
    std::filesystem::copy_file(PERMAP_SOURCE_DIR "/maps/teaching.json", folder.path / "teaching.json");
    const Map base = loaded((folder.path / "teaching.json").string());
    const Targets targets = figures_to_fit(
        {{"home", R"({"kind": "share", "from": "entry", "to": {"step": "first_review", "ways": ["home"]}})", "share",
          0.7},
         {"court", R"({"kind": "time", "from": {"step": "court", "on": "ready"}, "to": {"step": "court"},
            "unit": "months"})",
          "months", 4},
         {"in", R"({"kind": "flow", "events": "entry"})", "children", 404}});
    CalibrationSettings settings =
        settings_for({"first_review.home", "court.duration", "away_from_home.children_a_year"});
    settings.study.settings.years_of_arrivals = 0.5;
    settings.study.settings.warm_up_years = 0.2;
    settings.study.replications = 1;
    settings.most_trials = 15;
    const Result<Calibration> fit = calibrate(base, targets, settings);
    for (const Problem& problem : fit.problems()) UNSCOPED_INFO(to_string(problem));
    REQUIRE(fit);
    REQUIRE(fit->improved());
    const std::string text = overlay_on(base, fit->map);
    std::ofstream(folder.path / "fitted.json") << text;
    const Map again = loaded((folder.path / "fitted.json").string());
    CHECK(again.arrivals == fit->map.arrivals);
    REQUIRE(again.steps.size() == fit->map.steps.size());
    for (std::size_t i = 0; i < again.steps.size(); ++i) {
        INFO(again.steps[i].id);
        CHECK(again.steps[i] == fit->map.steps[i]);
    }
    CHECK(overlay_on(base, again) == text);
    // What it counts is what the fit said.
    Result<Arm> arm = make_arm(again, "fitted", {});
    REQUIRE(arm);
    const Result<Evidence> evidence = evidence_of(*arm, targets, settings.study);
    REQUIRE(evidence);
    for (std::size_t i = 0; i < fit->after.size(); ++i) CHECK(evidence->figures[i].model.value == fit->after[i]);
    // And the map with those numbers set is the same, but for what is said of them and the last of four digits.
    std::map<std::string, double> values;
    for (const FittedNumber& one : fit->numbers) values[one.number.id] = one.fitted;
    const Map set = with_assumed(base, values);
    for (std::size_t i = 0; i < set.steps.size(); ++i) {
        for (std::size_t w = 0; w < set.steps[i].ways.size(); ++w) {
            if (!set.steps[i].ways[w].probability) continue;
            CHECK(again.steps[i].ways[w].probability->value ==
                  Approx(set.steps[i].ways[w].probability->value).margin(1e-4));
        }
        CHECK(again.steps[i].duration.ends == set.steps[i].duration.ends);
    }
    // Nothing but what was fitted, or made room, is in it.
    CHECK(text.find("first_review") != std::string::npos);
    CHECK(text.find("court") != std::string::npos);
    CHECK(text.find("\"panel\"") == std::string::npos);
    CHECK(text.find("move_clock") == std::string::npos);
}
