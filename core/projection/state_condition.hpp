// A condition of the map made ready to be asked of a child's state: indices and bit sets, no strings.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "map/map.hpp"
#include "vocabulary/time.hpp"

namespace permap {

class JourneyState;

struct StateCondition {
    enum class Kind : std::uint8_t { always, attribute, age, visits, all, any, none };

    Kind kind = Kind::always;
    std::uint16_t subject = 0;             // position of the attribute, or of the step whose visits count
    std::array<std::uint64_t, 4> codes{};  // the codes that satisfy it, one bit each (see code_of_*)
    std::vector<StateCondition> parts;     // of all, any, none

    bool has(std::uint8_t code) const { return (codes[code / 64] >> (code % 64) & 1) != 0; }
};

// Unborn is 0, then completed years + 1. Neither ages nor visits beyond the last code are told apart.
std::uint8_t code_of_age(std::int32_t years);
std::uint8_t code_of_visits(std::uint32_t visits);

// The map has passed its checks, so every name in the condition is known.
StateCondition state_condition(const Condition& condition, const Map& map);

bool holds(const StateCondition& condition, const JourneyState& state, Instant at);

// Completed years; below 0 before birth. Born on 29 February: the birthday is the last day of February.
std::int32_t completed_years(Date birth, Instant at);

}  // namespace permap
