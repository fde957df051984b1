// One child of a recorded log: who is meant, and what is known of the journey.
#pragma once

#include <optional>
#include <string>

#include "commands/recorded_arm.hpp"
#include "report/journey_view.hpp"

namespace permap {

struct RecordedChild {
    RecordedArm arm;  // without journeys
    Stream stream;
    JourneySubject subject;
};

// `wanted` is a child's name in the log (a pseudonym; from six digits on its beginning will do, where only one child
// has it), or a number: 7 is the seventh in the log. Where `key` names a key file, it is what the council itself calls
// the child; problems never repeat it.
Result<RecordedChild> load_recorded_child(const std::string& path, const RecordedChoices& choices,
                                          const std::string& wanted, const std::string& key);

}  // namespace permap
