// A request that nobody waits for any more is never mistaken for another's: not even for that of somebody who is put
// away where the one who withdrew it lay.
#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "engine/run.hpp"
#include "model/model.hpp"
#include "semantics/drawn_map.hpp"

using namespace permap;

TEST_CASE("who comes after somebody who gave up waiting, and goes first, gets the unit") {
    // Dan waits, and Ben behind him gives up; Cas then asks for the same visit of the same step, and is more urgent
    // than Ben was.
    const DrawnMap drawn = draw_map(R"(
        attribute urgent no|yes
        region planning plan
        pool worker 1
        enter ann 2026-01-05 -> plan
        enter dan 2026-01-05 12:00 -> plan
        enter ben 2026-01-06 -> both
        enter cas 2026-01-12 sets [urgent = yes] -> plan
        both split branches plan,think -> plan ; think
        think takes 3 days -> stops
        stops decision -> out: settled 1 interrupts planning
        plan takes 30 days uses worker priority 1 [urgent = no] -> settled
        settled outcome
    )");
    const Result<Model> model = compile(drawn.map);
    REQUIRE(model);
    std::map<std::string, Instant> left;
    run(*model, drawn.settings, [&](const Child& child, std::span<const Event> events) {
        REQUIRE(events.back().kind == EventKind::left);
        left[drawn.map.steps[index(child.entry)].id] = events.back().at;
    });
    CHECK(left == std::map<std::string, Instant>{{"ann", *parse_instant("2026-02-04")},
                                                 {"ben", *parse_instant("2026-01-09")},
                                                 {"cas", *parse_instant("2026-03-06")},
                                                 {"dan", *parse_instant("2026-04-05")}});
}
