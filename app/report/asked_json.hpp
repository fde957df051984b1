// What is asked of a log besides its figures, as JSON.
#pragma once

#include "report/asked_report.hpp"
#include "report/json_parts.hpp"

namespace permap {

Json runs_json(const std::vector<Run>& runs, const char* up, const char* down);  // shifts, or trends
Json run_charts_json(const RunCharts& charts, Notes& notes);
Json questions_json(const Questions& questions, Notes& notes);
Json caseload_json(const Caseload& caseload, Notes& notes);
Json asked_json(const Asked& asked, Notes& notes);  // an object of those that were asked for

}  // namespace permap
