// The tracker: permap's own table of what happened to a child when, one row a step. Its columns, and the template to
// fill in. For practitioners: docs/import/tracker.md.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "vocabulary/result.hpp"

namespace permap {

enum class TrackerColumn : std::uint8_t {
    child,
    step,
    started,
    completed,
    outcome,
    placement,
    legal_basis,
    birth_month,
    note,  // for whoever fills it in; never read
};
inline constexpr std::array<const char*, 9> tracker_columns = {
    "child", "step", "started", "completed", "outcome", "placement", "legal_basis", "birth_month", "note"};

// Whether a header is a tracker's: child, step, started, completed and one of the others at least, and nothing else.
// Capitals do not count, and blanks stand for underscores.
bool is_tracker(const std::vector<std::string>& header);
// Place of each column in the header; header.size() where it has none.
std::array<std::size_t, tracker_columns.size()> tracker_places(const std::vector<std::string>& header);

// A step as the template's list has it: "Reviews and planning both ways: First LAAC review [laac_first_review]", of a
// milestone "Milestone: …".
struct TrackerStep {
    std::string id, name;
    std::string part;  // the sub-process
    std::string lane, timescale;
    std::vector<std::string> outcomes;  // of a decision: "way (what it means)"; the word before the bracket counts
    bool is_milestone = false;
};
std::string tracker_label(const TrackerStep& step);
// The id of such a text; any other text as it is.
std::string_view step_of_label(std::string_view text);

struct TrackerTemplate {
    std::string map;                 // its name
    std::vector<TrackerStep> steps;  // milestones first
    std::vector<std::string> placements, legal_bases;
};

// The header, and a row for each milestone that is passed over until it has a child and a date.
std::string tracker_csv(const TrackerTemplate& form);
// An .xlsx file: a sheet to fill in, how to do that, and the list of steps. Problems: the file is there already (unless
// `overwrite`), or cannot be written.
Problems write_tracker_workbook(const TrackerTemplate& form, const std::string& path, bool overwrite);

}  // namespace permap
