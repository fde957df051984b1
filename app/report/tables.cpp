#include "report/tables.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>

namespace permap {

namespace {

constexpr std::size_t page_width = 100;
constexpr std::size_t narrowest = 12;  // of a column of text that has to give way

// Code point at `at`, which moves behind it. Bytes that are no UTF-8 count as one character each.
std::uint32_t next_character(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
    const std::uint32_t first = byte(at++);
    const std::size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
    if (more == 0 || at + more > text.size()) return first;
    std::uint32_t point = first & (0x3FU >> more);
    for (std::size_t i = 0; i < more; ++i) {
        if ((byte(at + i) & 0xC0U) != 0x80U) return first;
        point = point << 6 | (byte(at + i) & 0x3FU);
    }
    at += more;
    return point;
}

// Places a character takes on a terminal: none for accents that join the letter before, two for East Asian wide ones.
std::size_t width_of(std::uint32_t point) {
    if ((point >= 0x300 && point <= 0x36F) || point == 0x200B || point == 0x200D ||
        (point >= 0xFE00 && point <= 0xFE0F))
        return 0;
    const bool wide = (point >= 0x1100 && point <= 0x115F) || (point >= 0x2E80 && point <= 0xA4CF) ||
                      (point >= 0xAC00 && point <= 0xD7A3) || (point >= 0xF900 && point <= 0xFAFF) ||
                      (point >= 0xFE30 && point <= 0xFE6F) || (point >= 0xFF00 && point <= 0xFF60) ||
                      (point >= 0x1F300 && point <= 0x1F64F) || (point >= 0x1F900 && point <= 0x1F9FF) ||
                      (point >= 0x20000 && point <= 0x3FFFD);
    return wide ? 2 : 1;
}

std::size_t width_of(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) width += width_of(next_character(text, at));
    return width;
}

// Bytes of `text` that fit into `width` places.
std::size_t bytes_within(std::string_view text, std::size_t width) {
    std::size_t used = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t before = at;
        used += width_of(next_character(text, at));
        if (used > width) return before;
    }
    return text.size();
}

// Lines of at most `width` places, broken between words; a longer word is cut.
std::vector<std::string> lines_within(std::string_view text, std::size_t width) {
    std::vector<std::string> lines;
    std::string line;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = std::min(text.find(' ', from), text.size());
        std::string_view word = text.substr(from, end - from);
        from = end + 1;
        if (!line.empty() && width_of(line) + 1 + width_of(word) > width) {
            lines.push_back(std::move(line));
            line.clear();
        }
        while (width_of(word) > width) {
            const std::size_t bytes = std::max<std::size_t>(1, bytes_within(word, width));
            lines.emplace_back(word.substr(0, bytes));
            word.remove_prefix(bytes);
        }
        if (!word.empty()) line += (line.empty() ? "" : " ") + std::string(word);
    }
    if (!line.empty() || lines.empty()) lines.push_back(std::move(line));
    return lines;
}

std::size_t widest_word(std::string_view text) {
    std::size_t widest = 0;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = std::min(text.find(' ', from), text.size());
        widest = std::max(widest, width_of(text.substr(from, end - from)));
        from = end + 1;
    }
    return widest;
}

void add_row(std::string& out, const std::vector<Column>& columns, const std::vector<std::size_t>& widths,
             const std::vector<std::string>& cells) {
    std::vector<std::vector<std::string>> wrapped;
    std::size_t height = 1;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        wrapped.push_back(lines_within(i < cells.size() ? cells[i] : "", widths[i]));
        height = std::max(height, wrapped.back().size());
    }
    for (std::size_t line = 0; line < height; ++line) {
        std::string text;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const std::string cell = line < wrapped[i].size() ? wrapped[i][line] : "";
            const std::string space(widths[i] - width_of(cell), ' ');
            text += (i == 0 ? "" : "  ") + (columns[i].is_number ? space + cell : cell + space);
        }
        text.erase(text.find_last_not_of(' ') + 1);
        out += text + "\n";
    }
}

}  // namespace

std::string table(const std::vector<Column>& columns, const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        std::size_t width = widest_word(columns[i].title);
        for (const auto& row : rows) {
            if (i < row.size())
                width = std::max(width, std::min(width_of(row[i]), std::max<std::size_t>(1, columns[i].most_width)));
        }
        widths.push_back(std::max<std::size_t>(1, width));
    }
    const auto total = [&] {
        std::size_t sum = columns.empty() ? 0 : 2 * (columns.size() - 1);
        for (const std::size_t width : widths) sum += width;
        return sum;
    };
    // A title takes one line where there is room for it.
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::size_t title = width_of(columns[i].title);
        if (title > widths[i] && total() + title - widths[i] <= page_width) widths[i] = title;
    }
    // Text gives way first, the widest before the others; numbers only when no text is left to.
    for (const bool numbers : {false, true}) {
        while (total() > page_width) {
            std::size_t widest = columns.size();
            for (std::size_t i = 0; i < columns.size(); ++i) {
                const std::size_t least = numbers ? 1 : narrowest;
                if (columns[i].is_number == numbers && widths[i] > least &&
                    (widest == columns.size() || widths[i] > widths[widest]))
                    widest = i;
            }
            if (widest == columns.size()) break;
            --widths[widest];
        }
    }
    std::string out;
    std::vector<std::string> titles, rules;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        titles.push_back(columns[i].title);
        rules.emplace_back(widths[i], '-');
    }
    add_row(out, columns, widths, titles);
    add_row(out, columns, widths, rules);
    for (const auto& row : rows) add_row(out, columns, widths, row);
    return out;
}

std::string wrapped(std::string_view text, std::size_t indent) {
    std::string out;
    for (const std::string& line : lines_within(text, page_width - indent))
        out += std::string(indent, ' ') + line + "\n";
    return out;
}

std::string with_separators(std::int64_t number) {
    const bool below_zero = number < 0;
    std::string digits =
        std::to_string(below_zero ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number));
    for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
    return (below_zero ? "-" : "") + digits;
}

std::string fixed(double value, int decimals) {
    const double scale = std::pow(10.0, decimals);
    const double rounded = std::round(value * scale) / scale;
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.*f", decimals, rounded == 0 ? 0.0 : rounded);
    std::string word = text.data();
    const std::size_t point = std::min(word.find('.'), word.size());
    const std::size_t first = word.front() == '-' ? 1 : 0;
    for (std::size_t at = point; at > first + 3;) word.insert(at -= 3, ",");
    return word;
}

std::string in_days(double days) {
    constexpr double days_a_year = 365.25;
    const double years = days / days_a_year;
    const bool is_whole = std::abs(years - std::round(years)) < 1e-9 && std::abs(years) >= 1;
    if (is_whole || std::abs(days) >= 3 * days_a_year) {
        std::string number = fixed(years, 1);
        if (number.size() > 2 && number.substr(number.size() - 2) == ".0") number.resize(number.size() - 2);
        return number + (number == "1" ? " year" : " years");
    }
    const bool is_short = std::abs(days) < 10 && std::abs(days - std::round(days)) >= 0.05;
    const std::string number = fixed(days, is_short ? 1 : 0);
    return number + (number == "1" ? " day" : " days");
}

std::string percent_number(double share, int decimals) {
    if (share > 10) return "over 1,000";
    return share < -10 ? "below -1,000" : fixed(100 * share, decimals);
}

std::string percent(double share) {
    return percent_number(share, 1) + " %";
}

}  // namespace permap
