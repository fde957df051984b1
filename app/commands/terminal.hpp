// Progress on stderr: a bar with the time that is left on a terminal, nothing elsewhere.
#pragma once

#include <string>

#include "experiment/experiment.hpp"

namespace permap {

// A bar at nought is shown at once, as the first run may take long. Empty when there is no terminal or `quiet` is set.
Progress progress_bar(const std::string& what, bool quiet);

// Takes an unfinished bar away before something else is written to the terminal.
void clear_progress();

// "42 s left", "12 min left", "2 h 5 min left"
std::string time_left(double seconds);

}  // namespace permap
