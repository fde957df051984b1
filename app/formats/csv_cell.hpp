// Cells of the CSV files that we write (RFC 4180).
#pragma once

#include <string>
#include <string_view>

namespace permap {

// A text that a spreadsheet would run as a formula: it begins with = + - @, a tab or a line end, and is no number.
bool looks_like_a_formula(std::string_view text);

// Appends the text, quoted where it must be; what looks like a formula begins with an apostrophe then. True if one was
// added.
bool append_cell(std::string& line, std::string_view text);

}  // namespace permap
