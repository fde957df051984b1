// The engine's reading of a map.
#pragma once

#include <catch2/catch.hpp>

#include "engine/run.hpp"
#include "map/map.hpp"
#include "model/model.hpp"

namespace permap {

inline EventLog engine_run(const Map& map, const RunSettings& settings) {
    const Result<Model> model = compile(map);
    for (const Problem& problem : model.problems()) UNSCOPED_INFO(to_string(problem));
    REQUIRE(model);
    return run_to_log(*model, settings);
}

}  // namespace permap
