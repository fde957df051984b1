#include <catch2/catch.hpp>
#include <cmath>
#include <functional>

#include "teaching_map.hpp"

using namespace permap;

TEST_CASE("every step knows the file and place it was read from, which is no part of its meaning") {
    Map map = *teaching_map();
    CHECK(map.steps[2].where == "m.json#/steps/2");
    Step moved = map.steps[2];
    moved.where = "elsewhere";
    CHECK(moved == map.steps[2]);
    moved.basis = Basis::statute;
    CHECK_FALSE(moved == map.steps[2]);
}

TEST_CASE("lists of several files are joined in file order") {
    const std::vector<MapFile> files = {
        {"map.json", R"({"id": "m", "version": "1", "name": "M", "start": "2026-01-01",
                         "files": ["a.json", "b.json"], "lanes": [{"id": "l", "name": "L"}]})"},
        {"a.json", R"({"steps": [{"id": "s", "name": "S", "lane": "l", "kind": "start", "basis": "practice"}]})"},
        {"b.json", R"({"lanes": [{"id": "k", "name": "K"}],
                       "steps": [{"id": "t", "name": "T", "lane": "k", "kind": "outcome", "basis": "practice"}]})"}};
    CHECK(files_named_by(files[0]) == std::vector<std::string>{"a.json", "b.json"});
    CHECK(files_named_by(files[1]).empty());
    CHECK(files_named_by({"x", "not JSON"}).empty());
    const Result<Map> map = map_from_json(files);
    REQUIRE(map);
    CHECK(map->lanes.size() == 2);
    CHECK(find_step(*map, "t")->where == "b.json#/steps/0");
    CHECK(find_step(*map, "u") == nullptr);
}

TEST_CASE("defaults are what the format says") {
    const Map map = *teaching_map();
    CHECK(find_step(map, "assessment")->ways[0].id == "planning_join");
    CHECK(is_instant(find_step(map, "order_made")->duration));
    CHECK_FALSE(is_instant(find_step(map, "court")->duration));
    CHECK_FALSE(is_instant(find_step(map, "birthday_18")->duration));
    CHECK(map.calendars[0].open.size() == 5);
    CHECK(map.attributes[2].counter_max == 20);
}

TEST_CASE("a slot named in a set needs no entry of its own") {
    const Json join = Json::parse(R"({"sets": [["a", "b.w"], ["c"]], "slots": [{"step": "c", "standing": true}]})");
    Json document = Json::parse(text_of_shipped("teaching.json"));
    document["steps"][4]["join"] = join;
    const Result<Map> map = read_map(document.dump());
    REQUIRE(map);
    const Join& read = *map->steps[4].joins;
    CHECK(read.slots == std::vector<Slot>{{"c", "", true, {}}, {"a", "", false, {}}, {"b", "w", false, {}}});
    CHECK(read.sets == std::vector<std::vector<int>>{{1, 2}, {0}});
}

TEST_CASE("the 90 % point of a lognormal gives its sigma, as published tables do") {
    for (const double p90 : {5.0, 6.5, 9.0, 10.0, 4000.0}) {
        Json document = Json::parse(text_of_shipped("teaching.json"));
        document["steps"][9]["duration"]["p90"] = p90;
        document["steps"][9]["duration"]["at_most"] = 5000;
        const Map map = *read_map(document.dump());
        const auto& law = std::get<Lognormal>(std::get<Lasts>(find_step(map, "court")->duration.ends).law);
        CHECK(law.median == 5);
        CHECK(law.sigma == Approx(std::log(p90 / 5) / 1.2815515655446004).epsilon(1e-14));
    }
}

TEST_CASE("one timescale is written as an object, several as a list") {
    Map map = *teaching_map();
    Step& review = map.steps[5];
    review.timescales[0].in_force.until = parse_instant("2021-09-02");
    const auto written = [&] { return Json::parse(map_to_json(map))["steps"][5].value("timescale", Json()); };
    CHECK(written()["in_force"]["until"] == "2021-09-02");
    review.timescales.push_back(review.timescales[0]);
    review.timescales[1].in_force = {parse_instant("2021-09-02"), std::nullopt};
    REQUIRE(written().is_array());
    CHECK(written()[1]["in_force"]["from"] == "2021-09-02");
    CHECK(*read_map(map_to_json(map)) == map);
    review.timescales.clear();
    CHECK(written().is_null());

    Json document = Json::parse(text_of_shipped("teaching.json"));
    document["steps"][5]["timescale"] = Json::array({document["steps"][5]["timescale"]});
    CHECK(*read_map(document.dump()) == *teaching_map());
}

TEST_CASE("the timescale of a visit is the one in force when it became ready") {
    Step step;
    CHECK(timescale_at(step, *parse_instant("2021-01-01")) == nullptr);
    step.timescales.resize(2);
    step.timescales[0].in_force.until = parse_instant("2021-09-02");
    step.timescales[1].in_force.from = parse_instant("2021-10-01");
    CHECK(timescale_at(step, *parse_instant("2021-09-01 23:59")) == &step.timescales[0]);
    CHECK(timescale_at(step, *parse_instant("2021-09-02")) == nullptr);
    CHECK(timescale_at(step, *parse_instant("2021-10-01")) == &step.timescales[1]);
}

const std::string other_text = "x";

TEST_CASE("the digest holds the meaning and nothing else") {
    const Map map = *teaching_map();
    const std::string digest = map_digest(map);
    CHECK(digest.size() == 64);
    const auto after = [&](const std::function<void(Map&)>& change) {
        Map other = map;
        change(other);
        CHECK_FALSE(other == map);
        return map_digest(other) != digest;
    };
    // Prose.
    CHECK_FALSE(after([](Map& m) { m.name = m.version = m.about = other_text; }));
    CHECK_FALSE(after([](Map& m) { m.lanes[0].name = other_text; }));
    CHECK_FALSE(after([](Map& m) { m.steps[2].name = m.steps[2].protects = m.steps[2].note = other_text; }));
    CHECK_FALSE(after([](Map& m) { m.steps[2].duration.from.assumption = other_text; }));
    CHECK_FALSE(after([](Map& m) { m.steps[5].ways[0].name = other_text; }));
    CHECK_FALSE(after([](Map& m) { m.steps[5].ways[0].probability->from.assumption = other_text; }));
    CHECK_FALSE(after([](Map& m) { m.steps[5].timescales.at(0).basis = other_text; }));
    CHECK_FALSE(after([](Map& m) { m.steps[5].seldom = m.steps[5].ways[0].seldom = other_text; }));
    CHECK_FALSE(after([](Map& m) { m.law_at = parse_instant("2020-01-01"); }));
    CHECK_FALSE(after([](Map& m) { m.stages[0].name = m.aims[0].basis = m.regions[0].name = other_text; }));
    CHECK_FALSE(
        after([](Map& m) { m.permanence->routes[0].name = m.milestones[0].name = m.resting[0].name = other_text; }));
    CHECK_FALSE(after([](Map& m) {
        m.groups[0].name = m.groups[0].names[0].name = m.services[0].name = other_text;
        m.services[0].unit_cost->from.assumption = other_text;
    }));
    // Meaning.
    CHECK(after([](Map& m) { m.groups[0].at = "entry"; }));
    CHECK(after([](Map& m) { m.services[0].steps.pop_back(); }));
    CHECK(after([](Map& m) { m.services[0].unit_cost->value = 401; }));
    CHECK(after([](Map& m) { m.services[0].unit_cost->price_year = 2025; }));
    CHECK(after([](Map& m) { m.steps[2].id = other_text; }));
    CHECK(after([](Map& m) { m.steps[2].duration.unit = TimeUnit::weeks; }));
    CHECK(after([](Map& m) {
        std::get<Triangular>(std::get<Lasts>(m.steps[2].duration.ends).law).min = std::nextafter(15, 0);
    }));
    CHECK(after([](Map& m) { m.steps[2].duration.from.low = 0.4; }));
    CHECK(after([](Map& m) { m.steps[2].duration.from = {"s", "", "", {}, {}}; }));  // published: no longer drawn
    CHECK(after([](Map& m) { m.steps[5].ways[0].probability->value = 0.56; }));
    CHECK(after([](Map& m) { m.steps[5].ways[0].probability->from.high = 0.7; }));
    CHECK(after([](Map& m) { m.steps[5].ways[1].when = {}; }));
    CHECK(after([](Map& m) { m.steps[5].ways[1].in_force.never = true; }));
    CHECK(after([](Map& m) { m.steps[5].timescales.push_back(m.steps[5].timescales[0]); }));
    CHECK(after([](Map& m) { m.steps[5].timescales[0].in_force.from = parse_instant("2020-01-01"); }));
    CHECK(after([](Map& m) { std::swap(m.steps[0], m.steps[1]); }));
    CHECK(after([](Map& m) { m.resources[0].units.value = 9; }));
    CHECK(after([](Map& m) { m.arrivals[0].children_a_year.value = 401; }));
    CHECK(after([](Map& m) { m.steps[7].edited.passed_through = true; }));
    CHECK(after([](Map& m) { m.over_only_if.reset(); }));
}
