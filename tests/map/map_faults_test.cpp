#include <catch2/catch.hpp>

#include "teaching_map.hpp"

using namespace permap;

TEST_CASE("every fault of form is reported once, with its place, what is wrong and what was meant") {
    for (const Fault& fault : faults()) {
        CAPTURE(fault.pointer, fault.value);
        const Result<Map> map = read_map(broken(fault).dump());
        REQUIRE_FALSE(map);
        const Problem expected{std::string("m.json#") + fault.where, fault.what, fault.hint};
        CAPTURE(to_string(map.problems().front()));
        REQUIRE(map.problems().size() == 1);
        CHECK(map.problems().front() == expected);
    }
}

TEST_CASE("all faults of all files are reported at once") {
    const std::vector<MapFile> files = {{"map.json", R"({"id": "m", "version": "1", "name": "M", "start": "2026-01-01",
                         "files": ["a.json", "b.json"], "lanes": [{"id": "l"}]})"},
                                        {"a.json", R"({"steps": [{"id": "s"}]})"},
                                        {"b.json", R"({"steps": [}, "version": "2"})"}};
    const Result<Map> map = map_from_json(files);
    REQUIRE_FALSE(map);
    std::vector<std::string> said;
    for (const Problem& problem : map.problems()) said.push_back(problem.where + ": " + problem.what);
    CHECK(said ==
          std::vector<std::string>{"map.json#/lanes/0: \"name\" is missing", "a.json#/steps/0: \"name\" is missing",
                                   "a.json#/steps/0: \"lane\" is missing", "a.json#/steps/0: \"kind\" is missing",
                                   "a.json#/steps/0: \"basis\" is missing", "b.json:1:12: this is not JSON"});
}

TEST_CASE("a further file holds lists only") {
    const std::vector<MapFile> files = {
        {"map.json", R"({"id": "m", "version": "1", "name": "M", "start": "2026-01-01", "files": ["a.json"]})"},
        {"a.json", R"({"$schema": "x", "id": "other"})"}};
    const Result<Map> map = map_from_json(files);
    REQUIRE_FALSE(map);
    CHECK(map.problems() == Problems{{"a.json#/id", "\"id\" belongs in map.json", "one map has one"}});
}

TEST_CASE("text that is not a JSON document is refused with line and column") {
    const auto said = [](const std::string& text) {
        const Result<Map> map = read_map(text);
        REQUIRE_FALSE(map);
        return map.problems().front().where + ": " + map.problems().front().what;
    };
    CHECK(said("") == "m.json: the file is empty");
    CHECK(said(" \n\t ") == "m.json: the file is empty");
    CHECK(said("{\n  \"id\": ,\n}") == "m.json:2:9: this is not JSON");
    CHECK(said("{\"id\": \"m\"") == "m.json:1:11: this is not JSON");
    CHECK(said("{\"year\":\n 1e999}") == "m.json:2:6: the number 1e999 is too large");
    CHECK(said("{} {}") == "m.json:1:4: this is not JSON");
    CHECK(said("{\"id\": \"\xff\"}") == "m.json:1:9: this is not JSON");
    CHECK(said("[]") == "m.json#: expected an object { … }, found a list");
    CHECK(said(std::string(100, '[')).find("lists and objects more than 64 deep") != std::string::npos);
}

TEST_CASE("a key that stands twice in one object is a fault, in two objects it is not") {
    const Result<Map> map =
        read_map(R"({"id": "m", "lanes": [{"id": "a", "name": "A"}, {"id": "b", "name": "B", "id": "c"}], "id": "n"})");
    REQUIRE_FALSE(map);
    CHECK(map.problems() == Problems{{"m.json#/lanes/1/id", "the key \"id\" stands here twice", "keep one of the two"},
                                     {"m.json#/id", "the key \"id\" stands here twice", "keep one of the two"}});
}
