// The tables of an English return of children looked after (SSDA903): their columns, their codes, and what the codes
// mean in short words. Docs: docs/import/ssda903.md.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace permap {

enum class ReturnTable : std::uint8_t {
    header,
    episodes,
    reviews,
    uasc,
    oc2,
    oc3,
    ad1,
    placed_adoption,
    prev_perm,
    missing,
    sw_episodes,
};
inline constexpr std::size_t return_tables = 11;
inline constexpr std::size_t most_return_columns = 13;

enum class ColumnKind : std::uint8_t {
    child,
    birth,  // never kept but for its month
    date,   // of a step
    other_date,
    code,
    other,  // may tell who a child is; kept only where the mapping names it
};

struct ReturnColumn {
    const char* name = "";
    ColumnKind kind = ColumnKind::other;
    bool is_needed = false;  // without it the table means nothing
    bool is_given = false;   // in every row
    bool is_key = false;     // rows that agree in their keys are about the same thing
};

struct TableShape {
    ReturnTable table{};
    const char* name = "";
    std::vector<ReturnColumn> columns;  // at most most_return_columns
};

const TableShape& shape_of(ReturnTable table);

// Place of a column in its table; the table must have it.
std::size_t column_of(ReturnTable table, std::string_view name);

// What a file's header says it is.
struct RecognisedTable {
    ReturnTable table{};
    std::vector<std::string> absent;                       // columns that it cannot do without
    std::vector<std::string> unknown;                      // columns that no edition of the table is known to have
    std::array<std::size_t, most_return_columns> place{};  // of each of the table's columns in the file; not_there
};
inline constexpr std::size_t not_there = static_cast<std::size_t>(-1);
// By the set of columns, in any order and in any case; the file's name says nothing. Empty: no table of a return.
std::vector<RecognisedTable> recognise(const std::vector<std::string>& header);

// Whether the field has a list of codes, and whether the code is on it; none where the list is not known here.
bool has_codes(std::string_view field);
bool is_code_of(std::string_view field, std::string_view code);
// Two or three words, or empty.
std::string_view words_of(std::string_view field, std::string_view code);

// Steps, as docs/import/ssda903.md lists them.
namespace ssda903_step {
inline constexpr const char* started = "Started to be looked after";
inline constexpr const char* moved = "Moved to another carer";
inline constexpr const char* review = "Review";
inline constexpr const char* should_be_placed = "Decided: should be placed for adoption";
inline constexpr const char* matched = "Matched with adopters";
std::string placement(std::string_view code);             // "Placement: other foster carer, long term (U4)"
std::string care_ended(std::string_view code);            // "Care ended: adopted, nobody opposed (E11)"
std::string should_not_be_placed(std::string_view code);  // "Decided: should no longer be placed for adoption (RD1 …)"
std::string missing(std::string_view code);
std::vector<std::string> ends();  // every care_ended
}  // namespace ssda903_step

}  // namespace permap
