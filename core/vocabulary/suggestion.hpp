// "did you mean …": the known word that a person probably meant.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace permap {

// The closest of `known` by edit distance (a swap of neighbours counts once, capitals do not count), the first of
// equals. Empty when none is near enough to be meant: more than a third of the letters differ.
std::string nearest(std::string_view wrong, std::span<const std::string> known);

// "did you mean WORD?", or empty.
std::string meant(std::string_view wrong, std::span<const std::string> known);

std::string quoted(std::string_view text);                  // "x"
std::string quoted(const std::vector<std::string>& texts);  // "x", "y", "z"

}  // namespace permap
