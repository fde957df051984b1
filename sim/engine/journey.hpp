// One child's walk through the model: what is active, what falls due next, what happens then (docs/semantics.md).
// It writes events and changes nobody else; siblings and shared resources are reached through its Family.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/branches.hpp"
#include "engine/due.hpp"
#include "engine/how_far.hpp"
#include "engine/met_steps.hpp"
#include "engine/plain_walk.hpp"
#include "engine/rest.hpp"
#include "engine/visit.hpp"
#include "engine/waiting_child.hpp"
#include "engine/written_events.hpp"
#include "log/stream.hpp"
#include "model/model.hpp"
#include "random/draw.hpp"

namespace permap {

class Family;

// What most visits have nothing of.
struct VisitSeldom {
    Branch branch = no_branch;
    Minutes gathered{0}, out_of_hours{0};
    std::uint32_t asked = absent;  // number of its sitting, or has_asked for a unit
    std::int16_t party = -1;       // index in the family; −1: alone
    std::uint8_t version = 0;      // put away: which one the code is
    bool holds_unit = false, holds_place = false;
    bool passes = false;  // removed, or not in force when it was ready: no time, no resource, no gathering
    std::uint16_t no_padding = 0;

    bool operator==(const VisitSeldom&) const = default;
};

// One active step or running clock.
struct Active : VisitCore, VisitSeldom {
    const StepCode* code = nullptr;  // the step as it was when the visit became ready
};

// A visit that has ended, as far as what comes next depends on it.
struct EndedVisit {
    StepIndex step = no_step;
    std::uint16_t visit = 0;
    std::uint32_t way_word = 0;
    Branch branch = no_branch;
    std::int16_t party = -1;
    std::uint16_t no_padding = 0;
};

class Journey {
public:
    explicit Journey(const Model& model);

    // `keeps_events`: of somebody who is counted; of others only what leads to shared resources matters.
    void begin(RunKey run, ChildKey key, const Child& child, const EntryCode& entry, Family* family, bool keeps_events);
    void enter();  // the `entered` event and all that follows at once

    // What falls due next, and its place among the active.
    struct Next {
        Due due;
        std::uint32_t slot = 0;
    };
    Next next() const {
        if (active_.size() != 1) return next_of_all();
        const Active& only = active_.front();
        return only.due == Instant::max() ? Next{} : Next{Due::of(only.due, only.phase, only.tie), 0};
    }
    // The thing that falls due happens, with all it leads to. Where that is one visit after another, the journey goes
    // on with those that end before `limit`.
    void come_to(const Next& next, Instant limit) {
        PERMAP_ASSERT(next.due.at() >= how_far_.now);
        come_to(next.due.at());
        Active& active = active_[next.slot];
        active.pending == Pending::work ? complete(active, active.begun, limit) : come_to(active);
        finish();
    }
    // That, and nothing that happens later.
    void come_to(const Next& next) { come_to(next, next.due.at() + Minutes{1}); }

    bool over() const { return over_; }
    MetSteps& met() { return met_; }
    const MetSteps& met() const { return met_; }
    const Child& child() const { return child_; }
    std::span<const Event> events() const { return events_.all(); }  // since it began, or was woken
    // From now on what happens to the child is in no figure, and only what it means for others matters.
    void keep_no_events() {
        keeps_events_ = false;
        events_.clear();
    }

    // Events are no part of it. Waking stands in place of beginning and entering.
    void rest(RestWriter& out) const;
    void wake(RunKey run, ChildKey key, const Child& child, const EntryCode& entry, Family* family, bool keeps_events,
              RestReader& in);

    // Whether all that it does is to wait for a unit at a plain step, and a WaitingChild has room for what it has done.
    // Then it can rest, and wake, as one.
    bool only_waits() const;
    void rest_waiting(const EventChains::Chain& events, RestWriter& out) const;
    void wake_waiting(RunKey run, const Child& child, const EntryCode& entry, Family* family, bool keeps_events,
                      const WaitingBytes& bytes);

    // For the family: siblings who gather, units and sittings.
    Active* active(StepIndex step);
    bool can_reach(StepIndex step) const;
    const Active& active_at(const Next& next) const { return active_[next.slot]; }
    Next due_of(StepIndex step) const;
    std::uint64_t own_tie(StepIndex step) const;
    bool gathers() const { return gathering_ > 0; }   // at some step
    StepIndex gathering_at(const Next& next) const;   // the step whose gathering runs out, no_step for anything else
    StepIndex next_gathering(StepIndex after) const;  // the first step after that one at which it gathers, or no_step
    void gathering_is_over(StepIndex step);
    bool waits_for_unit() const;  // itself, or as one of a party
    bool is_ahead() const { return !ahead_.empty(); }
    bool is_at_any(const std::vector<bool>& steps) const;  // by step
    void come_to(Instant now) { how_far_.come_to(now); }
    Instant now() const { return how_far_.now; }
    Ordinal next_ordinal() const { return how_far_.next_ordinal; }
    bool needs_resource(const Active& active) const;
    // After gathering, or a grant: the next of its visit, and all that follows at once.
    void asks(Active& here) {
        ask(here);
        finish();
    }
    void opens(Active& here) {
        open(here);
        finish();
    }
    void close_if_over() {
        if (holding_ == 0) close();
    }
    std::int32_t priority_of(StepIndex step) const;

private:
    void belongs_to(RunKey run, ChildKey key, const Child& child, const EntryCode& entry, Family* family,
                    bool keeps_events);
    Range sets_at_entry() const;

    // Arriving (semantics 1)
    void arrive(StepIndex to, Ordinal cause, Branch branch, StepIndex from, std::uint16_t way);
    void make_ready(StepIndex step, Ordinal cause, Branch branch);
    void make_plainly_ready(StepIndex step, Ordinal cause, Branch branch);
    void deliver(StepIndex join_step, Ordinal cause, Branch branch, StepIndex from, std::uint16_t way);
    void fire_join(StepIndex join_step, Ordinal cause, Branch branch);
    bool start_clock(StepIndex clock, Ordinal cause, bool kept_is_merged);

    // Steps begun ahead of their place (8)
    void begin_ahead(const AheadCode& code, Ordinal cause);
    void reach_place(std::size_t at, Ordinal cause, Branch branch);
    bool is_held(const EndedVisit& ended, Ordinal completed);  // done ahead: what follows waits for the old place
    void go_on(std::size_t at, Ordinal cause);
    std::size_t ahead_of(StepIndex step) const;  // place in ahead_, its size if none

    // Starting (3) and completing (4)
    void ask(Active& here);   // for the unit or the sitting, or straight on
    void open(Active& here);  // next opening, or straight on
    void start(Active& here);
    bool go_through_start(StepIndex step, const StepCode& code, Ordinal begun);
    void start_actions(StepIndex step, std::uint16_t visit, Ordinal cause);
    Next next_of_all() const;
    void come_to(Active& active);
    void complete(Active& here, Ordinal cause) { complete(here, cause, how_far_.now + Minutes{1}); }
    void complete(Active& here, Ordinal cause, Instant limit) {
        const bool plainly = here.code->only_goes_on && ahead_.empty();
        plainly ? go_on_plainly(here, cause, limit) : complete_in_full(here, cause);
    }
    void complete_in_full(Active& here, Ordinal cause);
    void completes_at_once(const Active& here);
    void finish();  // before anything else is done
    struct PlainWalker;
    void go_on_plainly(Active& here, Ordinal cause, Instant limit);
    void close();
    void fire_clock(StepIndex clock);
    void wake(Range waits, Ordinal cause);  // waits until something has happened that now has
    void leave(const EndedVisit& ended, Ordinal cause);
    void take_branches(StepIndex step, const StepCode& code, std::uint16_t visit, Branch branch, Ordinal cause);
    void decide(const EndedVisit& ended, const StepCode& code, Ordinal cause);
    const StepCode& code_now(StepIndex step) const;  // in the version whose guards hold at this minute
    const StepCode& version_now(const StepCode& code) const;
    std::uint16_t drawn_way(const StepCode& code, std::uint32_t way_word) const;  // no_way: every way is shut
    bool is_open(const WayCode& way) const { return way.in_force.covers(how_far_.now) && holds(way.condition); }
    void act(StepIndex from, std::uint16_t way, Ordinal cause, Branch branch);
    void return_callers(StepIndex exit, std::uint32_t process, Ordinal cause);

    // Ending regions (6), branches (5). `cause`: an event of `spared`, the step that ends the region.
    void end_region(std::uint16_t region, Ordinal cause, StepIndex spared);
    void end_active(StepIndex step, Ordinal cause);
    void release(Branch branch, Ordinal cause);

    // Attributes, conditions, time. `cause`: an event of `step`.
    void set(Range codes, StepIndex step, Ordinal cause);
    void draw(const StepCode& code, StepIndex step, std::uint16_t visit, Ordinal cause);
    void set_value(AttributeIndex attribute, std::uint8_t value, StepIndex step, Ordinal cause);
    bool holds(std::uint32_t condition) const { return condition == absent || is_met(condition); }
    bool is_met(std::uint32_t condition) const;
    std::int32_t age_years() const;
    Instant timescale_end(const DurationCode& duration, const Active& active) const;
    void set_due(const StepCode& code, Active& active) const;

    Ordinal emit(EventKind kind, StepIndex step, Ordinal cause, std::uint32_t detail = 0);
    EventPen pen();  // for the events of a move at most, until it is put down
    void put_down(const EventPen& pen);
    // A place among the active, to be filled in.
    Active& add_active(StepIndex step, const StepCode& code);
    void remove_active(StepIndex step);
    void note_active(StepIndex step, std::size_t slot);
    void forget_active();
    bool is_active(StepIndex step) const { return (is_active_[index(step) / 64] >> (index(step) % 64) & 1) != 0; }
    // Active, and not ahead of a place that is still to be reached.
    bool is_active_in_place(StepIndex step) const;

    struct Caller {
        std::uint32_t process;
        StepIndex entry, returns_to;
        Ordinal cause;
        Branch branch;
    };

    // A step under way, or done, ahead of its place.
    struct BegunAhead {
        StepIndex step = no_step, through = no_step;
        Range stretch;
        bool is_done = false, is_reached = false;
        std::uint16_t no_padding = 0;
        EndedVisit held;            // of `through`, once it is done
        Branch branch = no_branch;  // of the arrival at the old place, once that is reached
    };

    void rest(RestWriter& out, const Active& active) const;
    bool any_branch_matters() const;
    void wake_active(RestReader& in);

    const Model& model_;
    Family* family_ = nullptr;
    ChildDraws draws_;
    Child child_;
    const EntryCode* entry_ = nullptr;
    HowFar how_far_;
    bool over_ = false;
    bool keeps_events_ = true;
    StepIndex last_outcome_ = no_step;
    struct AtOnce {
        StepIndex step = no_step;
        Ordinal cause = no_cause;
    };
    AtOnce at_once_;               // a step that is still to be completed in this very moment
    std::uint32_t holding_ = 0;    // active, but for lifelong clocks
    std::uint32_t gathering_ = 0;  // active, waiting for siblings

    WrittenEvents events_;
    std::vector<Active> active_;
    MetSteps met_;
    std::vector<std::uint64_t> is_active_;  // bits by step
    std::vector<std::uint8_t> slot_of_;     // by step: place in active_, where it is active
    std::vector<std::uint64_t> full_;       // by join: slots that are full
    std::vector<std::uint8_t> values_;      // by attribute
    std::vector<Caller> callers_;
    std::vector<BegunAhead> ahead_;
    Branches branches_;
    std::vector<std::pair<Branch, Ordinal>> ended_;  // branches that lost a piece while a region ends
};

}  // namespace permap
