#include "report/asked_json.hpp"
#include "report/bound_names_report.hpp"
#include "report/json_parts.hpp"
#include "report/recorded_report.hpp"

namespace permap {

std::string recorded_json(const ResultHeader& header, const Simulation& replayed, const RecordedFigures& recorded) {
    Notes notes;
    const Figures& figures = replayed.figures;
    Json body = figures_json(figures, notes);
    body.update(bound_names_json(recorded.names));
    body.update(asked_json(recorded.asked, notes));
    return document(header_json(header, to_string(figures.interval_method), figures), body, header, notes);
}

}  // namespace permap
