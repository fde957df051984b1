// Which assumed numbers the results lean on most, and who could count them.
#pragma once

#include <string>

#include "experiment/sensitivity.hpp"
#include "map/map.hpp"
#include "report/result_header.hpp"

namespace permap {

// `map`: the one that was run.
std::string sensitivity_tables(const ResultHeader& header, const Map& map, const Sensitivity& sensitivity);
std::string sensitivity_json(const ResultHeader& header, const Map& map, const Sensitivity& sensitivity);

}  // namespace permap
