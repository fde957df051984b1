// The engine's reading of a map, where the build has an engine.
#pragma once

#include <optional>

#include "engine/run.hpp"
#include "map/map.hpp"
#ifdef PERMAP_TESTS_ENGINE
#include <catch2/catch.hpp>

#include "model/model.hpp"
#endif

namespace permap {

inline std::optional<EventLog> engine_run([[maybe_unused]] const Map& map,
                                          [[maybe_unused]] const RunSettings& settings) {
#ifdef PERMAP_TESTS_ENGINE
    const Result<Model> model = compile(map);
    for (const Problem& problem : model.problems()) UNSCOPED_INFO(to_string(problem));
    REQUIRE(model);
    return run_to_log(*model, settings);
#else
    return std::nullopt;
#endif
}

}  // namespace permap
