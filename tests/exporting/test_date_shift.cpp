#include <catch2/catch.hpp>
#include <set>

#include "exporting/date_shift.hpp"
#include "small_log.hpp"

using namespace permap;

namespace {

PseudonymKey key_of(std::uint8_t number) {
    PseudonymKey key;
    key.bytes[0] = number;
    return key;
}

}  // namespace

TEST_CASE("shifts are whole weeks within half a year, every one of them, and the key's own") {
    std::set<std::int64_t> seen;
    int same = 0;
    for (int i = 0; i < 2000; ++i) {
        const auto weeks = date_shift(key_of(1), "c-" + std::to_string(i));
        CHECK(weeks >= -most_shifted);
        CHECK(weeks <= most_shifted);
        seen.insert(weeks.count());
        same += weeks == date_shift(key_of(2), "c-" + std::to_string(i)) ? 1 : 0;
    }
    CHECK(seen.size() == 53);
    CHECK(same < 100);  // 38 are expected by chance
    CHECK(date_shift(key_of(1), "c-7") == date_shift(key_of(1), "c-7"));
}

TEST_CASE("all of a child's dates move together; brothers and sisters move alike") {
    const SmallLog before;
    SmallLog after;
    shift_all_dates(after.log, key_of(9));
    const auto weeks = after.log.children[0].shifted;
    REQUIRE(weeks.count() != 0);
    CHECK(after.log.children[1].shifted == weeks);  // one family
    for (std::size_t i = 0; i < 2; ++i) {
        const Stream &was = before.log.streams[i], &is = after.log.streams[i];
        CHECK(is.child.entered - was.child.entered == weeks);
        CHECK(is.child.followed_until - was.child.followed_until == weeks);
        CHECK(is.child.birth_date - was.child.birth_date == weeks);
        for (std::size_t e = 0; e < was.events.size(); ++e) CHECK(is.events[e].at - was.events[e].at == weeks);
    }
}

TEST_CASE("the birth month moves too, and so do values that are dates") {
    SmallLog small;
    shift_dates(small.log.streams[0], small.log.children[0], std::chrono::weeks{9});
    CHECK(small.log.children[0].birth_month == "2020-07");  // 15 May + 63 days
    Event event = small.log.streams[0].events[4];
    CHECK(value_text(small.log, 0, event) == "kinship");
    event.detail = attribute_detail(AttributeIndex{0}, 2);
    CHECK(value_text(small.log, 0, event) == "2024-05-03");  // 1 March + 63 days
    event.detail = attribute_detail(AttributeIndex{0}, 3);
    CHECK(value_text(small.log, 0, event) == "2024-05");  // 15 March + 63 days
    event.detail = attribute_detail(AttributeIndex{0}, 2);
    CHECK(value_text(small.log, 1, event) == "2024-03-01");  // of a child who was not moved
}
