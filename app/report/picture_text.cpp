#include "report/picture_text.hpp"

#include <cstddef>

namespace permap {

namespace {

bool is_first_byte(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

// Hundredths of the letter size; as wide as DejaVu Sans, which is wider than Arial and Helvetica.
int hundredths(char letter) {
    if (!is_first_byte(letter)) return 0;
    if (static_cast<unsigned char>(letter) >= 0xE0U) return 100;  // may be any script
    if (std::string_view("ijl.,:;'|!() If/").find(letter) != std::string_view::npos) return 36;
    if (std::string_view("mwMW%").find(letter) != std::string_view::npos) return 97;
    return letter >= 'A' && letter <= 'Z' ? 72 : 63;
}

// Where a text may be broken: after spaces, "/" and "-".
std::vector<std::string> pieces_of(std::string_view text) {
    std::vector<std::string> pieces;
    std::string piece;
    for (const char letter : text) {
        const bool is_space = letter == ' ' || letter == '\n' || letter == '\t';
        if (!is_space) piece += letter;
        if (is_space && !piece.empty()) piece += ' ';
        if ((is_space || letter == '/' || letter == '-') && !piece.empty()) {
            pieces.push_back(piece);
            piece.clear();
        } else if (is_space && !pieces.empty() && pieces.back().back() != ' ') {
            pieces.back() += ' ';
        }
    }
    if (!piece.empty()) pieces.push_back(piece);
    return pieces;
}

std::string without_last_space(std::string line) {
    if (!line.empty() && line.back() == ' ') line.pop_back();
    return line;
}

}  // namespace

int text_width(std::string_view text, int letter_pixels, bool is_bold) {
    int sum = 0;
    for (const char letter : text) sum += hundredths(letter);
    return (sum * letter_pixels * (is_bold ? 112 : 100) + 9999) / 10000;
}

std::vector<std::string> text_lines(std::string_view text, int letter_pixels, int width, bool is_bold) {
    std::vector<std::string> lines;
    std::string line;
    const auto fits = [&](const std::string& words) {
        return text_width(without_last_space(words), letter_pixels, is_bold) <= width;
    };
    const auto end_line = [&] {
        if (!line.empty()) lines.push_back(without_last_space(line));
        line.clear();
    };
    for (const std::string& piece : pieces_of(text)) {
        if (fits(line + piece)) {
            line += piece;
            continue;
        }
        end_line();
        for (std::size_t from = 0; from < piece.size();) {
            std::size_t end = from + 1;
            while (end < piece.size() && !is_first_byte(piece[end])) ++end;
            const std::string letter = piece.substr(from, end - from);
            if (!line.empty() && !fits(line + letter)) end_line();
            line += letter;
            from = end;
        }
    }
    end_line();
    return lines;
}

std::string xml_text(std::string_view text) {
    std::string xml;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char letter = text[i];
        const auto code = static_cast<unsigned char>(letter);
        const bool is_no_character = text.substr(i, 3) == "\xEF\xBF\xBE" || text.substr(i, 3) == "\xEF\xBF\xBF";
        if (letter == '&') {
            xml += "&amp;";
        } else if (letter == '<') {
            xml += "&lt;";
        } else if (letter == '>') {
            xml += "&gt;";
        } else if (letter == '"') {
            xml += "&quot;";
        } else if (is_no_character) {
            xml += ' ';
            i += 2;
        } else {
            xml += code < 0x20U && letter != '\n' && letter != '\t' ? ' ' : letter;
        }
    }
    return xml;
}

}  // namespace permap
