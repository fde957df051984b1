// Which column of a table is read as what: a mapping, held against the header of a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "formats/mapping.hpp"

namespace permap {

inline constexpr std::size_t no_column = static_cast<std::size_t>(-1);

// What one row tells.
enum class CsvForm : std::uint8_t {
    happened,    // a step and the one date of it
    visits,      // a step, when it began and when it ended
    events,      // one thing that happened to a step, of a kind that a column names
    milestones,  // a child, and a date for each of several steps
};

struct CsvPlan {
    struct Milestone {
        std::size_t column = no_column;
        std::string name;  // the column's: it ties what later files say of it together
        std::string step;
    };
    struct Kept {
        std::size_t column = no_column;
        std::string name;
        bool is_text = false;
    };

    CsvForm form = CsvForm::happened;
    std::vector<std::string> header;
    std::size_t child = no_column, step = no_column, at = no_column, ready = no_column, started = no_column,
                completed = no_column, kind = no_column, visit = no_column, way = no_column, attribute = no_column,
                value = no_column, birth_date = no_column, event = no_column, cause = no_column, detail = no_column;
    std::vector<Milestone> milestones;
    std::vector<Kept> kept;                // columns that become attributes
    std::vector<std::string> left_behind;  // columns that nothing is made of
};

// Problems: a column that the file has not, or has twice; a mapping that leaves open who, what or when, or that says
// two things at once.
Result<CsvPlan> plan_csv(const std::string& path, std::vector<std::string> header, const Mapping& mapping);

}  // namespace permap
