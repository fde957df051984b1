#include <catch2/catch.hpp>

#include "vocabulary/month.hpp"

using namespace permap;

TEST_CASE("a month as text and back, and where its first minute lies") {
    CHECK(to_string(*parse_month("2026-04")) == "2026-04");
    CHECK(to_string(*parse_month("2026-04-17")) == "2026-04");
    CHECK_FALSE(parse_month("2026-13"));
    CHECK_FALSE(parse_month("April"));
    CHECK_FALSE(parse_month(""));
    CHECK(to_string(first_minute(*parse_month("2024-02"))) == "2024-02-01 00:00");
    CHECK(month_of(*parse_instant("2024-02-29 23:59")) == *parse_month("2024-02"));
    CHECK(month_of(*parse_instant("2024-03-01")) == *parse_month("2024-03"));
}
