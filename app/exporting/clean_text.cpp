#include "exporting/clean_text.hpp"

namespace permap {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

// Bytes of the well-formed character that the text begins with (RFC 3629); 0: none.
std::size_t character_bytes(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    if (first < 0x80) return 1;
    const std::size_t size = first >= 0xc2 && first <= 0xdf ? 2 : (first & 0xf0) == 0xe0 ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
    if (size == 0 || size > text.size()) return 0;
    for (std::size_t i = 1; i < size; ++i)
        if ((byte(i) & 0xc0) != 0x80) return 0;
    const unsigned char second = byte(1);
    if ((first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f) || (first == 0xf0 && second < 0x90) ||
        (first == 0xf4 && second > 0x8f))
        return 0;
    return size;
}

bool is_forbidden_in_xml(std::string_view character) {
    if (character.size() == 1) {
        const auto code = static_cast<unsigned char>(character[0]);
        return code < 0x20 && code != '\t' && code != '\n' && code != '\r';
    }
    return character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF";
}

}  // namespace

void Cleaner::append_xml(std::string& to, std::string_view text) {
    bool changed = false;
    while (!text.empty()) {
        const std::size_t size = character_bytes(text);
        const std::string_view character = text.substr(0, size == 0 ? 1 : size);
        text.remove_prefix(character.size());
        if (size == 0 || is_forbidden_in_xml(character)) {
            to += replacement;
            changed = true;
        } else if (size > 1) {
            to += character;
        } else {
            switch (character[0]) {
                case '&':
                    to += "&amp;";
                    break;
                case '<':
                    to += "&lt;";
                    break;
                case '>':
                    to += "&gt;";
                    break;
                case '"':
                    to += "&quot;";
                    break;
                case '\t':
                    to += "&#9;";
                    break;
                case '\n':
                    to += "&#10;";
                    break;
                case '\r':
                    to += "&#13;";
                    break;
                default:
                    to += character;
            }
        }
    }
    texts_changed += changed ? 1 : 0;
}

void Cleaner::append_json(std::string& to, std::string_view text) {
    bool changed = false;
    to += '"';
    while (!text.empty()) {
        const std::size_t size = character_bytes(text);
        const std::string_view character = text.substr(0, size == 0 ? 1 : size);
        text.remove_prefix(character.size());
        if (size == 0) {
            to += replacement;
            changed = true;
        } else if (size > 1) {
            to += character;
        } else if (character[0] == '"' || character[0] == '\\') {
            to += '\\';
            to += character[0];
        } else if (static_cast<unsigned char>(character[0]) < 0x20) {
            constexpr std::string_view digits = "0123456789abcdef";
            const auto code = static_cast<unsigned char>(character[0]);
            to += "\\u00";
            to += digits[code >> 4];
            to += digits[code & 15];
        } else {
            to += character[0];
        }
    }
    to += '"';
    texts_changed += changed ? 1 : 0;
}

void Cleaner::tell(std::vector<std::string>& left_out) const {
    if (texts_changed > 0)
        left_out.push_back("characters that the format forbids, in " + std::to_string(texts_changed) +
                           (texts_changed == 1 ? " text" : " texts") + ": U+FFFD stands in their place");
}

}  // namespace permap
