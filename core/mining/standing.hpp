// Where a child stands at a given minute, from the same events as every other figure.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "log/stream.hpp"
#include "projection/journey_state.hpp"
#include "projection/measure_plan.hpp"
#include "projection/permanence.hpp"

namespace permap {

// Of a child whose journey was under way.
struct Standing {
    const JourneyState* state = nullptr;
    Instant at{};  // events of this minute and later have not happened yet
    // Of what is active and no clock the one ready longest; those that can still lead to an outcome come first. With
    // nothing active, the clock running longest that is not lifelong. With neither, what was completed last.
    StepIndex step = no_step;                // no_step: nothing has happened yet
    bool is_after_step = false;              // it was completed last; nothing is under way
    std::optional<std::uint16_t> milestone;  // place in Map::milestones: the last one passed, a move left out
    std::int64_t moves = 0;                  // so far
    // Age in completed years, below 0 before birth; nothing where the birth month is not known.
    std::optional<std::int32_t> age_years;
    // First day of the spell away from home, while it is open; where the map does not say what permanence is, the day
    // the child came in.
    std::optional<Instant> since;
};

// What a log lets one know.
struct StandingRules {
    // Moves: the map's milestone "move", or changes of this attribute from one placement to another. Being nowhere,
    // with the parents or not known is no placement. A change of carer within one kind of placement is then not seen.
    std::optional<AttributeIndex> moves_are_changes_of;
    // Recorded journeys: a birth date that is the day of entry stands for one that nobody wrote down.
    bool births_may_be_unknown = false;
};

// The plan must outlive it. Memory is used again from child to child.
class StandingFold {
public:
    StandingFold(const MeasurePlan& plan, const StandingRules& rules);

    // Tells of each of `looks` (in order of time) at which the child had come in, had not left, and was still followed.
    void follow(const Child& child, std::span<const Event> events, std::span<const Instant> looks,
                const std::function<void(std::size_t look, const Standing&)>& tell);

private:
    struct MilestoneMark {
        Mark mark;
        std::uint16_t milestone;
    };
    void add_milestones();
    void apply(const Event& event);
    Standing standing(const Child& child, Instant at) const;
    bool is_placement(AttributeIndex attribute, std::uint8_t value) const;

    const MeasurePlan* plan_;
    StandingRules rules_;
    std::vector<std::vector<MilestoneMark>> milestones_;  // by step
    JourneyState state_;
    PermanenceFold permanence_;
    std::optional<std::uint16_t> milestone_;
    std::int64_t moves_ = 0;
};

}  // namespace permap
