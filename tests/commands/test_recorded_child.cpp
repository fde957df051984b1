#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "commands/recorded_child.hpp"
#include "recording/pseudonym.hpp"
#include "report/journey_json.hpp"
#include "report/journey_page.hpp"
#include "store/recorded_log_file.hpp"

using namespace permap;
namespace fs = std::filesystem;

namespace {

// A log and its key, in two folders.
struct Place {
    fs::path path = fs::temp_directory_path() / ("permap-recorded-child-" + std::to_string(::getpid()));
    Place() { fs::create_directories(path / "keys"); }
    ~Place() { fs::remove_all(path); }
    std::string log() const { return (path / "log.permap").string(); }
    std::string key() const { return (path / "keys" / "key").string(); }
};

Record fact(const char* date, RecordKind kind, std::uint32_t name, std::uint32_t value = no_word) {
    Record record;
    record.at = *parse_instant(date);
    record.precision = TimePrecision::day;
    record.kind = kind;
    record.name = name;
    record.value = value;
    return record;
}

Import import_of(const char* known_since, const char* followed_until) {
    Import import;
    import.known_since = date_of(*parse_instant(known_since));
    import.followed_until = *parse_instant(followed_until);
    import.format = "csv";
    import.mapping_json = R"({"schema": "permap.mapping/1", "format": "tracker", "dates": "day_first"})";
    import.program = "a test";
    return import;
}

const std::vector<std::string> steps = {"referral", "review", "panel"};
const std::vector<std::string> words = {"birth_month", "2020-01", "placement", "foster", "kinship"};

// Three children. Of the second a later file says that the panel was in May, not in March, and where the child lives.
void write_log(const Place& place, const std::string& second_pseudonym) {
    {
        Result<RecordedLogWriter> writer = RecordedLogWriter::create(place.log(), false);
        REQUIRE(writer);
        writer->add(0, "c-aaaaaa11111111111111", {fact("2024-01-02", RecordKind::happened, 0)});
        writer->add(1, second_pseudonym,
                    {fact("2024-01-05", RecordKind::happened, 0), fact("2024-01-05", RecordKind::attribute_set, 0, 1),
                     fact("2024-02-01", RecordKind::happened, 1), fact("2024-03-01", RecordKind::happened, 2)});
        writer->add(2, "c-aaaaaa22222222222222", {fact("2024-01-09", RecordKind::happened, 0)});
        REQUIRE(writer->finish(import_of("2024-04-01", "2024-04-01"), steps, words).empty());
    }
    Result<RecordedLogWriter> writer = RecordedLogWriter::add_to(place.log());
    REQUIRE(writer);
    Record withdrawal = fact("2024-03-01", RecordKind::withdrawn, 2);
    withdrawal.withdraws = 3;
    std::vector<Record> added = {withdrawal, fact("2024-05-01", RecordKind::happened, 2),
                                 fact("2024-02-10", RecordKind::attribute_set, 2, 3)};
    for (Record& record : added) record.import = 2;
    writer->add(1, second_pseudonym, added);
    REQUIRE(writer->finish(import_of("2024-06-01", "2024-06-01"), steps, words).empty());
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::string page_of(const Result<RecordedChild>& child, std::optional<Instant> at = {}) {
    return recorded_journey_page(child->subject, journey_view(child->arm.plan, child->stream, at), at);
}

const std::string second = "c-bbbbbb33333333333333";

}  // namespace

TEST_CASE("a recorded child is found by number, pseudonym or the beginning of one") {
    const Place place;
    write_log(place, second);
    for (const std::string& name : {std::string("2"), second, std::string("c-bbbbbb")}) {
        INFO(name);
        const Result<RecordedChild> child = load_recorded_child(place.log(), {}, name, "");
        REQUIRE(child);
        CHECK(child->subject.name == second);
        CHECK(child->subject.number == 2);
        CHECK(child->subject.children == 3);
        CHECK(child->subject.is_recorded);
    }
    CHECK(load_recorded_child(place.log(), {}, "c-aaaaaa1", "")->subject.number == 1);

    const Result<RecordedChild> either = load_recorded_child(place.log(), {}, "c-aaaaaa", "");
    REQUIRE_FALSE(either);
    CHECK(either.problems()[0].what == "2 children's pseudonyms begin so");
    for (const char* name : {"4", "0", "c-bbbbb", "c-", "-1", "2x", "Morag"}) {
        INFO(name);
        const Result<RecordedChild> nobody = load_recorded_child(place.log(), {}, name, "");
        REQUIRE_FALSE(nobody);
        REQUIRE(nobody.problems().size() == 1);
        CHECK(has(nobody.problems()[0].hint, "a number from 1 to 3"));
        CHECK_FALSE(has(to_string(nobody.problems()[0]), "Morag"));  // it may be what the council calls a child
    }
}

TEST_CASE("with the key, the council's own identifier finds the child, and is told nowhere") {
    const Place place;
    const Result<PseudonymKey> key = load_key(place.key(), true, place.path.string());
    REQUIRE(key);
    const std::string name = pseudonym(*key, "child", "CHI-1234");
    write_log(place, name);
    const Result<RecordedChild> child = load_recorded_child(place.log(), {}, "CHI-1234", place.key());
    REQUIRE(child);
    CHECK(child->subject.name == name);
    CHECK_FALSE(has(page_of(child), "1234"));
    const Result<RecordedChild> nobody = load_recorded_child(place.log(), {}, "2", place.key());
    REQUIRE_FALSE(nobody);  // with a key, nothing else is meant
    const Result<RecordedChild> other = load_recorded_child(place.log(), {}, "CHI-9999", place.key());
    REQUIRE_FALSE(other);
    CHECK_FALSE(has(to_string(other.problems()[0]), "9999"));
    CHECK_FALSE(load_recorded_child(place.log(), {}, "CHI-1234", place.key() + "s"));
}

TEST_CASE("a recorded journey is told as it was known that day") {
    const Place place;
    write_log(place, second);
    const Result<RecordedChild> now = load_recorded_child(place.log(), {}, "2", "");
    REQUIRE(now);
    const std::string page = page_of(now);
    CHECK(page.rfind("NOT FOR SHARING", 0) == 0);
    CHECK(has(page, "2024-05-01"));
    CHECK_FALSE(has(page, "2024-03-01"));
    CHECK(has(page, "Placement\n"));
    CHECK(has(page, "foster  2024-02-10"));
    CHECK(has(page, "Dates only: no time of day is known."));
    CHECK(has(page, "at the first record: aged 3 years\n"));  // born in January 2020, entered on the 5th: 15th is later
    CHECK(has(page, "Counted from the middle of the month of birth."));
    CHECK_FALSE(has(page, "Birth month"));
    CHECK(now->subject.known_as.empty());

    RecordedChoices choices;
    choices.known_at = date_of(*parse_instant("2024-05-20"));
    const std::optional<Instant> at = midnight(*choices.known_at);
    const Result<RecordedChild> then = load_recorded_child(place.log(), choices, "2", "");
    REQUIRE(then);
    const std::string before = page_of(then, at);
    CHECK(then->subject.known_as == "as known on 2024-05-20 (import 1 of 2)");
    CHECK(has(before, "as known on 2024-05-20"));
    CHECK(has(before, "2024-03-01"));
    CHECK_FALSE(has(before, "2024-05-01"));
    CHECK_FALSE(has(before, "foster"));

    choices.known_at = date_of(*parse_instant("2024-02-15"));
    const Result<RecordedChild> early = load_recorded_child(place.log(), choices, "2", "");
    REQUIRE(early);
    const std::string first = page_of(early, midnight(*choices.known_at));
    CHECK(has(first, "(import 1 of 2, known since 2024-04-01: nothing was"));
    CHECK(has(first, "2024-02-01"));
    CHECK_FALSE(has(first, "2024-03-01"));
    choices.known_at = date_of(*parse_instant("2024-01-04"));
    const Result<RecordedChild> nothing = load_recorded_child(place.log(), choices, "2", "");
    REQUIRE_FALSE(nothing);
    CHECK(nothing.problems()[0].where == "--at");
}

TEST_CASE("the JSON of a recorded child says that it is not for sharing, and what is known of each visit") {
    const Place place;
    write_log(place, second);
    const Result<RecordedChild> child = load_recorded_child(place.log(), {}, "2", "");
    REQUIRE(child);
    const std::string json =
        journey_json(child->subject, {{"as recorded", &child->arm.plan, &child->stream}}, "", std::nullopt);
    CHECK(has(json, "\"population\": \"recorded\""));
    CHECK(has(json, "\"sharing\": \"not_for_sharing\""));
    CHECK(has(json, "\"known\": \"end_only\""));
    CHECK(has(json, "\"dates_only\": true"));
    CHECK(has(json, "\"pseudonym\": \"" + second + "\""));
    CHECK_FALSE(has(json, "birth_month"));
    const Result<RecordedChild> other = load_recorded_child(place.log(), {}, "1", "");
    REQUIRE(other);
    CHECK_FALSE(other->subject.age_is_known);
    CHECK(has(page_of(other), "Age\nnot known\n"));
}

TEST_CASE("what happened later is not filled in from: a step not begun by that day is not there") {
    const Place place;
    write_log(place, second);
    RecordedChoices choices;
    choices.known_at = date_of(*parse_instant("2024-02-15"));
    const Result<RecordedChild> child = load_recorded_child(place.log(), choices, "2", "");
    REQUIRE(child);
    const JourneyView view = journey_view(child->arm.plan, child->stream, midnight(*choices.known_at));
    CHECK(view.rows.size() == 2);  // the panel has been heard of by nobody
    CHECK_FALSE(view.is_over);     // more was to come
    const Result<RecordedChild> whole = load_recorded_child(place.log(), {}, "2", "");
    REQUIRE(whole);
    CHECK(journey_view(whole->arm.plan, whole->stream, {}).is_over);  // no ends are named: over with the last record
}
