// What is kept of each counted child for pairing, survival and the bootstrap; the events need not be kept.
#pragma once

#include <cstdint>

#include "vocabulary/ids.hpp"
#include "vocabulary/time.hpp"

namespace permap {

// At entry, in completed years.
enum class AgeBand : std::uint8_t { unborn, under_1, from_1_to_4, from_5_to_11, from_12_to_15, from_16 };

// How the child's first spell away from home ended. `open`: follow-up ended first.
enum class SpellEnd : std::uint8_t { no_spell, route, competing_end, left, open };

struct ChildRecord {
    StepIndex entry = no_step;
    std::uint32_t candidate = 0;
    std::uint8_t sibling = 0;
    AgeBand age_band = AgeBand::unborn;
    SpellEnd spell_end = SpellEnd::no_spell;
    std::uint8_t route = 0;     // where spell_end is route
    std::uint16_t outcome = 0;  // place in MeasurePlan::outcomes; then one for `open`, one for over without an outcome
    std::uint16_t moves = 0;
    Instant entered{};
    Minutes followed{0};       // entry to end of follow-up
    Minutes to_spell{0};       // entry to the first day of the first spell
    Minutes spell{0};          // length of the first spell, up to how it ended
    Minutes not_permanent{0};  // all spells together, up to the end of follow-up

    bool operator==(const ChildRecord&) const = default;
};

enum class AimState : std::uint8_t { met, missed, open, left_out };
// `reached` may be too late; `other_end`: the journey was over, or the aim's exclusion came after the limit.
enum class AimEnd : std::uint8_t { reached, other_end, follow_up };

// One count of one aim for one child.
struct AimSpell {
    std::uint32_t child = 0;  // place in Replication::children
    std::uint16_t aim = 0;
    AimState state = AimState::open;
    AimEnd end = AimEnd::follow_up;
    Minutes length{0};  // from the aim's `from` to its end

    bool operator==(const AimSpell&) const = default;
};

}  // namespace permap
