// An event is a small, flat, past-tense fact about one child (MEASURES 1).
#pragma once

#include <cstdint>
#include <type_traits>

#include "vocabulary/ids.hpp"
#include "vocabulary/time.hpp"

namespace permap {

enum class EventKind : std::uint8_t {
    entered,        // the child came in at `step`; detail = age at entry in days, two's complement (unborn: negative)
    ready,          // `step` became active; detail = visit number of the step for this child, from 1 (ready_filled_in)
    started,        // its time began; detail = wait_detail(...)
    completed,      // its time ended; detail = only_end_known or 0
    decided,        // a way was taken; detail = index of the way in the step's list
    attribute_set,  // detail = attribute_detail(attribute, value); only when the value changed; step = that of its
                    // cause
    merged,         // an arrival at an active step (or full slot), which goes no further
    cancelled,      // an active step was ended by an interrupt or cancellation
    clock_started,
    clock_fired,
    clock_ended,  // stopped before it fired
    left,         // the journey is over; step = the last outcome reached, no_step if none
};

// Details of recorded journeys, which may know less than what happened.
inline constexpr std::uint32_t ready_filled_in = 0;  // of ready: when it became active was not written down
// Of completed, where one date of the visit is known: the time since its cause is neither waiting nor working.
inline constexpr std::uint32_t only_end_known = 1;

using Ordinal = std::uint32_t;                    // place of an event in its child's own stream, from 0
inline constexpr Ordinal no_cause = 0xffffffffU;  // only `entered` has none

struct Event {
    Instant at;
    Ordinal cause;         // ordinal of an earlier event of the same stream: the last thing this one needed
    std::uint32_t detail;  // by kind
    StepIndex step;
    EventKind kind;
    std::uint8_t reserved = 0;

    bool operator==(const Event&) const = default;
};
static_assert(sizeof(Event) == 16 && std::is_trivially_copyable_v<Event>);

// Attribute and value of an attribute_set event. Values are indices into the attribute's list of values,
// or the number itself for a counter.
constexpr std::uint32_t attribute_detail(AttributeIndex attribute, std::uint8_t value) {
    return (static_cast<std::uint32_t>(attribute) << 8) | value;
}
constexpr AttributeIndex attribute_of(std::uint32_t detail) {
    return static_cast<AttributeIndex>(detail >> 8);
}
constexpr std::uint8_t value_of(std::uint32_t detail) {
    return static_cast<std::uint8_t>(detail & 0xff);
}

// Why a started step had waited: minutes out of hours (up to 1,048,575) and whole hours gathering siblings
// (up to 4,095). What is left of ready → started is the wait for a free unit or the next sitting.
inline constexpr std::uint32_t why_not_known = 0xffffffffU;  // of recorded visits: nobody wrote down what it was for
constexpr std::uint32_t wait_detail(Minutes out_of_hours, Minutes gathering) {
    const auto closed = static_cast<std::uint32_t>(out_of_hours.count());
    const auto gather_hours = static_cast<std::uint32_t>(gathering.count() / 60);
    return (closed > 0xfffff ? 0xfffff : closed) | (gather_hours > 0xfff ? 0xfff : gather_hours) << 20;
}
constexpr Minutes out_of_hours_of(std::uint32_t detail) {
    return Minutes{static_cast<std::int32_t>(detail & 0xfffff)};
}
constexpr Minutes gathering_of(std::uint32_t detail) {
    return Minutes{static_cast<std::int32_t>(detail >> 20) * 60};
}

}  // namespace permap
