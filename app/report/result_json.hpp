// Results as JSON documents (MEASURES 4): pure functions, one document each, never NaN; what is unknown is null with a
// reason in notes.
#pragma once

#include <string>
#include <vector>

#include "experiment/evidence.hpp"
#include "experiment/experiment.hpp"
#include "experiment/rank.hpp"
#include "report/asked_report.hpp"
#include "report/result_header.hpp"

namespace permap {

std::string simulation_json(const ResultHeader& header, const Arm& arm, const Simulation& simulation,
                            const Asked& asked = {});
// arms[0] is the baseline.
std::string comparison_json(const ResultHeader& header, const std::vector<Arm>& arms,
                            const std::vector<ComparedArm>& compared);
std::string ranking_json(const ResultHeader& header, const Arm& baseline, const Ranked& ranked);
std::string evidence_json(const ResultHeader& header, const Targets& targets, const Evidence& evidence);

}  // namespace permap
