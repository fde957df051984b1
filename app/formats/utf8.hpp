// Text as bytes: whether it is UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace permap {

// Where the first byte stands that well-formed UTF-8 cannot have there (overlong forms and surrogates are none either),
// and that no file of text holds (NUL). npos: there is none.
std::size_t first_not_utf8(std::string_view text);

// Every byte of Latin-1 (ISO 8859-1) is the character of the same number.
std::string utf8_from_latin_1(std::string_view text);

}  // namespace permap
