// A mapping as JSON, and back.
#pragma once

#include <string>
#include <string_view>

#include "formats/mapping.hpp"

namespace permap {

std::string mapping_to_json(const Mapping& mapping);
// Every fault at once; `where` names the file.
Result<Mapping> mapping_from_json(const std::string& where, std::string_view text);

}  // namespace permap
