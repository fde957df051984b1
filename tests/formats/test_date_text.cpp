#include <catch2/catch.hpp>

#include "formats/date_text.hpp"

using namespace permap;

namespace {

// "2026-04-06", "2026-04-06 09:30+15250 ms offset 60", "none"
std::string read(const char* text, std::optional<DateOrder> order = std::nullopt) {
    const auto time = parse_source_time(text, order);
    if (!time) return "none";
    if (time->precision == TimePrecision::day) return to_date_string(time->at);
    std::string said = to_string(time->at);
    if (time->milliseconds != 0) said += "+" + std::to_string(time->milliseconds) + " ms";
    if (time->utc_offset_minutes != no_utc_offset) said += " offset " + std::to_string(time->utc_offset_minutes);
    return said;
}

}  // namespace

TEST_CASE("dates with the year first") {
    CHECK(read("2026-04-06") == "2026-04-06");
    CHECK(read(" 2026-4-6\t") == "2026-04-06");
    CHECK(read("2026/04/06") == "2026-04-06");
    CHECK(read("2026-04-06 09:30") == "2026-04-06 09:30");
    CHECK(read("2026-04-06T09:30") == "2026-04-06 09:30");
    CHECK(read("2026-04-06T09:30:15") == "2026-04-06 09:30+15000 ms");
    CHECK(read("2026-04-06 9:30:15") == "2026-04-06 09:30+15000 ms");
    CHECK(read("2026-04-06T09:30:15.25") == "2026-04-06 09:30+15250 ms");
    CHECK(read("2026-04-06 09:30:15,123456") == "2026-04-06 09:30+15123 ms");
    CHECK(read("2026-04-06T09:30:15.250+01:00") == "2026-04-06 09:30+15250 ms offset 60");
    CHECK(read("2026-04-06T09:30:00-0330") == "2026-04-06 09:30 offset -210");
    CHECK(read("2026-04-06T09:30:15+01") == "2026-04-06 09:30+15000 ms offset 60");
    CHECK(read("2026-04-06T09:30:00Z") == "2026-04-06 09:30 offset 0");
    CHECK(read("2026-04-06 09:30 +0100") == "2026-04-06 09:30 offset 60");
    CHECK(read("2026-04-06 24:00") == "2026-04-07 00:00");
    CHECK(read("2026-04-06 09:30:60") == "2026-04-06 09:30+59000 ms");
    CHECK(read("2024-02-29") == "2024-02-29");
    CHECK(read("1900-01-01") == "1900-01-01");
    CHECK(read("2199-12-31 23:59") == "2199-12-31 23:59");
}

TEST_CASE("what is no date, or no time") {
    for (const char* text : {"",
                             " ",
                             "2026",
                             "2026-04",
                             "2026-04-06x",
                             "2026-04-06 ",
                             "2026-13-01",
                             "2026-00-10",
                             "2026-04-31",
                             "2023-02-29",
                             "1899-12-31",
                             "2200-01-01",
                             "2026-04-06 24:01",
                             "2026-04-06 25:00",
                             "2026-04-06 09:60",
                             "2026-04-06 09:30:61",
                             "2026-04-06 0930",
                             "2026-04-06T",
                             "2026-04-06 09:30:",
                             "2026-04-06 09:30:15.",
                             "2026-04-06T09:30+16:00",
                             "2026-04-06T09:30+01:60",
                             "2026-04-06T09:30+01:00x",
                             "2026_04_06",
                             "20x6-04-06",
                             "202a-04-06",
                             "2026-0a-06",
                             "2026-04-0a",
                             "2026-04-06 0a:30",
                             "2026-04-06 09:3a",
                             "2026-04-06 09:30:1a",
                             "2026-04-06_09:30",
                             "2026-04-06 09:30x15",
                             "20260406",
                             "45000",
                             "yesterday",
                             "03/04/20",
                             "99/99/2026",
                             "06/04/2026 noon"}) {
        CAPTURE(text);
        if (std::string(text) == "2026-04-06 ") {
            CHECK(read(text) == "2026-04-06");  // blanks around it do not matter
        } else {
            CHECK(read(text, DateOrder::day_first) == "none");
        }
    }
}

TEST_CASE("dates with the year last, in the order that is given or that is possible") {
    CHECK(read("06/04/2026", DateOrder::day_first) == "2026-04-06");
    CHECK(read("06/04/2026", DateOrder::month_first) == "2026-06-04");
    CHECK(read("06/04/2026") == "none");
    CHECK(read("06/04/2026", DateOrder::year_first) == "none");
    CHECK(read("6.4.2026 9:30", DateOrder::day_first) == "2026-04-06 09:30");
    CHECK(read("06-04-2026T09:30:15Z", DateOrder::day_first) == "2026-04-06 09:30+15000 ms offset 0");
    CHECK(read("2026-04-06", DateOrder::day_first) == "2026-04-06");
    CHECK(read("25/04/2026") == "2026-04-25");
    CHECK(read("04/25/2026") == "2026-04-25");
    CHECK(read("04/04/2026") == "2026-04-04");
    CHECK(read("25/04/2026", DateOrder::month_first) == "none");
    CHECK(read("04/25/2026", DateOrder::day_first) == "none");
}

TEST_CASE("which order a date can be in") {
    CHECK(is_ambiguous_date("03/04/2020"));
    CHECK(is_ambiguous_date(" 3.4.2020 10:00"));
    for (const char* text : {"04/04/2020", "25/04/2020", "04/25/2020", "2020-03-04", "", "x"})
        CHECK_FALSE(is_ambiguous_date(text));
    CHECK(only_order_of("25/04/2020") == DateOrder::day_first);
    CHECK(only_order_of("04/25/2020") == DateOrder::month_first);
    CHECK(only_order_of("2020-04-25") == DateOrder::year_first);
    for (const char* text : {"03/04/2020", "04/04/2020", "25/25/2020", "", "x"}) CHECK_FALSE(only_order_of(text));
}

TEST_CASE("of a date of birth the month is kept") {
    CHECK(birth_month_of("2017-04-23", std::nullopt) == "2017-04");
    CHECK(birth_month_of("2017-04", std::nullopt) == "2017-04");
    CHECK(birth_month_of("23/04/2017 00:00", std::nullopt) == "2017-04");
    CHECK(birth_month_of("03/04/2017", DateOrder::day_first) == "2017-04");
    CHECK(birth_month_of("03/04/2017", std::nullopt).empty());
    CHECK(birth_month_of("2017-13", std::nullopt).empty());
    CHECK(birth_month_of("2017-02-30", std::nullopt).empty());
    CHECK(birth_month_of("", std::nullopt).empty());
}
