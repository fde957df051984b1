// What a result says of one arm: its edits, its figures, and how it differs from the baseline.
#pragma once

#include "experiment/experiment.hpp"
#include "report/result_document.hpp"

namespace permap {

// An arm's name and, where it has scenarios, what they say and what they remove.
Json scenario_json(const Arm& arm, Notes& notes);

// Everything one arm reports; the stuck are named in the header of a result with one arm.
Json figures_json(const Figures& figures, Notes& notes);

// One measure in both arms. `arm`: which, for the notes.
Json difference_json(const Difference& difference, Notes& notes, const std::string& arm);

}  // namespace permap
