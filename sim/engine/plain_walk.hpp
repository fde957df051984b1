// Most visits of most steps are nothing but time, perhaps with a unit of a pool, and a way that does nothing else. Here
// is what the rules (docs/semantics.md 1, 3 and 4) come to for such visits, one after another. All else is in Journey.
#pragma once

#include <cstdint>

#include "engine/how_far.hpp"
#include "engine/plain_move.hpp"
#include "engine/visit.hpp"
#include "model/model.hpp"

namespace permap {

// The visit of such a step that is ready with this event. It starts in the same minute, with the next event, unless it
// needs a unit first.
inline VisitCore plain_visit(const Model& model, const ChildDraws& draws, const StepCode& code, StepIndex step,
                             std::uint16_t visit, Instant now, Ordinal ready) {
    VisitCore here{.ready_at = now, .ready = ready, .step = step, .visit = visit};
    draw_words(model, draws, code, here);
    if (code.resource != absent) {
        here.pending = Pending::unit;
    } else {
        here.begun = ready + 1;
        here.due = now + Minutes{here.ticks};
    }
    return here;
}

// A step's way by its draw; no_way where all are shut. `is_open` tells of a way with a condition or dates.
template <class IsOpen>
std::uint16_t way_by_draw(const Model& model, const StepCode& code, std::uint32_t way_word, const IsOpen& is_open) {
    std::uint32_t open = 0;
    for (std::uint32_t i = 0; i < code.conditional.count; ++i) {
        if (is_open(model.ways[code.ways.first + model.way_lists[code.conditional.first + i]])) open |= 1U << i;
    }
    const std::uint64_t* const row = model.thresholds.data() + code.rows + open * code.row_width;
    if (row[code.row_width - 1] == 0) return no_way;
    const auto way = static_cast<std::uint16_t>(chosen({row, code.row_width}, way_word));
    return code.row_ways == absent ? way : model.way_lists[code.row_ways + open * code.row_width + way];
}

// Where a plain walk has come to.
struct PlainEnd {
    enum class Where : std::uint8_t {
        under_way,  // the visit at hand ends at the limit or later
        asks,       // the visit at hand is ready, and needs a unit
        elsewhere,  // the visit at hand is over at its due minute, and what follows is not plain: nothing is written
                    // yet
    };
    Where where = Where::under_way;
    Ordinal cause = no_cause;    // of the visit's end
    std::uint16_t way = no_way;  // elsewhere: that it takes
};

// From a visit that ends at `here.due`, with the event `cause`, through all visits that end before the limit. The
// walker
//   way_of(code, way_word)     draws a way; no_way where it can take none here
//   goes_to(to, next)          says whether it can go there here, which is then a plain step
//   leaves(here, code)         gives back what the visit held
//   count_visit(step, now)     says which visit of that step this is
//   writes(move)               writes the move's events
// and has `how_far`.
template <class Walker>
PlainEnd walk_plainly(const Model& model, const ChildDraws& draws, Walker& walker, VisitCore& here, Ordinal cause,
                      Instant limit) {
    HowFar& how_far = walker.how_far;
    const StepCode* at = &model.steps[index(here.step)];
    while (here.due < limit) {
        const StepCode& code = *at;
        if (!code.only_goes_on) return {PlainEnd::Where::elsewhere, cause, no_way};
        const std::uint16_t way = code.choice == Choice::only ? std::uint16_t{0}
                                  : code.take != no_way       ? code.take
                                                              : walker.way_of(code, here.way_word);
        if (way == no_way) return {PlainEnd::Where::elsewhere, cause, no_way};
        const WayCode& taken = model.ways[code.ways.first + way];
        const StepCode& next = model.steps[index(taken.to)];
        if (!taken.plain || !walker.goes_to(taken.to, next)) return {PlainEnd::Where::elsewhere, cause, way};

        how_far.come_to(here.due);
        walker.leaves(here, code);
        const PlainMove move{.from = here.step,
                             .to = taken.to,
                             .cause = cause,
                             .way = code.choice == Choice::one_of ? way : no_way,
                             .visit = walker.count_visit(taken.to, how_far.now),
                             .starts = next.resource == absent};
        const Ordinal ready = move.ready(how_far.next_ordinal);
        walker.writes(move);
        here = plain_visit(model, draws, next, taken.to, move.visit, how_far.now, ready);
        if (!move.starts) return {PlainEnd::Where::asks, no_cause, no_way};
        cause = here.begun;
        at = &next;
    }
    return {PlainEnd::Where::under_way, cause, no_way};
}

}  // namespace permap
