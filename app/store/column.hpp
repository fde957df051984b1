// Integers out of a row, each checked against the field it belongs to: a log may come from anywhere.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>

#include "store/database.hpp"

namespace permap {

// False where the column holds no integer, or one that the field cannot hold; the field is as it was then.
template <class Number>
bool read(const Statement& row, int column, Number& field) {
    const std::optional<std::int64_t> number = row.number(column);
    if (!number || *number < std::int64_t{std::numeric_limits<Number>::min()} ||
        *number > std::int64_t{std::numeric_limits<Number>::max()})
        return false;
    field = static_cast<Number>(*number);
    return true;
}

}  // namespace permap
