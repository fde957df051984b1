// Logs written down by hand: a line a record, so that the answer can be worked out beside them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "log/stream.hpp"
#include "map/map.hpp"
#include "recorded/binding.hpp"
#include "recorded/record.hpp"

namespace permap {

// A record a line: "CHILD DATE[ TIME] KIND NAME[ VALUE]"; kinds as name_of(RecordKind), no blanks in names.
//     a 2024-01-08 09:00 started assess
//     a 2024-01-12 happened close
RecordedLog written_log(std::string_view lines);

// As without_map, or bound to a map that has no fault.
Binding bound(const RecordedLog& log);
Binding bound(const RecordedLog& log, const Map& map);

// Every child's events; followed to 2030.
EventLog events_of(const RecordedLog& log, const Binding& binding);

StepIndex step_of(const Binding& binding, const std::string& id);

// A step with ways to `next`.
Step step_named(const std::string& id, StepKind kind, const std::vector<std::string>& next);

// Monday to Friday, 09:00 to 17:00, called "office".
CalendarRule office_hours();

}  // namespace permap
