// Text inside pictures: how wide it is, how it breaks into lines, and how XML spells it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace permap {

// Rather too wide than too narrow, whatever sans-serif letters a reader has; in pixels.
int text_width(std::string_view text, int letter_pixels, bool is_bold = false);

// Lines no wider than `width` pixels, broken between words, or after "/" and "-"; a single long word is broken where
// it must be. Runs of spaces are one. Empty for a text without words.
std::vector<std::string> text_lines(std::string_view text, int letter_pixels, int width, bool is_bold = false);

// For texts and attributes in double quotes. What XML 1.0 has no way to write becomes a space.
std::string xml_text(std::string_view text);

}  // namespace permap
