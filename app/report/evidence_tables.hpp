// The model beside published figures, as tables within 100 columns.
#pragma once

#include <string>

#include "experiment/evidence.hpp"
#include "report/result_header.hpp"

namespace permap {

std::string evidence_tables(const ResultHeader& header, const Targets& targets, const Evidence& evidence);

// "11,844", "16.0 %", "2.4": a figure in a target's own unit.
std::string in_unit_of(const EvidenceTarget& target, double value);

}  // namespace permap
