#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>
#include <vector>

#include "map/map_codec.hpp"
#include "scenario/apply.hpp"
#include "scenario/open_ways.hpp"
#include "scenario/scenario_codec.hpp"

using namespace permap;

namespace {

const std::filesystem::path root = PERMAP_SOURCE_DIR;

std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path);
    REQUIRE(file);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

Map map_in(std::filesystem::path manifest) {
    std::vector<MapFile> files = {{manifest.string(), text_of(manifest)}}, overlays;
    while (const auto base = base_named_by(files.front())) {
        overlays.insert(overlays.begin(), files.front());
        manifest = manifest.parent_path() / *base;
        files = {{manifest.string(), text_of(manifest)}};
    }
    for (const std::string& name : files_named_by(files.front())) {
        files.push_back({name, text_of(manifest.parent_path() / name)});
    }
    Result<Map> map = map_from_json(files, overlays);
    for (const Problem& problem : map.problems()) UNSCOPED_INFO(to_string(problem));
    REQUIRE(map);
    return *std::move(map);
}

const Map& shipped_map(const std::string& id) {
    static const Map teaching = map_in(root / "maps" / "teaching.json");
    static const Map scotland = map_in(root / "maps" / "scotland" / "map.json");
    return id == "teaching" ? teaching : scotland;
}

std::vector<std::filesystem::path> shipped_scenarios() {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(root / "scenarios")) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    REQUIRE(paths.size() >= 20);
    return paths;
}

// Tests of change that were tried or planned somewhere, and that one area could make together.
const std::vector<std::string> documented = {"aim1_audit",
                                             "concurrent_carers",
                                             "family_search_from_the_recommendation",
                                             "kin_ruled_in_by_18_weeks",
                                             "panel_within_12_weeks",
                                             "shared_system_map",
                                             "tracker",
                                             "two_week_meeting"};

class ScenarioSchema {
public:
    ScenarioSchema() {
        using Adapter = valijson::adapters::NlohmannJsonAdapter;
        const auto document = nlohmann::json::parse(text_of(root / "maps" / "scenario.schema.json"));
        // Numbers and durations are those of a map; its schema is asked for by name.
        const auto fetch = [](const std::string& name) {
            return new nlohmann::json(nlohmann::json::parse(text_of(root / "maps" / name)));
        };
        const auto release = [](const nlohmann::json* fetched) { delete fetched; };
        valijson::SchemaParser().populateSchema(Adapter(document), schema_, fetch, release);
    }

    bool accepts(const std::string& text) const {
        const auto document = nlohmann::json::parse(text);
        return valijson::Validator().validate(schema_, valijson::adapters::NlohmannJsonAdapter(document), nullptr);
    }

private:
    valijson::Schema schema_;
};

}  // namespace

TEST_CASE("every shipped scenario fits its map, without a warning, and reads back as it was written") {
    for (const auto& path : shipped_scenarios()) {
        INFO(path);
        const Result<Scenario> scenario = scenario_from_json(path.filename().string(), text_of(path));
        for (const Problem& problem : scenario.problems()) UNSCOPED_INFO(to_string(problem));
        REQUIRE(scenario);
        const Result<Applied> applied = apply_scenario(shipped_map(scenario->map), std::vector{*scenario});
        for (const Problem& problem : applied.problems()) UNSCOPED_INFO(to_string(problem));
        REQUIRE(applied);
        for (const Problem& warning : applied->warnings) UNSCOPED_INFO(to_string(warning));
        CHECK(applied->warnings.empty());
        CHECK(applied->map != shipped_map(scenario->map));
        const Result<Scenario> again = scenario_from_json("again", scenario_to_json(*scenario));
        REQUIRE(again);
        CHECK(*again == *scenario);
    }
}

TEST_CASE("at least fifteen scenarios are for the national map, and each says all that is asked for before a test") {
    std::vector<std::string> ids;
    std::size_t national = 0;
    for (const auto& path : shipped_scenarios()) {
        INFO(path);
        const Scenario scenario = *scenario_from_json(path.filename().string(), text_of(path));
        ids.push_back(scenario.id);
        national += scenario.map == "scotland";
        // The file is found by the id that a result names.
        std::string stem = path.stem().string();
        std::replace(stem.begin(), stem.end(), '-', '_');
        CHECK(scenario.id == stem);
        for (const std::string* text :
             {&scenario.name, &scenario.aim, &scenario.prediction, &scenario.why, &scenario.status})
            CHECK(text->size() >= 15);
        CHECK_FALSE(scenario.edits.empty());
        const std::vector<Source>& known = shipped_map(scenario.map).sources;
        for (const std::string& source : scenario.sources) {
            INFO(source);
            CHECK(std::any_of(known.begin(), known.end(), [&](const Source& one) { return one.id == source; }));
        }
        // What is documented names where; what nobody has tried says so.
        const bool says_documented = scenario.status.find("ocumented") != std::string::npos;
        CHECK((!says_documented || !scenario.sources.empty()));
    }
    CHECK(national >= 15);
    std::sort(ids.begin(), ids.end());
    CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
}

TEST_CASE("the documented tests of change on the national map do not stand in each other's way") {
    std::vector<Scenario> all;
    std::size_t edits = 0;
    for (const auto& path : shipped_scenarios()) {
        Scenario scenario = *scenario_from_json(path.filename().string(), text_of(path));
        if (std::find(documented.begin(), documented.end(), scenario.id) == documented.end()) continue;
        edits += scenario.edits.size();
        all.push_back(std::move(scenario));
    }
    REQUIRE(all.size() == documented.size());
    const Result<Applied> applied = apply_scenario(shipped_map("scotland"), all);
    for (const Problem& problem : applied.problems()) UNSCOPED_INFO(to_string(problem));
    REQUIRE(applied);
    CHECK(applied->sentences.size() == edits);
    CHECK(applied->warnings.empty());
}

TEST_CASE("the schema accepts what is shipped and refuses what the program refuses") {
    const ScenarioSchema schema;
    for (const auto& path : shipped_scenarios()) {
        INFO(path);
        CHECK(schema.accepts(text_of(path)));
    }
    const auto with_edit = [](const std::string& edit) {
        return R"({"id": "t", "name": "T", "map": "m", "aim": "a", "prediction": "p", "why": "w", "status": "s", "edits": [)" +
               edit + "]}";
    };
    for (
        const char* const good : {
            R"({"edit": "remove", "step": "x", "take": "y"})",
            R"({"edit": "remove", "stage": "x", "take": {"a": "b"}})",
            R"({"edit": "set_duration", "step": "x", "duration": {"law": "fixed", "value": 1, "unit": "weeks", "source": "s"}})",
            R"({"edit": "cap_duration", "stage": "x", "at_most": {"value": 1, "unit": "weeks", "source": "s"}, "enforce": 0.5})",
            R"({"edit": "remove", "step": "x", "start": "2027-01-01", "when": "age < 2"})",
            R"({"edit": "set_calendar", "resource": "x", "every": {"value": 1, "unit": "weeks", "source": "s"}})",
            R"({"edit": "set_calendar", "step": "x", "calendar": "office"})",
            R"({"edit": "set_priority", "step": "x", "priority": -1, "when": "age < 1"})",
            R"({"edit": "set_arrivals", "entry": "x", "children_a_year": {"value": 30, "source": "s"}})",
            R"({"edit": "set_timescale", "step": "x", "timescale": {"value": 8, "unit": "weeks", "source": "s"}})",
            R"({"edit": "set_timescale", "step": "x", "timescale": null})",
            R"({"edit": "make_parallel", "steps": ["x", "y"]})",
            R"({"edit": "merge", "steps": ["x", "y"], "keep": "y"})",
            R"({"edit": "insert", "after": "x", "way": "y", "step": {"id": "a", "name": "A", "lane": "l", "kind": "activity", "basis": "practice"}})",
            R"({"edit": "start_with", "step": "x", "with": "y", "through": "z"})",
        }) {
        INFO(good);
        CHECK(schema.accepts(with_edit(good)));
        const auto read = scenario_from_json("t", with_edit(good));
        REQUIRE(read);
        CHECK(*scenario_from_json("t", scenario_to_json(*read)) == *read);  // and round it goes
    }
    for (
        const char* const bad : {
            R"({"edit": "remove"})",
            R"({"edit": "remove", "step": "x", "stage": "y"})",
            R"({"edit": "remove", "step": "x", "start": "soon"})",
            R"({"edit": "remove", "step": "x", "when": 3})",
            R"({"edit": "insert", "step": "x"})",
            R"({"edit": "insert", "step": {"id": "a", "name": "A", "lane": "l", "kind": "activity", "basis": "practice"}})",
            R"({"edit": "set_calendar", "resource": "x"})",
            R"({"edit": "set_calendar", "resource": "x", "step": "y", "calendar": "z"})",
            R"({"edit": "set_priority", "step": "x", "priority": 0.5})",
            R"({"edit": "set_arrivals", "entry": "x", "children_a_year": 3})",
            R"({"edit": "set_timescale", "step": "x"})",
            R"({"edit": "make_parallel", "steps": ["x"]})",
            R"({"edit": "merge", "steps": "x"})",
            R"({"edit": "start_with", "step": "x"})",
            R"({"edit": "scale_duration", "step": "x", "factor": 0.5})",
            R"({"edit": "set_duration", "step": "x", "duration": {"law": "fixt", "value": 1, "unit": "weeks", "source": "s"}})",
            R"({"edit": "add_duration", "stage": "x", "time": {"value": 1, "unit": "weeks", "source": "s"}})",
            R"({"edit": "set_probability", "step": "x", "way": "y", "probability": {"value": 1.5, "source": "s"}})",
            R"({"edit": "set_attribute", "attribute": "x"})",
            R"({"edit": "set_capacity", "resource": "x", "units": {"value": 3}})",
        }) {
        INFO(bad);
        CHECK_FALSE(schema.accepts(with_edit(bad)));
        CHECK_FALSE(scenario_from_json("t", with_edit(bad)));
    }
}

TEST_CASE("whatever probability is set in a shipped map, the others keep their proportions in every situation") {
    for (const char* const id : {"teaching", "scotland"}) {
        const Map& map = shipped_map(id);
        int made = 0, refused = 0;
        for (const Step& before : map.steps) {
            if (before.kind == StepKind::split) continue;
            for (std::size_t way = 0; way < before.ways.size(); ++way) {
                if (!before.ways[way].probability) continue;
                const std::vector<OpenWays> rows = open_ways(map, before);
                for (const double value : {0.02, 0.97}) {
                    INFO(before.id << "." << before.ways[way].id << " " << value);
                    Scenario scenario;
                    scenario.map = map.id;
                    scenario.edits = {{SetProbability{before.id, before.ways[way].id, {value, {}}}, ""}};
                    const Result<Applied> applied = apply_scenario(map, std::vector{scenario});
                    if (!applied) {
                        ++refused;
                        continue;
                    }
                    ++made;
                    const Step& after = *find_step(applied->map, before.id);
                    const auto weight = [](const Way& one) { return one.probability ? one.probability->value : 1.0; };
                    double greatest_share = 0;
                    for (const OpenWays& row : rows) {
                        double others_before = 0, others_after = 0, sum = 0;
                        for (std::size_t i = 0; i < after.ways.size(); ++i) {
                            if (!row.open[i]) continue;
                            sum += weight(after.ways[i]);
                            if (i == way) continue;
                            others_before += weight(before.ways[i]);
                            others_after += weight(after.ways[i]);
                        }
                        REQUIRE(sum <= 1 + 1e-9);
                        for (std::size_t i = 0; i < after.ways.size(); ++i) {
                            if (!row.open[i] || i == way) continue;
                            REQUIRE(weight(after.ways[i]) * others_before ==
                                    Approx(weight(before.ways[i]) * others_after).margin(1e-12));
                        }
                        const auto open = std::count(row.open.begin(), row.open.end(), true);
                        if (row.open[way] && open > 1)
                            greatest_share = std::max(greatest_share, weight(after.ways[way]) / sum);
                    }
                    REQUIRE(greatest_share >= value - 1e-9);
                }
            }
        }
        CHECK(made > 10);
        CHECK(refused <= 2);
    }
}
