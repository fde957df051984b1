// One child's journey as a JSON document ("permap.journey/1"); with a scenario, the same child in both arms.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "log/stream.hpp"
#include "projection/measure_plan.hpp"

namespace permap {

struct JourneyArm {
    std::string scenario;  // "baseline", or the scenarios' ids joined by +
    const MeasurePlan* plan = nullptr;
    const Stream* stream = nullptr;
};

// `at`: as it was known at the end of that day; nothing later is told.
std::string journey_json(const std::vector<JourneyArm>& arms, const std::string& map_digest, std::optional<Instant> at);

}  // namespace permap
