// What every visit of a step has, and the chance that belongs to it.
#pragma once

#include <cstdint>

#include "log/event.hpp"
#include "model/model.hpp"
#include "random/draw.hpp"

namespace permap {

// In place of the number of a sitting: a unit has been asked for.
inline constexpr std::uint32_t has_asked = 0xfffffffeU;

// Why an active step has not ended yet.
enum class Pending : std::uint8_t { gathering, following, unit, sitting, opening, work, another_step, clock };

// It is put away as it is.
struct VisitCore {
    std::uint64_t tie = 0;
    Instant due = Instant::max();
    Instant ready_at{};
    Ordinal ready = no_cause;  // its ready event
    Ordinal begun = no_cause;  // its started (clock_started) event
    std::int32_t ticks = 0;    // drawn length
    std::uint32_t way_word = 0;
    StepIndex step = no_step;
    std::uint16_t visit = 0;
    Pending pending = Pending::work;
    std::uint8_t phase = 1;
    std::uint16_t has_more = 0;  // put away: 1 where what is seldom follows
};
static_assert(sizeof(VisitCore) == 40);

inline std::int32_t drawn_ticks(const Model& model, const ChildDraws& draws, const StepCode& code, std::uint32_t word,
                                std::uint16_t visit) {
    const DurationCode& duration = code.duration;
    std::int32_t ticks = model.tables[duration.table].at(word) + duration.add_ticks;
    if (duration.cap_threshold > 0 && ticks > duration.cap_ticks &&
        draws.word(code.name, visit, static_cast<std::uint32_t>(Purpose::enforcement)) < duration.cap_threshold) {
        ticks = duration.cap_ticks;
    }
    return duration.ends == EndsBy::age || ticks > 0 ? ticks : 0;
}

// The words of a visit, drawn only where something depends on them.
inline void draw_words(const Model& model, const ChildDraws& draws, const StepCode& code, VisitCore& visit) {
    const bool queued = code.duration.ends != EndsBy::no_time || code.resource != absent || code.gather_minutes >= 0;
    if (!queued && code.choice != Choice::one_of) return;
    const auto words = draws.block(code.name, visit.visit);
    visit.way_word = words[1];
    visit.tie = std::uint64_t{words[3]} << 32 | words[2];
    if (code.duration.table != absent) visit.ticks = drawn_ticks(model, draws, code, words[0], visit.visit);
}

}  // namespace permap
