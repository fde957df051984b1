// Where a looked-after child lives and by what right, read from the events: what must hold of every history, and how
// many children live where.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "experiment/arm.hpp"
#include "log/stream.hpp"
#include "map/map.hpp"

namespace permap {

// Why a history of setting, placement, legal basis and register is broken; empty for a sound one. Looked at whenever
// time moves on, so that what changes within one minute counts as one change.
std::string care_history_fault(const Map& map, const Stream& stream);

// What one year's children give, each followed for 27 years; with the same arrivals every year, also what there is on
// any day and what happens in a year.
struct CareFigures {
    std::map<std::string, double> children_living_with;       // by placement, on any day
    std::map<std::string, double> on_the_register;            // by age band, on any day
    std::map<std::string, double> protection_orders;          // a year, by age band: u20d, u1, u2, older
    std::map<std::string, double> starts_to_be_looked_after;  // a year, by age band: u1, u6, older
    double children = 0, with_siblings = 0;                   // who come in
    double away_days = 0, away_without_placement_days = 0;
    double spells_away = 0, children_away = 0;
};

CareFigures care_figures(const Arm& arm, int replications, std::uint64_t seed);

}  // namespace permap
