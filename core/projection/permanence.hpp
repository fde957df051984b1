// Spells away from home on the way to permanence: a spell opens at the first `from` when none is open and closes at the
// first route, competing end or the end of the journey. Going back and coming again before a route does not start it
// anew.
#pragma once

#include <optional>

#include "projection/child_record.hpp"
#include "projection/measure_plan.hpp"

namespace permap {

class PermanenceFold {
public:
    void begin() { *this = PermanenceFold{}; }
    void apply(const Mark& mark, Instant at);
    void journey_over(Instant at);
    void follow_up_over(Instant at);

    void write(Instant entered, ChildRecord& record) const;
    std::optional<Instant> open_since() const { return is_open_ ? std::optional(since_) : std::nullopt; }

private:
    void close(SpellEnd how, Instant at);

    bool is_open_ = false;
    Instant since_{};
    Instant first_since_{};
    SpellEnd first_end_ = SpellEnd::no_spell;  // no_spell also while the first is open
    std::uint8_t route_ = 0;
    std::uint16_t spells_ = 0;
    Minutes first_length_{0};
    Minutes total_{0};
};

}  // namespace permap
