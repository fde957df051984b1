#include "formats/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace permap {

namespace {

constexpr std::uint64_t high_bits = 0x8080808080808080U;

bool holds_nul(std::uint64_t eight) {
    return ((eight - 0x0101010101010101U) & ~eight & high_bits) != 0;
}

// How many bytes the character at the front takes; 0: it is none.
std::size_t length_of_first(std::string_view text) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned first = byte(0);
    if (first < 0x80) return first == 0 ? 0 : 1;
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xc0) != 0x80) return 0;
    const unsigned second = byte(1);
    const bool is_none = (first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f) ||
                         (first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f);
    return is_none ? 0 : length;
}

}  // namespace

std::size_t first_not_utf8(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        std::uint64_t eight = 0;
        if (text.size() - at >= sizeof eight) {  // most text is ASCII
            std::memcpy(&eight, text.data() + at, sizeof eight);
            if ((eight & high_bits) == 0 && !holds_nul(eight)) {
                at += sizeof eight;
                continue;
            }
        }
        const std::size_t length = length_of_first(text.substr(at));
        if (length == 0) return at;
        at += length;
    }
    return std::string_view::npos;
}

std::string utf8_from_latin_1(std::string_view text) {
    std::string utf8;
    utf8.reserve(text.size() + text.size() / 8);
    for (const char letter : text) {
        const auto number = static_cast<unsigned char>(letter);
        if (number < 0x80) {
            utf8 += letter;
        } else {
            utf8 += static_cast<char>(0xc0U | number >> 6U);
            utf8 += static_cast<char>(0x80U | (number & 0x3fU));
        }
    }
    return utf8;
}

}  // namespace permap
