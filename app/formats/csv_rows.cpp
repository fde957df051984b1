#include "formats/csv_rows.hpp"

#include <csv.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <limits>

#include "formats/utf8.hpp"

namespace permap {

namespace {

constexpr std::size_t bytes_at_a_time = std::size_t{64} << 10;

std::size_t line_ends_in(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'))) ++count;
    }
    return count;
}

// What a block of text holds that most have not.
struct Oddities {
    bool line_end = false, nul = false, beyond_ascii = false;
};

Oddities oddities_of(std::string_view text) {
    unsigned char all = 0;
    for (const char letter : text) all = static_cast<unsigned char>(all | static_cast<unsigned char>(letter));
    Oddities odd;
    odd.beyond_ascii = all >= 0x80;
    odd.nul = std::memchr(text.data(), '\0', text.size()) != nullptr;
    odd.line_end = std::memchr(text.data(), '\n', text.size()) != nullptr ||
                   std::memchr(text.data(), '\r', text.size()) != nullptr;
    return odd;
}

void append_code_point(std::string& text, std::uint32_t code) {
    if (code < 0x800) {
        text += static_cast<char>(0xc0 | code >> 6);
    } else {
        text += static_cast<char>(0xe0 | code >> 12);
        text += static_cast<char>(0x80 | (code >> 6 & 0x3f));
    }
    text += static_cast<char>(0x80 | (code & 0x3f));
}

// Bytes 0x80 to 0x9f of Windows-1252; all others are those of Latin-1.
constexpr std::array<std::uint16_t, 32> windows_1252_high = {
    0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178};

void append_windows_1252(std::string& text, std::string_view bytes) {
    for (const char letter : bytes) {
        const auto byte = static_cast<unsigned char>(letter);
        if (byte < 0x80) {
            text += letter;
        } else {
            append_code_point(text, byte < 0xa0 ? windows_1252_high[byte - 0x80] : byte);
        }
    }
}

}  // namespace

std::optional<CsvEncoding> csv_encoding_of(std::string_view word) {
    for (const CsvEncoding encoding : {CsvEncoding::utf_8, CsvEncoding::windows_1252})
        if (word == csv_encoding_words[static_cast<std::size_t>(encoding)]) return encoding;
    return std::nullopt;
}

const char* rule_of(RowFault fault) {
    switch (fault) {
        case RowFault::none:
            break;
        case RowFault::not_utf8:
            return "is not UTF-8; where the whole file is Windows-1252, the mapping's csv/encoding says so";
        case RowFault::nul_byte:
            return "holds a NUL byte; the file is damaged here";
        case RowFault::stray_quote:
            return "has a quote that does not stand around a whole field; a quote inside one is written twice";
    }
    return "";
}

bool is_utf8(std::string_view text) {
    return first_not_utf8(text) == std::string_view::npos;
}

std::string utf8_from_windows_1252(std::string_view bytes) {
    std::string text;
    append_windows_1252(text, bytes);
    return text;
}

// libcsv pushes fields, a caller pulls rows: between them lie the rows of one block of bytes, in memory that is reused.
struct CsvRows::State {
    struct Row {
        std::size_t first_field, fields;
        std::uint64_t line;
        RowFault fault = RowFault::none;
        std::size_t line_ends = 0;     // inside its fields
        const char* beyond = nullptr;  // which limit it goes beyond
    };

    ReadBytes read;
    std::string where;
    std::int64_t bytes = 0, bytes_read = 0;
    char separator = ',';
    CsvEncoding encoding = CsvEncoding::utf_8;

    csv_parser parser{};
    bool has_parser = false;
    std::string block, converted;
    bool is_begun = false, is_ended = false, skips_line = false, is_left_open = false;

    std::string text;               // of all fields of `rows`, and of the row that is not whole yet
    std::vector<std::size_t> ends;  // of each field, in `text`
    std::vector<Row> rows;
    std::size_t at = 0;           // place of the next row to hand out
    std::size_t first_field = 0;  // of the row that is not whole yet
    std::uint64_t line = 1;       // which it begins on
    bool after_return = false;    // a line feed now belongs to the line end before
    std::optional<Problem> problem;

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        if (has_parser) csv_free(&parser);
    }

    // Strictly: a quote that does not stand around a whole field is a fault, not the start of a very long one.
    void start_parser() {
        if (has_parser) csv_free(&parser);
        PERMAP_ASSERT(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) == 0);
        has_parser = true;
        csv_set_delim(&parser, static_cast<unsigned char>(separator));
        csv_set_blk_size(&parser, 4096);
    }

    static void take_field(void* field, std::size_t length, void* state) {
        State& self = *static_cast<State*>(state);
        self.after_return = false;
        if (length > longest_field_bytes) return self.go_beyond("a field is longer than 1 MB");
        if (self.ends.size() - self.first_field >= most_fields_in_a_row)
            return self.go_beyond("a row has more than 16,384 fields");
        if (length != 0) self.text.append(static_cast<const char*>(field), length);
        self.ends.push_back(self.text.size());
    }

    static void take_row(int line_end, void* state) {
        State& self = *static_cast<State*>(state);
        const std::size_t fields = self.ends.size() - self.first_field;
        const bool is_second_half = line_end == '\n' && self.after_return && fields == 0;
        self.after_return = line_end == '\r';
        if (is_second_half) return;
        if (fields != 0) self.rows.push_back({self.first_field, fields, self.line});
        self.first_field = self.ends.size();
        ++self.line;  // line ends inside fields are added once the whole block is read
    }

    void go_beyond(const char* what) {
        rows.push_back({first_field, 0, line});
        rows.back().beyond = what;
    }

    std::size_t start_of(std::size_t field) const { return field == 0 ? 0 : ends[field - 1]; }
    std::string_view text_of(std::size_t field) const {
        return std::string_view(text).substr(start_of(field), ends[field] - start_of(field));
    }

    void fail(std::uint64_t at_line, std::string what, std::string hint) {
        problem =
            Problem{where + (at_line == 0 ? "" : ":" + std::to_string(at_line)), std::move(what), std::move(hint)};
        is_ended = true;
    }

    void read_on() {
        make_room();
        block.resize(bytes_at_a_time);
        std::size_t count = 0;
        do {  // the mark at the start of a file must be there whole
            const auto more = read(block.data() + count, block.size() - count);
            if (!more) return fail(0, "cannot be read to its end", "");
            if (*more == 0) is_ended = true;
            count += *more;
        } while (!is_begun && !is_ended && count < 3);
        bytes_read += static_cast<std::int64_t>(count);
        std::string_view piece(block.data(), count);
        if (!is_begun) {
            is_begun = true;
            if (piece.substr(0, 2) == "\xff\xfe" || piece.substr(0, 2) == "\xfe\xff")
                return fail(0, "is written as UTF-16", "save it as UTF-8: in a spreadsheet, \"CSV UTF-8\"");
            if (piece.substr(0, 3) == "\xef\xbb\xbf") piece.remove_prefix(3);
        }
        if (encoding == CsvEncoding::windows_1252) {
            converted.clear();
            append_windows_1252(converted, piece);
            piece = converted;
        }
        parse(piece);
        if (is_ended) finish();
        look_over();
    }

    // Rows that were handed out make room; the row that is not whole yet stays.
    void make_room() {
        const std::size_t from = start_of(first_field);
        text.erase(0, from);
        ends.erase(ends.begin(), ends.begin() + static_cast<std::ptrdiff_t>(first_field));
        for (std::size_t& end : ends) end -= from;
        first_field = 0;
        rows.clear();
        at = 0;
    }

    void parse(std::string_view piece) {
        while (!piece.empty()) {
            if (skips_line) {
                const std::size_t end = piece.find_first_of("\r\n");
                skips_line = end == std::string_view::npos;
                piece.remove_prefix(std::min(end, piece.size()));
                continue;
            }
            const std::size_t done = csv_parse(&parser, piece.data(), piece.size(), take_field, take_row, this);
            if (done == piece.size()) return;
            PERMAP_ASSERT(csv_error(&parser) == CSV_EPARSE);  // what it asks of memory is bounded
            piece.remove_prefix(done);
            give_up_row();
        }
    }

    // After a stray quote: what is left of its line means nothing.
    void give_up_row() {
        Row row{first_field, 0, line, RowFault::stray_quote};
        row.line_ends = line_ends_in(std::string_view(text).substr(start_of(first_field)));
        row.line_ends += line_ends_in({reinterpret_cast<const char*>(parser.entry_buf), parser.entry_pos});
        text.resize(start_of(first_field));
        ends.resize(first_field);
        rows.push_back(row);
        after_return = false;
        skips_line = true;
        start_parser();
    }

    void finish() {
        if (!skips_line) is_left_open = csv_fini(&parser, take_field, take_row, this) != 0;
    }

    // The whole block at once first: hardly any holds a byte that asks for a closer look.
    void look_over() {
        const Oddities odd = oddities_of(text);
        std::uint64_t line_ends = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            Row& row = rows[i];
            row.line += line_ends;
            if (row.beyond != nullptr) {
                fail(row.line, row.beyond, "is a quote opened in this row and never closed?");
                rows.resize(i);
                return;
            }
            if (odd.nul || odd.beyond_ascii || odd.line_end) look_at(row);
            line_ends += row.line_ends;
        }
        line += line_ends;
        const std::size_t unfinished = text.size() - start_of(first_field) + parser.entry_pos;
        if (is_left_open) {
            fail(line, "a quote is opened in this row and never closed",
                 "everything from here to the end of the file would be one field");
        } else if (parser.entry_pos > longest_field_bytes) {
            fail(line, "a field is longer than 1 MB", "is a quote opened in this row and never closed?");
        } else if (unfinished > longest_row_bytes) {
            fail(line, "a row is longer than 16 MB", "is this a table of text?");
        }
    }

    void look_at(Row& row) const {
        for (std::size_t field = row.first_field; field < row.first_field + row.fields; ++field) {
            const std::string_view value = text_of(field);
            row.line_ends += line_ends_in(value);
            if (value.find('\0') != std::string_view::npos) {
                row.fault = RowFault::nul_byte;
            } else if (row.fault == RowFault::none && !is_utf8(value)) {
                row.fault = RowFault::not_utf8;
            }
        }
    }
};

CsvRows::CsvRows(std::unique_ptr<State> state) : state_(std::move(state)) {}
CsvRows::CsvRows(CsvRows&&) noexcept = default;
CsvRows::~CsvRows() = default;

CsvRows CsvRows::from(ReadBytes read, const std::string& where, std::int64_t bytes, char separator,
                      CsvEncoding encoding) {
    auto state = std::make_unique<State>();
    state->read = std::move(read);
    state->where = where;
    state->bytes = bytes;
    state->separator = separator;
    state->encoding = encoding;
    state->start_parser();
    return CsvRows(std::move(state));
}

Result<CsvRows> CsvRows::open(const std::string& path, char separator, CsvEncoding encoding) {
    std::error_code fault;
    const auto bytes = std::filesystem::file_size(path, fault);
    std::shared_ptr<std::FILE> file(fault ? nullptr : std::fopen(path.c_str(), "rb"), [](std::FILE* opened) {
        if (opened != nullptr) std::fclose(opened);
    });
    if (!file) return Problem{path, "cannot be opened", ""};
    const ReadBytes read = [file](char* into, std::size_t most) -> std::optional<std::size_t> {
        const std::size_t count = std::fread(into, 1, most, file.get());
        if (std::ferror(file.get()) != 0) return std::nullopt;
        return count;
    };
    return from(read, path, static_cast<std::int64_t>(bytes), separator, encoding);
}

bool CsvRows::next(std::vector<std::string_view>& fields) {
    State& state = *state_;
    while (state.at == state.rows.size()) {
        if (state.is_ended) return false;
        state.read_on();
    }
    const State::Row& row = state.rows[state.at++];
    fields.clear();
    for (std::size_t i = 0; i < row.fields; ++i) fields.push_back(state.text_of(row.first_field + i));
    return true;
}

std::uint32_t CsvRows::line() const {
    PERMAP_ASSERT(state_->at > 0);
    constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
    return static_cast<std::uint32_t>(std::min(state_->rows[state_->at - 1].line, most));
}

RowFault CsvRows::fault() const {
    PERMAP_ASSERT(state_->at > 0);
    return state_->rows[state_->at - 1].fault;
}

const std::optional<Problem>& CsvRows::problem() const {
    return state_->problem;
}

std::int64_t CsvRows::bytes_read() const {
    return state_->bytes_read;
}

std::int64_t CsvRows::bytes() const {
    return state_->bytes;
}

}  // namespace permap
