// What is asked of a log besides the figures of every result: run charts, where children stand, caseload.
#pragma once

#include <optional>
#include <string>

#include "mining/flows.hpp"
#include "report/run_chart_report.hpp"
#include "report/standing_report.hpp"

namespace permap {

struct Asked {
    std::optional<Flows> flows;  // of a simulated log; of a recorded one they are always told
    std::optional<RunCharts> run_charts;
    std::optional<Questions> questions;
    std::optional<Caseload> caseload;
};

std::string asked_text(const Asked& asked);

}  // namespace permap
