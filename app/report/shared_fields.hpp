// Fields of a document that may come from anywhere: what is not as this program writes it is taken for unknown.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>

#include "report/json_parts.hpp"

namespace permap {

std::optional<std::int64_t> count_in(const Json& object, const char* key);  // ≥ 0, rounded
std::optional<double> number_in(const Json& object, const char* key);
std::string text_in(const Json& object, const char* key);
bool is_list_of_objects(const Json& object, const char* key);
void hide(Json& object, std::initializer_list<const char*> keys);  // null, where they are there

}  // namespace permap
