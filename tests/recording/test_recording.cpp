#include <sqlite3.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "recording/record_sorter.hpp"
#include "recording/recording.hpp"
#include "store/recorded_log_file.hpp"

using namespace permap;
namespace fs = std::filesystem;

namespace {

struct Folder {
    fs::path path = fs::temp_directory_path() / ("permap-recording-" + std::to_string(::getpid()));
    Folder() { fs::create_directories(path); }
    ~Folder() { fs::remove_all(path); }
    std::string log() const { return (path / "log.permap").string(); }
    std::size_t files() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), fs::directory_iterator()));
    }
};

struct Row {
    const char* child;
    const char* step;
    const char* at;
    const char* visit = "";
    const char* value = "";  // of an attribute named by `step`
};

Import import_of(const char* known_since) {
    Import import;
    import.known_since = date_of(*parse_instant(known_since));
    import.followed_until = *parse_instant("2025-01-01");
    import.format = "csv";
    import.mapping_json = "{}";
    import.program = "a test";
    return import;
}

Result<Recorded> bring_in(RecordingSettings settings, const std::vector<Row>& rows, const char* known_since,
                          std::int64_t* rejects = nullptr) {
    settings.adds_to_log = fs::exists(settings.target);
    settings.key = PseudonymKey{};
    Result<std::unique_ptr<Recording>> recording = Recording::begin(settings);
    if (!recording) return recording.problems();
    std::uint32_t line = 0;
    for (const Row& row : rows) {
        SourceEvent event;
        event.child = row.child;
        event.name = row.step;
        event.visit = row.visit;
        event.value = row.value;
        if (*row.value != '\0') event.kind = RecordKind::attribute_set;
        event.time.at = *parse_instant(row.at);
        event.time.precision = TimePrecision::day;
        event.line = ++line;
        (*recording)->add(event);
    }
    Result<Recorded> done = (*recording)->finish(import_of(known_since));
    if (rejects != nullptr) *rejects = (*recording)->rejects();
    return done;
}

std::string dates(const RecordedLog& log, std::size_t child, std::uint16_t import) {
    std::string text;
    for (const Record& record : known_records(log.journeys.at(child).records, import))
        text += (text.empty() ? "" : " ") + log.step_names.at(record.name) + " " + to_date_string(record.at);
    return text;
}

void alter(const std::string& path, const char* sql) {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
    REQUIRE(sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(database);
}

}  // namespace

TEST_CASE("a log holds what was brought in, under pseudonyms, child by child") {
    const Folder folder;
    RecordingSettings settings;
    settings.target = folder.log();
    const Result<Recorded> done = bring_in(
        settings, {{"Ann", "a", "2024-01-01"}, {"Bea", "a", "2024-01-02"}, {"Ann", "b", "2024-01-03"}}, "2024-06-01");
    REQUIRE(done);
    CHECK(done->children == 2);
    CHECK(done->added == 3);
    const Result<RecordedLog> log = read_recorded_log(folder.log());
    REQUIRE(log);
    REQUIRE(log->journeys.size() == 2);
    CHECK(log->journeys[0].pseudonym == pseudonym(PseudonymKey{}, "child", "Ann"));
    CHECK(dates(*log, 0, 1) == "a 2024-01-01 b 2024-01-03");
    CHECK(dates(*log, 1, 1) == "a 2024-01-02");
    std::ifstream file(folder.log(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    CHECK(bytes.find("Ann") == std::string::npos);
    CHECK(folder.files() == 1);
}

TEST_CASE("the same file again adds nothing, and leaves the log as it was") {
    const Folder folder;
    RecordingSettings settings;
    settings.target = folder.log();
    const std::vector<Row> rows{{"Ann", "a", "2024-01-01"}, {"Ann", "b", "2024-01-03"}};
    REQUIRE(bring_in(settings, rows, "2024-06-01"));
    const auto before = fs::last_write_time(folder.log());
    const Result<Recorded> again = bring_in(settings, rows, "2024-07-01");
    REQUIRE(again);
    CHECK(again->added == 0);
    CHECK(again->unchanged == 2);
    CHECK(read_recorded_log(folder.log())->imports.size() == 1);
    CHECK(fs::last_write_time(folder.log()) == before);
    CHECK(folder.files() == 1);
}

TEST_CASE("a later file that says otherwise: it is asked what that means, and nothing is overwritten") {
    const Folder folder;
    RecordingSettings settings;
    settings.target = folder.log();
    REQUIRE(bring_in(settings, {{"Ann", "a", "2024-01-01"}, {"Ann", "b", "2024-01-03"}}, "2024-06-01"));
    const std::vector<Row> later{{"Ann", "a", "2024-01-01"}, {"Ann", "b", "2024-01-09"}};
    SECTION("asked") {
        const Result<Recorded> unclear = bring_in(settings, later, "2024-07-01");
        REQUIRE_FALSE(unclear);
        CHECK(unclear.problems().at(0).what == "says something else of 1 child than the log does");
        CHECK(read_recorded_log(folder.log())->imports.size() == 1);
        CHECK(folder.files() == 1);
    }
    SECTION("it replaces") {
        settings.later_file = LaterFile::replaces;
        const Result<Recorded> done = bring_in(settings, later, "2024-07-01");
        REQUIRE(done);
        CHECK(done->withdrawn == 1);
        CHECK(done->added == 1);
        const Result<RecordedLog> log = read_recorded_log(folder.log());
        REQUIRE(log);
        CHECK(dates(*log, 0, 1) == "a 2024-01-01 b 2024-01-03");
        CHECK(dates(*log, 0, 2) == "a 2024-01-01 b 2024-01-09");
        CHECK(log->journeys[0].records.size() == 4);
    }
    SECTION("it adds") {
        settings.later_file = LaterFile::adds;
        const Result<Recorded> done = bring_in(settings, later, "2024-07-01");
        REQUIRE(done);
        CHECK(done->withdrawn == 0);
        CHECK(dates(*read_recorded_log(folder.log()), 0, 2) == "a 2024-01-01 b 2024-01-03 b 2024-01-09");
    }
}

TEST_CASE("the same visit told otherwise is a correction; nobody needs to be asked") {
    const Folder folder;
    RecordingSettings settings;
    settings.target = folder.log();
    REQUIRE(bring_in(settings, {{"Ann", "a", "2024-01-01", "v1"}, {"Ann", "b", "2024-01-03", "v2"}}, "2024-06-01"));
    const Result<Recorded> done = bring_in(settings, {{"Ann", "b", "2024-01-09", "v2"}}, "2024-07-01");
    REQUIRE(done);
    CHECK(done->withdrawn == 1);
    CHECK(dates(*read_recorded_log(folder.log()), 0, 2) == "a 2024-01-01 b 2024-01-09");
}

TEST_CASE("new children and new steps go into a log that is there") {
    const Folder folder;
    RecordingSettings settings;
    settings.target = folder.log();
    REQUIRE(bring_in(settings, {{"Ann", "a", "2024-01-01"}}, "2024-06-01"));
    const Result<Recorded> done =
        bring_in(settings, {{"Cat", "c", "2024-02-01"}, {"Ann", "a", "2024-01-01"}}, "2024-07-01");
    REQUIRE(done);
    CHECK(done->new_children == 1);
    CHECK(done->added == 1);
    const Result<RecordedLog> log = read_recorded_log(folder.log());
    REQUIRE(log);
    CHECK(log->step_names == std::vector<std::string>{"a", "c"});
    CHECK(dates(*log, 1, 2) == "c 2024-02-01");
    CHECK(known_records(log->journeys[1].records, 1).empty());
}

TEST_CASE("two rows that say the same are one too many in a table") {
    const Folder folder;
    RecordingSettings settings;
    settings.target = folder.log();
    settings.rejects_repeats = true;
    std::int64_t rejects = 0;
    const Result<Recorded> done =
        bring_in(settings, {{"Ann", "a", "2024-01-01"}, {"Ann", "b", "2024-01-03"}, {"Ann", "a", "2024-01-01"}},
                 "2024-06-01", &rejects);
    REQUIRE(done);
    CHECK(done->added == 2);
    CHECK(rejects == 1);
}

TEST_CASE("nothing is written where no row could be kept") {
    const Folder folder;
    RecordingSettings settings;
    settings.target = folder.log();
    const Result<Recorded> done = bring_in(settings, {}, "2024-06-01");
    REQUIRE_FALSE(done);
    CHECK(folder.files() == 0);
}

TEST_CASE("a recorded log that was altered is refused, and it is told where") {
    const Folder folder;
    RecordingSettings settings;
    settings.target = folder.log();
    REQUIRE(bring_in(settings, {{"Ann", "a", "2024-01-01"}, {"Bea", "b", "2024-01-03"}}, "2024-06-01"));
    const auto fault = [&] { return read_recorded_log(folder.log()).problems().at(0).what; };
    SECTION("a date") {
        alter(folder.log(),
              "DROP TRIGGER journey_keeps; UPDATE journey SET records = replace(records, (SELECT at FROM record WHERE "
              "child = 1), (SELECT at + 1440 FROM record WHERE child = 1)) WHERE child = 1");
        CHECK(fault() == "what import 1 brought in has been altered since");
    }
    SECTION("a record less") {
        alter(folder.log(), "DROP TRIGGER journey_stays; DELETE FROM journey WHERE child = 1");
        CHECK(fault() == "child 1 has no record");
    }
    SECTION("a name") {
        alter(folder.log(), "DROP TRIGGER step_keeps; UPDATE step SET name = 'other' WHERE number = 0");
        CHECK(fault() == "what import 1 brought in has been altered since");
    }
    SECTION("the list of what attributes were set to") {
        REQUIRE(bring_in(settings, {{"Cas", "placement", "2024-01-03", "", "kinship"}}, "2024-07-01"));
        CHECK(read_recorded_log(folder.log())->attribute_values.size() == 1);
        alter(folder.log(), "DROP TRIGGER value_stays; DELETE FROM attribute_value");
        CHECK(fault() == "its list of the attributes' values has been altered");
    }
    SECTION("an import of nobody") {
        alter(folder.log(), "DROP TRIGGER journey_keeps; UPDATE journey SET number = number + 1 WHERE child = 1");
        CHECK(fault() == "child 1 has records of no import, or some are missing");
    }
    SECTION("a number out of range") {
        alter(folder.log(),
              "DROP TRIGGER journey_keeps; UPDATE journey SET records = json_set(records, '$[0][1]', 99) WHERE child = "
              "1");
        CHECK(fault() == "child 1, record 0 holds what no record can hold");
    }
    SECTION("a later schema") {
        alter(folder.log(), "PRAGMA user_version = 3");
        CHECK(fault() == "is a recorded log of schema version 3; this program reads version 2");
    }
}

TEST_CASE("the tables guard themselves") {
    const Folder folder;
    RecordingSettings settings;
    settings.target = folder.log();
    REQUIRE(bring_in(settings, {{"Ann", "a", "2024-01-01"}}, "2024-06-01"));
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(folder.log().c_str(), &database) == SQLITE_OK);
    CHECK(sqlite3_exec(database, "UPDATE journey SET records = '[]'", nullptr, nullptr, nullptr) != SQLITE_OK);
    CHECK(sqlite3_exec(database, "DELETE FROM journey", nullptr, nullptr, nullptr) != SQLITE_OK);
    CHECK(sqlite3_exec(database, "SELECT * FROM record_readable; SELECT * FROM import_readable", nullptr, nullptr,
                       nullptr) == SQLITE_OK);
    sqlite3_close(database);
}

TEST_CASE("records of many children come out child by child, as they were added, with little memory") {
    for (const std::size_t in_memory : {std::size_t{7}, std::size_t{1000}}) {
        RecordSorter sorter(in_memory);
        for (std::uint32_t i = 0; i < 500; ++i) {
            Record record;
            record.line = i;
            sorter.add(i * 7 % 13, record);
        }
        std::uint32_t next = 0, seen = 0;
        const Problems problems = sorter.take_all([&](std::uint32_t child, std::vector<Record>& records) {
            CHECK(child == next++);
            for (std::size_t i = 0; i < records.size(); ++i) {
                CHECK(records[i].line * 7 % 13 == child);
                if (i > 0) CHECK(records[i].line > records[i - 1].line);
                ++seen;
            }
        });
        CHECK(problems.empty());
        CHECK(next == 13);
        CHECK(seen == 500);
    }
}
