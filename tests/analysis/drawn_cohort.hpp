// Cohorts drawn child by child, without events, so that figures can be worked out by hand.
#pragma once

#include <string>
#include <vector>

#include "projection/measure_plan.hpp"
#include "projection/tally.hpp"

namespace permap {

// Two outcomes ("settled", "left_care"), two routes ("home", "order"), one aim ("ratified"), moves counted.
Map drawn_figures_map(bool shared_resources = false);

struct DrawnChild {
    std::uint32_t candidate = 0;
    SpellEnd spell_end = SpellEnd::no_spell;
    double spell_days = 0;
    std::uint8_t route = 0;
    std::uint16_t outcome = 0;  // 0 settled, 1 left care, 2 open
    std::uint16_t moves = 0;
    std::uint8_t sibling = 0;
};

// Days not permanent = days of the spell. Nothing in the tally but the number of children.
Replication drawn_cohort(const MeasurePlan& plan, const std::vector<DrawnChild>& children);

}  // namespace permap
