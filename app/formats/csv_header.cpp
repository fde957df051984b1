#include "formats/csv_header.hpp"

#include <algorithm>
#include <memory>

namespace permap {

namespace {

ReadBytes bytes_of(std::string text) {
    return [text = std::move(text), at = std::size_t{0}](char* into,
                                                         std::size_t most) mutable -> std::optional<std::size_t> {
        const std::size_t count = std::min(most, text.size() - at);
        text.copy(into, count, at);
        at += count;
        return count;
    };
}

}  // namespace

std::string_view without_blanks(std::string_view text) {
    constexpr std::string_view blanks = " \t\xc2\xa0";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

CsvHeader csv_header(std::string_view start) {
    CsvHeader header;
    const std::string_view line = start.substr(0, start.find_first_of("\r\n"));
    std::ptrdiff_t most = 0;
    for (const char separator : {',', ';', '\t', '|'}) {
        const std::ptrdiff_t count = std::count(line.begin(), line.end(), separator);
        if (count <= most) continue;
        most = count;
        header.separator = separator;
    }
    CsvRows rows = CsvRows::from(bytes_of(std::string(start)), "", static_cast<std::int64_t>(start.size()),
                                 header.separator, CsvEncoding::utf_8);
    std::vector<std::string_view> fields;
    if (rows.next(fields))
        for (const std::string_view field : fields) header.names.emplace_back(without_blanks(field));
    return header;
}

bool read_ahead(ReadBytes& read, std::string& start) {
    start.resize(header_bytes);
    std::size_t there = 0;
    while (there < start.size()) {
        const std::optional<std::size_t> count = read(start.data() + there, start.size() - there);
        if (!count) return false;
        if (*count == 0) break;
        there += *count;
    }
    start.resize(there);
    read = [first = bytes_of(start), rest = std::move(read)](char* into,
                                                             std::size_t most) -> std::optional<std::size_t> {
        const std::optional<std::size_t> count = first(into, most);
        return *count != 0 ? count : rest(into, most);
    };
    return true;
}

}  // namespace permap
