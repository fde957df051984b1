// Progress on stderr: a bar on a terminal, nothing elsewhere.
#pragma once

#include "experiment/experiment.hpp"

namespace permap {

// Empty when there is no terminal or `quiet` is set.
Progress progress_bar(const std::string& what, bool quiet);

}  // namespace permap
