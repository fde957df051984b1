// Plain text inside Markdown.
#pragma once

#include <string>
#include <string_view>

namespace permap {

// Names and notes as they stand: nothing in them is markup, and in a table they stay in their cell.
std::string plain_markdown(std::string_view text);

// The same as a sentence of its own, ended with a full stop; empty stays empty.
std::string markdown_sentence(std::string_view text);

}  // namespace permap
