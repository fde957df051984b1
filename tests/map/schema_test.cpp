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

class MapSchema {
public:
    MapSchema() {
        const auto document = nlohmann::json::parse(text_of_shipped("map.schema.json"));
        valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(document), schema_);
    }

    bool accepts(const std::string& text) const {
        const auto document = nlohmann::json::parse(text);
        return valijson::Validator().validate(schema_, valijson::adapters::NlohmannJsonAdapter(document), nullptr);
    }

private:
    valijson::Schema schema_;
};

const MapSchema& map_schema() {
    static const MapSchema schema;
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
