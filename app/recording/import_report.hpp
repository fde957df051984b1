// What an import did, as JSON ("permap.import/1") and in words.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "formats/mapping.hpp"
#include "recording/recording.hpp"

namespace permap {

struct ImportReport {
    std::string program, log, format;
    Recorded recorded;
    SourceSummary source;
    std::int64_t rejected = 0;
    std::vector<RowProblem> problems;  // the first of them
    std::int64_t variants = 0;         // of the log as it is now; see mining/variants
    bool has_map = false;
    std::vector<std::string> unbound;  // steps that the map does not have
    Import import;
    bool keeps_identifiers = false;
    std::string rejects_file;  // empty: none was written
};

inline constexpr std::size_t problems_shown = 20;

std::string import_json(const ImportReport& report);
std::string import_text(const ImportReport& report);

// One row that was not kept, in one line: "line 7, end_date "2019-02-30": is no date (child c-12…)".
std::string to_string(const RowProblem& problem);

// All rejected rows as CSV: table,line,field,value,rule,child. A cell that a spreadsheet would take for a formula
// begins with an apostrophe.
std::string rejects_csv(const std::vector<RowProblem>& problems);

}  // namespace permap
