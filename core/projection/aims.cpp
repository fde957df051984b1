#include "projection/aims.hpp"

#include <algorithm>

namespace permap {

void AimFold::begin(std::uint32_t child, Instant followed_until) {
    child_ = child;
    followed_until_ = followed_until;
    running_.clear();
    begun_.clear();
    spells_.clear();
}

AimSpell AimFold::ended(const Running& run, AimEnd how, Instant at, bool excluded) const {
    AimSpell spell;
    spell.child = child_;
    spell.aim = run.aim;
    spell.end = how;
    spell.length = at - run.from;
    spell.limit_end = run.limit_end;
    if (run.limit_end > followed_until_) {
        spell.state = AimState::open;
    } else if (at < run.limit_end && excluded) {
        spell.state = AimState::left_out;
    } else if (at < run.limit_end && how == AimEnd::reached) {
        spell.state = AimState::met;
    } else {
        spell.state = AimState::missed;
    }
    return spell;
}

template <class Chosen>
void AimFold::end_those(AimEnd how, Instant at, bool excluded, Chosen chosen) {
    std::size_t kept = 0;
    for (const Running& run : running_) {
        if (chosen(run)) {
            spells_.push_back(ended(run, how, at, excluded));
        } else {
            running_[kept++] = run;
        }
    }
    running_.resize(kept);
}

void AimFold::end_all(AimEnd how, Instant at) {
    end_those(how, at, false, [](const Running&) { return true; });
}

void AimFold::apply(const MeasurePlan& plan, const Mark& mark, Instant at) {
    switch (mark.means) {
        case Mark::Means::aim_to:
            end_those(AimEnd::reached, at, false,
                      [&](const Running& run) { return run.aim == mark.which && at >= run.counts_from; });
            return;
        case Mark::Means::aim_left_out:
            end_those(AimEnd::other_end, at, true, [&](const Running& run) { return run.aim == mark.which; });
            return;
        case Mark::Means::aim_from: {
            const AimPlan& aim = plan.aims[mark.which];
            if (aim.first_only) {
                if (std::find(begun_.begin(), begun_.end(), mark.which) != begun_.end()) return;
                begun_.push_back(mark.which);
            }
            running_.push_back({mark.which, at, aim_counts_from(plan, aim, at), aim_limit_end(plan, aim, at)});
            return;
        }
        default:
            return;
    }
}

}  // namespace permap
