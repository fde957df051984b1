#include "projection/permanence.hpp"

namespace permap {

void PermanenceFold::apply(const Mark& mark, Instant at) {
    switch (mark.means) {
        case Mark::Means::spell_from:
            if (is_open_) return;
            is_open_ = true;
            since_ = at;
            if (spells_++ == 0) first_since_ = at;
            return;
        case Mark::Means::route:
            if (!is_open_) return;
            if (spells_ == 1) route_ = static_cast<std::uint8_t>(mark.which);
            close(SpellEnd::route, at);
            return;
        case Mark::Means::competing_end:
            close(SpellEnd::competing_end, at);
            return;
        default:
            return;
    }
}

void PermanenceFold::journey_over(Instant at) {
    close(SpellEnd::left, at);
}

void PermanenceFold::follow_up_over(Instant at) {
    close(SpellEnd::open, at);
}

void PermanenceFold::close(SpellEnd how, Instant at) {
    if (!is_open_) return;
    is_open_ = false;
    total_ += at - since_;
    if (spells_ > 1) return;
    first_end_ = how;
    first_length_ = at - since_;
}

void PermanenceFold::write(Instant entered, ChildRecord& record) const {
    record.spell_end = first_end_;
    record.route = first_end_ == SpellEnd::route ? route_ : std::uint8_t{0};
    record.to_spell = spells_ == 0 ? Minutes{0} : first_since_ - entered;
    record.spell = first_length_;
    record.not_permanent = total_;
}

}  // namespace permap
