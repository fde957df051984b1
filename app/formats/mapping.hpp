// How a file is to be read: which column is which, which order its dates are in, what its words mean on a map. Guessed
// where it can be, asked once, kept in a file (permap.mapping/1), and in the log.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/source_event.hpp"
#include "recorded/binding.hpp"
#include "vocabulary/result.hpp"

namespace permap {

enum class SourceFormat : std::uint8_t { csv, xes, ocel_json, ocel_sqlite, ssda903, tracker };
const char* name_of(SourceFormat format);  // "csv" … , as in mapping files and Import::format

enum class DateOrder : std::uint8_t { year_first, day_first, month_first };

// What a later file about the same children means where it says something else.
enum class LaterFile : std::uint8_t { replaces, adds };

// Which column holds what; an empty name: none does.
struct CsvColumns {
    std::string child, step;
    std::string at;                         // the one date there is, or, with `kind`, the date of that kind
    std::string ready, started, completed;  // one row a visit
    std::string kind;                       // one row an event: a RecordKind or an XES lifecycle transition
    std::string visit, way, attribute, value;
    std::string birth_date;            // only its month is kept
    std::string event, cause, detail;  // our own exports
    bool operator==(const CsvColumns&) const = default;
};

struct CsvShape {
    char separator = ',';
    std::string encoding = "utf-8";  // or "windows-1252"
    CsvColumns columns;
    std::map<std::string, std::string> milestones;  // column of dates → step that happened then; one row a child
    bool operator==(const CsvShape&) const = default;
};

struct Mapping {
    SourceFormat format = SourceFormat::csv;
    CsvShape csv;
    std::optional<DateOrder> dates;       // none: the file's dates can be read in one way only
    std::string child_type;               // OCEL: the object type that is the child
    std::vector<std::string> attributes;  // of the file, to be kept: codes and numbers
    std::vector<std::string> texts;       // likewise free text; only with --keep-text
    std::optional<LaterFile> later_file;
    Words words;

    bool operator==(const Mapping&) const = default;
};

// Something only a person can know; asked once.
struct Question {
    std::string field;                 // of the mapping: "dates", "csv/columns/child", "child_type"
    std::string what;                  // in words, with an example from the file that tells nobody's name
    std::vector<std::string> choices;  // in the words of the mapping file
};

struct GuessedMapping {
    Mapping mapping;
    std::vector<Question> questions;  // empty: it can be read
    std::vector<std::string> notes;   // what was concluded, and from what; for people
};

// Puts an answer where the question's field is; false where it is none of the choices.
bool answered(Mapping& mapping, const std::string& field, const std::string& answer);

// Tells how far a reader is: bytes of the file that have been read, and all of them.
using ReadProgress = std::function<void(std::int64_t read, std::int64_t total)>;

// What there was to read.
inline constexpr std::size_t most_remarks = 1000;  // that are kept
struct SourceSummary {
    std::int64_t rows = 0;                 // or elements, or objects
    std::vector<std::string> left_behind;  // columns and attributes that the mapping does not keep
    std::vector<RowProblem> remarks = {};  // rows that are kept and look wrong: the first of them, without the child
    std::int64_t remarked = 0;             // all of them
};

// The format by what the file holds, not by its name.
Result<SourceFormat> format_of(const std::string& path);
Result<GuessedMapping> guess_mapping(const std::string& path, SourceFormat format);

// Reads the file through to the sink. Problems only where nothing can be made of the whole file; a row that is wrong
// goes to RecordSink::reject.
Result<SourceSummary> read_source(const std::string& path, const Mapping& mapping, RecordSink& sink,
                                  const ReadProgress& progress);

}  // namespace permap
