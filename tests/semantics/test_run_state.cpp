// A run kept at a date knows of its past whatever a scenario may ask about it later.
#include <catch2/catch.hpp>

#include "engine/run_state.hpp"
#include "scenario/apply.hpp"
#include "semantics/drawn_map.hpp"
#include "semantics/engine_half.hpp"

using namespace permap;

namespace {

// The minute at which the only child left.
Instant left_at(const RunState& past, const Model& model) {
    Instant at{};
    past.go_on(model, [&](const Child&, std::span<const Event> events) { at = events.back().at; });
    return at;
}

}  // namespace

TEST_CASE("a new timescale counts from a step that was completed in the past that is shared") {
    const DrawnMap drawn = draw_map(R"(
        enter ann 2026-01-05 -> report
        report takes 10 days -> talk
        talk takes 10 days -> plan
        plan until timescale timescale 5 days -> home
        home outcome
    )");
    Map changed = drawn.map;
    for (Step& step : changed.steps) {
        for (Timescale& limit : step.timescales) {
            limit.from_step = "report";
            limit.value = 30;
        }
    }
    const Result<Model> before = compile(drawn.map), after = compile(changed);
    REQUIRE((before && after));
    const Instant date = *parse_instant("2026-01-20");
    const RunState past(*before, drawn.settings, date);
    CHECK(to_date_string(left_at(past, *before)) == "2026-01-31");
    // 30 days from the report's end on 15 January, not from when the plan became ready on the 25th.
    CHECK(to_date_string(left_at(past, *after)) == "2026-02-15");
}
