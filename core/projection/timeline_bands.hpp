// What stands above and beside the steps on one child's timeline: the phase of the journey, what was known of the child
// from when to when, milestones reached, aims counted.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "log/stream.hpp"
#include "projection/child_record.hpp"
#include "projection/measure_plan.hpp"

namespace permap {

// A phase of the map while the path that mattered ran through it.
struct PhaseSpan {
    std::size_t phase = 0;  // place in Map::phases
    Instant from, to;
    bool operator==(const PhaseSpan&) const = default;
};

struct AttributeSpan {
    std::uint8_t value = 0;
    Instant from, to;
    bool operator==(const AttributeSpan&) const = default;
};

// Every value that an attribute had for some time, from entry to the end.
struct AttributeBand {
    AttributeIndex attribute{};
    bool was_set = false;  // else it had its start value throughout
    std::vector<AttributeSpan> spans;
    bool operator==(const AttributeBand&) const = default;
};

struct MilestoneReached {
    std::size_t milestone = 0;  // place in Map::milestones
    Instant at;
    bool operator==(const MilestoneReached&) const = default;
};

struct AimCount {
    std::size_t aim = 0;  // place in Map::aims
    Instant from, limit_end, to;
    AimState state = AimState::open;
    AimEnd end = AimEnd::follow_up;
    bool operator==(const AimCount&) const = default;
};

struct TimelineBands {
    Instant end;                            // the journey's, or of follow-up
    std::vector<PhaseSpan> phases;          // one after another; steps that belong to no phase go on in the one before
    std::vector<AttributeBand> attributes;  // in map order: those with a list of values
    std::vector<MilestoneReached> milestones;
    std::vector<AimCount> aims;  // by when they began
};

// `child.followed_until` is where an open journey is looked at.
TimelineBands timeline_bands(const MeasurePlan& plan, const Child& child, std::span<const Event> events);

}  // namespace permap
