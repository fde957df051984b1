// Results of recorded journeys: the figures of any replay, and what only recorded journeys have to tell.
#pragma once

#include <string>
#include <vector>

#include "experiment/experiment.hpp"
#include "mining/flows.hpp"
#include "mining/unexplained.hpp"
#include "mining/visit_times.hpp"
#include "recorded/bound_names.hpp"
#include "recorded/coverage.hpp"
#include "report/asked_report.hpp"
#include "report/result_header.hpp"

namespace permap {

// One member a part; each part has its own lines in the JSON document and its own tables.
struct RecordedFigures {
    bool has_map = false;  // else the steps are only those that the log names, and nothing can be missing from a map
    BoundNames names;
    Asked asked;
    Coverage coverage;
    Flows flows;
    std::vector<VisitTimes> times;
    std::vector<Unexplained> unexplained;
};

// `map`: the bound one, whose steps the figures name. What cannot be known goes to the notes.
std::string recorded_json(const ResultHeader& header, const Map& map, const Simulation& replayed,
                          const RecordedFigures& recorded);
std::string recorded_tables(const ResultHeader& header, const Map& map, const Simulation& replayed,
                            const RecordedFigures& recorded);

}  // namespace permap
