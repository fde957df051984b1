// Assumed numbers of a scenario: those whose edit states a low and a high. A number without both is the question that
// is asked, and stays.
#pragma once

#include <vector>

#include "experiment/assumptions.hpp"
#include "scenario/scenario.hpp"

namespace permap {

// In order of the edits; ids are "SCENARIO#edits/INDEX.KEY" with the key of the number in the JSON of the edit. Of
// times (a duration, a limit, time added, the time between two sittings) low and high are factors on the length, and
// the value is 1; of all others they are values.
std::vector<AssumedNumber> assumed_numbers(const Scenario& scenario);

// The scenario with each of these drawn: a factor evenly on the scale of its logarithm, the others evenly between low
// and high; units, weeks and working days between sittings are whole numbers. A pure function of (seed, replication,
// id), so every arm that has the scenario meets the same draw.
Scenario draw_assumptions(const Scenario& scenario, RunKey run);

}  // namespace permap
