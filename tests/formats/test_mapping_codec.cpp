#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "formats/mapping_codec.hpp"

using namespace permap;

namespace {

class MappingSchema {
public:
    MappingSchema() {
        std::ifstream file(PERMAP_SOURCE_DIR "/maps/mapping.schema.json");
        const auto document = nlohmann::json::parse(file);
        valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(document), schema_);
    }
    bool accepts(const std::string& text) const {
        const auto document = nlohmann::json::parse(text);
        return valijson::Validator().validate(schema_, valijson::adapters::NlohmannJsonAdapter(document), nullptr);
    }

private:
    valijson::Schema schema_;
};

bool schema_accepts(const std::string& text) {
    static const MappingSchema schema;
    return schema.accepts(text);
}

// Words as files have them, with what JSON and JSON pointers must write otherwise.
std::string a_word() {
    return *rc::gen::nonEmpty(
               rc::gen::container<std::string>(rc::gen::elementOf(std::string("abcXYZ 09:/~\"\\\t.;,")))) +
           *rc::gen::elementOf(std::vector<std::string>{"", "\xc3\xa9", "\xe2\x82\xac"});
}

std::map<std::string, std::string> some_words() {
    std::map<std::string, std::string> words;
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i) words.emplace(a_word(), a_word());
    return words;
}

std::vector<std::string> some_names() {
    std::set<std::string> names;
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i) names.insert(a_word());
    return {names.begin(), names.end()};
}

bool flip() {
    return *rc::gen::inRange(0, 2) != 0;
}

Mapping a_mapping() {
    Mapping mapping;
    mapping.format = static_cast<SourceFormat>(*rc::gen::inRange(0, 6));
    if (flip()) {
        CsvColumns& columns = mapping.csv.columns;
        int place = 0;
        for (std::string* column :
             {&columns.child, &columns.step, &columns.at, &columns.ready, &columns.started, &columns.completed,
              &columns.kind, &columns.visit, &columns.way, &columns.attribute, &columns.value, &columns.birth_date,
              &columns.event, &columns.cause, &columns.detail})
            if (flip()) *column = std::to_string(place++) + a_word();
        mapping.csv.separator = *rc::gen::element(',', ';', '\t', '|');
        mapping.csv.encoding = flip() ? "utf-8" : "windows-1252";
        mapping.csv.milestones = some_words();
    }
    if (flip()) mapping.dates = static_cast<DateOrder>(*rc::gen::inRange(0, 3));
    if (flip()) mapping.child_type = a_word();
    mapping.attributes = some_names();
    mapping.texts = some_names();
    if (flip()) mapping.later_file = static_cast<LaterFile>(*rc::gen::inRange(0, 2));
    mapping.words.steps = some_words();
    mapping.words.ways = some_words();
    for (const std::string& name : some_names()) mapping.words.attributes[name] = {a_word(), some_words()};
    mapping.words.ends = some_names();
    mapping.words.ends_with_last_record = flip();
    return mapping;
}

std::vector<std::string> faults_of(const std::string& text) {
    const Result<Mapping> mapping = mapping_from_json("m.json", text);
    std::vector<std::string> faults;
    for (const Problem& problem : mapping.problems()) faults.push_back(to_string(problem));
    return faults;
}

}  // namespace

TEST_CASE("a mapping reads back from its text as it was, and the schema knows it") {
    REQUIRE(rc::check([] {
        const Mapping mapping = a_mapping();
        const std::string text = mapping_to_json(mapping);
        const Result<Mapping> read = mapping_from_json("m.json", text);
        RC_ASSERT(static_cast<bool>(read));
        RC_ASSERT(*read == mapping);
        RC_ASSERT(mapping_to_json(*read) == text);
        RC_ASSERT(schema_accepts(text));
    }));
}

TEST_CASE("a mapping as a person writes it") {
    const std::string text = R"({
      "$schema": "../maps/mapping.schema.json", "schema": "permap.mapping/1", "format": "csv",
      "csv": {"separator": ";", "columns": {"child": "Case", "step": "What", "started": "From", "completed": "To"}},
      "dates": "day_first", "later_file": "replaces",
      "words": {
        "steps": {"IRD": "ird_stage"},
        "attributes": {"LS": {"attribute": "legal_status", "values": {"C1": "interim_cso"}}},
        "ends": ["Closed"]
      }
    })";
    CHECK(schema_accepts(text));
    const Result<Mapping> mapping = mapping_from_json("m.json", text);
    REQUIRE(mapping);
    CHECK(mapping->csv.separator == ';');
    CHECK(mapping->csv.encoding == "utf-8");
    CHECK(mapping->csv.columns.completed == "To");
    CHECK(mapping->dates == DateOrder::day_first);
    CHECK(mapping->later_file == LaterFile::replaces);
    CHECK(mapping->words.steps.at("IRD") == "ird_stage");
    CHECK(mapping->words.attributes.at("LS").values.at("C1") == "interim_cso");
    CHECK(mapping->words.ends == std::vector<std::string>{"Closed"});
    CHECK_FALSE(mapping->words.ends_with_last_record);
}

TEST_CASE("every fault of a mapping is told at once, with its place") {
    const std::string text = R"({
      "schema": "permap.mapping/2", "format": "cvs", "dates": "day first", "later": "adds",
      "csv": {"separator": "comma", "encoding": "utf8", "milestones": {"a/b": 3, "c": ""},
              "columns": {"child": "x", "step": "x", "strated": "y", "at": ""}},
      "attributes": ["a", "a", 2], "texts": "note",
      "words": {"steps": ["a"], "attributes": {"q": {"values": {"1": true}}, "r": 1}, "ends": [null],
                "ends_with_last_record": "yes"}
    })";
    CHECK_FALSE(schema_accepts(text));
    CHECK(
        faults_of(text) ==
        std::vector<std::string>{
            R"(m.json#/schema: "permap.mapping/2" cannot be read by this version (it reads permap.mapping/1))",
            R"(m.json#/format: unknown word "cvs" (did you mean csv?))",
            R"(m.json#/csv/separator: "comma" is no separator (one of "," ";" "\t" "|"))",
            R"(m.json#/csv/encoding: unknown word "utf8" (did you mean utf-8?))",
            R"(m.json#/csv/columns/step: the column "x" is named above already (a column says one thing))",
            R"(m.json#/csv/columns/at: is empty)",
            R"(m.json#/csv/columns/strated: unknown key "strated" (did you mean started?))",
            R"(m.json#/csv/milestones/a~1b: expected a text in quotes, found a number)",
            R"(m.json#/csv/milestones/c: is empty (leave the line out))",
            R"(m.json#/dates: unknown word "day first" (did you mean day_first?))",
            R"(m.json#/attributes/1: "a" stands here twice)",
            R"(m.json#/attributes/2: expected a text in quotes, found a number)",
            R"(m.json#/texts: expected a list, found a text)",
            R"(m.json#/words/steps: expected an object, found a list (write {"word of the file": "word of the map"}))",
            R"(m.json#/words/attributes/q: "attribute" is missing)",
            R"(m.json#/words/attributes/q/values/1: expected a text in quotes, found true or false)",
            R"(m.json#/words/attributes/r: expected an object { … }, found a number)",
            R"(m.json#/words/ends/0: expected a text in quotes, found null)",
            R"(m.json#/words/ends_with_last_record: expected true or false, found a text)",
            R"(m.json#/later: unknown key "later")"});
}

TEST_CASE("what is no mapping at all") {
    CHECK(faults_of("[]") == std::vector<std::string>{"m.json#: expected an object { … }, found a list"});
    CHECK(faults_of("{") ==
          std::vector<std::string>{"m.json:1:2: this is not JSON (the text ends too early: a bracket or "
                                   "quote is not closed)"});
    CHECK(faults_of("{}") ==
          std::vector<std::string>{R"(m.json#: "schema" is missing)", R"(m.json#: "format" is missing)"});
}

TEST_CASE("an answer goes where its question belongs") {
    Mapping mapping;
    CHECK(answered(mapping, "dates", "day_first"));
    CHECK(mapping.dates == DateOrder::day_first);
    CHECK_FALSE(answered(mapping, "dates", "first"));
    CHECK(answered(mapping, "csv/encoding", "windows-1252"));
    CHECK_FALSE(answered(mapping, "csv/encoding", "utf8"));
    CHECK(mapping.csv.encoding == "windows-1252");
    CHECK(answered(mapping, "csv/columns/child", "Case ID"));
    CHECK(mapping.csv.columns.child == "Case ID");
    CHECK_FALSE(answered(mapping, "csv/columns/child", ""));
    CHECK_FALSE(answered(mapping, "csv/columns/chlid", "x"));
    CHECK(answered(mapping, "csv/separator", ";"));
    CHECK(answered(mapping, "later_file", "adds"));
    CHECK(answered(mapping, "child_type", "Order"));
    CHECK(mapping.child_type == "Order");
    CHECK(mapping.csv.separator == ';');
    CHECK(mapping.later_file == LaterFile::adds);
}
