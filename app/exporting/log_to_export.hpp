// Both kinds of log as what is exported.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "exporting/exported_log.hpp"
#include "recorded/record.hpp"
#include "vocabulary/result.hpp"

namespace permap {

// Children go by ENTRY:CANDIDATE[.SIBLING], in a log of several replications with "r2/" before it. Households that
// offer care are no children and are left out.
ExportedLog simulated_journeys(const MeasurePlan& plan, EventLog log);

// What the records say of the children themselves, and what no event holds.
struct RecordedFacts {
    std::vector<ExportedChild> children;                                 // of the whole log, in its order
    std::int64_t with_milliseconds = 0, with_offset = 0, days_only = 0;  // records
    std::int64_t withdrawn = 0;

    void add(const RecordedJourney& journey, const std::vector<std::string>& words, std::uint16_t known_import);
};

// `child_of_stream`: place in facts.children. `left_out`: records that no event can hold. `relations`: among other
// things, in the log.
ExportedLog recorded_journeys(const MeasurePlan& plan, EventLog log, const std::vector<std::uint32_t>& child_of_stream,
                              const RecordedFacts& facts, std::int64_t left_out, std::size_t relations);

// Takes those children out; one flag a child.
void leave_out(ExportedLog& log, const std::vector<bool>& is_left_out);

}  // namespace permap
