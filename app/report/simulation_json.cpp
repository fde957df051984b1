#include "report/flows_report.hpp"
#include "report/json_parts.hpp"
#include "report/result_json.hpp"

namespace permap {

namespace {

Json body_of(const Arm& arm, const Simulation& simulation, Notes& notes) {
    Json body = scenario_json(arm, notes);
    body.update(figures_json(simulation.figures, notes));
    return body;
}

std::string document_of(const Json& body, const ResultHeader& header, const Figures& figures, const Notes& notes) {
    return document(header_json(header, to_string(figures.interval_method), figures), body, header, notes);
}

}  // namespace

std::string simulation_json(const ResultHeader& header, const Arm& arm, const Simulation& simulation) {
    Notes notes;
    return document_of(body_of(arm, simulation, notes), header, simulation.figures, notes);
}

std::string simulation_json(const ResultHeader& header, const Arm& arm, const Simulation& simulation,
                            const Flows& flows) {
    Notes notes;
    Json body = body_of(arm, simulation, notes);
    body.update(flows_json(flows, arm.map, notes));
    return document_of(body, header, simulation.figures, notes);
}

}  // namespace permap
