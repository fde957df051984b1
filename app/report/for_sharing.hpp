// A result of recorded journeys as it may be handed on: counts below a limit are hidden (null), and with them whatever
// they could be worked out from (analysis/suppression). What the rules do not know is left out. How, table by table, is
// in docs/replay/questions.md.
#pragma once

#include <cstdint>
#include <string>

#include "analysis/suppression.hpp"
#include "report/json_parts.hpp"

namespace permap {

// A document of `replay` or of another command about recorded journeys; others, and those that have been through this
// already, come back as they are. Fields that are not as this program writes them are taken for unknown.
Json for_sharing(const Json& result, std::int64_t below);

// The same for the text of such a document, ended by a new line.
std::string document_for_sharing(const std::string& document, std::int64_t below);

inline constexpr const char* suppressed_below_key = "suppressed_below";  // in the header of a result that may be shared

}  // namespace permap
