#include "map/law_at.hpp"

#include <catch2/catch.hpp>

#include "map/map_codec.hpp"
#include "teaching_map.hpp"

using namespace permap;

namespace {

const Instant change = *parse_instant("2021-09-02");
const Instant before = change - Minutes{1};

InForce until_change() {
    return {std::nullopt, change};
}

InForce since_change() {
    return {change, std::nullopt};
}

// The teaching map, with law that changes in a step, a way, a clock and a timescale.
Map dated_map() {
    Map map = *teaching_map();
    find_step(map, "assessment")->in_force = since_change();
    find_step(map, "review_clock")->in_force = until_change();
    Step& review = *find_step(map, "first_review");
    review.ways[0].in_force = until_change();
    review.ways[1].in_force = since_change();
    Timescale old_limit = review.timescales.at(0);
    old_limit.in_force = until_change();
    Timescale new_limit = old_limit;
    new_limit.value = 99;
    new_limit.in_force = since_change();
    review.timescales = {old_limit, new_limit};
    return map;
}

InForce never() {
    InForce law;
    law.never = true;
    return law;
}

}  // namespace

TEST_CASE("law that holds on the day loses its dates, all other law holds on no day") {
    const Map map = dated_map();
    const Map old_law = law_at(map, before), new_law = law_at(map, change);
    CHECK(old_law.law_at == before);
    CHECK(find_step(old_law, "assessment")->in_force == never());
    CHECK(find_step(new_law, "assessment")->in_force == InForce{});
    CHECK(find_step(old_law, "review_clock")->in_force == InForce{});
    CHECK(find_step(new_law, "review_clock")->in_force == never());
    CHECK(find_step(old_law, "first_review")->ways[0].in_force == InForce{});
    CHECK(find_step(old_law, "first_review")->ways[1].in_force == never());
    CHECK(find_step(new_law, "first_review")->ways[0].in_force == never());
    CHECK(find_step(new_law, "first_review")->ways[1].in_force == InForce{});
}

TEST_CASE("of several timescales the one in force stays, without its dates") {
    const Map map = dated_map();
    const double old_value = find_step(map, "first_review")->timescales[0].value;
    for (const auto& [at, value] : {std::pair{before, old_value}, std::pair{change, 99.0}}) {
        const Map frozen = law_at(map, at);
        const std::vector<Timescale>& left = find_step(frozen, "first_review")->timescales;
        REQUIRE(left.size() == 1);
        CHECK(left[0].value == value);
        CHECK(left[0].in_force == InForce{});
    }
    Map later = map;
    find_step(later, "first_review")->timescales.erase(find_step(later, "first_review")->timescales.begin());
    CHECK(find_step(law_at(later, before), "first_review")->timescales.empty());
}

TEST_CASE("a map without dates of law means the same on every day") {
    const Map map = *teaching_map();
    Map frozen = law_at(map, before);
    CHECK(map_digest(frozen) == map_digest(map));
    frozen.law_at.reset();
    CHECK(frozen == map);
}

TEST_CASE("a frozen map stays as it is, and can be written and read") {
    const Map frozen = law_at(dated_map(), before);
    CHECK(law_at(frozen, change) == frozen);
    const Result<Map> read = read_map(map_to_json(frozen));
    REQUIRE(read);
    CHECK(*read == frozen);
    CHECK(map_digest(*read) == map_digest(frozen));
    CHECK(map_digest(frozen) != map_digest(dated_map()));
}
