// The loop takes no memory a child: what it needs has grown to its size early in the run.
#ifndef PERMAP_SANITIZE
#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

#include "engine/counted_new.hpp"
#include "engine/run.hpp"
#include "map/map_codec.hpp"
#include "model/model.hpp"

using namespace permap;

namespace {

Model model_of(const std::string& file) {
    std::ifstream in(std::string(PERMAP_SOURCE_DIR) + "/" + file);
    std::stringstream text;
    text << in.rdbuf();
    const Result<Map> map = map_from_json(std::vector<MapFile>{{file, text.str()}});
    for (const Problem& problem : map.problems()) UNSCOPED_INFO(to_string(problem));
    REQUIRE(map);
    Result<Model> model = compile(*map);
    REQUIRE(model);
    return std::move(*model);
}

struct Counted {
    std::size_t children = 0, allocations = 0;
};

// Of the second half of the children.
Counted second_half(const Model& model, std::uint32_t children) {
    RunSettings settings;
    settings.children = children;
    settings.horizon_years = 4;
    settings.warm_up_years = 0;
    settings.start = Instant{Minutes{29'000'000}};  // of 2025
    Counted counted;
    std::size_t told = 0;
    run(model, settings, [&](const Child&, std::span<const Event>) {
        if (++told == children / 2) counted.allocations = allocations_so_far();
    });
    counted.allocations = allocations_so_far() - counted.allocations;
    counted.children = told - children / 2;
    return counted;
}

}  // namespace

TEST_CASE("a child takes no memory of its own, alone or among others") {
    SECTION("alone") {
        const Counted counted = second_half(model_of("bench/jobs/w2_free.json"), 10'000);
        REQUIRE(counted.children == 5'000);
        CHECK(counted.allocations == 0);
    }
    // What is kept of all who are on their way grows by doubling, each time there are more of them than ever: a few
    // times, however many come. One a child would be 5,000.
    SECTION("among others, at pools") {
        const Counted counted = second_half(model_of("bench/jobs/w2.json"), 10'000);
        REQUIRE(counted.children == 5'000);
        CHECK(counted.allocations < 100);
    }
}
#endif
