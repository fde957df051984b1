#include "formats/date_text.hpp"

#include <array>

namespace permap {

namespace {

// Reads a text from left to right; after a fault everything fails.
class Cursor {
public:
    explicit Cursor(std::string_view text) : text_(text) {}

    bool at_end() const { return at_ == text_.size(); }
    bool failed() const { return failed_; }
    char peek() const { return at_end() ? '\0' : text_[at_]; }
    bool skip(char wanted) {
        if (peek() != wanted || at_end()) return false;
        ++at_;
        return true;
    }
    std::size_t digits_ahead() const {
        std::size_t count = 0;
        while (at_ + count < text_.size() && text_[at_ + count] >= '0' && text_[at_ + count] <= '9') ++count;
        return count;
    }
    int number(std::size_t least, std::size_t most) {
        const std::size_t digits = digits_ahead();
        if (digits < least || digits > most) return fail();
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) value = value * 10 + (text_[at_ + i] - '0');
        at_ += digits;
        return value;
    }
    int fail() {
        failed_ = true;
        return 0;
    }

private:
    std::string_view text_;
    std::size_t at_ = 0;
    bool failed_ = false;
};

struct DateParts {
    std::array<int, 3> numbers{};  // as written
    bool year_first = false;
};

bool is_date_separator(char letter) {
    return letter == '/' || letter == '-' || letter == '.';
}

DateParts read_date(Cursor& cursor) {
    DateParts parts;
    parts.year_first = cursor.digits_ahead() == 4;
    for (std::size_t i = 0; i < 3; ++i) {
        const bool is_year = parts.year_first ? i == 0 : i == 2;
        parts.numbers[i] = is_year ? cursor.number(4, 4) : cursor.number(1, 2);
        if (i < 2 && !cursor.failed()) {
            const char separator = cursor.peek();
            if (!is_date_separator(separator) || !cursor.skip(separator)) cursor.fail();
        }
    }
    return parts;
}

std::optional<Date> date_of_parts(const DateParts& parts, std::optional<DateOrder> order) {
    auto [first, second, third] = parts.numbers;
    int year = third, month = second, day = first;
    if (parts.year_first) {
        year = first, month = second, day = third;
    } else if (order == DateOrder::month_first) {
        month = first, day = second;
    } else if (order != DateOrder::day_first) {
        if (first <= 12 && second <= 12 && first != second) return std::nullopt;
        if (second > 12) month = first, day = second;
    }
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok() || year < 1900 || year > 2199) return std::nullopt;
    return Date{date};
}

void read_time(Cursor& cursor, SourceTime& time) {
    const int hour = cursor.number(1, 2);
    if (!cursor.skip(':')) cursor.fail();
    const int minute = cursor.number(2, 2);
    int second = 0, millisecond = 0;
    if (cursor.skip(':')) {
        second = cursor.number(2, 2);
        if (cursor.peek() == '.' || cursor.peek() == ',') {
            cursor.skip(cursor.peek());
            const std::size_t digits = cursor.digits_ahead();
            if (digits == 0 || digits > 9) cursor.fail();
            int value = cursor.number(1, 9);
            for (std::size_t i = digits; i < 3; ++i) value *= 10;
            for (std::size_t i = 3; i < digits; ++i) value /= 10;
            millisecond = value;
        }
    }
    if (second == 60) second = 59;  // a leap second
    if (hour > 24 || minute > 59 || second > 59 || (hour == 24 && (minute != 0 || second != 0))) cursor.fail();
    time.at += Minutes{hour * 60 + minute};
    time.milliseconds = static_cast<std::uint16_t>(second * 1000 + millisecond);
    time.precision = TimePrecision::minute;
}

void read_offset(Cursor& cursor, SourceTime& time) {
    if (cursor.skip('Z') || cursor.skip('z')) {
        time.utc_offset_minutes = 0;
        return;
    }
    const int sign = cursor.skip('-') ? -1 : cursor.skip('+') ? 1 : 0;
    if (sign == 0) return;
    const bool together = cursor.digits_ahead() == 4;
    const int number = cursor.number(2, 4);
    const int hours = together ? number / 100 : number;
    int minutes = together ? number % 100 : 0;
    if (!together && cursor.skip(':')) minutes = cursor.number(2, 2);
    if (hours > 15 || minutes > 59) cursor.fail();
    time.utc_offset_minutes = static_cast<std::int16_t>(sign * (hours * 60 + minutes));
}

// Two digits at `at`; 100 where they are none.
unsigned two_digits(std::string_view text, std::size_t at) {
    const unsigned tens = static_cast<unsigned char>(text[at]) - unsigned{'0'};
    const unsigned ones = static_cast<unsigned char>(text[at + 1]) - unsigned{'0'};
    return tens > 9 || ones > 9 ? 100 : tens * 10 + ones;
}

// What most files hold, and only that: "2026-04-06", "2026-04-06 09:30", "2026-04-06T09:30:15". Whatever is not quite
// so goes the long way.
std::optional<SourceTime> parse_plain(std::string_view text) {
    if (text.size() != 10 && text.size() != 16 && text.size() != 19) return std::nullopt;
    const unsigned century = two_digits(text, 0), of_century = two_digits(text, 2);
    const unsigned month = two_digits(text, 5), day = two_digits(text, 8);
    if (century < 19 || century > 21 || of_century > 99 || month > 12 || day > 31 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(century * 100 + of_century)},
                                           std::chrono::month{month}, std::chrono::day{day}};
    if (!date.ok()) return std::nullopt;
    SourceTime time;
    time.at = midnight(Date{date});
    time.precision = TimePrecision::day;
    if (text.size() == 10) return time;
    const unsigned hour = two_digits(text, 11), minute = two_digits(text, 14);
    if ((text[10] != ' ' && text[10] != 'T') || text[13] != ':' || hour > 23 || minute > 59) return std::nullopt;
    time.at += Minutes{static_cast<std::int32_t>(hour * 60 + minute)};
    time.precision = TimePrecision::minute;
    if (text.size() == 16) return time;
    const unsigned second = two_digits(text, 17);
    if (text[16] != ':' || second > 59) return std::nullopt;
    time.milliseconds = static_cast<std::uint16_t>(second * 1000);
    return time;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

}  // namespace

std::optional<SourceTime> parse_source_time(std::string_view text, std::optional<DateOrder> order) {
    if (auto plain = parse_plain(text)) return plain;
    Cursor cursor(trimmed(text));
    const DateParts parts = read_date(cursor);
    if (cursor.failed()) return std::nullopt;
    const auto date = date_of_parts(parts, order);
    if (!date) return std::nullopt;
    SourceTime time;
    time.at = midnight(*date);
    time.precision = TimePrecision::day;
    if (cursor.at_end()) return time;
    if (!cursor.skip('T') && !cursor.skip(' ')) return std::nullopt;
    read_time(cursor, time);
    cursor.skip(' ');
    read_offset(cursor, time);
    if (cursor.failed() || !cursor.at_end()) return std::nullopt;
    return time;
}

bool is_ambiguous_date(std::string_view text) {
    Cursor cursor(trimmed(text));
    const DateParts parts = read_date(cursor);
    if (cursor.failed() || parts.year_first) return false;
    return parts.numbers[0] <= 12 && parts.numbers[1] <= 12 && parts.numbers[0] != parts.numbers[1];
}

std::optional<DateOrder> only_order_of(std::string_view text) {
    Cursor cursor(trimmed(text));
    const DateParts parts = read_date(cursor);
    if (cursor.failed()) return std::nullopt;
    if (parts.year_first) return DateOrder::year_first;
    if (parts.numbers[0] > 12 && parts.numbers[1] <= 12) return DateOrder::day_first;
    if (parts.numbers[1] > 12 && parts.numbers[0] <= 12) return DateOrder::month_first;
    return std::nullopt;
}

std::string birth_month_of(std::string_view text, std::optional<DateOrder> order) {
    text = trimmed(text);
    std::string with_day;
    if (text.size() == 7) text = with_day = std::string(text) + "-01";
    const auto born = parse_source_time(text, order);
    return born ? to_date_string(born->at).substr(0, 7) : std::string();
}

}  // namespace permap
