// A recorded log made ready to measure: as known on a day, and what had happened by then.
#include <catch2/catch.hpp>

#include "commands/recorded_arm.hpp"
#include "store/recorded_log_file.hpp"
#include "store/temporary_folder.hpp"

using namespace permap;

namespace {

Record done(const char* at, std::uint32_t name, std::uint16_t import = 1) {
    Record record;
    record.at = *parse_instant(at);
    record.name = name;
    record.import = import;
    record.precision = TimePrecision::day;
    return record;
}

Import import_of(const char* known_since, const char* followed_until) {
    Import import;
    import.known_since = date_of(*parse_instant(known_since));
    import.followed_until = *parse_instant(followed_until);
    import.format = "csv";
    import.source_digest = "ab";
    import.mapping_json =
        R"({"schema": "permap.mapping/1", "format": "csv", "words": {"ends_with_last_record": true}})";
    import.program = "a test";
    return import;
}

// The first file tells of a and b; the second, known since June, moves a's plan and adds c.
std::string written(const TemporaryFolder& folder) {
    const std::string path = folder.file("log.permap");
    Result<RecordedLogWriter> first = RecordedLogWriter::create(path, false);
    REQUIRE(first);
    first->add(0, "a", {done("2024-01-02", 0), done("2024-02-02", 1)});
    first->add(1, "b", {done("2024-03-10", 0)});
    REQUIRE(first->finish(import_of("2024-04-01", "2024-03-31"), {"refer", "plan"}, {}).empty());
    Result<RecordedLogWriter> second = RecordedLogWriter::add_to(path);
    REQUIRE(second);
    Record withdrawn;
    withdrawn.kind = RecordKind::withdrawn;
    withdrawn.import = 2;
    withdrawn.withdraws = 1;
    second->add(0, "a", {withdrawn, done("2024-02-20", 1, 2)});
    second->add(2, "c", {done("2024-05-05", 0, 2)});
    REQUIRE(second->finish(import_of("2024-06-01", "2024-05-31"), {"refer", "plan"}, {}).empty());
    return path;
}

RecordedArm known_at(const std::string& path, const char* date) {
    RecordedChoices choices;
    if (date != nullptr) choices.known_at = date_of(*parse_instant(date));
    Result<RecordedArm> arm = load_recorded(path, choices);
    if (!arm) FAIL(to_string(arm.problems().front()));
    return *std::move(arm);
}

Instant last_of(const Stream& stream) {
    return stream.events.back().at;
}

}  // namespace

TEST_CASE("without a date everything is told, as it was last said") {
    const TemporaryFolder folder;
    const RecordedArm arm = known_at(written(folder), nullptr);
    CHECK(arm.log.streams.size() == 3);
    CHECK(to_date_string(last_of(arm.log.streams[0])) == "2024-02-20");
    CHECK(arm.known_import == 2);
}

TEST_CASE("what came later is not known yet") {
    const TemporaryFolder folder;
    const RecordedArm arm = known_at(written(folder), "2024-05-31");
    CHECK(arm.known_import == 1);
    CHECK(arm.log.streams.size() == 2);
    CHECK(to_date_string(last_of(arm.log.streams[0])) == "2024-02-02");
}

TEST_CASE("only what had happened by the end of that day is told; a journey that went on is open") {
    const TemporaryFolder folder;
    const RecordedArm arm = known_at(written(folder), "2024-02-01");
    REQUIRE(arm.log.streams.size() == 1);
    const Stream& journey = arm.log.streams[0];
    CHECK(to_date_string(last_of(journey)) == "2024-01-02");
    CHECK(journey.events.back().kind == EventKind::completed);  // not left: the plan was still to come
    CHECK(to_string(journey.child.followed_until) == "2024-02-02 00:00");
    CHECK(known_at(written(TemporaryFolder()), "2024-02-02").log.streams[0].events.back().kind == EventKind::left);
}

TEST_CASE("a child who had not come in yet is not there, and keeps no other's pseudonym") {
    const TemporaryFolder folder;
    const RecordedArm arm = known_at(written(folder), "2024-02-01");
    for (const Stream& stream : arm.log.streams) CHECK(arm.pseudonyms[stream.child.candidate] == "a");
}
