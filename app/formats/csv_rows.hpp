// A table of text, row by row, in bounded memory (RFC 4180, and what is written in its place: other separators, any
// line ends). Rows keep the number of the line that they begin on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vocabulary/result.hpp"

namespace permap {

enum class CsvEncoding : std::uint8_t { utf_8, windows_1252 };
inline constexpr const char* csv_encoding_words[] = {"utf-8", "windows-1252"};  // by CsvEncoding, as in mapping files
std::optional<CsvEncoding> csv_encoding_of(std::string_view word);

// What spoils one row; its fields are not to be trusted.
enum class RowFault : std::uint8_t { none, not_utf8, nul_byte, stray_quote };
const char* rule_of(RowFault fault);  // in words, for RowProblem::rule

// No file that a table comes in has more; memory stays bounded by these.
inline constexpr std::size_t longest_field_bytes = std::size_t{1} << 20;
inline constexpr std::size_t longest_row_bytes = std::size_t{16} << 20;
inline constexpr std::size_t most_fields_in_a_row = 16'384;  // as many as a spreadsheet has columns

// Gives the next bytes, at most `most`; 0 at the end, nothing where reading failed.
using ReadBytes = std::function<std::optional<std::size_t>(char* into, std::size_t most)>;

class CsvRows {
public:
    // Problems: cannot be opened, or is UTF-16.
    static Result<CsvRows> open(const std::string& path, char separator, CsvEncoding encoding);
    // From anywhere else; `where` names it in problems, `bytes` is its size where that is known.
    static CsvRows from(ReadBytes read, const std::string& where, std::int64_t bytes, char separator,
                        CsvEncoding encoding);
    CsvRows(CsvRows&&) noexcept;
    ~CsvRows();

    // The next row that is not blank; its texts live until the next call. False at the end, or where nothing more can
    // be read: problem() tells.
    bool next(std::vector<std::string_view>& fields);
    std::uint32_t line() const;  // of that row, from 1
    RowFault fault() const;      // of that row
    const std::optional<Problem>& problem() const;

    std::int64_t bytes_read() const;
    std::int64_t bytes() const;  // all there are

private:
    struct State;
    explicit CsvRows(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

// Whether that is well-formed UTF-8, and holds no NUL.
bool is_utf8(std::string_view text);
// Bytes of Windows-1252, as UTF-8. Its five unused bytes become the control characters that browsers read them as.
std::string utf8_from_windows_1252(std::string_view bytes);

}  // namespace permap
