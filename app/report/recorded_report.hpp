// Results of recorded journeys: the figures of any replay, and what only recorded journeys have to tell.
#pragma once

#include <string>

#include "experiment/experiment.hpp"
#include "recorded/bound_names.hpp"
#include "report/asked_report.hpp"
#include "report/result_header.hpp"

namespace permap {

// One member a part; each part has its own lines in the JSON document and its own tables.
struct RecordedFigures {
    bool has_map = false;  // else the steps are only those that the log names, and nothing can be missing from a map
    BoundNames names;
    Asked asked;
};

std::string recorded_json(const ResultHeader& header, const Simulation& replayed, const RecordedFigures& recorded);
std::string recorded_tables(const ResultHeader& header, const Simulation& replayed, const RecordedFigures& recorded);

}  // namespace permap
