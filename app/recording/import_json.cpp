#include <nlohmann/json.hpp>

#include "recording/import_report.hpp"

namespace permap {

namespace {

using Json = nlohmann::ordered_json;

// The first of them.
Json rows_json(const std::vector<RowProblem>& problems) {
    Json rows = Json::array();
    for (std::size_t i = 0; i < problems.size() && i < problems_shown; ++i) {
        const RowProblem& problem = problems[i];
        rows.push_back({{"table", problem.table.empty() ? Json(nullptr) : Json(problem.table)},
                        {"line", problem.line},
                        {"field", problem.field},
                        {"value", problem.value.empty() ? Json(nullptr) : Json(problem.value)},
                        {"rule", problem.rule},
                        {"child", problem.child.empty() ? Json(nullptr) : Json(problem.child)}});
    }
    return rows;
}

}  // namespace

std::string import_json(const ImportReport& report) {
    const Recorded& done = report.recorded;
    const Json rejects = rows_json(report.problems), remarks = rows_json(report.source.remarks);
    Json notes = Json::array();
    if (report.problems.size() > problems_shown)
        notes.push_back("rejects: the first " + std::to_string(problems_shown) + "; --rejects FILE writes all");
    if (!report.has_map) notes.push_back("unbound: null without --map");
    if (report.keeps_identifiers) notes.push_back("identifiers are kept as they are: only for public or invented data");
    const Json document = {{"schema", "permap.import/1"},
                           {"program", report.program},
                           {"log", report.log},
                           {"format", report.format},
                           {"population", "recorded"},
                           {"journeys", done.children},
                           {"new_journeys", done.new_children},
                           {"events", done.records},
                           {"added", done.added},
                           {"unchanged", done.unchanged},
                           {"withdrawn", done.withdrawn},
                           {"relations", done.relations},
                           {"variants", report.variants},
                           {"rows", report.source.rows},
                           {"rejected", report.rejected},
                           {"rejects", rejects},
                           {"remarked", report.source.remarked},
                           {"remarks", remarks},
                           {"unbound", report.has_map ? Json(report.unbound) : Json(nullptr)},
                           {"left_behind", report.source.left_behind},
                           {"known_since", to_date_string(midnight(report.import.known_since))},
                           {"followed_until", to_string(report.import.followed_until)},
                           {"source_digest", report.import.source_digest},
                           {"notes", notes}};
    return document.dump(2) + "\n";
}

}  // namespace permap
