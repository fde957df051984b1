// What was handed over, as short lines that a test can compare.
#pragma once

#include <string>
#include <vector>

#include "formats/collecting_sink.hpp"

namespace permap {

// "CHILD KIND NAME[=VALUE] [#VISIT] AT", AT without the time of day where only the date is known.
std::string to_text(const CollectedEvent& event);
std::vector<std::string> to_texts(const std::vector<CollectedEvent>& events);

// "TABLE:LINE FIELD=VALUE RULE"
std::string to_text(const RowProblem& problem);
std::vector<std::string> to_texts(const std::vector<RowProblem>& problems);

}  // namespace permap
