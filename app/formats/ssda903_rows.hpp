// The rows of a return, read and checked one by one. Held in memory all together, some 70 bytes each: what years say of
// one child lies in many files.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <limits>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "formats/csv_rows.hpp"
#include "formats/mapping.hpp"
#include "formats/ssda903_tables.hpp"
#include "vocabulary/result.hpp"

namespace permap {

class TextPool {
public:
    std::int32_t number(std::string_view text);
    const std::string& text(std::int32_t number) const { return texts_[static_cast<std::size_t>(number)]; }

private:
    std::deque<std::string> texts_;
    std::unordered_map<std::string_view, std::int32_t> numbers_;
};

inline constexpr std::int32_t no_field = std::numeric_limits<std::int32_t>::min();

struct ReturnRow {
    std::int32_t child = 0;  // in ReturnRows::texts
    std::uint32_t line = 0;  // from 1
    std::uint16_t file = 0;  // in ReturnRows::files
    ReturnTable table{};
    // By the table's columns: of dates the days since 1970, else the place in ReturnRows::texts; no_field: empty, or
    // not wanted.
    std::array<std::int32_t, most_return_columns> fields{};

    std::int32_t field(std::string_view column) const { return fields[column_of(table, column)]; }
};

struct ReturnRows {
    std::vector<std::string> files;
    std::vector<std::int32_t> children;  // in texts; in the order in which they were first met
    std::vector<ReturnRow> rows;         // file by file, in order of comes_before()
    TextPool texts;

    // "Episodes, 2017/episodes.csv"; of a single file only the table.
    std::string table_of(const ReturnRow& row) const;
    std::string text_of(const ReturnRow& row, std::size_t column) const;  // as the return writes it
};

// What is wrong with a row of a return, in one place: what is not kept goes to the sink, the rest to the summary.
class ReturnProblems {
public:
    ReturnProblems(RecordSink& sink, SourceSummary& summary) : sink_(sink), summary_(summary) {}
    void reject(const RowProblem& problem) { sink_.reject(problem); }
    void remark(RowProblem problem);

private:
    RecordSink& sink_;
    SourceSummary& summary_;
};

// Columns that may be named in Mapping::attributes.
std::vector<std::string> return_attributes();
inline constexpr const char* uasc_attribute = "UASC";  // "yes" for a child in that table

struct ReturnSettings {
    std::set<std::string>
        wanted;  // columns to be kept; of those that hold more than codes and dates only these are read
    CsvEncoding encoding = CsvEncoding::utf_8;
};
Result<ReturnRows> read_return(const std::string& path, const ReturnSettings& settings, ReturnProblems& problems,
                               SourceSummary& summary, const ReadProgress& progress);

// Whether there is a table in it, without reading it through.
Problems look_at_return(const std::string& path);

std::string date_text(std::int32_t days);  // "2017-04-09"

}  // namespace permap
