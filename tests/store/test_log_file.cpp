#include <sqlite3.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "small_disk.hpp"
#include "store/log_file.hpp"
#include "store/whole_file.hpp"
#include "temporary_folder.hpp"

using namespace permap;

namespace {

const std::vector<std::string> step_names = {"referral", "inquiry", "plan"};

LogHeader header() {
    return {"permap 0.1",
            "{\"id\":\"é\"}",
            "",
            "abc",
            (std::uint64_t{1} << 53) - 1,
            parse_instant("2026-04-06").value(),
            1.0 / 3,
            2,
            "{}"};
}

// Three children of four, no and six events, with the ends of every range somewhere.
EventLog log() {
    EventLog result;
    const Instant entered = parse_instant("2026-04-06 09:00").value();
    for (std::uint32_t i = 0; i < 3; ++i) {
        Stream stream{{i + 1, StepIndex{0}, 7 * i, static_cast<std::uint8_t>(i), i == 2, entered,
                       date_of(entered) + std::chrono::days{40}, entered + one_day * 3650},
                      {}};
        const std::uint32_t events = i == 0 ? 4 : i == 1 ? 0 : 6;
        for (std::uint32_t k = 0; k < events; ++k) {
            stream.events.push_back({entered + Minutes{static_cast<std::int32_t>(k)}, k == 0 ? no_cause : k - 1,
                                     0xffffffffU - k, k == 5 ? no_step : StepIndex{static_cast<std::uint16_t>(k % 3)},
                                     static_cast<EventKind>(k == 5 ? 11 : k)});
        }
        result.streams.push_back(stream);
    }
    result.streams[0].child.candidate = 0xffffffffU;
    result.streams[0].child.sibling = 255;
    return result;
}

// Changes a log behind its back, as somebody with the sqlite3 program would.
void change(const std::string& path, const std::string& sql) {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
    char* fault = nullptr;
    const std::string all =
        "PRAGMA synchronous=OFF; DROP TRIGGER event_keeps; DROP TRIGGER event_stays; DROP TRIGGER stream_keeps;"
        "DROP TRIGGER stream_stays; DROP TRIGGER meta_keeps; DROP TRIGGER meta_stays; DROP TRIGGER step_keeps;" +
        sql;
    sqlite3_exec(database, all.c_str(), nullptr, nullptr, &fault);
    CHECK(std::string(fault == nullptr ? "" : fault) == "");
    sqlite3_free(fault);
    sqlite3_close(database);
}

// Without any care: what a broken copy leaves.
void put(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

std::string what_is_wrong(const std::string& path) {
    const auto stored = read_log(path);
    return stored ? "" : stored.problems().at(0).what;
}

// First column of a query, row by row.
std::vector<std::string> rows(const std::string& path, const char* sql) {
    std::vector<std::string> result;
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
    const auto keep = [](void* to, int columns, char** values, char**) {
        std::string row;
        for (int i = 0; i < columns; ++i)
            row += std::string(i == 0 ? "" : "|") + (values[i] == nullptr ? "-" : values[i]);
        static_cast<std::vector<std::string>*>(to)->push_back(row);
        return 0;
    };
    char* fault = nullptr;
    sqlite3_exec(database, sql, keep, &result, &fault);
    if (fault != nullptr) result.push_back(fault);
    sqlite3_free(fault);
    sqlite3_close(database);
    return result;
}

}  // namespace

TEST_CASE("a log comes back as it was written, and its file stands alone") {
    const TemporaryFolder folder;
    const std::string path = folder.file("a.permap");
    const auto root = write_log(path, header(), log(), step_names, false);
    REQUIRE(root);
    CHECK(folder.files() == std::vector<std::string>{"a.permap"});
    const auto stored = read_log(path);
    REQUIRE(stored);
    CHECK(stored->header == header());
    CHECK(stored->step_names == step_names);
    CHECK(stored->log == log());
    CHECK(stored->root == *root);
    CHECK(folder.files() == std::vector<std::string>{"a.permap"});

    REQUIRE(write_log(folder.file("empty.permap"), header(), {}, {}, false));
    CHECK(read_log(folder.file("empty.permap"))->log.streams.empty());
}

TEST_CASE("the same log gives the same bytes, another log another root") {
    const TemporaryFolder folder;
    const auto first = write_log(folder.file("a"), header(), log(), step_names, false);
    const auto second = write_log(folder.file("b"), header(), log(), step_names, false);
    CHECK(*first == *second);
    CHECK(*read_whole_file(folder.file("a")) == *read_whole_file(folder.file("b")));
    LogHeader other = header();
    other.settings_json = "{ }";
    CHECK(*write_log(folder.file("c"), other, log(), step_names, false) != *first);
}

TEST_CASE("anybody can read a log with SQL") {
    const TemporaryFolder folder;
    const std::string path = folder.file("a.permap");
    REQUIRE(write_log(path, header(), log(), step_names, false));
    CHECK(rows(path, "SELECT * FROM event_readable WHERE stream = 3 AND ordinal > 3") ==
          std::vector<std::string>{"3|4|2026-04-06 09:04|decided|inquiry|3|4294967291",
                                   "3|5|2026-04-06 09:05|left|-|4|4294967290"});
    CHECK(rows(path, "SELECT * FROM stream_readable WHERE stream = 2") ==
          std::vector<std::string>{"2|2|referral|7|1|0|2026-04-06 09:00|2026-05-16|2036-04-03 09:00|0"});
    CHECK(rows(path, "PRAGMA journal_mode") == std::vector<std::string>{"delete"});
}

TEST_CASE("a log is append-only to those who keep its rules") {
    const TemporaryFolder folder;
    const std::string path = folder.file("a.permap");
    REQUIRE(write_log(path, header(), log(), step_names, false));
    for (const char* table : {"meta", "step", "kind", "stream", "event"}) {
        const std::string column = std::string(table) == "meta"     ? "value"
                                   : std::string(table) == "stream" ? "entry"
                                   : std::string(table) == "event"  ? "at"
                                                                    : "name";
        CHECK(rows(path, (std::string("DELETE FROM ") + table).c_str()) ==
              std::vector<std::string>{"a log is append-only"});
        CHECK(rows(path, (std::string("UPDATE ") + table + " SET " + column + " = 1").c_str()) ==
              std::vector<std::string>{"a log is append-only"});
    }
}

TEST_CASE("a log that was changed is refused, and the problem says where") {
    const TemporaryFolder folder;
    const std::string path = folder.file("a.permap");
    const std::string whole = folder.file("whole.permap");
    REQUIRE(write_log(whole, header(), log(), step_names, false));
    const auto after = [&](const std::string& sql) {
        std::filesystem::copy_file(whole, path, std::filesystem::copy_options::overwrite_existing);
        change(path, sql);
        return what_is_wrong(path);
    };
    CHECK(after("") == "");
    CHECK(after("UPDATE event SET at = at + 1 WHERE stream = 3 AND ordinal = 2") ==
          "stream 3, event 2 has been altered");
    CHECK(after("UPDATE event SET cause = NULL WHERE stream = 3 AND ordinal = 2") ==
          "stream 3, event 2 has been altered");
    CHECK(after("UPDATE event SET step = NULL WHERE stream = 3 AND ordinal = 2") ==
          "stream 3, event 2 has been altered");
    CHECK(after("UPDATE event SET detail = 1 WHERE stream = 1 AND ordinal = 0") ==
          "stream 1, event 0, or its stream's row, has been altered");
    CHECK(after("UPDATE stream SET birth_date = 0 WHERE id = 1") ==
          "stream 1, event 0, or its stream's row, has been altered");
    CHECK(after("UPDATE stream SET birth_date = 0 WHERE id = 2") == "stream 2: its row has been altered");
    CHECK(after("UPDATE stream SET head = 'x' WHERE id = 3") == "stream 3: its row has been altered");
    CHECK(after("DELETE FROM event WHERE stream = 3 AND ordinal = 5") == "stream 3 is cut short: 5 of 6 events");
    CHECK(after("DELETE FROM event WHERE stream = 1") == "stream 1 is cut short: 0 of 4 events");
    CHECK(after("DELETE FROM event WHERE stream = 3 AND ordinal = 1") == "stream 3, event 1 is missing");
    CHECK(after("INSERT INTO event VALUES (3, 6, 0, 0, 0, 0, 0, 0)") ==
          "stream 3, event 6 was added: the stream ends after 6 events");
    CHECK(after("INSERT INTO event VALUES (2, 0, 0, 0, 0, 0, 0, 0)") ==
          "stream 2, event 0 was added: the stream ends after 0 events");
    CHECK(after("INSERT INTO event VALUES (9, 0, 0, 0, 0, 0, 0, 0)") ==
          "stream 9, event 0 belongs to no stream of this log");
    CHECK(after("INSERT INTO event VALUES (-1, 0, 0, 0, 0, 0, 0, 0)") ==
          "stream -1, event 0 belongs to no stream of this log");
    CHECK(after("DELETE FROM stream WHERE id = 3; DELETE FROM event WHERE stream = 3") ==
          "is cut short: 2 of 3 streams");
    CHECK(after("DELETE FROM stream WHERE id = 1; DELETE FROM event WHERE stream = 1") == "stream 1 is missing");
    CHECK(after("INSERT INTO stream SELECT 4, replication, entry, candidate, sibling, supply, entered, birth_date, "
                "followed_until, events, head FROM stream WHERE id = 2") ==
          "stream 4 was added: the log ends after 3 streams");
    CHECK(after("UPDATE meta SET value = '9' WHERE key = 'seed'") ==
          "the description of the run, or its list of steps, has been altered");
    CHECK(after("UPDATE step SET name = 'plans' WHERE number = 2") ==
          "the description of the run, or its list of steps, has been altered");
    CHECK(after("DELETE FROM meta WHERE key = 'map'") ==
          "the description of the run is incomplete or has been altered");
    CHECK(after("UPDATE event SET kind = 12 WHERE stream = 3 AND ordinal = 2") ==
          "stream 3, event 2 holds what no event can hold");
    CHECK(after("UPDATE event SET step = 3 WHERE stream = 3 AND ordinal = 2") ==
          "stream 3, event 2 holds what no event can hold");
    CHECK(after("UPDATE event SET at = 'noon' WHERE stream = 3 AND ordinal = 2") ==
          "stream 3, event 2 holds what no event can hold");
    CHECK(after("UPDATE event SET at = 99999999999 WHERE stream = 3 AND ordinal = 2") ==
          "stream 3, event 2 holds what no event can hold");
    CHECK(after("DROP VIEW event_readable; ALTER TABLE event RENAME TO other; CREATE VIEW event AS SELECT * FROM other")
              .find("the log is damaged") == 0);
    CHECK(after("PRAGMA user_version = 2") == "is a log of schema version 2; this program reads version 1");
    CHECK(after("PRAGMA application_id = 2") == "is not a log of permap");
}

TEST_CASE("a file cut short anywhere, or of another kind, is refused") {
    const TemporaryFolder folder;
    const std::string path = folder.file("a.permap"), cut = folder.file("cut.permap");
    REQUIRE(write_log(path, header(), log(), step_names, false));
    const std::string bytes = *read_whole_file(path);
    for (std::size_t size = 0; size < bytes.size(); size += 1000) {
        put(cut, bytes.substr(0, size));
        CHECK(what_is_wrong(cut) != "");
    }
    // Every byte of the pages counts, but for the unused ones: whatever is flipped, what is read is what was written.
    for (std::size_t place = 0; place < bytes.size(); place += 211) {
        std::string flipped = bytes;
        flipped[place] = static_cast<char>(flipped[place] ^ 0x10);
        put(cut, flipped);
        const auto stored = read_log(cut);
        if (stored) CHECK((stored->log == log() && stored->header == header() && stored->step_names == step_names));
    }
    put(cut, std::string(5000, 'x'));
    CHECK(what_is_wrong(cut).find("is not a log of permap") == 0);
    CHECK(what_is_wrong(folder.file(".")) == "is a folder, not a log");
    CHECK(what_is_wrong("/dev/zero") == "is not a regular file");
    CHECK(what_is_wrong(folder.file("none")).find("cannot be read") == 0);
}

TEST_CASE("a log goes only onto a regular file, and onto one that is there only on request") {
    const TemporaryFolder folder;
    const auto write = [&](const std::string& path, bool overwrite) {
        return write_log(path, header(), log(), step_names, overwrite);
    };
    CHECK_FALSE(write("/dev/full", true));
    CHECK_FALSE(write(folder.file("."), true));
    CHECK_FALSE(write(folder.file("none/a.permap"), true));
    REQUIRE(write_whole_file(folder.file("a"), "precious", false).empty());
    CHECK(write(folder.file("a"), false).problems().at(0).what == "is already there");
    CHECK(*read_whole_file(folder.file("a")) == "precious");
    CHECK(write(folder.file("a"), true));
    CHECK(read_log(folder.file("a")));
    CHECK(folder.files() == std::vector<std::string>{"a"});
}

TEST_CASE("when the disk fills, the old log stays, no part is left, and the problem says so") {
    const TemporaryFolder folder;
    const std::string path = folder.file("a.permap");
    REQUIRE(write_log(path, header(), log(), step_names, false));
    EventLog large = log();
    while (large.streams[2].events.size() < 20000) large.streams[2].events.push_back(large.streams[2].events.back());
    for (const rlim_t bytes : {0, 1000, 20000, 300000}) {
        const int result = with_files_up_to(bytes, [&] {
            const auto root = write_log(path, header(), large, step_names, true);
            return root ? 0 : root.problems().at(0).what.find("could not be written") == std::string::npos ? 1 : 7;
        });
        CHECK(result == 7);
        CHECK(folder.files() == std::vector<std::string>{"a.permap"});
        CHECK(read_log(path)->log == log());
    }
    REQUIRE(write_log(path, header(), large, step_names, true));
    CHECK(read_log(path)->log == large);
}
