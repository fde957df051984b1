// Children under way month by month: how many there were on the first, who came in and who left.
#pragma once

#include <vector>

#include "mining/breakdown.hpp"
#include "vocabulary/month.hpp"

namespace permap {

// children(next month) = children + came_in − left − no_longer_followed.
struct CaseloadMonth {
    Month month{};
    std::int64_t children = 0;  // at the start of the first; each list adds up to them
    std::int64_t came_in = 0, left = 0;
    std::int64_t no_longer_followed = 0;  // still under way when the log stopped following them
    std::vector<CountList> lists;

    bool operator==(const CaseloadMonth&) const = default;
};

// From the month in which the first child came in to the last in which somebody was followed. Households are left out;
// children of several replications are counted together.
std::vector<CaseloadMonth> caseload(const MeasurePlan& plan, const EventLog& log, const StandingRules& rules,
                                    const std::vector<Breakdown>& breakdowns);

}  // namespace permap
