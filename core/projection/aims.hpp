// Counts of each aim (MEASURES 3). Every `from` opens a count; `to` from not_before until the limit meets it; an
// exclusion before the limit and before `to` leaves it out. A count whose limit lies beyond follow-up is open whatever
// happened. After the limit a count is watched on, for the time it took in the end.
#pragma once

#include <vector>

#include "projection/child_record.hpp"
#include "projection/measure_plan.hpp"

namespace permap {

class AimFold {
public:
    void begin(std::uint32_t child, Instant followed_until);
    void apply(const MeasurePlan& plan, const Mark& mark, Instant at);
    void journey_over(Instant at) { end_all(AimEnd::other_end, at); }
    void follow_up_over(Instant at) { end_all(AimEnd::follow_up, at); }

    const std::vector<AimSpell>& spells() const { return spells_; }  // in the order they ended

private:
    struct Running {
        std::uint16_t aim;
        Instant from, counts_from, limit_end;
    };
    template <class Chosen>
    void end_those(AimEnd how, Instant at, bool excluded, Chosen chosen);
    void end_all(AimEnd how, Instant at);
    AimSpell ended(const Running& run, AimEnd how, Instant at, bool excluded) const;

    std::uint32_t child_ = 0;
    Instant followed_until_{};
    std::vector<Running> running_;
    std::vector<std::uint16_t> begun_;  // aims that have had a `from`
    std::vector<AimSpell> spells_;
};

}  // namespace permap
