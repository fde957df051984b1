// A recorded log bound to a map (or to none), made ready to measure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/load.hpp"
#include "log/stream.hpp"
#include "mining/unexplained.hpp"
#include "projection/measure_plan.hpp"
#include "recorded/binding.hpp"
#include "recorded/coverage.hpp"
#include "recorded/record.hpp"
#include "vocabulary/result.hpp"

namespace permap {

struct RecordedArm {
    RecordedLog header;  // all but the journeys
    Binding binding;
    MeasurePlan plan;  // of binding.map
    std::optional<LoadedMap> map;
    EventLog log;                                // none of children not known of yet; siblings share a candidate
    std::vector<std::uint32_t> child_of_stream;  // place in pseudonyms
    std::vector<std::string> pseudonyms;         // by child
    std::int64_t left_out = 0;                   // records that no event can hold
    Coverage coverage;
    std::vector<Unexplained> unexplained;  // nothing without a map
    std::uint16_t known_import = 0;        // the last import that is told
    Instant followed_until{};              // what those imports reach up to
};

struct RecordedChoices {
    std::string map;               // path; empty: none
    std::string mapping;           // path of one to use in place of the log's own; empty: the log's
    std::optional<Date> known_at;  // as known at the end of that day, and only what had happened by then
};

// All but the journeys, and all that is known of them.
Result<RecordedArm> bind_recorded(const std::string& path, const RecordedChoices& choices);

Result<RecordedArm> load_recorded(const std::string& path, const RecordedChoices& choices);

// The words of the mapping that the log's last import was read with.
Result<Words> words_of(const RecordedLog& log, const std::string& path, const std::string& mapping);

}  // namespace permap
