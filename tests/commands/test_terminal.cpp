#include <catch2/catch.hpp>

#include "commands/terminal.hpp"

using namespace permap;

TEST_CASE("the time that is left, in the unit one would say it in") {
    CHECK(time_left(0.2) == "0 s left");
    CHECK(time_left(41.6) == "42 s left");
    CHECK(time_left(99.4) == "99 s left");
    CHECK(time_left(100) == "2 min left");
    CHECK(time_left(720) == "12 min left");
    CHECK(time_left(99 * 60) == "99 min left");
    CHECK(time_left(125 * 60) == "2 h 5 min left");
}
