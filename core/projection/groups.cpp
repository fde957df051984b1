#include "projection/groups.hpp"

#include <algorithm>

namespace permap {

void GroupFold::begin(const MeasurePlan& plan, Instant entered) {
    plan_ = &plan;
    next_look_ = Instant::max();
    is_come_to_ = {};
    values_ = {};
    for (std::size_t i = 0; i < plan.groupings.size(); ++i) {
        values_[i] = static_cast<std::uint8_t>(plan.groupings[i].values);  // not come to so far
        if (plan.groupings[i].at_entry) come_to(i, entered);
    }
}

void GroupFold::apply(const Mark& mark, Instant at) {
    if (mark.means == Mark::Means::group) come_to(mark.which, at);
}

void GroupFold::come_to(std::size_t grouping, Instant at) {
    if (is_come_to_[grouping]) return;
    is_come_to_[grouping] = true;
    day_ends_[grouping] = midnight(date_of(at)) + one_day;
    next_look_ = std::min(next_look_, day_ends_[grouping]);
}

void GroupFold::look(Instant at, const JourneyState& state) {
    next_look_ = Instant::max();
    for (std::size_t i = 0; i < plan_->groupings.size(); ++i) {
        if (!is_come_to_[i] || day_ends_[i] == Instant::max()) continue;
        if (at < day_ends_[i]) {
            next_look_ = std::min(next_look_, day_ends_[i]);
            continue;
        }
        values_[i] = state.attribute(plan_->groupings[i].attribute);
        day_ends_[i] = Instant::max();  // seen
    }
}

const std::array<std::uint8_t, most_groupings>& GroupFold::values(const JourneyState& at_end) {
    if (next_look_ != Instant::max()) look(Instant::max() - Minutes{1}, at_end);
    return values_;
}

}  // namespace permap
