#include "store/record_text.hpp"

#include <array>
#include <charconv>

namespace permap {

namespace {

// Written in place and added at once: a log is mostly these.
class RecordLine {
public:
    void put(char letter) { *end_++ = letter; }
    template <class Number>
    void put_number(Number number) {
        end_ = std::to_chars(end_, letters_.data() + letters_.size(), number).ptr;
    }
    template <class Number>
    void next(Number number) {
        put(',');
        put_number(number);
    }
    template <class Number>
    void next_or_null(Number number, Number none) {
        if (number != none) return next(number);
        for (const char letter : std::string_view(",null")) put(letter);
    }
    std::string_view text() const { return {letters_.data(), static_cast<std::size_t>(end_ - letters_.data())}; }

private:
    std::array<char, 160> letters_;  // twelve numbers of at most 11 letters, and what stands between them
    char* end_ = letters_.data();
};

bool says_more(const Record& record) {
    return record.milliseconds != 0 || record.utc_offset_minutes != no_utc_offset || record.cause != no_cause ||
           record.detail != 0 || record.withdraws != no_cause;
}

// Reads the array from left to right; after the first thing that it cannot read, nothing more.
class Reader {
public:
    explicit Reader(std::string_view array) : at_(array.data()), end_(array.data() + array.size()) {}

    bool take(char letter) {
        if (at_ == end_ || *at_ != letter) return false;
        ++at_;
        return true;
    }
    bool is_at_end() const { return at_ == end_; }

    template <class Number>
    bool number(Number& into) {
        const std::from_chars_result read = std::from_chars(at_, end_, into);
        if (read.ec != std::errc()) return false;
        at_ = read.ptr;
        return true;
    }
    template <class Number>
    bool next(Number& into) {
        return take(',') && number(into);
    }
    template <class Number>
    bool next_or_null(Number& into, Number none) {
        if (!take(',')) return false;
        if (at_ == end_ || *at_ != 'n') return number(into) && into != none;
        constexpr std::string_view null = "null";
        if (std::string_view(at_, static_cast<std::size_t>(end_ - at_)).substr(0, null.size()) != null) return false;
        at_ += null.size();
        into = none;
        return true;
    }

private:
    const char* at_;
    const char* end_;
};

bool read_record(Reader& reader, Record& record) {
    std::int32_t minutes = 0;
    std::uint8_t kind = 0, precision = 0;
    if (!reader.take('[') || !reader.number(kind) || !reader.next_or_null(record.name, no_word) ||
        !reader.next_or_null(record.value, no_word) || !reader.next(minutes) || !reader.next(precision) ||
        !reader.next(record.visit) || !reader.next(record.line))
        return false;
    if (kind > static_cast<std::uint8_t>(RecordKind::withdrawn) || precision > 1) return false;
    record.at = Instant{Minutes{minutes}};
    record.kind = static_cast<RecordKind>(kind);
    record.precision = static_cast<TimePrecision>(precision);
    if (reader.take(']')) return true;
    return reader.next(record.milliseconds) && reader.next_or_null(record.utc_offset_minutes, no_utc_offset) &&
           reader.next_or_null(record.cause, no_cause) && reader.next(record.detail) &&
           reader.next_or_null(record.withdraws, no_cause) && reader.take(']');
}

bool can_be(const Record& record, const RecordBounds& there, std::size_t ordinal) {
    if (record.value != no_word && record.value >= there.words) return false;
    if ((record.kind == RecordKind::withdrawn) != (record.withdraws != no_cause)) return false;
    if (record.kind == RecordKind::withdrawn) return record.withdraws < ordinal;
    if (record.kind == RecordKind::attribute_set) return record.name < there.words;
    if (record.name == no_word) return record.kind == RecordKind::entered || record.kind == RecordKind::left;
    return record.name < there.steps;
}

}  // namespace

void write_record(std::string& array, const Record& record) {
    RecordLine line;
    if (array.size() > 1) line.put(',');
    line.put('[');
    line.put_number(static_cast<unsigned>(record.kind));
    line.next_or_null(record.name, no_word);
    line.next_or_null(record.value, no_word);
    line.next(static_cast<std::int32_t>(record.at.time_since_epoch().count()));
    line.next(static_cast<unsigned>(record.precision));
    line.next(record.visit);
    line.next(record.line);
    if (says_more(record)) {
        line.next(record.milliseconds);
        line.next_or_null(record.utc_offset_minutes, no_utc_offset);
        line.next_or_null(record.cause, no_cause);
        line.next(record.detail);
        line.next_or_null(record.withdraws, no_cause);
    }
    line.put(']');
    array += line.text();
}

std::optional<std::size_t> read_records(std::string_view array, const RecordBounds& there, std::uint16_t import,
                                        std::vector<Record>& into) {
    Reader reader(array);
    if (!reader.take('[')) return into.size();
    do {
        Record record;
        record.import = import;
        if (!read_record(reader, record) || !can_be(record, there, into.size())) return into.size();
        into.push_back(record);
    } while (reader.take(','));
    if (!reader.take(']') || !reader.is_at_end()) return into.size();
    return std::nullopt;
}

}  // namespace permap
