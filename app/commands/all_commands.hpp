// One function a command; the table that names them is in commands.cpp.
#pragma once

#include <string>
#include <vector>

#include "commands/command.hpp"
#include "scenario/scenario.hpp"

namespace permap {

Exit demo_command(const Arguments& arguments);
Exit map_check_command(const Arguments& arguments);
Exit map_show_command(const Arguments& arguments);
Exit map_export_command(const Arguments& arguments);
Exit simulate_command(const Arguments& arguments);
Exit compare_command(const Arguments& arguments);
Exit rank_command(const Arguments& arguments);
Exit replay_command(const Arguments& arguments);
Exit journey_command(const Arguments& arguments);
Exit scenario_explain_command(const Arguments& arguments);
Exit scenario_check_command(const Arguments& arguments);
Exit fingerprint_command(const Arguments& arguments);

// "baseline", or the scenarios' ids joined by +.
std::string arm_name(const std::vector<Scenario>& scenarios);

}  // namespace permap
