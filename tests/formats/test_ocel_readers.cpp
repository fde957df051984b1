#include <sqlite3.h>

#include <array>
#include <catch2/catch.hpp>
#include <filesystem>

#include "formats/collected_text.hpp"
#include "formats/collecting_sink.hpp"
#include "formats/readers.hpp"
#include "formats/source_file.hpp"
#include "recording/recording.hpp"
#include "store/recorded_log_file.hpp"

using namespace permap;

namespace {

using Texts = std::vector<std::string>;

struct Reading {
    CollectingSink sink;
    SourceSummary summary;
    Problems problems;
};

Mapping ocel_mapping(SourceFormat format, const std::string& child_type = "child") {
    Mapping mapping;
    mapping.format = format;
    mapping.child_type = child_type;
    mapping.attributes = {"stage", "outcome"};
    return mapping;
}

Reading read(const std::string& path, const Mapping& mapping) {
    Reading reading;
    Result<SourceSummary> summary = read_source(path, mapping, reading.sink, nullptr);
    if (summary) {
        reading.summary = *summary;
    } else {
        reading.problems = summary.problems();
    }
    return reading;
}

Reading read_json(const std::string& text, const Mapping& mapping = ocel_mapping(SourceFormat::ocel_json)) {
    const SourceFile file("log.json", text);
    return read(file.path(), mapping);
}

// A file that SQL makes.
class SqliteFile {
public:
    explicit SqliteFile(const std::string& sql) : file_("log.sqlite", "") { run(sql); }
    const std::string& path() const { return file_.path(); }
    void run(const std::string& sql) const {
        sqlite3* database = nullptr;
        REQUIRE(sqlite3_open(path().c_str(), &database) == SQLITE_OK);
        char* fault = nullptr;
        const int code = sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &fault);
        INFO((fault == nullptr ? "" : fault));
        CHECK(code == SQLITE_OK);
        sqlite3_free(fault);
        sqlite3_close(database);
    }

private:
    SourceFile file_;
};

Reading read_sqlite(const std::string& sql, const Mapping& mapping = ocel_mapping(SourceFormat::ocel_sqlite)) {
    const SqliteFile file(sql);
    return read(file.path(), mapping);
}

Texts whats(const Problems& problems) {
    Texts texts;
    for (const Problem& problem : problems) texts.push_back(problem.what);
    return texts;
}

const std::string types_json =
    R"("eventTypes": [{"name": "Referral", "attributes": []}, {"name": "Meeting", "attributes": []}],
       "objectTypes": [{"name": "child", "attributes": []}, {"name": "family", "attributes": []}],)";

std::string json_of(const std::string& events, const std::string& objects) {
    return "{" + types_json + "\"events\": [" + events + "], \"objects\": [" + objects + "]}";
}

// Two brothers and sisters at one meeting; the same in both forms, in another order.
const std::string family_json = json_of(
    R"({"id": "e3", "type": "Meeting", "time": "2026-04-08T14:00:00Z",
        "attributes": [{"name": "outcome", "value": "plan"}, {"name": "chair", "value": "Mary Smith"}],
        "relationships": [{"objectId": "B", "qualifier": "about"}, {"objectId": "A", "qualifier": "about"},
                          {"objectId": "A", "qualifier": "was there"}, {"objectId": "F", "qualifier": "of"}]},
       {"id": "e1", "type": "Referral", "time": "2026-04-06T09:00:00Z", "relationships": [{"objectId": "A", "qualifier": "about"}]},
       {"id": "e2", "type": "Referral", "time": "2026-04-06T10:00:00+01:00", "relationships": [{"objectId": "B", "qualifier": ""}]},
       {"id": "e4", "type": "Meeting", "time": "2026-04-09T14:00:00Z", "relationships": [{"objectId": "F", "qualifier": "of"}]})",
    R"({"id": "A", "type": "child",
        "attributes": [{"name": "stage", "time": "2026-04-08T14:00:00Z", "value": "late"},
                       {"name": "stage", "time": "1970-01-01T00:00:00Z", "value": 2},
                       {"name": "doctor", "time": "1970-01-01T00:00:00Z", "value": "x"}],
        "relationships": [{"objectId": "F", "qualifier": "in"}]},
       {"id": "B", "type": "child"}, {"id": "C", "type": "child"},
       {"id": "F", "type": "family", "attributes": [{"name": "stage", "time": "2026-04-08T14:00:00Z", "value": "none"}]})");

const std::string tables_sql = R"(
    CREATE TABLE event_map_type (ocel_type TEXT, ocel_type_map TEXT);
    INSERT INTO event_map_type VALUES ('Referral', 'Referral'), ('Meeting', 'Meet"ing');
    CREATE TABLE object_map_type (ocel_type TEXT, ocel_type_map TEXT);
    INSERT INTO object_map_type VALUES ('child', 'child'), ('family', 'family');
    CREATE TABLE event (ocel_id TEXT PRIMARY KEY, ocel_type TEXT);
    CREATE TABLE object (ocel_id TEXT, ocel_type TEXT);
    CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT);
    CREATE TABLE object_object (ocel_source_id TEXT, ocel_target_id TEXT, ocel_qualifier TEXT);
    CREATE TABLE event_Referral (ocel_id TEXT, ocel_time TIMESTAMP);
    CREATE TABLE "event_Meet""ing" (ocel_id TEXT, ocel_time TIMESTAMP, outcome TEXT, chair TEXT);
    CREATE TABLE object_child (ocel_id TEXT, ocel_time TIMESTAMP, stage, doctor TEXT, ocel_changed_field TEXT);
    CREATE TABLE object_family (ocel_id TEXT, ocel_time TIMESTAMP, stage);)";

const std::string family_sql = tables_sql + R"(
    INSERT INTO event VALUES ('e1', 'Referral'), ('e2', 'Referral'), ('e3', 'Meeting'), ('e4', 'Meeting');
    INSERT INTO object VALUES ('F', 'family'), ('C', 'child'), ('B', 'child'), ('A', 'child');
    INSERT INTO event_object VALUES ('e1', 'A', 'about'), ('e2', 'B', ''), ('e3', 'A', 'was there'), ('e3', 'A', 'about'),
                                    ('e3', 'B', 'about'), ('e3', 'F', 'of'), ('e4', 'F', 'of');
    INSERT INTO object_object VALUES ('A', 'F', 'in');
    INSERT INTO event_Referral VALUES ('e1', '2026-04-06T09:00:00Z'), ('e2', '2026-04-06 10:00:00+01:00');
    INSERT INTO "event_Meet""ing" VALUES ('e3', '2026-04-08T14:00:00Z', 'plan', 'Mary Smith'),
                                         ('e4', '2026-04-09T14:00:00Z', NULL, NULL);
    INSERT INTO object_child VALUES ('A', '1970-01-01 01:00:00', 2, 'x', NULL),
                                    ('A', '2026-04-08T14:00:00Z', 'late', 'y', 'stage');)";

void check_family(const Reading& reading) {
    CHECK(reading.problems.empty());
    CHECK(to_texts(reading.sink.rejected).empty());
    CHECK(to_texts(reading.sink.events) ==
          Texts{"A attribute_set stage=2 2026-04-06 09:00", "A happened Referral #e1 2026-04-06 09:00",
                "B happened Referral #e2 2026-04-06 10:00", "A happened Meeting #e3 2026-04-08 14:00",
                "A attribute_set outcome=plan 2026-04-08 14:00", "B happened Meeting #e3 2026-04-08 14:00",
                "B attribute_set outcome=plan 2026-04-08 14:00", "A attribute_set stage=late 2026-04-08 14:00"});
    CHECK(reading.sink.relations == std::vector<CollectedRelation>{{"Referral", "e1", "child", "A", "about"},
                                                                   {"Referral", "e2", "child", "B", ""},
                                                                   {"Meeting", "e3", "child", "A", "about"},
                                                                   {"Meeting", "e3", "child", "A", "was there"},
                                                                   {"Meeting", "e3", "child", "B", "about"},
                                                                   {"Meeting", "e3", "family", "F", "of"},
                                                                   {"Meeting", "e4", "family", "F", "of"},
                                                                   {"child", "A", "family", "F", "in"}});
    CHECK(reading.summary.rows == 4);
    CHECK(reading.summary.left_behind ==
          Texts{"chair", "doctor", "children without events (1)", "events that name no child (1)"});
}

}  // namespace

TEST_CASE("Events go to every child that they name, in order of time, in both forms of OCEL alike") {
    const Reading json = read_json(family_json);
    check_family(json);
    CHECK(json.sink.events[1].line == 2);
    CHECK(json.sink.events[1].utc_offset_minutes == 0);
    CHECK(json.sink.events[2].utc_offset_minutes == 60);
    check_family(read_sqlite(family_sql));
}

TEST_CASE("References that dangle are each rejected, and the others kept") {
    const Reading json = read_json(json_of(
        R"({"id": "e1", "type": "Referral", "time": "2026-04-06T09:00:00Z",
            "relationships": [{"objectId": "A", "qualifier": "q"}, {"objectId": "X", "qualifier": "q"}]},
           {"id": "e2", "type": "Dance", "time": "2026-04-06T09:00:00Z", "relationships": [{"objectId": "A"}]})",
        R"({"id": "A", "type": "child", "relationships": [{"objectId": "Y"}]}, {"id": "Z", "type": "horse"})"));
    CHECK(json.sink.events.size() == 1);
    CHECK(json.sink.relations == std::vector<CollectedRelation>{{"Referral", "e1", "child", "A", "q"}});
    CHECK(to_texts(json.sink.rejected) == Texts{"object:2 type= names an object type that the file does not have",
                                                "event:2 type= names an event type that the file does not have",
                                                "event_object:1 object= names an object that the file does not have",
                                                "object_object:1 target= names an object that the file does not have"});

    const Reading sqlite = read_sqlite(tables_sql + R"(
        INSERT INTO event VALUES ('e1', 'Referral'), ('e2', 'Dance'), ('e3', 'Meeting');
        INSERT INTO object VALUES ('A', 'child'), ('Z', 'horse');
        INSERT INTO event_Referral VALUES ('e1', '2026-04-06 09:00:00'), ('e9', '2026-04-06 09:00:00'),
                                          ('e3', '2026-04-06 09:00:00'), ('e1', '2026-04-07 09:00:00');
        INSERT INTO object_child VALUES ('X', '1970-01-01 01:00:00', 'late', NULL, NULL);
        INSERT INTO event_object VALUES ('e1', 'A', 'q'), ('e1', 'X', 'q'), ('e8', 'A', 'q');
        INSERT INTO object_object VALUES ('Y', 'A', 'q');)");
    CHECK(to_texts(sqlite.sink.events) == Texts{"A happened Referral #e1 2026-04-06 09:00"});
    CHECK(to_texts(sqlite.sink.rejected) ==
          Texts{"event_Referral:2 ocel_id= names no event of this type",
                "event_Referral:3 ocel_id= names no event of this type", "event_Referral:4 ocel_id= stands twice",
                "event:3 ocel_time= is missing: its type's table has no row for it",
                "object_child:1 ocel_id= names no object of this type",
                "object:2 type= names an object type that the file does not have",
                "event:2 type= names an event type that the file does not have",
                "event_object:2 object= names an object that the file does not have",
                "event_object:3 event= names an event that the file does not have",
                "object_object:1 source= names an object that the file does not have"});
}

TEST_CASE("Events and objects without identity or time, and such as stand twice, are rejected once") {
    const std::string names_a = R"("relationships": [{"objectId": "A", "qualifier": "q"}]})";
    const Reading json = read_json(
        json_of(R"({"id": "e1", "type": "Referral", "time": "2026-04-06T09:00:00Z", )" + names_a +
                    R"(, {"id": "e1", "type": "Meeting", "time": "2026-04-07T09:00:00Z", )" + names_a +
                    R"(, {"id": "e2", "type": "Meeting", )" + names_a +
                    R"(, {"id": "e3", "type": "Meeting", "time": "03/04/2020", )" + names_a +
                    R"(, {"id": "e4", "type": "Meeting", "time": 1649246400, )" + names_a +
                    R"(, {"type": "Meeting", "time": "2026-04-07T09:00:00Z"}, "nonsense")",
                R"({"id": "A", "type": "child", "attributes": [{"name": "stage", "time": "soon", "value": "x"}]},
           {"id": "A", "type": "child"}, {"type": "child"})"));
    CHECK(to_texts(json.sink.events) == Texts{"A happened Referral #e1 2026-04-06 09:00"});
    CHECK(json.sink.relations.size() == 1);
    CHECK(
        to_texts(json.sink.rejected) ==
        Texts{"event:3 time= is missing", "event:4 time=03/04/2020 is no time as OCEL writes it: 2026-04-06T09:30:00Z",
              "event:5 time=1649246400 is no time as OCEL writes it: 2026-04-06T09:30:00Z", "event:7 time= is missing",
              "object:1 time= is no time as OCEL writes it: 2026-04-06T09:30:00Z", "object:2 id= stands twice",
              "object:3 id= is missing", "event:2 id= stands twice", "event:6 id= is missing"});
}

TEST_CASE("What makes a file OCEL 2.0 must be there, and everything that is missing is said at once") {
    CHECK(whats(read_json("{\"events\": {}, \"objects\": []}").problems) ==
          Texts{"has no list \"eventTypes\", which OCEL 2.0 needs", "has no list \"events\", which OCEL 2.0 needs",
                "has no list \"objectTypes\", which OCEL 2.0 needs"});
    CHECK(whats(read_json("{\"ocel:events\": {\"e\": {\"ocel:activity\": \"x\"}}}").problems) ==
          Texts{"is OCEL 1.0, which is not read here"});
    CHECK(whats(read_json("[1, 2]").problems) == Texts{"is JSON, but no OCEL 2.0"});
    CHECK(whats(read_json("").problems) == Texts{"is empty"});
    CHECK(whats(read_sqlite("CREATE TABLE event (ocel_id TEXT); CREATE TABLE object (ocel_id TEXT, ocel_type TEXT);"
                            "CREATE TABLE event_map_type (ocel_type TEXT, ocel_type_map TEXT);"
                            "CREATE TABLE object_map_type (ocel_type TEXT, ocel_type_map TEXT);")
                    .problems) == Texts{"its table \"event\" has no column \"ocel_type\"",
                                        "has no table \"event_object\", which OCEL 2.0 needs",
                                        "has no table \"object_object\", which OCEL 2.0 needs"});
    CHECK(whats(read_sqlite(family_sql + "DROP TABLE event_Referral; ALTER TABLE object_child DROP COLUMN ocel_time;")
                    .problems) == Texts{"has no table \"event_Referral\", which OCEL 2.0 needs",
                                        "its table \"object_child\" has no column \"ocel_time\""});
    const SourceFile nonsense("log.sqlite", "SQLite format 3 and then something else altogether");
    CHECK(whats(read(nonsense.path(), ocel_mapping(SourceFormat::ocel_sqlite)).problems) ==
          Texts{"cannot be read as SQLite: file is not a database"});
}

TEST_CASE("JSON that is cut off, too deep or no UTF-8 is a problem, whose words tell of nobody") {
    for (std::size_t size = 1; size < family_json.size(); size += 7) {
        INFO(size);
        const Reading reading = read_json(family_json.substr(0, size));
        REQUIRE(reading.problems.size() == 1);
        CHECK(reading.problems[0].what == "is not JSON in UTF-8, at byte " + std::to_string(size + 1));
    }
    CHECK(read_json("{\"events\": [{\"id\": \"caf\xe9\"}]}").problems.size() == 1);
    std::string deep = family_json;
    deep.insert(deep.rfind(']'), ", " + std::string(100'000, '[') + std::string(100'000, ']'));
    CHECK(whats(read_json(deep).problems) == Texts{"has lists and objects more than 64 deep"});
}

TEST_CASE("A row of SQLite that is no UTF-8 is rejected") {
    const Reading reading = read_sqlite(tables_sql + R"(
        INSERT INTO event VALUES ('e1', 'Referral'), (CAST(X'63E9' AS TEXT), 'Referral');
        INSERT INTO event_Referral VALUES ('e1', '2026-04-06 09:00:00');)");
    CHECK(to_texts(reading.sink.rejected) == Texts{"event:2 = is not UTF-8"});
}

TEST_CASE("Which object type is the child is asked, unless there is only one") {
    const SourceFile json("log.json", family_json);
    const auto guess = guess_mapping(json.path(), SourceFormat::ocel_json);
    REQUIRE(guess);
    REQUIRE(guess->questions.size() == 1);
    CHECK(guess->questions[0].field == "child_type");
    CHECK(guess->questions[0].choices == Texts{"child", "family"});
    Mapping mapping = guess->mapping;
    CHECK(answered(mapping, "child_type", "family"));
    CHECK(mapping.child_type == "family");

    const SqliteFile sqlite(family_sql);
    const auto guess_of_sqlite = guess_mapping(sqlite.path(), SourceFormat::ocel_sqlite);
    REQUIRE(guess_of_sqlite);
    CHECK(guess_of_sqlite->questions[0].choices == guess->questions[0].choices);
    CHECK(guess_of_sqlite->mapping.format == SourceFormat::ocel_sqlite);

    const SourceFile one("log.json",
                         "{\"eventTypes\": [], \"objectTypes\": [{\"name\": \"child\"}], \"events\": [], "
                         "\"objects\": []}");
    const auto sure = guess_mapping(one.path(), SourceFormat::ocel_json);
    REQUIRE(sure);
    CHECK(sure->questions.empty());
    CHECK(sure->mapping.child_type == "child");
}

TEST_CASE("A mapping whose child the file does not have is a problem") {
    const Problems wrong = read_json(family_json, ocel_mapping(SourceFormat::ocel_json, "chidl")).problems;
    REQUIRE(wrong.size() == 1);
    CHECK(wrong[0].what == "has no object type \"chidl\"");
    CHECK(wrong[0].hint == "did you mean child?");
    const Problems none = read_sqlite(family_sql, ocel_mapping(SourceFormat::ocel_sqlite, "")).problems;
    REQUIRE(none.size() == 1);
    CHECK(none[0].what == "the mapping does not say which object type is the child (child_type)");
    CHECK(none[0].hint == "it has \"child\", \"family\"");
}

TEST_CASE("A log without any time of day knows dates only") {
    const Reading reading = read_sqlite(tables_sql + R"(
        INSERT INTO event VALUES ('e1', 'Referral');
        INSERT INTO object VALUES ('A', 'child');
        INSERT INTO event_Referral VALUES ('e1', '2026-04-06 00:00:00');
        INSERT INTO event_object VALUES ('e1', 'A', 'q');)");
    CHECK(to_texts(reading.sink.events) == Texts{"A happened Referral #e1 2026-04-06"});
}

TEST_CASE("Our own exports as OCEL say more, and it rules") {
    const auto own = [](const char* id, const char* attributes) {
        return std::string(R"({"id": ")") + id +
               R"(", "type": "Meeting", "time": "2026-04-06T09:00:00", "attributes": [)" + attributes +
               R"(], "relationships": [{"objectId": "A", "qualifier": "about"}]})";
    };
    const Reading reading = read_json(json_of(
        own("e1", R"({"name": "permap:kind", "value": "entered"}, {"name": "permap:event", "value": 1})") + "," +
            own("e2", R"({"name": "permap:kind", "value": "decided"}, {"name": "permap:event", "value": 2},
                         {"name": "permap:cause", "value": 0}, {"name": "permap:way", "value": "plan"})") +
            "," + own("e3", R"({"name": "permap:kind", "value": "decided"}, {"name": "permap:event", "value": 3})"),
        R"({"id": "A", "type": "child"})"));
    CHECK(to_texts(reading.sink.events) ==
          Texts{"A entered Meeting 2026-04-06 09:00", "A decided Meeting=plan 2026-04-06 09:00"});
    CHECK(reading.sink.events[1].event_number == 2);
    CHECK(reading.sink.events[1].cause == 0);
    CHECK(to_texts(reading.sink.rejected) == Texts{"event:3 permap:way= is missing: a decision takes a way"});

    // What has no step still has a type in OCEL.
    const Reading left = read_json(R"({"eventTypes": [{"name": "permap:left"}], "objectTypes": [{"name": "child"}],
        "events": [{"id": "e1", "type": "permap:left", "time": "2026-04-06T09:00:00",
                    "attributes": [{"name": "permap:kind", "value": "left"}], "relationships": [{"objectId": "A"}]}],
        "objects": [{"id": "A", "type": "child"}]})");
    CHECK(to_texts(left.sink.events) == Texts{"A left  2026-04-06 09:00"});
}

namespace {

// What an import makes of a file, but for what tells the forms apart.
RecordedLog stored(const std::string& path, const Mapping& mapping) {
    const std::string target = path + ".permap";
    RecordingSettings settings;
    settings.target = target;
    settings.overwrite = true;
    settings.key = PseudonymKey{};
    auto recording = Recording::begin(settings);
    REQUIRE(recording);
    const auto summary = read_source(path, mapping, **recording, nullptr);
    REQUIRE(summary);
    Import import;
    import.known_since = date_of(*parse_instant("2026-01-01"));
    import.followed_until = *parse_instant("2027-01-01");
    import.mapping_json = "{}";
    import.rows = summary->rows;
    REQUIRE((*recording)->finish(import));
    auto log = read_recorded_log(target);
    REQUIRE(log);
    for (RecordedJourney& journey : log->journeys)
        for (Record& record : journey.records) record.line = 0;
    return *std::move(log);
}

// Each child's own path, so that what is written there goes with it.
std::string copied(const std::string& path, const SourceFile& to) {
    std::filesystem::copy_file(path, to.path(), std::filesystem::copy_options::overwrite_existing);
    return to.path();
}

}  // namespace

TEST_CASE("Both forms of one OCEL log give the same store") {
    const SourceFile json("log.json", family_json);
    const SqliteFile sqlite(family_sql);
    const RecordedLog log = stored(json.path(), ocel_mapping(SourceFormat::ocel_json));
    CHECK(log.journeys.size() == 2);
    CHECK(log.relations.size() == 8);
    CHECK(log == stored(sqlite.path(), ocel_mapping(SourceFormat::ocel_sqlite)));
}

TEST_CASE("The public OCEL example gives the same store in both its forms") {
    const auto json_file = public_file("ocel20_example.jsonocel");
    const auto sqlite_file = public_file("ocel20_example.sqlite");
    if (!json_file || !sqlite_file) return;
    const SourceFile json("log.json", ""), sqlite("log.sqlite", "");
    copied(*json_file, json);
    copied(*sqlite_file, sqlite);
    std::filesystem::permissions(sqlite.path(), std::filesystem::perms::owner_write,
                                 std::filesystem::perm_options::add);

    const auto guess = guess_mapping(json.path(), SourceFormat::ocel_json);
    REQUIRE(guess);
    REQUIRE(guess->questions.size() == 1);
    CHECK(guess->questions[0].choices == Texts{"Invoice", "Payment", "Purchase Order", "Purchase Requisition"});

    // Its SQLite form has the times of a clock an hour ahead, and does not say so; everything else is the same.
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(sqlite.path().c_str(), &database) == SQLITE_OK);
    for (const std::string table :
         {"event_ApprovePurchaseRequisition", "event_ChangePOQuantity", "event_CreatePurchaseOrder",
          "event_CreatePurchaseRequisition", "event_InsertInvoice", "event_InsertPayment", "event_RemovePaymentBlock",
          "event_SetPaymentBlock", "object_Invoice", "object_Payment", "object_PurchaseOrder",
          "object_PurchaseRequisition"}) {
        const std::string sql =
            "UPDATE " + table + " SET ocel_time = strftime('%Y-%m-%dT%H:%M:%SZ', ocel_time, '-1 hour')";
        CHECK(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    }
    sqlite3_close(database);

    for (const std::string& type : guess->questions[0].choices) {
        INFO(type);
        Mapping mapping = guess->mapping;
        mapping.child_type = type;
        mapping.attributes = {"is_blocked", "po_quantity", "pr_product", "invoice_inserter"};
        const RecordedLog log = stored(json.path(), mapping);
        CHECK(log.relations.size() == 27);
        CHECK(log.imports[0].rows == 13);
        CHECK(log.imports[0].rejected == 0);
        mapping.format = SourceFormat::ocel_sqlite;
        CHECK(log == stored(sqlite.path(), mapping));
    }

    Mapping invoices = guess->mapping;
    invoices.child_type = "Invoice";
    invoices.attributes = {"is_blocked"};
    const Reading reading = read(*json_file, invoices);
    CHECK(reading.sink.rejected.empty());
    const Texts texts = to_texts(reading.sink.events);
    // R3 is the invoice whose payment was stopped for a while.
    Texts of_r3;
    for (const std::string& text : texts)
        if (text.substr(0, 3) == "R3 ") of_r3.push_back(text);
    CHECK(of_r3 ==
          Texts{"R3 attribute_set is_blocked=No 2022-02-02 08:00", "R3 happened Insert Invoice #e9 2022-02-02 08:00",
                "R3 happened Create Purchase Order #e10 2022-02-02 16:00",
                "R3 happened Set Payment Block #e11 2022-02-03 06:30",
                "R3 attribute_set is_blocked=Yes 2022-02-03 06:30",
                "R3 happened Remove Payment Block #e12 2022-02-03 22:30",
                "R3 attribute_set is_blocked=No 2022-02-03 22:30", "R3 happened Insert Payment #e13 2022-02-28 22:00"});
}
