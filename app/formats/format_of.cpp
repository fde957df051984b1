#include <filesystem>
#include <fstream>
#include <string_view>

#include "formats/csv_header.hpp"
#include "formats/mapping.hpp"
#include "formats/ssda903_tables.hpp"
#include "formats/tracker.hpp"

namespace permap {

// By the first bytes: what a file is called says little.
Result<SourceFormat> format_of(const std::string& path) {
    std::error_code fault;
    if (std::filesystem::is_directory(path, fault)) return SourceFormat::ssda903;  // a folder of tables
    std::ifstream file(path, std::ios::binary);
    if (!file) return Problem{path, "cannot be opened", ""};
    std::string start(4096, '\0');
    file.read(start.data(), static_cast<std::streamsize>(start.size()));
    start.resize(static_cast<std::size_t>(file.gcount()));
    std::string_view text = start;
    if (text.empty()) return Problem{path, "is empty", ""};
    if (text.substr(0, 2) == "\x1f\x8b") return SourceFormat::xes;  // of what is compressed so, XES alone is read
    if (text.substr(0, 4) == "PK\x03\x04") return SourceFormat::ssda903;
    if (text.substr(0, 15) == "SQLite format 3") return SourceFormat::ocel_sqlite;
    if (text.substr(0, 3) == "\xef\xbb\xbf") text.remove_prefix(3);
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos && text[first] == '<') return SourceFormat::xes;
    if (first != std::string_view::npos && text[first] == '{') return SourceFormat::ocel_json;
    // Tables that are known by their columns.
    const CsvHeader header = csv_header(text);
    const std::vector<RecognisedTable> table = recognise(header.names);
    if (!table.empty() && table[0].absent.empty()) return SourceFormat::ssda903;
    return is_tracker(header.names) ? SourceFormat::tracker : SourceFormat::csv;
}

}  // namespace permap
