// A small map to experiment on: chance, a loop, a pool, a panel, siblings, aims and assumed numbers with low and high.
#pragma once

#include "experiment/experiment.hpp"
#include "experiment/rank.hpp"
#include "map/map.hpp"
#include "semantics/drawn_map.hpp"

namespace permap {

Map study_map();  // shares a pool and a panel
Map alone_map();  // the same without them

Study small_study(int replications, int threads = 1);

Arm arm_of(const Map& map, const std::string& name = "baseline", std::vector<Edit> edits = {});
Edit half(const std::string& step);
Edit removed(const std::string& step);

}  // namespace permap
