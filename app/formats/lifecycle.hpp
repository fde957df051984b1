// The standard life of an activity in XES (IEEE 1849, lifecycle extension), in this program's words.
#pragma once

#include <cstdint>
#include <string_view>

namespace permap {

enum class Transition : std::uint8_t {
    schedule,   // ready
    hand_over,  // assign, reassign: ready, unless it was scheduled before
    start,
    complete,
    cancel,  // withdraw, ate_abort, pi_abort
    other,   // suspend, resume, autoskip, manualskip, unknown and words of other models: not kept
};

// Capitals do not count; an empty word is "complete": a log that does not tell of lives tells when things were done.
Transition transition_of(std::string_view word);

}  // namespace permap
