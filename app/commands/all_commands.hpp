// One function a command; the table that names them is in commands.cpp.
#pragma once

#include "commands/command.hpp"

namespace permap {

Exit demo_command(const Arguments& arguments);
Exit map_check_command(const Arguments& arguments);
Exit map_show_command(const Arguments& arguments);
Exit map_export_command(const Arguments& arguments);
Exit simulate_command(const Arguments& arguments);
Exit compare_command(const Arguments& arguments);
Exit rank_command(const Arguments& arguments);
Exit sensitivity_command(const Arguments& arguments);
Exit evidence_command(const Arguments& arguments);
Exit calibrate_command(const Arguments& arguments);
Exit export_command(const Arguments& arguments);
Exit import_command(const Arguments& arguments);
Exit replay_command(const Arguments& arguments);
Exit journey_command(const Arguments& arguments);
Exit report_command(const Arguments& arguments);
Exit scenario_explain_command(const Arguments& arguments);
Exit scenario_check_command(const Arguments& arguments);
Exit scenario_pages_command(const Arguments& arguments);
Exit scenario_list_command(const Arguments& arguments);
Exit fingerprint_command(const Arguments& arguments);

}  // namespace permap
