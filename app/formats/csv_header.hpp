// The first row of a table, and what stands between its columns, from its first bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/csv_rows.hpp"

namespace permap {

struct CsvHeader {
    char separator = ',';            // of , ; tab | the one of which the first line has most
    std::vector<std::string> names;  // without the blanks around them
};

// Some thousand bytes hold any header that is asked for here.
inline constexpr std::size_t header_bytes = 8192;
CsvHeader csv_header(std::string_view start);

// Reads the first bytes ahead: `start` has them, and `read` gives them again. False where reading failed.
bool read_ahead(ReadBytes& read, std::string& start);

std::string_view without_blanks(std::string_view text);

}  // namespace permap
