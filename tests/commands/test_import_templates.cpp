// What comes with the program for imports names steps and attributes that the shipped map has.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <set>

#include "commands/load.hpp"
#include "commands/tracker_form.hpp"
#include "formats/mapping_codec.hpp"
#include "formats/ssda903_tables.hpp"
#include "store/whole_file.hpp"

using namespace permap;

namespace {

const Map& national_map() {
    static const Map map = [] {
        const Result<Map> loaded = load_map_as_written(std::string(PERMAP_SOURCE_DIR) + "/maps/scotland");
        REQUIRE(loaded);
        return *loaded;
    }();
    return map;
}

Mapping return_mapping() {
    const std::string path = std::string(PERMAP_SOURCE_DIR) + "/maps/mappings/ssda903-scotland.json";
    const Result<std::string> text = read_whole_file(path);
    REQUIRE(text);
    const Result<Mapping> mapping = mapping_from_json(path, *text);
    REQUIRE(mapping);
    return *mapping;
}

// Every name that the reader of returns gives a step.
std::set<std::string> names_of_return() {
    std::set<std::string> names = {ssda903_step::started, ssda903_step::moved, ssda903_step::review,
                                   ssda903_step::should_be_placed, ssda903_step::matched};
    for (const char* first : {"A", "H", "K", "P", "R", "S", "T", "U", "Z"})
        for (int number = 0; number < 10; ++number) {
            const std::string code = first + std::to_string(number);
            if (is_code_of("PLACE", code)) names.insert(ssda903_step::placement(code));
        }
    for (const std::string& name : ssda903_step::ends()) names.insert(name);
    return names;
}

const TrackerStep* find(const TrackerTemplate& form, const std::string& id) {
    for (const TrackerStep& step : form.steps)
        if (step.id == id) return &step;
    return nullptr;
}

}  // namespace

TEST_CASE("the mapping of English returns names what the reader says and what the national map has") {
    const Mapping mapping = return_mapping();
    CHECK(mapping.format == SourceFormat::ssda903);
    const std::set<std::string> names = names_of_return();
    CHECK(names.count("Placement: foster carer (U6)") == 1);
    RecordedLog log;
    for (const auto& [name, id] : mapping.words.steps) {
        INFO(name);
        CHECK(names.count(name) == 1);
        log.step_names.push_back(name);
    }
    for (const auto& [name, words] : mapping.words.attributes) {
        for (const auto& [code, value] : words.values) {
            INFO(name << " " << code);
            CHECK(is_code_of(name, code));
        }
    }
    const Result<Binding> binding = bind_to_map(national_map(), log, mapping.words, "mapping");
    for (const Problem& problem : binding ? Problems{} : binding.problems()) UNSCOPED_INFO(to_string(problem));
    REQUIRE(binding);
    CHECK(binding->unbound_steps.empty());
    std::vector<std::string> ends = ssda903_step::ends();
    CHECK(mapping.words.ends == ends);
}

TEST_CASE("docs/import/ssda903.md names every step of a return") {
    const Result<std::string> page = read_whole_file(std::string(PERMAP_SOURCE_DIR) + "/docs/import/ssda903.md");
    REQUIRE(page);
    for (const std::string& name : names_of_return()) {
        INFO(name);
        CHECK(page->find(name) != std::string::npos);
    }
}

TEST_CASE("the tracker's milestones are those that PACE counts from and to, and they come first") {
    const TrackerTemplate form = tracker_form(national_map());
    const auto end =
        std::find_if(form.steps.begin(), form.steps.end(), [](const TrackerStep& step) { return !step.is_milestone; });
    CHECK(std::none_of(end, form.steps.end(), [](const TrackerStep& step) { return step.is_milestone; }));
    // Looked after; recommended; approved; lodged; the order made.
    for (const char* id : {"laac_start", "home_start_split", "home_two_year_review", "permanence_planning",
                           "permanence_ratified", "court_application_lodged", "adoption_petition_lodged", "kco_lodged",
                           "po_granted", "po_with_authority_granted", "adoption_order_granted", "kco_granted"}) {
        INFO(id);
        const TrackerStep* const step = find(form, id);
        REQUIRE(step != nullptr);
        CHECK(step->is_milestone);
        CHECK(step < find(form, "cp_receive"));  // child protection comes after what PACE asks for
    }
}

TEST_CASE("the tracker's list is the map's: every step that is written down, each once, with its words") {
    const Map& map = national_map();
    const TrackerTemplate form = tracker_form(map);
    std::set<std::string> listed;
    for (const TrackerStep& step : form.steps) {
        INFO(step.id);
        CHECK(listed.insert(step.id).second);
        const Step* const there = find_step(map, step.id);
        REQUIRE(there != nullptr);
        CHECK(step.name == there->name);
        CHECK(step_of_label(tracker_label(step)) == step.id);
        CHECK(step.outcomes.size() == (there->kind == StepKind::decision ? there->ways.size() : 0));
    }
    for (const Step& step : map.steps) {
        INFO(step.id);
        const bool is_listed = step.kind != StepKind::split && step.kind != StepKind::join &&
                               step.kind != StepKind::clock && step.kind != StepKind::strand_end &&
                               !step.in_force.never && step.process != "adopters";
        if (is_listed) CHECK(listed.count(step.id) == 1);
    }
    const TrackerStep* const review = find(form, "laac_first_review");
    REQUIRE(review != nullptr);
    CHECK(review->part == "Reviews and planning both ways");
    CHECK(review->lane == "Independent chair and reviewing officer");
    CHECK(review->timescale == "6 weeks from: Becomes looked after away from home");
    CHECK(form.placements ==
          std::vector<std::string>{"none", "parents", "kinship", "foster", "residential", "secure", "adopters"});
    CHECK(form.legal_bases == std::vector<std::string>{"none", "s25", "cpo", "icso", "cso", "po"});
}

TEST_CASE("the workbook is written whole, and never over another unless that is meant") {
    const std::string path = (std::filesystem::temp_directory_path() / "permap-test-tracker.xlsx").string();
    std::filesystem::remove(path);
    const TrackerTemplate form = tracker_form(national_map());
    CHECK(write_tracker_workbook(form, path, false).empty());
    const Result<std::string> bytes = read_whole_file(path);
    REQUIRE(bytes);
    CHECK(bytes->substr(0, 2) == "PK");
    CHECK(bytes->find("xl/worksheets/sheet4.xml") != std::string::npos);
    CHECK_FALSE(write_tracker_workbook(form, path, false).empty());
    CHECK(write_tracker_workbook(form, path, true).empty());
    std::filesystem::remove(path);
}
