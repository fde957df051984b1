// What an export did, as JSON ("permap.export/1") and in words.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace permap {

struct ExportReport {
    std::string program, log, format, shape, file;
    bool is_recorded = false;
    std::int64_t children = 0;  // that are in the file
    std::int64_t rows = 0;      // events or visits; of a workbook its rows; of a log its records
    std::int64_t without = 0;   // children who were left out on request
    bool has_shifted_dates = false;
    bool is_for_sharing = true;         // false: a workbook with rows of children
    std::vector<std::string> left_out;  // what the file cannot hold
};

std::string export_json(const ExportReport& report);
std::string export_text(const ExportReport& report);

}  // namespace permap
