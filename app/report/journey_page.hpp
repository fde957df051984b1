// One child's journey as a timeline in text; with a scenario, the same child beside it.
#pragma once

#include <optional>
#include <string>

#include "report/journey_view.hpp"

namespace permap {

// `at`: as it was known at the end of that day, as in the view.
std::string journey_page(const JourneySubject& subject, const JourneyView& view, std::optional<Instant> at);
std::string journeys_side_by_side(const JourneySubject& subject, const JourneyView& view, const JourneyView& arm,
                                  const std::string& arm_name, std::optional<Instant> at);

// Of a real child: the first line says that it is not for sharing. Steps, then age, what was so from when to when,
// moves and milestones, aims and limits.
std::string recorded_journey_page(const JourneySubject& subject, const JourneyView& view, std::optional<Instant> at);

}  // namespace permap
