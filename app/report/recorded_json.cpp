#include <limits>

#include "report/asked_json.hpp"
#include "report/bound_names_report.hpp"
#include "report/coverage_report.hpp"
#include "report/flows_report.hpp"
#include "report/json_parts.hpp"
#include "report/recorded_report.hpp"
#include "report/unexplained_report.hpp"
#include "report/unsplit_days.hpp"
#include "report/visit_times_report.hpp"

namespace permap {

std::string recorded_json(const ResultHeader& header, const Map& map, const Simulation& replayed,
                          const RecordedFigures& recorded) {
    Notes notes;
    for (const std::string& note : what_cannot_be_known(recorded.coverage)) notes.add(note);
    ResultHeader about = header;
    about.horizon_years = std::numeric_limits<double>::quiet_NaN();
    notes.add("horizon_years", "null, as children are followed as far as the files go");
    const Figures& figures = replayed.figures;
    Json body = figures_json(figures, notes);
    put_unsplit(body["delay"], figures.delay, notes);
    put_unsplit(body["stages"], figures.stages, notes);
    body.update(visit_times_json(recorded.times, map, notes));
    body.update(flows_json(recorded.flows, map, notes));
    body.update(unexplained_json(recorded.unexplained, map, recorded.has_map, notes));
    body.update(bound_names_json(recorded.names));
    body.update(asked_json(recorded.asked, notes));
    body.update(coverage_json(recorded.coverage));
    return document(header_json(about, to_string(figures.interval_method), figures), body, about, notes);
}

}  // namespace permap
