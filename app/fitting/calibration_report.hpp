// What a fit did: figures before and after, numbers moved, and what the figures cannot tell.
#pragma once

#include <string>

#include "calibration/calibrate.hpp"
#include "report/result_header.hpp"

namespace permap {

std::string calibration_tables(const ResultHeader& header, const Targets& targets, const Calibration& calibration);

}  // namespace permap
