#include "exporting/clean_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "formats/utf8.hpp"

namespace permap {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

// Where the text first has what XML 1.0 cannot hold: control characters, U+FFFE, U+FFFF.
std::size_t first_not_xml(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto code = static_cast<unsigned char>(text[i]);
        if (code < 0x20 && code != '\t' && code != '\n' && code != '\r') return i;
        if (code == 0xef && (text.substr(i, 3) == "\xEF\xBF\xBE" || text.substr(i, 3) == "\xEF\xBF\xBF")) return i;
    }
    return std::string_view::npos;
}

std::size_t first_fault(std::string_view text, bool for_xml) {
    const std::size_t fault = first_not_utf8(text);
    return for_xml ? std::min(fault, first_not_xml(text)) : fault;
}

// The text itself where nothing is wrong with it, which is nearly always; else `kept`, with what is wrong replaced.
std::string_view cleaned(std::string_view text, bool for_xml, std::string& kept) {
    std::size_t fault = first_fault(text, for_xml);
    if (fault == std::string_view::npos) return text;
    while (fault != std::string_view::npos) {
        kept.append(text.substr(0, fault)).append(replacement);
        const bool is_whole = static_cast<unsigned char>(text[fault]) == 0xef && first_not_utf8(text) != fault;
        text.remove_prefix(fault + (is_whole ? 3 : 1));
        fault = first_fault(text, for_xml);
    }
    kept += text;
    return kept;
}

const char* xml_escape(char letter) {
    static constexpr std::array<std::pair<char, const char*>, 7> escapes = {{{'&', "&amp;"},
                                                                             {'<', "&lt;"},
                                                                             {'>', "&gt;"},
                                                                             {'"', "&quot;"},
                                                                             {'\t', "&#9;"},
                                                                             {'\n', "&#10;"},
                                                                             {'\r', "&#13;"}}};
    for (const auto& [escaped, escape] : escapes)
        if (letter == escaped) return escape;
    return nullptr;
}

}  // namespace

std::string_view Cleaner::clean(std::string_view text, bool for_xml, std::string& kept) {
    const std::string_view clean = cleaned(text, for_xml, kept);
    texts_changed_ += kept.empty() ? 0 : 1;
    return clean;
}

void Cleaner::append_xml(std::string& to, std::string_view text) {
    std::string kept;
    for (const char letter : clean(text, true, kept)) {
        const char* const escape = xml_escape(letter);
        if (escape != nullptr) {
            to += escape;
        } else {
            to += letter;
        }
    }
}

std::string Cleaner::for_xml(std::string_view text) {
    std::string kept;
    return std::string(clean(text, true, kept));
}

void Cleaner::append_json(std::string& to, std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string kept;
    to += '"';
    for (const char letter : clean(text, false, kept)) {
        const auto code = static_cast<unsigned char>(letter);
        if (code == '"' || code == '\\') {
            to += '\\';
            to += letter;
        } else if (code < 0x20) {
            to.append("\\u00").append(1, digits[code >> 4]).append(1, digits[code & 15]);
        } else {
            to += letter;
        }
    }
    to += '"';
}

void Cleaner::tell(std::vector<std::string>& left_out) const {
    if (texts_changed_ > 0)
        left_out.push_back("characters that the format forbids, in " + std::to_string(texts_changed_) +
                           (texts_changed_ == 1 ? " text" : " texts") + ": U+FFFD stands in their place");
}

}  // namespace permap
