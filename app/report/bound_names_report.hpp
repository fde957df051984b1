// Which names of a recorded log the map knows.
#pragma once

#include <string>

#include "recorded/bound_names.hpp"
#include "report/json_parts.hpp"

namespace permap {

// bound_steps, unbound_steps, unbound_attributes, unbound_values, left_out, known_imports, imports.
Json bound_names_json(const BoundNames& names);
std::string bound_names_text(const BoundNames& names, bool has_map);

}  // namespace permap
