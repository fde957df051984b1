// How far one child has come, in time and in events.
#pragma once

#include <cstdint>

#include "log/event.hpp"

namespace permap {

struct HowFar {
    Instant now{};
    Ordinal next_ordinal = 0;
    Ordinal first_of_minute = 0;

    void come_to(Instant then) {
        if (then != now) first_of_minute = next_ordinal;
        now = then;
    }
    void wrote_up_to(Ordinal next) {
        next_ordinal = next;
        if (next_ordinal - first_of_minute > most_events_a_minute) goes_round_in_no_time();
    }
    [[noreturn]] void goes_round_in_no_time() const;  // a MapError

private:
    static constexpr std::uint32_t most_events_a_minute = 10'000;
};

}  // namespace permap
