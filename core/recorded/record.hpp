// What somebody wrote down about a child: one fact of a file, kept as it came. Nothing is ever overwritten: a later
// file that says otherwise withdraws records and adds others, so what was known on a day can be told again (MEASURES
// 1).
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "log/event.hpp"
#include "vocabulary/time.hpp"

namespace permap {

// The kinds of EventKind, by the same numbers, and two more.
enum class RecordKind : std::uint8_t {
    entered,
    ready,
    started,
    completed,
    decided,
    attribute_set,
    merged,
    cancelled,
    clock_started,
    clock_fired,
    clock_ended,
    left,
    happened,   // the step was done on that date; when it became ready or began is not known
    withdrawn,  // an earlier record of this child is no longer held to be true; see Record::withdraws
};
const char* name_of(RecordKind kind);

enum class TimePrecision : std::uint8_t { minute, day };  // day: `at` is its midnight

inline constexpr std::uint32_t no_word = 0xffffffffU;
inline constexpr std::int16_t no_utc_offset = std::numeric_limits<std::int16_t>::min();

// 48 bytes; read from files, so every field is checked before it is used as an index.
struct Record {
    Instant at;                                       // local civil time, as the file has it
    std::uint16_t milliseconds = 0;                   // of the minute, 0 … 59,999
    std::int16_t utc_offset_minutes = no_utc_offset;  // as the file has it
    RecordKind kind = RecordKind::happened;
    TimePrecision precision = TimePrecision::minute;
    std::uint16_t import = 1;       // place in RecordedLog::imports, from 1
    std::uint32_t name = no_word;   // of attribute_set: place in words; else in step_names
    std::uint32_t value = no_word;  // place in words: of attribute_set the value, of decided the way
    std::uint32_t visit = 0;        // records of one visit share it; 0: the file does not say
    Ordinal cause = no_cause;       // place among this child's records of this import; no_cause: not said
    std::uint32_t detail = 0;       // of entered: age in days; of started: wait_detail; only our own exports say
    std::uint32_t line = 0;         // of its file, from 1; where a file has no lines, its place among elements
    Ordinal withdraws = no_cause;   // of withdrawn: place of that record among all of this child's

    bool operator==(const Record&) const = default;
};

// Attributes that every format writes alike. They are about the child, not steps of the journey: no event tells of
// them.
inline constexpr const char* birth_month_word = "birth_month";        // "2017-04": never the day
inline constexpr const char* sibling_group_word = "sibling_group";    // a pseudonym shared by brothers and sisters
inline constexpr const char* followed_until_word = "followed_until";  // "2036-04-06 09:30", where children differ
bool is_about_the_child(std::string_view attribute);

struct RecordedJourney {
    std::string pseudonym;
    std::vector<Record> records;  // import by import, each as its file has them

    bool operator==(const RecordedJourney&) const = default;
};

// One file that was brought in.
struct Import {
    Date known_since{};         // when we came to know what it says
    Instant followed_until{};   // its records reach up to here
    std::string format;         // "csv", "xes" …
    std::string source_digest;  // SHA-256 of the file
    std::string mapping_json;   // how its columns and words were read
    std::string program;
    std::int64_t rows = 0, records = 0, withdrawn = 0, rejected = 0;

    bool operator==(const Import&) const = default;
};

// A relation among things other than steps that a file holds: an event and an object, or two objects (OCEL 2.0).
struct Relation {
    std::string from, to;  // pseudonyms
    std::string from_type, to_type, qualifier;

    bool operator==(const Relation&) const = default;
};

struct RecordedLog {
    std::vector<std::string> step_names;                                   // as the files have them
    std::vector<std::string> words;                                        // attributes, values, ways
    std::map<std::uint32_t, std::vector<std::uint32_t>> attribute_values;  // by attribute, every value it was set to
    std::vector<Import> imports;
    std::vector<RecordedJourney> journeys;  // in order of first import
    std::vector<Relation> relations;

    bool operator==(const RecordedLog&) const = default;
};

// The last import that was known on that day (counted from 1): what came later is not known yet. Before the first
// import it is the first: what had happened by then is told as it was first written down.
std::uint16_t import_known_at(const std::vector<Import>& imports, Date date);

// What is held to be true after import number `last`: records withdrawn by then left out, by time; ties as in the file,
// save that what ends comes before what begins.
std::vector<Record> known_records(const std::vector<Record>& records, std::uint16_t last);

}  // namespace permap
