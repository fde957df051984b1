#include "formats/ssda903_merge.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace permap {

namespace {

// What such tables say of a child may be another thing each year; that is no fault.
bool changes_by_the_year(ReturnTable table) {
    return table == ReturnTable::header || table == ReturnTable::uasc || table == ReturnTable::oc2 ||
           table == ReturnTable::oc3 || table == ReturnTable::prev_perm;
}

auto keys(const ReturnRow& row) {
    std::array<std::int32_t, most_return_columns> keys{};
    const std::vector<ReturnColumn>& columns = shape_of(row.table).columns;
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].is_key) keys[i] = row.fields[i];
    return keys;
}

class Merger {
public:
    Merger(const ReturnRows& rows, ReturnProblems& problems) : rows_(rows), problems_(problems) {}

    // A row that stands again later counts there.
    ReturnRow one_of(std::span<const ReturnRow> same) {
        std::optional<ReturnRow> one;
        for (std::size_t i = 0; i < same.size(); ++i) {
            const auto again = std::find_if(same.begin() + static_cast<std::ptrdiff_t>(i) + 1, same.end(),
                                            [&](const ReturnRow& row) { return row.fields == same[i].fields; });
            if (again == same.end()) {
                one = one ? both(*one, same[i]) : same[i];
            } else if (again->file == same[i].file) {
                reject(*again, "", "",
                       "the same row stands on line " + std::to_string(same[i].line) + "; it counts once");
            }
        }
        PERMAP_ASSERT(one);
        return *one;
    }

private:
    // The later row, with what it leaves empty.
    ReturnRow both(const ReturnRow& earlier, const ReturnRow& later) {
        ReturnRow both = later;
        std::optional<std::size_t> disputed;
        for (std::size_t i = 0; i < both.fields.size(); ++i) {
            if (both.fields[i] == no_field) {
                both.fields[i] = earlier.fields[i];
            } else if (earlier.fields[i] != no_field && earlier.fields[i] != both.fields[i] && !disputed) {
                disputed = i;
            }
        }
        if (disputed && !changes_by_the_year(both.table)) dispute(earlier, later, *disputed);
        return both;
    }

    void dispute(const ReturnRow& earlier, const ReturnRow& later, std::size_t place) {
        const ReturnColumn& column = shape_of(earlier.table).columns[place];
        if (column.kind != ColumnKind::code && column.kind != ColumnKind::date) return;
        reject(earlier, column.name, rows_.text_of(earlier, place),
               "is told otherwise by a later row (" + rows_.table_of(later) + ", line " + std::to_string(later.line) +
                   "), which rules");
    }

    void reject(const ReturnRow& row, std::string field, std::string value, std::string rule) {
        problems_.reject({rows_.table_of(row), row.line, std::move(field), std::move(value), std::move(rule),
                          rows_.texts.text(row.child)});
    }

    const ReturnRows& rows_;
    ReturnProblems& problems_;
};

}  // namespace

std::vector<ReturnRow> merged_rows(const ReturnRows& all, std::vector<ReturnRow> rows, ReturnProblems& problems) {
    std::stable_sort(rows.begin(), rows.end(),
                     [](const ReturnRow& left, const ReturnRow& right) { return keys(left) < keys(right); });
    Merger merger(all, problems);
    std::vector<ReturnRow> merged;
    for (std::size_t from = 0; from < rows.size();) {
        std::size_t until = from + 1;
        while (until < rows.size() && keys(rows[until]) == keys(rows[from])) ++until;
        merged.push_back(merger.one_of(std::span(rows).subspan(from, until - from)));
        from = until;
    }
    return merged;
}

}  // namespace permap
