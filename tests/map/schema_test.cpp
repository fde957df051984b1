#include <catch2/catch.hpp>
#include <functional>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "map/law_at.hpp"
#include "teaching_map.hpp"

using namespace permap;

namespace {

class ShippedSchema {
public:
    explicit ShippedSchema(const char* name) {
        const auto document = nlohmann::json::parse(text_of_shipped(name));
        // A schema may name others that lie beside it.
        const auto beside = [](const std::string& other) -> const nlohmann::json* {
            return new nlohmann::json(nlohmann::json::parse(text_of_shipped(other)));
        };
        valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(document), schema_, beside,
                                                [](const nlohmann::json* other) { delete other; });
    }

    bool accepts(const std::string& text) const {
        const auto document = nlohmann::json::parse(text);
        return valijson::Validator().validate(schema_, valijson::adapters::NlohmannJsonAdapter(document), nullptr);
    }

private:
    valijson::Schema schema_;
};

const ShippedSchema& map_schema() {
    static const ShippedSchema schema("map.schema.json");
    return schema;
}

const ShippedSchema& overlay_schema() {
    static const ShippedSchema schema("overlay.schema.json");
    return schema;
}

}  // namespace

TEST_CASE("the schema accepts the teaching map, as shipped and as written back") {
    CHECK(map_schema().accepts(text_of_shipped("teaching.json")));
    const Result<Map> map = teaching_map();
    REQUIRE(map);
    CHECK(map_schema().accepts(map_to_json(*map)));
}

TEST_CASE("the schema accepts law by date, frozen law, and reasons for what is seldom") {
    Map map = *teaching_map();
    Step& review = map.steps[5];
    review.timescales.push_back(review.timescales.at(0));
    review.timescales[0].in_force.until = review.ways[0].in_force.until = parse_instant("2021-09-02");
    review.timescales[1].in_force.from = review.in_force.from = parse_instant("2021-09-02");
    review.seldom = review.ways[0].seldom = "few children are asked for";
    CHECK(map_schema().accepts(map_to_json(map)));
    CHECK(map_schema().accepts(map_to_json(law_at(map, *parse_instant("2020-01-01")))));
}

TEST_CASE("the schema refuses what it can see, and leaves the rest to the reader") {
    for (const Fault& fault : faults()) {
        CAPTURE(fault.pointer, fault.value, fault.what);
        CHECK(map_schema().accepts(broken(fault).dump()) == !fault.schema_sees);
    }
}

TEST_CASE("the schema serves a manifest and the files it names") {
    CHECK(map_schema().accepts(
        R"({"$schema": "../map.schema.json", "id": "m", "version": "1", "name": "M", "start": "2026-01-01", "files": ["a.json"]})"));
    CHECK(map_schema().accepts(R"({"lanes": [{"id": "a", "name": "A"}]})"));
    CHECK_FALSE(map_schema().accepts(R"({"files": ["a.json"]})"));
    CHECK_FALSE(map_schema().accepts(R"({"step": []})"));
}

TEST_CASE("the overlay schema accepts the example, and parts of entries where a map needs the whole") {
    CHECK(overlay_schema().accepts(text_of_shipped("local/illustrative-council.json")));
    const auto accepts = [](const std::string& lists) {
        return overlay_schema().accepts(R"({"overlay_of": "x", "id": "o", "name": "O")" + lists + "}");
    };
    CHECK(accepts(""));
    CHECK(accepts(R"(, "steps": [{"id": "s", "ways": [{"to": "t", "name": "T"}, {"id": "u", "to": "v"}],
                      "draws": [{"attribute": "a", "unless": "b = c"}]}])"));
    CHECK(accepts(R"(, "aims": [{"id": "a", "limit": {"value": 5, "unit": "months"}}])"));
    CHECK(accepts(R"(, "services": [{"id": "s", "unit_cost": {"value": 9, "currency": "GBP", "price_year": 2026,
                      "per": "visit", "assumption": "ours"}}])"));
    CHECK(accepts(R"(, "sources": [{"id": "s", "title": "S"}], "resources": [{"id": "r", "unit_name": "u"}])"));
}

TEST_CASE("the overlay schema refuses what it can see") {
    CHECK_FALSE(overlay_schema().accepts(R"({"id": "o", "name": "O"})"));
    CHECK_FALSE(overlay_schema().accepts(R"({"overlay_of": "", "id": "o", "name": "O"})"));
    CHECK_FALSE(overlay_schema().accepts(R"({"overlay_of": "x", "name": "O"})"));
    const auto accepts = [](const std::string& lists) {
        return overlay_schema().accepts(R"({"overlay_of": "x", "id": "o", "name": "O", )" + lists + "}");
    };
    for (const char* const key : {"lanes", "phases", "processes", "files", "bases", "groups", "step"}) {
        CHECK_FALSE(accepts("\"" + std::string(key) + "\": []"));
    }
    CHECK_FALSE(accepts(R"("permanence": {})"));
    CHECK_FALSE(accepts(R"("area_share": 0.04)"));
    CHECK_FALSE(accepts(R"("area_share": {"value": 0, "assumption": "x"})"));
    CHECK(accepts(R"("area_share": {"value": 1, "assumption": "x"})"));
    CHECK_FALSE(accepts(R"("steps": [{"id": "s"}])"));
    CHECK_FALSE(accepts(R"("steps": [{"name": "S"}])"));
    CHECK_FALSE(accepts(R"("steps": [{"id": "s", "durations": {}}])"));
    CHECK_FALSE(accepts(R"("steps": [{"id": "s", "duration": {"law": "fixed", "value": 1, "unit": "weeks"}}])"));
    CHECK_FALSE(accepts(R"("steps": [{"id": "s", "ways": [{"name": "S"}]}])"));
    CHECK_FALSE(accepts(R"("steps": [{"id": "s", "ways": [{"to": "t"}]}])"));
    CHECK_FALSE(accepts(R"("steps": [{"id": "s", "ways": [{"to": "t", "nam": "T"}]}])"));
    CHECK_FALSE(accepts(R"("steps": [{"id": "s", "draws": [{"attribute": "a"}]}])"));
    CHECK_FALSE(accepts(R"("arrivals": [{"id": "s", "ceiling_a_year": 5}])"));
    CHECK_FALSE(accepts(R"("arrivals": [{"entry": "s", "children_a_year": 5}])"));
    for (const char* const list : {"sources", "calendars", "attributes", "resources", "regions", "stages", "milestones",
                                   "aims", "resting", "services"}) {
        CAPTURE(list);
        CHECK_FALSE(accepts("\"" + std::string(list) + R"(": [{"id": "x"}])"));
        CHECK_FALSE(accepts("\"" + std::string(list) + R"(": [{"id": "x", "zzz": 1}])"));
        CHECK_FALSE(accepts("\"" + std::string(list) + R"(": [{"name": "x"}])"));
    }
}

TEST_CASE("the map schema knows an area share, and leaves overlays to their own") {
    const std::string map = R"({"id": "m", "version": "1", "name": "M", "start": "2026-01-01", )";
    CHECK(map_schema().accepts(map + R"("area_share": {"value": 0.5, "assumption": "x"}, "bases": ["n"]})"));
    CHECK_FALSE(map_schema().accepts(map + R"("area_share": {"value": 0, "assumption": "x"}})"));
    CHECK_FALSE(map_schema().accepts(map + R"("area_share": 0.5})"));
    CHECK_FALSE(map_schema().accepts(map + R"("overlay_of": "x"})"));
}

TEST_CASE("every property in the schema has a description for the editor") {
    const auto document = nlohmann::json::parse(text_of_shipped("map.schema.json"));
    const auto described = [&](const nlohmann::json& property) {
        if (property.contains("description")) return true;
        if (!property.contains("$ref")) return false;
        return document.at(nlohmann::json::json_pointer(property["$ref"].get<std::string>().substr(1)))
            .contains("description");
    };
    const std::function<void(const nlohmann::json&)> walk = [&](const nlohmann::json& node) {
        if (node.is_object() && node.contains("properties") && node.contains("additionalProperties")) {
            for (const auto& [name, property] : node["properties"].items()) {
                CAPTURE(name);
                CHECK(described(property));
            }
        }
        if (node.is_structured()) {
            for (const auto& inner : node) walk(inner);
        }
    };
    walk(document);
}
