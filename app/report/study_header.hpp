// What a result of a study says about itself, and the assumed numbers it leans on.
#pragma once

#include <span>

#include "experiment/experiment.hpp"
#include "input/checked_map.hpp"
#include "report/result_header.hpp"
#include "scenario/scenario.hpp"

namespace permap {

// `command`: "simulate" …; the fingerprint and the scenario's own words are the caller's to add.
ResultHeader header_of(const char* command, const LoadedMap& map, const Study& study);

// Assumed numbers of the scenarios that a result leans on too, each once.
void name_assumptions(std::span<const Scenario> scenarios, ResultHeader& header);

}  // namespace permap
