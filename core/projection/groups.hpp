// Which group a child belongs to: the value of an attribute at the end of the day on which the child first came to a
// point. The end of the day, because an order or agreement may follow the move by hours.
#pragma once

#include <array>
#include <cstdint>

#include "projection/child_record.hpp"
#include "projection/journey_state.hpp"
#include "projection/measure_plan.hpp"

namespace permap {

class GroupFold {
public:
    void begin(const MeasurePlan& plan, Instant entered);
    // A point has been come to: Mark::Means::group, all others are passed over.
    void apply(const Mark& mark, Instant at);
    // Called before each event changes the state; cheap while no day is about to end.
    void before(Instant at, const JourneyState& state) {
        if (at >= next_look_) look(at, state);
    }
    // By Map::groups; whoever is in the middle of the day is in the group of the last state.
    const std::array<std::uint8_t, most_groupings>& values(const JourneyState& at_end);

private:
    void come_to(std::size_t grouping, Instant at);
    void look(Instant at, const JourneyState& state);

    const MeasurePlan* plan_ = nullptr;
    Instant next_look_ = Instant::max();
    std::array<Instant, most_groupings> day_ends_{};
    std::array<bool, most_groupings> is_come_to_{};
    std::array<std::uint8_t, most_groupings> values_{};
};

}  // namespace permap
