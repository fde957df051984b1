// Options shared by the commands that run a map.
#pragma once

#include <vector>

#include "commands/arguments.hpp"
#include "commands/load.hpp"
#include "experiment/experiment.hpp"
#include "report/study_header.hpp"

namespace permap {

std::vector<OptionSpec> study_options();
OptionSpec law_option();
std::vector<OptionSpec> map_options();  // what a map leaves open: its law's day, its optional resources
std::vector<OptionSpec> output_options();
std::vector<OptionSpec> together(std::initializer_list<std::vector<OptionSpec>> groups);

// Faults go to `problems`.
MapChoices map_choices(const Arguments& arguments, Problems& problems);

// The map at `path`, with what was chosen on the command line; faults of both at once.
Result<LoadedMap> chosen_map(const std::string& path, const Arguments& arguments);

Study study_of(const Arguments& arguments, const Map& map, int usual_replications, Problems& problems);

// For published figures: everybody who comes in, followed to the end of the journey. Options that would leave some
// children or years out are faults.
Study whole_journeys_study_of(const Arguments& arguments, const Map& map, int usual_replications, Problems& problems);

}  // namespace permap
