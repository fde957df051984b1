// All figures of a child in one pass over the stream: used live, right after the child was walked, and on replay.
#pragma once

#include <span>
#include <vector>

#include "log/stream.hpp"
#include "projection/aims.hpp"
#include "projection/critical_path.hpp"
#include "projection/groups.hpp"
#include "projection/journey_state.hpp"
#include "projection/permanence.hpp"
#include "projection/stuck.hpp"
#include "projection/tally.hpp"

namespace permap {

// Working memory of one thread, used again for every child. The plan must outlive it.
struct FoldScratch {
    explicit FoldScratch(const MeasurePlan& plan) : state(plan) {}

    JourneyState state;
    StuckWatch stuck;
    PermanenceFold permanence;
    AimFold aims;
    GroupFold groups;
    CriticalPath path;
    std::vector<Ordinal> begun_by;
};

// Whether the event is what the mark stands at; the mark is one of the event's step.
bool is_on(const Mark& mark, const Event& event);

// Adds one child (or supply household) to a replication. Asserts that attributed minutes equal elapsed minutes.
void fold_child(const MeasurePlan& plan, const Child& child, std::span<const Event> events, FoldScratch& scratch,
                Replication& into);

// Streams of one log, replication by replication: element r is replication r + 1.
std::vector<Replication> fold_log(const MeasurePlan& plan, const EventLog& log);

}  // namespace permap
