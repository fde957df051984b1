#include <algorithm>
#include <catch2/catch.hpp>

#include "teaching_map.hpp"

using namespace permap;

namespace {

const std::string head = R"({"overlay_of": "teaching.json", "id": "council", "name": "A council", )";

Json teaching() {
    return Json::parse(text_of_shipped("teaching.json"));
}

Result<Map> over(const Json& base, const std::vector<std::string>& overlays) {
    const std::vector<MapFile> files = {{"m.json", base.dump()}};
    std::vector<MapFile> above;
    for (const std::string& text : overlays) {
        above.push_back({above.empty() ? "o.json" : "p.json", text});
    }
    return map_from_json(files, above);
}

// The overlay's lists over the teaching map.
Result<Map> over_teaching(const std::string& lists) {
    return over(teaching(), {head + lists + "}"});
}

std::vector<std::string> said(const Result<Map>& map) {
    std::vector<std::string> texts;
    for (const Problem& problem : map.problems()) texts.push_back(to_string(problem));
    return texts;
}

using Said = std::vector<std::string>;

// The teaching map under an overlay without lists, with something put at a pointer by hand.
Json by_hand(const std::vector<std::pair<const char*, const char*>>& values) {
    Json document = teaching();
    document["id"] = "council";
    document["name"] = "A council";
    document["bases"] = {"teaching"};
    for (const auto& [pointer, value] : values) document[Json::json_pointer(pointer)] = Json::parse(value);
    return document;
}

void check_equal(const Result<Map>& merged, const Json& expected) {
    INFO((merged ? "" : to_string(merged.problems().front())));
    REQUIRE(merged);
    const Result<Map> map = read_map(expected.dump());
    REQUIRE(map);
    CHECK(map_to_json(*merged) == map_to_json(*map));
    CHECK(*merged == *map);
    CHECK(map_digest(*merged) == map_digest(*map));
}

}  // namespace

TEST_CASE("an overlay without lists is the map under another name") {
    check_equal(over_teaching(R"("version": "7", "about": "Ours.", "start": "2031-01-01", "steps": [])"),
                by_hand({{"/version", "\"7\""}, {"/about", "\"Ours.\""}, {"/start", "\"2031-01-01\""}}));
    const Map map = *over(teaching(), {R"({"overlay_of": "x", "id": "council", "name": "A council"})"});
    CHECK(map.version == teaching_map()->version);
    CHECK(map.about == teaching_map()->about);
    CHECK(map.bases == std::vector<std::string>{"teaching"});
}

TEST_CASE("a council gives a service a unit cost of its own; what is a service stays the map's") {
    const std::string cost =
        R"({"value": 510, "currency": "GBP", "price_year": 2025, "per": "visit", "assumption": "our accounts"})";
    check_equal(over_teaching(R"("services": [{"id": "reviews", "unit_cost": )" + cost + "}]"),
                by_hand({{"/services/0/unit_cost", cost.c_str()}}));
    CHECK(said(over_teaching(R"("services": [{"id": "lifts", "name": "Lifts", "steps": ["panel"]}])")).size() == 1);
    CHECK(
        said(over_teaching(R"("groups": [])")) ==
        Said{"o.json#/groups: \"groups\" belongs to the base map (an overlay changes what stands in the map's lists)"});
}

TEST_CASE("an overlay is the same as an edit by hand: keys are replaced whole, ways and draws one by one") {
    check_equal(
        over_teaching(R"("steps": [
                    {"id": "court", "name": "Sheriff court",
                     "duration": {"law": "fixed", "value": 3, "unit": "months", "assumption": "ours"}},
                    {"id": "first_review", "ways": [
                        {"id": "relative", "probability": {"value": 0.15, "assumption": "ours"}},
                        {"to": "return_home", "id": "home",
                         "probability": {"value": 0.3, "assumption": "ours"}}]}],
                "aims": [{"id": "route_decided", "limit": {"value": 20, "unit": "weeks"}}],
                "resources": [{"id": "reviewing_officers", "pool": {"units": {"value": 3, "assumption": "ours"}}}],
                "arrivals": [{"entry": "away_from_home", "children_a_year": {"value": 410, "assumption": "ours"}}])"),
        by_hand({{"/steps/9/name", "\"Sheriff court\""},
                 {"/steps/9/duration", R"({"law": "fixed", "value": 3, "unit": "months", "assumption": "ours"})"},
                 {"/steps/5/ways/0/probability", R"({"value": 0.3, "assumption": "ours"})"},
                 {"/steps/5/ways/1/probability", R"({"value": 0.15, "assumption": "ours"})"},
                 {"/aims/0/limit", R"({"value": 20, "unit": "weeks"})"},
                 {"/resources/0/pool", R"({"units": {"value": 3, "assumption": "ours"}})"},
                 {"/arrivals/0/children_a_year", R"({"value": 410, "assumption": "ours"})"}}));
}

TEST_CASE("a way that leads elsewhere keeps the id it had from its old target") {
    check_equal(over_teaching(R"("steps": [{"id": "panel_booking", "ways": [{"id": "panel", "to": "court"}]}])"),
                by_hand({{"/steps/6/ways/0/to", "\"court\""}, {"/steps/6/ways/0/id", "\"panel\""}}));
    check_equal(over_teaching(R"("steps": [{"id": "panel_booking", "ways": [{"to": "panel", "name": "at last"}]}])"),
                by_hand({{"/steps/6/ways/0/name", "\"at last\""}}));
    check_equal(over_teaching(
                    R"("steps": [{"id": "assessment", "draws": [{"attribute": "relative", "unless": "baby = yes"}]}])"),
                by_hand({{"/steps/2/draws/0/unless", "\"baby = yes\""}}));
}

TEST_CASE("an overlay may bring sources, calendars and resources of its own, which it then uses") {
    Json expected =
        by_hand({{"/steps/9/duration", R"({"law": "fixed", "value": 2, "unit": "months", "source": "ours"})"},
                 {"/steps/9/calendar", "\"nights\""},
                 {"/steps/3/uses", R"({"resource": "advocates"})"}});
    const char* const source = R"({"id": "ours", "title": "Our own count"})";
    const char* const nights = R"({"id": "nights", "open": [{"days": "mon-fri", "from": "18:00", "to": "22:00"}]})";
    const char* const advocates =
        R"({"id": "advocates", "name": "Advocates", "pool": {"units": {"value": 2, "source": "ours"}}})";
    expected["sources"].push_back(Json::parse(source));
    expected["calendars"].push_back(Json::parse(nights));
    expected["resources"].push_back(Json::parse(advocates));
    const auto list = [](const char* name, const char* entry) {
        return "\"" + std::string(name) + "\": [" + entry + "], ";
    };
    check_equal(over_teaching(list("sources", source) + list("calendars", nights) + list("resources", advocates) +
                              R"("steps": [
        {"id": "court", "duration": {"law": "fixed", "value": 2, "unit": "months", "source": "ours"},
         "calendar": "nights"},
        {"id": "child_views", "uses": {"resource": "advocates"}}])"),
                expected);
}

TEST_CASE("an entry that the base map lacks is an error, with what was probably meant") {
    CHECK(said(over_teaching(R"("steps": [{"id": "cuort", "name": "x"}, {"id": "zzzzzzzz", "name": "x"}])")) ==
          Said{"o.json#/steps/0/id: the base map has no step \"cuort\" (did you mean court?)",
               "o.json#/steps/1/id: the base map has no step \"zzzzzzzz\""});
    CHECK(said(over_teaching(R"("aims": [{"id": "route_decidd", "name": "x"}])")) ==
          Said{"o.json#/aims/0/id: the base map has no aim \"route_decidd\" (did you mean route_decided?)"});
    CHECK(said(over_teaching(R"("arrivals": [{"entry": "away_from_hom", "ceiling_a_year": 1000}])")) ==
          Said{"o.json#/arrivals/0/entry: the base map has no arrival at \"away_from_hom\" (did you mean "
               "away_from_home?)"});
    CHECK(said(over_teaching(R"("steps": [{"id": "panel", "ways": [{"id": "recomend", "name": "x"}]}])")) ==
          Said{"o.json#/steps/0/ways/0/id: step \"panel\" has no way \"recomend\" (did you mean recommend?)"});
    CHECK(said(over_teaching(R"("steps": [{"id": "panel", "ways": [{"to": "court", "name": "x"}]}])")) ==
          Said{"o.json#/steps/0/ways/0/to: step \"panel\" has no way \"court\" (the way that leads there is called "
               "\"recommend\")"});
    CHECK(said(over_teaching(R"("steps": [{"id": "assessment", "draws": [{"attribute": "moves", "cases": []}]}])")) ==
          Said{"o.json#/steps/0/draws/0/attribute: step \"assessment\" has no draw of \"moves\""});
    CHECK(said(over_teaching(R"("steps": [{"id": "order_in_force", "ways": [{"to": "court", "name": "x"}]}])")) ==
          Said{"o.json#/steps/0/ways/0/to: step \"order_in_force\" has no way \"court\""});
}

TEST_CASE("an addition that nothing in the overlay names is taken for a slip of the pen") {
    CHECK(said(over_teaching(R"("resources": [{"id": "panel_place", "name": "Places"}],
                               "sources": [{"id": "ours", "title": "Our own count"}],
                               "calendars": [{"id": "working_day", "name": "Days"}])")) ==
          Said{"o.json#/sources/0/id: adds source \"ours\", which nothing in this overlay names",
               "o.json#/calendars/0/id: adds calendar \"working_day\", which nothing in this overlay names "
               "(did you mean working_days?)",
               "o.json#/resources/0/id: adds resource \"panel_place\", which nothing in this overlay names "
               "(did you mean panel_places?)"});
}

TEST_CASE("an entry that changes nothing is an error") {
    CHECK(said(over_teaching(R"("steps": [{"id": "court"}, {"id": "panel", "ways": []},
        {"id": "deferral", "lane": "social_work", "kind": "activity"},
        {"id": "first_review", "name": "Review", "ways": [{"id": "home", "to": "return_home"}]}],
        "aims": [{"id": "route_decided", "limit": {"unit": "weeks", "value": 16.0}}])")) ==
          Said{"o.json#/steps/0: changes nothing: step \"court\" is so already (leave it out)",
               "o.json#/steps/1: changes nothing: step \"panel\" is so already (leave it out)",
               "o.json#/steps/2: changes nothing: step \"deferral\" is so already (leave it out)",
               "o.json#/steps/3/ways/0: changes nothing: way \"home\" is so already (leave it out)",
               "o.json#/aims/0: changes nothing: aim \"route_decided\" is so already (leave it out)"});
}

TEST_CASE("what makes the map the map that it is stays with the base map") {
    CHECK(said(over_teaching(R"("files": ["a.json"], "lanes": [], "permanence": {}, "bases": [])")) ==
          Said{"o.json#/lanes: \"lanes\" belongs to the base map (an overlay changes what stands in the map's lists)",
               "o.json#/files: \"files\" belongs to the base map (an overlay changes what stands in the map's lists)",
               "o.json#/permanence: \"permanence\" belongs to the base map (an overlay changes what stands in the "
               "map's lists)",
               "o.json#/bases: \"bases\" belongs to the base map (an overlay changes what stands in the map's lists)"});
    CHECK(said(over_teaching(R"("step": [], "over_of": 1)")) ==
          Said{"o.json#/step: unknown key \"step\" (did you mean steps?)",
               "o.json#/over_of: unknown key \"over_of\" (did you mean overlay_of?)"});
    CHECK(said(over(teaching(), {R"({"overlay_of": "x"})"})) ==
          Said{"o.json#: \"id\" is missing", "o.json#: \"name\" is missing"});
    CHECK(said(over(teaching(), {R"({"overlay_of": "x", "id": "teaching", "name": "T"})"})) ==
          Said{"o.json#/id: \"teaching\" is the id of the base map (the overlay makes another map, with its own id)"});
}

TEST_CASE("an overlay's own form is checked") {
    CHECK(said(over_teaching(R"("steps": {}, "aims": [7, {"name": "x"}],
        "arrivals": [{"entry": "away_from_home", "ceiling_a_year": 900},
                     {"entry": "away_from_home", "ceiling_a_year": 990}],
        "stages": [{"id": 7}])")) ==
          Said{"o.json#/steps: expected a list, found an object",
               "o.json#/stages/0: names no entry of \"stages\" (give its \"id\")",
               "o.json#/aims/0: expected an object { … }, found a number",
               "o.json#/aims/1: names no entry of \"aims\" (give its \"id\")",
               "o.json#/arrivals/1: a second entry for arrival at \"away_from_home\" (put both into one)"});
    CHECK(said(over_teaching(R"("steps": [{"id": "court", "ways": [{"name": "x"}]}])")) ==
          Said{"o.json#/steps/0/ways/0: names no entry of \"ways\" (give its \"id\", or its target as \"to\")"});
    CHECK(said(over(teaching(), {"[]"})) == Said{"o.json#: expected an object { … }, found a list"});
    CHECK(said(over(teaching(), {"{"})).front().substr(0, 10) == "o.json:1:2");
    Json twice = teaching();
    twice["steps"][2]["draws"].push_back(twice["steps"][2]["draws"][0]);
    CHECK(said(over(twice, {head + R"("steps": [{"id": "assessment",
        "draws": [{"attribute": "relative", "unless": "baby = yes"}]}]})"})) ==
          Said{"o.json#/steps/0/draws/0/attribute: step \"assessment\" has more than one draw of \"relative\" (an "
               "overlay cannot say which of them it means)"});
}

TEST_CASE("a fault in a value is named where the overlay wrote it, any other in the base map") {
    Json base = teaching();
    base["steps"][3].erase("name");
    const std::string steps = R"("steps": [
        {"id": "child_views", "lane": 7},
        {"id": "court", "durations": {}, "duration": {"law": "fixed", "value": -3, "unit": "months"}},
        {"id": "panel", "ways": [{"id": "defer", "probability": {"value": 2, "assumption": "x"}}]}])";
    CHECK(
        said(over(base, {head + steps + R"(, "start": 7, "area_share": 0.5,
        "sources": [{"id": "ours"}], "about": "ours"})"})) ==
        Said{"o.json#/start: expected a text in quotes, found a number",
             "o.json#/area_share: a bare number (write {\"value\": 0.5, \"assumption\": \"the reason\"} or "
             "\"source\": \"ID\")",
             "o.json#/sources/0: \"title\" is missing",
             "o.json#/steps/0: \"name\" is missing (the rest of it stands at m.json#/steps/3)",
             "o.json#/steps/0/lane: expected a text in quotes, found a number",
             "o.json#/steps/2/ways/0/probability/value: a probability lies between 0 and 1",
             "o.json#/steps/1/duration/value: a time below 0",
             "o.json#/steps/1/duration: a number without provenance (add \"source\": \"ID\" with the \"place\" in it, "
             "or \"assumption\": \"the reason\")",
             "o.json#/steps/1/durations: unknown key \"durations\" (did you mean duration?)"});
}

TEST_CASE("overlays lie over each other: the one farther from the map has the last word") {
    const std::string region =
        R"({"overlay_of": "m.json", "id": "region", "name": "A region", "about": "Ours.",
        "sources": [{"id": "region_count", "title": "Our own count"}],
        "steps": [{"id": "court", "name": "Sheriff court",
                   "duration": {"law": "fixed", "value": 3, "unit": "months", "source": "region_count"}}]})";
    const std::string council =
        R"({"overlay_of": "o.json", "id": "council", "name": "A council",
        "sources": [{"id": "region_count", "year": 2026}],
        "steps": [{"id": "court", "duration": {"law": "fixed", "value": -1, "unit": "months", "assumption": "x"}}]})";
    const Result<Map> faulty = over(teaching(), {region, council});
    CHECK(said(faulty) == Said{"p.json#/steps/0/duration/value: a time below 0"});

    std::string sound = council;
    sound.replace(sound.find("-1"), 2, "1");
    Json expected =
        by_hand({{"/about", "\"Ours.\""},
                 {"/bases", R"(["region", "teaching"])"},
                 {"/sources", R"([{"id": "region_count", "title": "Our own count", "year": 2026}])"},
                 {"/steps/9/name", "\"Sheriff court\""},
                 {"/steps/9/duration", R"({"law": "fixed", "value": 1, "unit": "months", "assumption": "x"})"}});
    const Result<Map> map = over(teaching(), {region, sound});
    check_equal(map, expected);
    CHECK(map->overlaid.written_at("m.json#/steps/9/duration/value") == "p.json#/steps/0/duration/value");
    CHECK(map->overlaid.written_at("m.json#/steps/9/name") == "o.json#/steps/0/name");
    CHECK(map->overlaid.written_at("m.json#/steps/9") == "p.json#/steps/0");
    CHECK(map->overlaid.written_at("m.json#/steps/9/lane") == "m.json#/steps/9/lane");
    CHECK(map->overlaid.written_at("m.json#/sources/0/title") == "o.json#/sources/0/title");
    CHECK(map->overlaid.written_at("m.json#/sources/0/year") == "p.json#/sources/0/year");
    CHECK(map->overlaid.written_at("m.json#/steps/90") == "m.json#/steps/90");
    CHECK(map->overlaid.written_at("m.json") == "m.json");
}

TEST_CASE("what is replaced whole is no longer where a part of it was") {
    OverlaidPlaces places;
    places.replaced("m#/a/1/b", "o#/x");
    places.changed_within("m#/a/1", "o#");
    CHECK(places.written_at("m#/a/1/b/c") == "o#/x/c");
    CHECK(places.written_at("m#/a/1") == "o#");
    places.replaced("m#/a/1", "p#/y");
    CHECK(places.written_at("m#/a/1/b/c") == "p#/y/b/c");
    CHECK(places.written_at("m#/a/1") == "p#/y");
    CHECK(places.written_at("m#/a/10") == "m#/a/10");
}

TEST_CASE("entries are counted through all files of the map as well, as its checks name them") {
    const std::vector<MapFile> files = {
        {"map.json", R"({"id": "m", "version": "1", "name": "M", "start": "2026-01-01",
                         "files": ["a.json", "b.json"], "calendars": [{"id": "c", "open": []}]})"},
        {"a.json", R"({"resources": [{"id": "r", "name": "R", "pool": {"units": {"value": 1, "assumption": "x"}}}]})"},
        {"b.json", R"({"calendars": [{"id": "d", "open": []}]})"}};
    const std::vector<MapFile> overlay = {{"o.json", R"({"overlay_of": "map.json", "id": "o", "name": "O",
                       "calendars": [{"id": "d", "name": "D"}, {"id": "e", "open": []}],
                       "resources": [{"id": "s", "name": "S", "sitting": {"places": {"value": 1, "assumption": "x"},
                                      "first": "2026-01-06", "every_weeks": 1, "holidays": "e"}},
                                     {"id": "r", "unit_name": "s"}]})"}};
    const Result<Map> map = map_from_json(files, overlay);
    REQUIRE(map);
    CHECK(map->calendars.size() == 3);
    CHECK(map->calendars[2].id == "e");
    CHECK(map->resources[1].id == "s");
    CHECK(map->overlaid.written_at("#/calendars/1/name") == "o.json#/calendars/0/name");
    CHECK(map->overlaid.written_at("b.json#/calendars/0/name") == "o.json#/calendars/0/name");
    CHECK(map->overlaid.written_at("#/calendars/2/open") == "o.json#/calendars/1/open");
    CHECK(map->overlaid.written_at("#/resources/1/sitting/places") == "o.json#/resources/0/sitting/places");
    CHECK(map->overlaid.written_at("#/area_share") == "#/area_share");
}

TEST_CASE("when a file is no JSON, nothing is said about what an overlay matches") {
    const std::vector<MapFile> files = {{"m.json", "{"}};
    const std::vector<MapFile> overlay = {{"o.json", head + R"("steps": [{"id": "court", "name": "x"}]})"}};
    const Result<Map> map = map_from_json(files, overlay);
    REQUIRE(map.problems().size() == 1);
    CHECK(map.problems()[0].where == "m.json:1:2");
}

TEST_CASE("a file says itself that it is an overlay; alone it is no map") {
    CHECK(base_named_by({"o.json", R"({"overlay_of": "../m.json"})"}) == "../m.json");
    CHECK(base_named_by({"o.json", R"({"overlay_of": 7})"}) == std::nullopt);
    CHECK(base_named_by({"o.json", R"({"overlay_of": ""})"}) == std::nullopt);
    CHECK(base_named_by({"o.json", R"({"id": "m"})"}) == std::nullopt);
    CHECK(base_named_by({"o.json", "[1]"}) == std::nullopt);
    CHECK(base_named_by({"o.json", "{"}) == std::nullopt);
    Json document = teaching();
    document["overlay_of"] = "x";
    CHECK(said(read_map(document.dump())) ==
          Said{"m.json#/overlay_of: is an overlay, not a map (its base map is needed too)"});
    document["overlay_of"] = 7;
    CHECK(said(read_map(document.dump())) == Said{"m.json#/overlay_of: expected a text in quotes, found a number"});
    document["overlay_of"] = "";
    CHECK(said(read_map(document.dump())) == Said{"m.json#/overlay_of: is empty"});
}

TEST_CASE("a map may be that of an area with a share of the children") {
    const char* const share = R"({"value": 0.04, "assumption": "ours", "low": 0.03, "high": 0.05})";
    const Result<Map> map = over_teaching(std::string("\"area_share\": ") + share);
    check_equal(map, by_hand({{"/area_share", share}}));
    CHECK(map->area_share->value == 0.04);
    CHECK(*read_map(map_to_json(*map)) == *map);

    const auto refused = [](const char* value) { return said(over_teaching(std::string("\"area_share\": ") + value)); };
    CHECK(refused(R"({"value": 0, "assumption": "x"})") ==
          Said{"o.json#/area_share: an area with no share of the children (above 0, and at most 1)"});
    CHECK(refused(R"({"value": 1.5, "assumption": "x"})") ==
          Said{"o.json#/area_share/value: a probability lies between 0 and 1"});
    CHECK(refused(R"({"value": 0.5})").size() == 1);

    Map other = *map;
    other.area_share->from.assumption = "another reason";
    other.bases = {"elsewhere"};
    CHECK(map_digest(other) == map_digest(*map));
    other.area_share->value = 0.05;
    CHECK(map_digest(other) != map_digest(*map));
}
