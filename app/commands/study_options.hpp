// Options shared by the commands that run a map.
#pragma once

#include <vector>

#include "commands/arguments.hpp"
#include "commands/command.hpp"
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

// The same for a command that can also run until its figure is tight: --precision instead of a number of replications,
// or --replications beside it as the most there may be.
Study study_to_precision_of(const Arguments& arguments, const Map& map, int usual_replications, Problems& problems);

// For published figures: everybody who comes in, followed to the end of the journey. Options that would leave some
// children or years out are faults.
Study whole_journeys_study_of(const Arguments& arguments, const Map& map, int usual_replications, Problems& problems);

// The study as it went: so many replications were done, fewer than asked for where somebody stopped it or where the
// figure was tight.
struct Ended {
    int replications = 0;
    std::optional<double> half_width;  // with --precision: relative, of the widest interval that was to be tight

    bool is_stopped_early(const Study& study) const;  // by Ctrl-C
    // Nothing can be said of chance, though more was asked for.
    bool is_too_few(const Study& study) const { return replications < 2 && is_stopped_early(study); }
};
Exit report_too_few(const char* command, const Ended& ended, const Study& study);

ResultHeader header_of(const char* command, const LoadedMap& map, const Study& study, const Ended& ended);

}  // namespace permap
