// What is kept of each counted child for pairing, survival and the bootstrap; the events need not be kept.
#pragma once

#include <array>
#include <cstdint>

#include "map/map.hpp"
#include "vocabulary/ids.hpp"
#include "vocabulary/time.hpp"

namespace permap {

// At entry, in completed years. The bands that results tell apart are said here and in `age_bands`, nowhere else.
enum class AgeBand : std::uint8_t { unborn, under_1, from_1_to_4, from_5_to_11, from_12_to_15, from_16 };

struct NamedAgeBand {
    AgeBand band;
    std::int32_t from_years;  // completed years; the band ends where the next begins
    const char* id;
    const char* name;
};
inline constexpr std::array<NamedAgeBand, 6> age_bands = {{{AgeBand::unborn, -1, "unborn", "not yet born"},
                                                           {AgeBand::under_1, 0, "under_1", "under 1"},
                                                           {AgeBand::from_1_to_4, 1, "1_to_4", "1 to 4"},
                                                           {AgeBand::from_5_to_11, 5, "5_to_11", "5 to 11"},
                                                           {AgeBand::from_12_to_15, 12, "12_to_15", "12 to 15"},
                                                           {AgeBand::from_16, 16, "16_and_over", "16 and over"}}};
AgeBand age_band_of(std::int32_t completed_years);  // below 0: unborn

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
    std::array<std::uint8_t, most_groupings> groups{};  // by Map::groups: place of the value, or one past: not come to
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
    Minutes length{0};    // from the aim's `from` to its end
    Instant limit_end{};  // first minute after the limit

    bool operator==(const AimSpell&) const = default;
};

}  // namespace permap
