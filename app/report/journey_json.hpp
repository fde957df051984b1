// One child's journey as a JSON document ("permap.journey/1"); with a scenario, the same child in both arms. A recorded
// child's says "sharing": "not_for_sharing", and of each visit what was written down ("known": "all", "not_ready",
// "end_only").
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/journey_view.hpp"

namespace permap {

// `at`: as it was known at the end of that day; nothing later is told.
std::string journey_json(const JourneySubject& subject, const std::vector<JourneyArm>& arms,
                         const std::string& map_digest, std::optional<Instant> at);

}  // namespace permap
