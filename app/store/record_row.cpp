#include "store/record_row.hpp"

namespace permap {

bool read_record(const Statement& row, const RecordBounds& there, std::size_t ordinal, Record& record) {
    std::int32_t minutes = 0;
    std::uint8_t kind = 0, precision = 0;
    if (!read(row, 2, record.import) || !read(row, 3, kind) || !read_or(row, 4, record.name, no_word) ||
        !read_or(row, 5, record.value, no_word) || !read(row, 6, minutes) || !read(row, 7, record.milliseconds) ||
        !read(row, 9, precision) || !read(row, 10, record.visit) || !read_or(row, 11, record.cause, no_cause) ||
        !read(row, 12, record.detail) || !read(row, 13, record.line) || !read_or(row, 14, record.withdraws, no_cause))
        return false;
    record.utc_offset_minutes = no_utc_offset;
    if (!row.is_nothing(8) && !read(row, 8, record.utc_offset_minutes)) return false;
    if (kind > static_cast<std::uint8_t>(RecordKind::withdrawn) || precision > 1) return false;
    record.at = Instant{Minutes{minutes}};
    record.kind = static_cast<RecordKind>(kind);
    record.precision = static_cast<TimePrecision>(precision);
    if (record.import == 0 || record.import > there.imports) return false;
    if (record.value != no_word && record.value >= there.words) return false;
    if ((record.kind == RecordKind::withdrawn) != (record.withdraws != no_cause)) return false;
    if (record.kind == RecordKind::withdrawn) return record.withdraws < ordinal;
    if (record.kind == RecordKind::attribute_set) return record.name < there.words;
    if (record.name == no_word) return record.kind == RecordKind::entered || record.kind == RecordKind::left;
    return record.name < there.steps;
}

}  // namespace permap
