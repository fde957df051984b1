#include "report/shared_fields.hpp"

#include <algorithm>
#include <cmath>

namespace permap {

std::optional<std::int64_t> count_in(const Json& object, const char* key) {
    const std::optional<double> value = number_in(object, key);
    if (!value || !(*value >= 0) || *value > 1e15) return std::nullopt;
    return static_cast<std::int64_t>(std::llround(*value));
}

std::optional<double> number_in(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number()) return std::nullopt;
    return found->get<double>();
}

std::string text_in(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool is_list_of_objects(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_array() &&
           std::all_of(found->begin(), found->end(), [](const Json& item) { return item.is_object(); });
}

void hide(Json& object, std::initializer_list<const char*> keys) {
    for (const char* const key : keys) {
        if (object.contains(key)) object[key] = nullptr;
    }
}

}  // namespace permap
