// Rows of a recorded log's tables, every field checked against what it may hold.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>

#include "recorded/record.hpp"
#include "store/database.hpp"

namespace permap {

// An integer of a column that fits the field it belongs to.
template <class Number>
bool read(const Statement& row, int column, Number& field) {
    const std::optional<std::int64_t> number = row.number(column);
    if (!number || *number < std::int64_t{std::numeric_limits<Number>::min()} ||
        *number > std::int64_t{std::numeric_limits<Number>::max()})
        return false;
    field = static_cast<Number>(*number);
    return true;
}

inline bool read_or(const Statement& row, int column, std::uint32_t& field, std::uint32_t none) {
    field = none;
    return row.is_nothing(column) || (read(row, column, field) && field != none);
}

// How many of each the log has.
struct RecordBounds {
    std::size_t imports = 0, steps = 0, words = 0;
};

// A row of `SELECT * FROM record`, the child's record number `ordinal`. False where it holds what no record can hold.
bool read_record(const Statement& row, const RecordBounds& there, std::size_t ordinal, Record& record);

}  // namespace permap
