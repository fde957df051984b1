#include <catch2/catch.hpp>

#include "recorded/record.hpp"

using namespace permap;

namespace {

Record record(const char* at, RecordKind kind, std::uint32_t name, std::uint32_t visit = 0) {
    Record one;
    one.at = *parse_instant(at);
    one.kind = kind;
    one.name = name;
    one.visit = visit;
    return one;
}

std::vector<std::uint32_t> names_of(const std::vector<Record>& records) {
    std::vector<std::uint32_t> names;
    for (const Record& one : records) names.push_back(one.name);
    return names;
}

}  // namespace

TEST_CASE("records are told in order of time, ties as the file has them") {
    const std::vector<Record> records{record("2024-03-02 10:00", RecordKind::happened, 0),
                                      record("2024-03-01 10:00", RecordKind::happened, 1),
                                      record("2024-03-01 10:00", RecordKind::happened, 2)};
    REQUIRE(names_of(known_records(records, 1)) == std::vector<std::uint32_t>{1, 2, 0});
}

TEST_CASE("what ends in a minute ends before what begins in it, though the file has it later") {
    const std::vector<Record> records{record("2024-03-01 10:00", RecordKind::started, 1, 8),
                                      record("2024-03-01 09:00", RecordKind::started, 0, 7),
                                      record("2024-03-01 10:00", RecordKind::completed, 0, 7),
                                      record("2024-03-01 11:00", RecordKind::completed, 1, 8)};
    const std::vector<Record> known = known_records(records, 1);
    REQUIRE(names_of(known) == std::vector<std::uint32_t>{0, 0, 1, 1});
    REQUIRE(known[1].kind == RecordKind::completed);
}

TEST_CASE("a visit of no length begins before it ends") {
    const std::vector<Record> records{record("2024-03-01 10:00", RecordKind::started, 0, 7),
                                      record("2024-03-01 10:00", RecordKind::completed, 0, 7)};
    const std::vector<Record> known = known_records(records, 1);
    REQUIRE(known[0].kind == RecordKind::started);
    REQUIRE(known[1].kind == RecordKind::completed);
}

TEST_CASE("where offsets from UTC are known, they settle which came first") {
    Record winter = record("2024-10-27 01:10", RecordKind::happened, 0);  // an hour after the other
    winter.utc_offset_minutes = 0;
    Record summer = record("2024-10-27 01:50", RecordKind::happened, 1);
    summer.utc_offset_minutes = 60;
    REQUIRE(names_of(known_records({winter, summer}, 1)) == std::vector<std::uint32_t>{1, 0});
}

TEST_CASE("what a later import withdraws was known before it, and not after") {
    Record wrong = record("2024-03-01", RecordKind::happened, 0);
    Record right = record("2024-03-05", RecordKind::happened, 0);
    Record withdrawal;
    withdrawal.kind = RecordKind::withdrawn;
    withdrawal.withdraws = 0;
    withdrawal.import = right.import = 2;
    const std::vector<Record> records{wrong, withdrawal, right};
    REQUIRE(known_records(records, 1) == std::vector<Record>{wrong});
    REQUIRE(known_records(records, 2) == std::vector<Record>{right});
}

TEST_CASE("on a day the latest import known by then counts; before the first, the first") {
    const auto known_since = [](const char* date) {
        Import import;
        import.known_since = date_of(*parse_instant(date));
        return import;
    };
    const std::vector<Import> imports{known_since("2024-02-01"), known_since("2024-05-01"), known_since("2024-04-01")};
    const auto at = [&](const char* date) { return import_known_at(imports, date_of(*parse_instant(date))); };
    REQUIRE(at("2023-01-01") == 1);
    REQUIRE(at("2024-02-01") == 1);
    REQUIRE(at("2024-04-30") == 3);  // brought in last, but known a month before the second
    REQUIRE(at("2024-05-01") == 3);
    REQUIRE(import_known_at({}, date_of(*parse_instant("2024-05-01"))) == 0);
}
