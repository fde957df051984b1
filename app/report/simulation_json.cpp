#include "report/asked_json.hpp"
#include "report/flows_report.hpp"
#include "report/json_parts.hpp"
#include "report/result_json.hpp"

namespace permap {

std::string simulation_json(const ResultHeader& header, const Arm& arm, const Simulation& simulation,
                            const Asked& asked) {
    Notes notes;
    const Figures& figures = simulation.figures;
    Json body = scenario_json(arm, notes);
    body.update(figures_json(figures, notes));
    if (asked.flows) body.update(flows_json(*asked.flows, arm.map, notes));
    body.update(asked_json(asked, notes));
    return document(header_json(header, to_string(figures.interval_method), figures), body, header, notes);
}

}  // namespace permap
