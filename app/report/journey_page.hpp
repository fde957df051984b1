// One child's journey as a timeline in text; with a scenario, the same child beside it.
#pragma once

#include <optional>
#include <string>

#include "log/stream.hpp"
#include "projection/measure_plan.hpp"

namespace permap {

// `at`: as it was known at the end of that day.
std::string journey_page(const MeasurePlan& plan, const Stream& stream, std::optional<Instant> at);
std::string journeys_side_by_side(const MeasurePlan& plan, const Stream& stream, const MeasurePlan& arm_plan,
                                  const Stream& arm_stream, const std::string& arm_name, std::optional<Instant> at);

}  // namespace permap
