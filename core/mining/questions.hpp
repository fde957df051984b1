// What improvement work on permanence asks of data: how many children, where they live, how often they have moved, how
// old they are and how far they have come, all on one day.
#pragma once

#include <span>
#include <vector>

#include "mining/breakdown.hpp"

namespace permap {

struct StandingOn {
    Date on{};                      // at the end of this day
    std::int64_t children = 0;      // under way; each list adds up to them
    std::int64_t not_followed = 0;  // came in by then, but the log does not reach so far for them
    std::vector<CountList> lists;

    bool operator==(const StandingOn&) const = default;
};

// The last day to the end of which every child was followed; nothing where there is no child.
std::optional<Date> last_day_followed(const EventLog& log);

// `dates` in order. Households are left out; children of several replications are counted together.
std::vector<StandingOn> standing_on(const MeasurePlan& plan, const EventLog& log, const StandingRules& rules,
                                    std::span<const Date> dates, const std::vector<Breakdown>& breakdowns);

}  // namespace permap
