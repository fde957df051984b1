// Children named on a command line.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "recording/pseudonym.hpp"
#include "vocabulary/result.hpp"

namespace permap {

// One flag a child of `ids`. A name is an id of the log (a pseudonym); with a key, the identifier that the council
// knows the child by; or a number, the place in the log from 1. An identifier goes before a number. No problem repeats
// a name that was given: it may be an identifier.
Result<std::vector<bool>> children_named(const std::vector<std::string>& names, const std::vector<std::string>& ids,
                                         const std::optional<PseudonymKey>& key, const std::string& where);

// Names, one a line; blank lines are passed over.
std::vector<std::string> names_in(const std::string& text);

}  // namespace permap
