#include <algorithm>

#include "report/bound_names_report.hpp"
#include "report/coverage_report.hpp"
#include "report/flows_report.hpp"
#include "report/recorded_report.hpp"
#include "report/tables.hpp"
#include "report/unexplained_report.hpp"
#include "report/visit_times_report.hpp"

namespace permap {

namespace {

constexpr std::size_t delay_rows = 20, stage_rows = 15;

std::string what_was_recorded(const ResultHeader& header, const Figures& figures, const RecordedFigures& recorded) {
    std::string text = recorded.has_map
                           ? wrapped(header.map_name + " (" + header.map_id + " " + header.map_version + ")", 0)
                           : wrapped("No map: the steps are those that the log names.", 0);
    text += wrapped(with_separators(figures.children) + " children, as recorded, from " + to_date_string(header.start) +
                        "; " + with_separators(figures.events) + " events, fingerprint " +
                        to_string(header.fingerprint) + ".",
                    0);
    text += wrapped("Population: " + header.population + ". Intervals: 95 %, " + to_string(figures.interval_method) +
                        ": how far the figures could have been other with other such families by chance alone.",
                    0);
    return text;
}

std::string figures_text(const Figures& figures) {
    std::string text = "\nOutcomes\n" + outcome_table(figures);
    if (figures.time_to_permanence.children_with_a_spell > 0) text += "\nPermanence\n" + permanence_tables(figures);
    if (!figures.aims.empty()) text += "\nAims\n" + aim_table(figures);
    if (!figures.delay.empty()) {
        text += "\nWhere the time went: child-days on the path that mattered, by step\n" +
                days_table(figures.delay, delay_rows);
    }
    const auto has_days = [](const DelayRow& row) { return row.child_days >= 0.5; };
    if (std::any_of(figures.stages.begin(), figures.stages.end(), has_days))
        text += "\nThe same by stage\n" + days_table(figures.stages, stage_rows);
    return text;
}

std::string notes_text(const ResultHeader& header, const Coverage& coverage) {
    std::string text;
    for (const std::string& note : header.notes) text += wrapped("– " + note, 0);
    for (const std::string& note : what_cannot_be_known(coverage)) text += wrapped("– " + note, 0);
    return text.empty() ? text : "\nNotes\n" + text;
}

}  // namespace

std::string recorded_tables(const ResultHeader& header, const Map& map, const Simulation& replayed,
                            const RecordedFigures& recorded) {
    std::string text = what_was_recorded(header, replayed.figures, recorded) + figures_text(replayed.figures);
    text += visit_times_text(recorded.times, map) + flows_text(recorded.flows, map);
    if (recorded.has_map) text += unexplained_text(recorded.unexplained, map);
    return text + bound_names_text(recorded.names, recorded.has_map) + asked_text(recorded.asked) +
           notes_text(header, recorded.coverage);
}

}  // namespace permap
