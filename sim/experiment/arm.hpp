// One arm of an experiment: a map, with its scenario's edits made, ready to run and to be measured.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "map/map.hpp"
#include "model/model.hpp"
#include "projection/measure_plan.hpp"
#include "scenario/apply.hpp"
#include "scenario/scenario.hpp"
#include "vocabulary/result.hpp"

namespace permap {

struct Arm {
    std::string name;                 // "baseline", or the scenarios' ids joined by +
    std::vector<Scenario> scenarios;  // none: the baseline
    Map map;                          // edited
    Model model;
    MeasurePlan plan;
    Problems warnings;
    std::vector<std::string> sentences;
    std::vector<RemovedNote> removed;
};

Result<Arm> make_arm(const Map& map, std::string name, std::vector<Scenario> scenarios);
// The same arm; `known` has the tables of arms made before.
Result<Arm> make_arm(const Map& map, std::string name, std::vector<Scenario> scenarios, KnownTables& known);

}  // namespace permap
