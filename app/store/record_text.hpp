// How a recorded log keeps the records that one import holds of one child: a JSON array with an array of numbers for
// each,
//
//   [[kind, name, value, at, precision, visit, line], [kind, name, value, at, precision, visit, line, milliseconds,
//     utc_offset, cause, detail, withdraws], …]
//
// so that anybody's SQL can read it (view `record`, in recorded_schema.cpp), and a child is one row to write and to
// read. null is what a record does not say. The last five stand there only if one of them says something.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "recorded/record.hpp"

namespace permap {

// Adds the record to an array begun with "[", with a comma before it where it is not the first.
void write_record(std::string& array, const Record& record);

// How many of each the log has.
struct RecordBounds {
    std::size_t steps = 0, words = 0;
};

// Adds what the array holds to the child's records, each checked: nothing in it points out of the log. Gives the place
// of the first record that cannot be; nothing when all went well.
std::optional<std::size_t> read_records(std::string_view array, const RecordBounds& there, std::uint16_t import,
                                        std::vector<Record>& into);

}  // namespace permap
