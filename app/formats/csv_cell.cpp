#include "formats/csv_cell.hpp"

namespace permap {

namespace {

// "-12", "+3.5"
bool is_number(std::string_view text) {
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    const std::string_view part = point == std::string_view::npos ? "0" : text.substr(point + 1);
    const auto all_digits = [](std::string_view digits) {
        return !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
    };
    return all_digits(whole) && all_digits(part);
}

}  // namespace

bool looks_like_a_formula(std::string_view text) {
    return !text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos &&
           !is_number(text);
}

bool append_cell(std::string& line, std::string_view text) {
    const bool guarded = looks_like_a_formula(text);
    if (!guarded && text.find_first_of("\",\r\n") == std::string_view::npos) {
        line += text;
        return false;
    }
    line += '"';
    if (guarded) line += '\'';
    for (const char letter : text) {
        if (letter == '"') line += '"';
        line += letter;
    }
    line += '"';
    return guarded;
}

}  // namespace permap
