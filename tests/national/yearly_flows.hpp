// What a year's arrivals give on the national map: with the same arrivals every year, also what happens in one year,
// and how many children are somewhere on any day.
#pragma once

#include <string>
#include <vector>

#include "experiment/arm.hpp"

namespace permap {

struct Flow {
    std::string id;
    std::vector<double> replications;
};

// Counted by hand from the events. Each child is followed for 27 years, so that nothing is cut off.
std::vector<Flow> yearly_flows(const Arm& arm, int replications, std::uint64_t seed);

}  // namespace permap
