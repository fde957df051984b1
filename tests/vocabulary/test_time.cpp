#include <catch2/catch.hpp>

#include "vocabulary/time.hpp"

using namespace permap;

namespace {

Instant at(const char* text) {
    return parse_instant(text).value();
}

}  // namespace

TEST_CASE("dates are read and written the same") {
    for (const char* text :
         {"1970-01-01 00:00", "1969-12-31 23:59", "2024-02-29 09:30", "0000-01-01 00:00", "5999-12-31 23:59"}) {
        CHECK(to_string(at(text)) == text);
    }
    CHECK(at("2026-04-06") == at("2026-04-06 00:00"));
    CHECK(to_date_string(at("2026-04-06 23:59")) == "2026-04-06");
    CHECK(at("1970-01-02 00:01").time_since_epoch() == Minutes{1441});
}

TEST_CASE("what is not a date is refused") {
    for (const char* text :
         {"", "2026", "2026-4-6", "2026-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "2026-01-32",
          "2026-01-01 24:00", "2026-01-01 00:60", "2026-01-01T00:00", "2026-01-01 0:00", "2026-01-01 ", " 2026-01-01",
          "6000-01-01", "-026-01-01", "20x6-01-01", "2026-01-01 00:00 "}) {
        CAPTURE(text);
        CHECK_FALSE(parse_instant(text).has_value());
    }
}

TEST_CASE("months keep the day number or fall back to the last day, and are counted from the start") {
    CHECK(add_months(at("2026-01-31 09:30"), 1) == at("2026-02-28 09:30"));
    CHECK(add_months(at("2024-01-31"), 1) == at("2024-02-29"));
    CHECK(add_months(at("2026-01-31"), 2) == at("2026-03-31"));
    CHECK(add_months(at("2026-11-15 23:59"), 14) == at("2028-01-15 23:59"));
    CHECK(add_months(at("2026-03-31"), -1) == at("2026-02-28"));
    CHECK(add_months(at("2024-02-29"), 12) == at("2025-02-28"));
    CHECK(add_months(at("2024-02-29"), 48) == at("2028-02-29"));
    CHECK(add_months(at("1969-12-31 23:59"), 0) == at("1969-12-31 23:59"));
}
