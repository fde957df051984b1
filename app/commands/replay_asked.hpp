// What people ask of a log besides its figures: options of `replay`, and the answers.
#pragma once

#include <string>
#include <vector>

#include "commands/arguments.hpp"
#include "log/stream.hpp"
#include "projection/measure_plan.hpp"
#include "report/asked_report.hpp"

namespace permap {

std::vector<OptionSpec> asked_options();

enum class LogKind { recorded, simulated };

// Faults go to `problems`: an aim, attribute or date that is not there. Of a recorded log where children stand and the
// caseload are always told; of a simulated one only where they are asked for.
Asked asked_of(const Arguments& arguments, const MeasurePlan& plan, const EventLog& log, LogKind kind,
               Problems& problems);

}  // namespace permap
