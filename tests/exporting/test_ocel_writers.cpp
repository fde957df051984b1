#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "exporting/writers.hpp"
#include "small_log.hpp"
#include "store/database.hpp"
#include "store/temporary_folder.hpp"

using namespace permap;
using Json = nlohmann::json;

namespace {

// The shape of an OCEL 2.0 file in JSON: four lists; types with typed attributes; objects and events with id, type,
// attributes and relations.
constexpr const char* ocel_schema = R"json({
"$schema": "http://json-schema.org/draft-07/schema#",
"definitions": {
  "types": {"type": "array", "items": {"type": "object", "required": ["name", "attributes"], "additionalProperties": false,
    "properties": {"name": {"type": "string"}, "attributes": {"type": "array", "items": {"type": "object",
      "required": ["name", "type"], "additionalProperties": false,
      "properties": {"name": {"type": "string"},
                     "type": {"enum": ["string", "time", "integer", "float", "boolean"]}}}}}}},
  "time": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$"},
  "value": {"type": ["string", "number", "boolean"]},
  "relations": {"type": "array", "items": {"type": "object", "required": ["objectId", "qualifier"],
    "additionalProperties": false, "properties": {"objectId": {"type": "string"}, "qualifier": {"type": "string"}}}}
},
"type": "object", "required": ["objectTypes", "eventTypes", "objects", "events"], "additionalProperties": false,
"properties": {
  "objectTypes": {"$ref": "#/definitions/types"},
  "eventTypes": {"$ref": "#/definitions/types"},
  "objects": {"type": "array", "items": {"type": "object", "required": ["id", "type"], "additionalProperties": false,
    "properties": {"id": {"type": "string"}, "type": {"type": "string"}, "relationships": {"$ref": "#/definitions/relations"},
      "attributes": {"type": "array", "items": {"type": "object", "required": ["name", "time", "value"],
        "additionalProperties": false, "properties": {"name": {"type": "string"}, "time": {"$ref": "#/definitions/time"},
          "value": {"$ref": "#/definitions/value"}}}}}}},
  "events": {"type": "array", "items": {"type": "object", "required": ["id", "type", "time"], "additionalProperties": false,
    "properties": {"id": {"type": "string"}, "type": {"type": "string"}, "time": {"$ref": "#/definitions/time"},
      "relationships": {"$ref": "#/definitions/relations"},
      "attributes": {"type": "array", "items": {"type": "object", "required": ["name", "value"],
        "additionalProperties": false, "properties": {"name": {"type": "string"}, "value": {"$ref": "#/definitions/value"}}}}}}}
}})json";

bool is_ocel(const Json& document) {
    const Json text = Json::parse(ocel_schema);
    valijson::Schema schema;
    valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(text), schema);
    return valijson::Validator().validate(schema, valijson::adapters::NlohmannJsonAdapter(document), nullptr);
}

Json exported(const SmallLog& small) {
    const TemporaryFolder folder;
    REQUIRE(write_ocel_json(small.log, {folder.file("a.jsonocel")}));
    return Json::parse(text_of_file(folder.file("a.jsonocel")));
}

}  // namespace

TEST_CASE("OCEL in JSON has the shape of the standard, and every name it uses is there") {
    const SmallLog small;
    const Json document = exported(small);
    REQUIRE(is_ocel(document));
    std::set<std::string> types, objects;
    for (const Json& type : document["eventTypes"]) types.insert(type["name"]);
    for (const Json& object : document["objects"]) objects.insert(object["id"]);
    CHECK(types == std::set<std::string>{"referral", "meeting", "home", "permap:attribute_set"});
    CHECK(objects == std::set<std::string>{"c-one", "c-two", "family-1"});
    REQUIRE(document["events"].size() == 23);
    std::string last;
    for (const Json& event : document["events"]) {
        CHECK(types.count(event["type"]) == 1);
        CHECK(last < event["id"].get<std::string>());
        last = event["id"];
        REQUIRE(event["relationships"].size() == 1);
        CHECK(objects.count(event["relationships"][0]["objectId"]) == 1);
    }
    const Json& started = document["events"][6];
    CHECK(started["type"] == "meeting");
    CHECK(started["time"] == "2026-04-09T10:00:00.000+00:00");
    CHECK(started["attributes"][0] == Json{{"name", "permap:kind"}, {"value", "started"}});
    CHECK(started["attributes"][1] == Json{{"name", "permap:event"}, {"value", 7}});
    CHECK(document["objects"][0]["relationships"][0] == Json{{"objectId", "family-1"}, {"qualifier", "member of"}});
}

TEST_CASE("OCEL in JSON without sibling groups knows no such type") {
    SmallLog small;
    for (ExportedChild& child : small.log.children) child.sibling_group.clear();
    const Json document = exported(small);
    REQUIRE(is_ocel(document));
    CHECK(document["objectTypes"].size() == 1);
}

TEST_CASE("the schema of the test refuses what is no OCEL") {
    const SmallLog small;
    Json document = exported(small);
    document["events"][0]["relationships"][0].erase("qualifier");
    CHECK_FALSE(is_ocel(document));
    document = exported(small);
    document["events"][0]["time"] = "2026-04-09 10:00";
    CHECK_FALSE(is_ocel(document));
}

TEST_CASE("OCEL in SQLite: the tables of the standard, each reference kept") {
    const TemporaryFolder folder;
    const SmallLog small;
    REQUIRE(write_ocel_sqlite(small.log, {folder.file("a.sqlite")}));
    Database database(folder.file("a.sqlite"), Database::Open::read_only);
    CHECK(database.number("SELECT count(*) FROM event") == 23);
    CHECK(database.number("SELECT count(*) FROM object") == 3);
    CHECK(database.number("SELECT count(*) FROM event_object") == 23);
    CHECK(database.number("SELECT count(*) FROM object_object") == 2);
    CHECK(database.number("SELECT count(*) FROM event_meeting WHERE \"permap:kind\" = 'started' AND ocel_time = "
                          "'2026-04-09 10:00:00' "
                          "AND \"permap:cause\" = 5") == 1);
    CHECK(database.number("SELECT count(*) FROM pragma_foreign_key_check()") == 0);
    CHECK_FALSE(database.failed());
}

TEST_CASE("OCEL in SQLite: step names that no table can be called by, or only one") {
    const TemporaryFolder folder;
    SmallLog small("Referral");  // as another step, but for a capital
    REQUIRE(write_ocel_sqlite(small.log, {folder.file("a.sqlite")}));
    Database database(folder.file("a.sqlite"), Database::Open::read_only);
    CHECK(database.number("SELECT count(*) FROM event_map_type WHERE ocel_type_map IN ('referral', 'Referral_2')") ==
          2);
    SmallLog odd("a\"; DROP TABLE event; --");
    REQUIRE(write_ocel_sqlite(odd.log, {folder.file("b.sqlite")}));
    Database other(folder.file("b.sqlite"), Database::Open::read_only);
    CHECK(other.number("SELECT count(*) FROM event") == 23);
    SmallLog object("object");  // event_object is a table of the standard
    CHECK(write_ocel_sqlite(object.log, {folder.file("c.sqlite")}));
}
