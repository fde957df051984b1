// Measures written as in a targets file, and what they give over journeys drawn by hand.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/counting.hpp"
#include "evidence/target.hpp"
#include "map/map.hpp"

namespace permap {

// A targets file with one question for each measure; `named` is what stands before "targets": "\"states\": {…},".
std::string questions(const std::vector<std::string>& measures, std::string_view named = "");
Targets targets_in(std::string_view text);  // a file without faults

// Events as `drawn_events` reads them; "entered" comes by itself on day 0 (Monday 5 January 2026).
struct DrawnJourney {
    std::string events;
    double followed_days = 1000;
    std::string born = "2016-06-15";
    bool supply = false;  // a household
};

using Values = std::vector<std::optional<double>>;
Counts counts_over(const Map& map, const Targets& targets, const std::vector<DrawnJourney>& journeys);
Values values_over(const Map& map, const Targets& targets, const std::vector<DrawnJourney>& journeys,
                   double years_of_arrivals = 1);

}  // namespace permap
