#include "map/optional_resources.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "teaching_map.hpp"

using namespace permap;

namespace {

Duration days(double value) {
    Duration duration;
    duration.ends = Lasts{Fixed{value}};
    duration.from.assumption = "for the test";
    return duration;
}

Resource pool(const std::string& id) {
    Resource resource;
    resource.id = resource.name = id;
    resource.units = {2, {"", "", "for the test", {}, {}}};
    return resource;
}

Step using_one(const std::string& id, const std::string& resource, std::optional<double> working_days) {
    Step step;
    step.id = step.name = step.lane = id;
    step.duration = days(30);
    step.uses.emplace().resource = resource;
    if (working_days) step.uses->working = days(*working_days);
    return step;
}

// Two optional resources, one of them with a use that always stands, and one that no step needs at all.
Map mixed_map() {
    Map map;
    map.resources = {pool("adopters"), pool("panel"), pool("idle")};
    Step household = using_one("approved", "panel", 3);
    household.adds_to = "adopters";
    Step gift = using_one("gift", "panel", std::nullopt);
    gift.adds_to = "idle";
    map.steps = {household, using_one("match", "adopters", 5), gift};
    return map;
}

}  // namespace

TEST_CASE("with its optional resources a map waits for units and works; nothing else changes") {
    const Map map = mixed_map();
    REQUIRE(has_optional_resources(map));
    const Map on = with_resources(map, true);
    CHECK_FALSE(has_optional_resources(on));
    CHECK(on.resources == map.resources);
    CHECK(on.left_out.empty());
    CHECK(on.steps[0].duration == days(3));
    CHECK(on.steps[0].uses->resource == "panel");
    CHECK(on.steps[0].adds_to == "adopters");
    CHECK(on.steps[1].duration == days(5));
    CHECK(on.steps[2] == map.steps[2]);
}

TEST_CASE("without them the old times stand, and resources nobody uses any more are left out") {
    const Map map = mixed_map();
    const Map off = with_resources(map, false);
    CHECK_FALSE(has_optional_resources(off));
    CHECK(off.resources == std::vector<Resource>{pool("panel"), pool("idle")});
    CHECK(off.left_out == std::vector<std::string>{"adopters"});
    CHECK_FALSE(off.steps[0].uses);
    CHECK(off.steps[0].duration == days(30));
    CHECK(off.steps[0].adds_to.empty());
    CHECK_FALSE(off.steps[1].uses);
    CHECK(off.steps[2] == map.steps[2]);
}

TEST_CASE("a map in which nothing is optional is the same either way") {
    const Map map = *teaching_map();
    CHECK_FALSE(has_optional_resources(map));
    CHECK(with_resources(map, true) == map);
    CHECK(with_resources(map, false) == map);
    const Map on = with_resources(mixed_map(), true);
    CHECK(with_resources(on, false) == on);
}

TEST_CASE("the digest is that of the form: prose about the work does not count, its length does") {
    Map map = *teaching_map();
    const std::string before = map_digest(map);
    const auto review = std::find_if(map.steps.begin(), map.steps.end(), [](const Step& s) { return s.uses; });
    review->uses->working = days(3);
    const std::string optional = map_digest(map);
    CHECK(optional != before);
    review->uses->working->from.assumption = "told in other words";
    CHECK(map_digest(map) == optional);
    review->uses->working = days(4);
    CHECK(map_digest(map) != optional);
    CHECK(map_digest(with_resources(map, true)) != map_digest(with_resources(map, false)));
}
