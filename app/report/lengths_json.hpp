// Lengths of time counted in minutes, in the units of results.
#pragma once

#include <optional>

#include "report/json_parts.hpp"
#include "vocabulary/time.hpp"

namespace permap {

inline Json days_json(const std::optional<double>& minutes) {
    return minutes ? number(*minutes / static_cast<double>(one_day.count())) : Json(nullptr);
}
inline Json hours_json(const std::optional<double>& minutes) {
    return minutes ? number(*minutes / 60) : Json(nullptr);
}

}  // namespace permap
