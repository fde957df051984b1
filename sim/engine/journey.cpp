#include "engine/journey.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "engine/family.hpp"
#include "engine/run.hpp"

namespace permap {

namespace {

constexpr std::uint32_t purpose(Purpose base, std::size_t i = 0) {
    return static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(i);
}

}  // namespace

Journey::Journey(const Model& model)
    : model_(model),
      met_(model),
      is_active_((model.steps.size() + 63) / 64),
      slot_of_(model.steps.size()),
      full_(model.joins.size()) {}

void Journey::begin(RunKey run, ChildKey key, const Child& child, const EntryCode& entry, Family* family,
                    bool keeps_events) {
    belongs_to(run, key, child, entry, family, keeps_events);
    come_to(child.entered);
    over_ = false;
    last_outcome_ = no_step;
    how_far_.next_ordinal = how_far_.first_of_minute = 0;
    met_.begin();
    std::fill(full_.begin(), full_.end(), std::uint64_t{0});
    values_ = model_.start_values;
}

void Journey::belongs_to(RunKey run, ChildKey key, const Child& child, const EntryCode& entry, Family* family,
                         bool keeps_events) {
    family_ = family;
    draws_ = ChildDraws(run, key);
    child_ = child;
    entry_ = &entry;
    keeps_events_ = keeps_events;
    holding_ = 0;
    gathering_ = 0;
    events_.clear();
    forget_active();
    callers_.clear();
    ahead_.clear();
    branches_.clear();
    at_once_ = {};
}

void Journey::enter() {
    const auto age_days = (date_of(child_.entered) - child_.birth_date).count();
    const Ordinal entered = emit(EventKind::entered, entry_->step, no_cause, static_cast<std::uint32_t>(age_days));
    if (entry_->family_size_as >= 0) {
        const auto children = static_cast<std::uint8_t>(family_->size());
        set_value(static_cast<AttributeIndex>(entry_->family_size_as), children, entry_->step, entered);
    }
    set(sets_at_entry(), entry_->step, entered);
    arrive(entry_->step, entered, no_branch, no_step, 0);
    finish();
}

// A scenario may set something else from a date on.
Range Journey::sets_at_entry() const {
    Range sets = entry_->sets;
    for (std::uint32_t i = entry_->later.first; i < entry_->later.end(); ++i) {
        if (model_.later_entries[i].from <= how_far_.now) sets = model_.later_entries[i].sets;
    }
    return sets;
}

// ── events ──────────────────────────────────────────────────────────────────────────────────────────────────────

Ordinal Journey::emit(EventKind kind, StepIndex step, Ordinal cause, std::uint32_t detail) {
    const Ordinal here = how_far_.next_ordinal;
    if (keeps_events_)
        events_.write({.at = how_far_.now, .cause = cause, .detail = detail, .step = step, .kind = kind});
    how_far_.wrote_up_to(here + 1);
    return here;
}

EventPen Journey::pen() {
    return {events_.room_for(PlainMove::most_events), how_far_.now, how_far_.next_ordinal};
}

void Journey::put_down(const EventPen& pen) {
    if (keeps_events_) events_.wrote(pen.next() - how_far_.next_ordinal);
    how_far_.wrote_up_to(pen.next());
}

Active& Journey::add_active(StepIndex step, const StepCode& code) {
    PERMAP_ASSERT(active_.size() < 0xff && !is_active(step));
    note_active(step, active_.size());
    if (!code.clock_lifelong) ++holding_;
    Active& active = active_.emplace_back();
    active.step = step;
    active.code = &code;
    active.ready_at = how_far_.now;
    return active;
}

void Journey::note_active(StepIndex step, std::size_t slot) {
    is_active_[index(step) / 64] |= std::uint64_t{1} << (index(step) % 64);
    slot_of_[index(step)] = static_cast<std::uint8_t>(slot);
}

void Journey::forget_active() {
    for (const Active& active : active_)
        is_active_[index(active.step) / 64] &= ~(std::uint64_t{1} << (index(active.step) % 64));
    active_.clear();
}

void Journey::remove_active(StepIndex step) {
    PERMAP_ASSERT(is_active(step));
    Active& ended = active_[slot_of_[index(step)]];
    if (!ended.code->clock_lifelong) --holding_;
    if (ended.pending == Pending::gathering) --gathering_;
    if (&ended != &active_.back()) {
        slot_of_[index(active_.back().step)] = slot_of_[index(step)];
        ended = active_.back();
    }
    is_active_[index(step) / 64] &= ~(std::uint64_t{1} << (index(step) % 64));
    active_.pop_back();
}

Active* Journey::active(StepIndex step) {
    return is_active(step) ? &active_[slot_of_[index(step)]] : nullptr;
}

// ── arriving ────────────────────────────────────────────────────────────────────────────────────────────────────

void Journey::arrive(StepIndex to, Ordinal cause, Branch branch, StepIndex from, std::uint16_t way) {
    const StepCode& code = model_.steps[index(to)];
    if (code.plain_arrival && ahead_.empty()) {
        if (is_active(to)) return release(branch, emit(EventKind::merged, to, cause));
        return code.only_takes_time || code.only_asks ? make_plainly_ready(to, cause, branch)
                                                      : make_ready(to, cause, branch);
    }
    if (code.join != absent) return deliver(to, cause, branch, from, way);
    if (code.kind == StepKind::clock) {
        const bool merged = start_clock(to, cause, true);
        return release(branch, merged ? how_far_.next_ordinal - 1 : cause);
    }
    if (const std::size_t at = ahead_of(to); at < ahead_.size() && !ahead_[at].is_reached)
        return reach_place(at, cause, branch);
    bool merges = is_active(to) || ahead_of(to) < ahead_.size();
    for (const StepIndex step : model_.steps_in(code.branches)) merges = merges || is_active_in_place(step);
    if (merges) return release(branch, emit(EventKind::merged, to, cause));
    make_ready(to, cause, branch);
}

const StepCode& Journey::code_now(StepIndex step) const {
    const StepCode& code = model_.steps[index(step)];
    return code.guards.empty() ? code : version_now(code);
}

const StepCode& Journey::version_now(const StepCode& code) const {
    std::uint32_t version = 0;
    for (std::uint32_t i = 0; i < code.guards.count; ++i) {
        const GuardCode& guard = model_.guards[code.guards.first + i];
        if (guard.from <= how_far_.now && holds(guard.condition)) version |= 1U << i;
    }
    return version == 0 ? code : model_.versions[code.versions + version - 1];
}

void Journey::make_ready(StepIndex step, Ordinal cause, Branch branch) {
    const StepCode& code = code_now(step);
    const std::uint16_t visit = met_.count_visit(step, how_far_.now);
    const Ordinal ready = emit(EventKind::ready, step, cause, visit);
    Active& active = add_active(step, code);
    active.visit = visit;
    active.branch = branch;
    active.ready = ready;
    active.passes = code.passed_through || !code.in_force.covers(how_far_.now);
    draw_words(model_, draws_, code, active);
    if (code.gather_minutes >= 0 && !active.passes && family_->has_siblings()) {
        active.pending = Pending::gathering;
        active.phase = 0;
        active.due = how_far_.now + Minutes{code.gather_minutes};
        ++gathering_;
        // Those who come later wait by the patience of the first.
        if (const Active* first = family_->gathering_at(step, *this)) {
            active.due = first->due;
            active.tie = first->tie;
        }
        return;
    }
    ask(active);
}

void Journey::make_plainly_ready(StepIndex step, Ordinal cause, Branch branch) {
    const StepCode& code = model_.steps[index(step)];
    Active& here = add_active(step, code);
    here.branch = branch;
    const std::uint16_t visit = met_.count_visit(step, how_far_.now);
    const Ordinal ready = emit(EventKind::ready, step, cause, visit);
    static_cast<VisitCore&>(here) = plain_visit(model_, draws_, code, step, visit, how_far_.now, ready);
    if (here.pending == Pending::unit) return family_->ask_unit(*this, here, code.resource);
    emit(EventKind::started, step, ready);
    if (here.due <= how_far_.now) completes_at_once(here);
}

void Journey::deliver(StepIndex join_step, Ordinal cause, Branch branch, StepIndex from, std::uint16_t way) {
    const std::uint32_t join = model_.steps[index(join_step)].join;
    const JoinCode& code = model_.joins[join];
    if (code.waits_for_branches) {
        if (branches_.belongs_to(branch, join_step)) return release(branch, cause);
        return release(branch, emit(EventKind::merged, join_step, cause));
    }
    for (const SlotCode& slot : code.slots) {
        if (slot.step != from || (slot.way != 0xffff && slot.way != way)) continue;
        const std::uint64_t bit = std::uint64_t{1} << slot.slot;
        if ((full_[join] & bit) != 0) return release(branch, emit(EventKind::merged, join_step, cause));
        full_[join] |= bit;
        break;
    }
    const bool complete =
        std::any_of(code.sets.begin(), code.sets.end(), [&](std::uint64_t set) { return (full_[join] & set) == set; });
    const bool waits = std::any_of(code.waits_while.begin(), code.waits_while.end(),
                                   [&](StepIndex step) { return is_active_in_place(step); });
    if (!complete || waits) return release(branch, cause);
    full_[join] &= code.standing;
    fire_join(join_step, cause, branch);
}

void Journey::fire_join(StepIndex join_step, Ordinal cause, Branch branch) {
    if (is_active(join_step)) return release(branch, emit(EventKind::merged, join_step, cause));
    make_ready(join_step, cause, branch);
}

// True when it was running, is kept, and the arrival was written as merged.
bool Journey::start_clock(StepIndex clock, Ordinal cause, bool kept_is_merged) {
    const StepCode& code = code_now(clock);
    if (is_active(clock) && !code.clock_restarts) {
        if (kept_is_merged) emit(EventKind::merged, clock, cause);
        return kept_is_merged;
    }
    if (is_active(clock)) {
        remove_active(clock);
        emit(EventKind::clock_ended, clock, cause);
    }
    if (!code.in_force.covers(how_far_.now) || !holds(code.only_if)) return false;
    const std::uint16_t start = met_.count_start(clock);
    const Ordinal started = emit(EventKind::clock_started, clock, cause);
    Active& active = add_active(clock, code);
    active.visit = start;
    active.pending = Pending::clock;
    active.ready = active.begun = started;
    draw_words(model_, draws_, code, active);
    if (!code.clock_silent) set_due(code, active);
    return false;
}

// ── ahead of its place ──────────────────────────────────────────────────────────────────────────────────────────

std::size_t Journey::ahead_of(StepIndex step) const {
    std::size_t at = 0;
    while (at < ahead_.size() && ahead_[at].step != step) ++at;
    return at;
}

bool Journey::is_active_in_place(StepIndex step) const {
    if (!is_active(step)) return false;
    return std::none_of(ahead_.begin(), ahead_.end(), [&](const BegunAhead& ahead) {
        const auto stretch = model_.steps_in(ahead.stretch);
        return !ahead.is_reached && std::find(stretch.begin(), stretch.end(), step) != stretch.end();
    });
}

void Journey::begin_ahead(const AheadCode& code, Ordinal cause) {
    if (is_active(code.step) || ahead_of(code.step) < ahead_.size()) return;
    if (!code.every_time && met_.visits(code.step) > 0) return;
    ahead_.push_back({.step = code.step, .through = code.through, .stretch = code.stretch, .held = {}});
    make_ready(code.step, cause, no_branch);
}

// What is being done ahead is not done again: the arrival is written, and waits with its branch until it is done.
void Journey::reach_place(std::size_t at, Ordinal cause, Branch branch) {
    ahead_[at].is_reached = true;
    ahead_[at].branch = branch;
    const Ordinal reached = emit(EventKind::merged, ahead_[at].step, cause);
    if (ahead_[at].is_done) go_on(at, reached);
}

bool Journey::is_held(const EndedVisit& ended, Ordinal completed) {
    for (std::size_t at = 0; at < ahead_.size(); ++at) {
        if (ahead_[at].through != ended.step) continue;
        ahead_[at].is_done = true;
        ahead_[at].held = ended;
        if (ahead_[at].is_reached) go_on(at, completed);
        return true;
    }
    return false;
}

void Journey::go_on(std::size_t at, Ordinal cause) {
    EndedVisit held = ahead_[at].held;
    held.branch = ahead_[at].branch;
    ahead_.erase(ahead_.begin() + static_cast<std::ptrdiff_t>(at));
    leave(held, cause);
}

// ── starting ────────────────────────────────────────────────────────────────────────────────────────────────────

bool Journey::needs_resource(const Active& active) const {
    return active.code->resource != absent && holds(active.code->needs_it_if);
}

void Journey::ask(Active& here) {
    const StepCode& code = *here.code;
    if (code.resource == absent || here.passes || !needs_resource(here)) return open(here);
    here.due = Instant::max();
    if (model_.resources[code.resource].kind == ResourceKind::pool) {
        here.pending = Pending::unit;
        family_->ask_unit(*this, here, code.resource);
    } else {
        here.pending = Pending::sitting;
        here.phase = 3;
        family_->book_place(*this, here, code.resource);
    }
}

void Journey::open(Active& here) {
    const StepCode& code = *here.code;
    if (code.duration.ends == EndsBy::working && !here.passes && here.ticks > 0) {
        const Instant opening = model_.calendars[code.duration.calendar].next_opening(how_far_.now);
        if (opening > how_far_.now) {
            here.pending = Pending::opening;
            here.phase = 3;
            here.due = opening;
            here.out_of_hours = opening - how_far_.now;
            return;
        }
    }
    start(here);
}

void Journey::start(Active& here) {
    const StepIndex step = here.step;
    const StepCode& code = *here.code;
    here.pending = Pending::work;
    here.due = Instant::max();
    here.begun = emit(EventKind::started, step, here.ready, wait_detail(here.out_of_hours, here.gathered));
    if (!code.plain_start && !go_through_start(step, code, here.begun)) return;
    Active& working = active_[slot_of_[index(step)]];
    if (working.passes || code.duration.ends == EndsBy::no_time) return completes_at_once(working);
    if (code.duration.ends == EndsBy::step) {
        if (met_.last_completed(code.duration.awaited) != Instant::min()) return completes_at_once(working);
        working.pending = Pending::another_step;
    }
    set_due(code, working);
    if (working.due <= how_far_.now) completes_at_once(working);
}

// False where what the start set off has ended this step in turn: a region that ended may have set a join free, and
// what is begun ahead may end its own beginner.
bool Journey::go_through_start(StepIndex step, const StepCode& code, Ordinal begun) {
    const auto goes_on = [&] { return is_active(step) && active(step)->begun == begun; };
    start_actions(step, active(step)->visit, begun);
    for (std::uint32_t i = code.ahead.first; i < code.ahead.end() && goes_on(); ++i) {
        begin_ahead(model_.aheads[i], begun);
        finish();
    }
    return goes_on();
}

void Journey::start_actions(StepIndex step, std::uint16_t visit, Ordinal cause) {
    const StepCode& code = model_.steps[index(step)];
    for (std::uint32_t i = code.cancels.first; i < code.cancels.end(); ++i)
        end_region(model_.region_lists[i], cause, step);
    for (const StepIndex clock : model_.steps_in(code.clocks_ended)) {
        if (!is_active(clock)) continue;
        remove_active(clock);
        emit(EventKind::clock_ended, clock, cause);
    }
    for (std::uint32_t i = code.joins_emptied.first; i < code.joins_emptied.end(); ++i) full_[model_.join_lists[i]] = 0;
    for (std::uint32_t i = code.slots_emptied.first; i < code.slots_emptied.end(); ++i) {
        full_[model_.slot_lists[i].first] &= model_.slot_lists[i].second;
    }
    set(code.sets, step, cause);
    if (!code.draws.empty()) draw(code, step, visit, cause);
    set(code.derives, step, cause);
    for (const StepIndex clock : model_.steps_in(code.clocks_started)) start_clock(clock, cause, false);
}

// ── completing ──────────────────────────────────────────────────────────────────────────────────────────────────

// What takes no time is completed by whoever set it off, once nothing else is left to do before it: a long chain of
// such steps is a loop in `finish`, and no deeper than a short one.
void Journey::completes_at_once(const Active& here) {
    PERMAP_ASSERT(at_once_.step == no_step);
    at_once_ = {here.step, here.begun};
}

void Journey::finish() {
    while (at_once_.step != no_step) {
        const AtOnce next = std::exchange(at_once_, {});
        complete(*active(next.step), next.cause);
    }
}

void Journey::complete_in_full(Active& here, Ordinal cause) {
    const StepIndex step = here.step;
    const StepCode& code = *here.code;
    const EndedVisit ended{step, here.visit, here.way_word, here.branch, here.party};
    const Ordinal completed = emit(EventKind::completed, step, cause);
    met_.completed(step, how_far_.now);
    if (code.resource != absent || ended.party >= 0) family_->ended(*this, here, code, false);
    remove_active(step);
    if (code.adds_to != absent) family_->add_unit(code.adds_to);
    if (code.kind == StepKind::outcome) last_outcome_ = step;
    if (ahead_.empty() || !is_held(ended, completed)) leave(ended, completed);
    if (code.exit_of != absent) return_callers(step, code.exit_of, completed);
    wake(model_.steps[index(step)].woken, completed);
}

// The journey as whoever walks plainly: it may do other things meanwhile, be in a branch, and take ways that depend on
// what is known of the child.
struct Journey::PlainWalker {
    Journey& journey;
    Active& here;
    HowFar& how_far;

    std::uint16_t way_of(const StepCode& code, std::uint32_t way_word) const {
        return journey.drawn_way(code, way_word);
    }
    bool goes_to(StepIndex to, const StepCode& next) const {
        return (next.only_takes_time || next.only_asks) && !journey.is_active(to);
    }
    void leaves(const VisitCore&, const StepCode& code) const {
        if (code.resource != absent) journey.family_->ended(journey, here, code, false);
    }
    std::uint16_t count_visit(StepIndex step, Instant now) const { return journey.met_.count_visit(step, now); }
    void writes(const PlainMove& move) const {
        EventPen pen = journey.pen();
        move.write(pen);
        journey.put_down(pen);
    }
};

void Journey::go_on_plainly(Active& here, Ordinal cause, Instant limit) {
    if (active_.size() > 1) limit = how_far_.now + Minutes{1};
    here.due = how_far_.now;
    // One place among the active goes from step to step; which step that is nobody asks meanwhile.
    const std::size_t slot = slot_of_[index(here.step)];
    const Ordinal first_ready = here.ready;
    is_active_[index(here.step) / 64] &= ~(std::uint64_t{1} << (index(here.step) % 64));
    PlainWalker walker{*this, here, how_far_};
    const PlainEnd end = walk_plainly(model_, draws_, walker, here, cause, limit);
    note_active(here.step, slot);
    if (here.ready != first_ready) {
        static_cast<VisitSeldom&>(here) = {.branch = here.branch};
        here.code = &model_.steps[index(here.step)];
    }
    switch (end.where) {
        case PlainEnd::Where::under_way:
            return;
        case PlainEnd::Where::asks:
            return family_->ask_unit(*this, here, here.code->resource);
        case PlainEnd::Where::elsewhere:
            break;
    }
    come_to(here.due);
    if (!here.code->only_goes_on) return complete_in_full(here, end.cause);
    const StepIndex step = here.step;
    EventPen pen = this->pen();
    Ordinal last = pen.write(EventKind::completed, step, end.cause);
    if (here.code->choice == Choice::one_of && end.way != no_way)
        last = pen.write(EventKind::decided, step, last, end.way);
    put_down(pen);
    if (here.code->resource != absent) family_->ended(*this, here, *here.code, false);
    const Branch branch = here.branch;
    remove_active(step);
    if (end.way == no_way) return release(branch, last);  // every way shut: stuck, as the events show
    act(step, end.way, last, branch);
}

void Journey::wake(Range waits, Ordinal cause) {
    for (const StepIndex waiting : model_.steps_in(waits)) {
        finish();
        if (is_active(waiting) && active(waiting)->pending == Pending::another_step) complete(*active(waiting), cause);
    }
}

void Journey::fire_clock(StepIndex clock) {
    const StepCode& code = model_.steps[index(clock)];
    const Active& here = *active(clock);
    const EndedVisit fired{clock, here.visit, here.way_word, no_branch};
    const Ordinal event = emit(EventKind::clock_fired, clock, here.begun);
    remove_active(clock);
    met_.count_firing(clock, how_far_.now);
    if (!code.plain_start) start_actions(clock, fired.visit, event);
    leave(fired, event);
    wake(code.woken, event);
}

// Decisions are made, and branches begun, as the step is now: a scenario may have changed since it became ready.
void Journey::leave(const EndedVisit& ended, Ordinal cause) {
    const StepCode& code = code_now(ended.step);
    switch (code.choice) {
        case Choice::nothing:
            return release(ended.branch, cause);
        case Choice::only:
            return act(ended.step, 0, cause, ended.branch);
        case Choice::one_of:
            return decide(ended, code, cause);
        case Choice::all_of:
            return take_branches(ended.step, code, ended.visit, ended.branch, cause);
    }
}

void Journey::decide(const EndedVisit& ended, const StepCode& code, Ordinal cause) {
    const bool as_one = code.one_decision && ended.party >= 0;
    std::uint16_t way = code.take;
    if (way == no_way && as_one) {
        way = family_->way_of(ended.party);
        if (way != no_way && !is_open(model_.ways[code.ways.first + way])) way = no_way;  // shut for this sibling
    }
    if (way == no_way) way = drawn_way(code, ended.way_word);
    if (way == no_way) return release(ended.branch, cause);  // every way shut: stuck, as the events show
    if (as_one && family_->way_of(ended.party) == no_way) family_->settle_way(ended.party, way);
    act(ended.step, way, emit(EventKind::decided, ended.step, cause, way), ended.branch);
}

std::uint16_t Journey::drawn_way(const StepCode& code, std::uint32_t way_word) const {
    return way_by_draw(model_, code, way_word, [this](const WayCode& way) { return is_open(way); });
}

void Journey::take_branches(StepIndex step, const StepCode& code, std::uint16_t visit, Branch branch, Ordinal cause) {
    PERMAP_ASSERT(code.ways.count <= 60);
    std::uint64_t starts = 0;
    std::uint32_t count = 0;
    constexpr std::uint64_t always = std::uint64_t{1} << 32;
    for (std::uint32_t i = 0; i < code.ways.count; ++i) {
        const WayCode& way = model_.ways[code.ways.first + i];
        if (!is_open(way)) continue;
        if (way.branch_threshold < always &&
            draws_.word(code.name, visit, purpose(Purpose::branch, i)) >= way.branch_threshold) {
            continue;
        }
        starts |= std::uint64_t{1} << i;
        ++count;
    }
    if (count == 0) {
        if (code.none_started == no_step) {
            release(branch, cause);
        } else if (model_.steps[index(code.none_started)].join != absent) {
            fire_join(code.none_started, cause, branch);
        } else {
            arrive(code.none_started, cause, branch, step, 0xffff);
        }
    } else {
        Branch next = no_branch;
        if (code.starts_join != absent) {
            next = branches_.open_group(model_.joins[code.starts_join].step, branch, count);
        } else {
            for (std::uint32_t i = 1; i < count; ++i) branches_.retain(branch);
        }
        for (std::uint32_t i = 0; i < code.ways.count; ++i) {
            if ((starts >> i & 1U) == 0) continue;
            finish();
            const Ordinal decided = emit(EventKind::decided, step, cause, i);
            act(step, static_cast<std::uint16_t>(i), decided, code.starts_join != absent ? next++ : branch);
        }
    }
    if (code.clears.empty()) return;
    finish();
    set(code.clears, step, cause);
}

void Journey::act(StepIndex from, std::uint16_t way, Ordinal cause, Branch branch) {
    const WayCode& code = model_.ways[model_.steps[index(from)].ways.first + way];
    if (!code.plain) {
        for (std::uint32_t i = code.interrupts.first; i < code.interrupts.end(); ++i) {
            end_region(model_.region_lists[i], cause, from);
        }
        set(code.sets, from, cause);
        if (code.returns_to != no_step) {
            callers_.push_back({code.called_process, code.to, code.returns_to, cause, branch});
            const bool busy = std::any_of(active_.begin(), active_.end(), [&](const Active& active) {
                return active.pending != Pending::clock &&
                       model_.steps[index(active.step)].process == code.called_process &&
                       is_active_in_place(active.step);
            });
            if (busy) {
                emit(EventKind::merged, code.to, cause);
            } else {
                arrive(code.to, cause, no_branch, from, way);
            }
            return;
        }
    }
    arrive(code.to, cause, branch, from, way);
}

void Journey::return_callers(StepIndex exit, std::uint32_t process, Ordinal cause) {
    if (callers_.empty()) return;
    std::vector<Caller> returning;
    for (std::size_t i = 0; i < callers_.size();) {
        if (callers_[i].process != process) {
            ++i;
            continue;
        }
        returning.push_back(callers_[i]);
        callers_.erase(callers_.begin() + static_cast<std::ptrdiff_t>(i));
    }
    for (const Caller& caller : returning) {
        finish();
        arrive(caller.returns_to, cause, caller.branch, exit, 0xffff);
    }
}

// ── regions and branches ────────────────────────────────────────────────────────────────────────────────────────

void Journey::end_active(StepIndex step, Ordinal cause) {
    const Active& here = *active(step);
    if (here.pending == Pending::clock) {
        remove_active(step);
        emit(EventKind::clock_ended, step, cause);
        return;
    }
    const Branch branch = here.branch;
    const Ordinal cancelled = emit(EventKind::cancelled, step, cause);
    if (here.code->resource != absent || here.party >= 0) family_->ended(*this, here, *here.code, true);
    remove_active(step);
    if (branch != no_branch) ended_.emplace_back(branch, cancelled);
}

void Journey::end_region(std::uint16_t region, Ordinal cause, StepIndex spared) {
    const RegionCode& code = model_.regions[region];
    const std::size_t before = ended_.size();
    for (const StepIndex step : model_.steps_in(code.steps)) {
        if (step != spared && is_active(step)) end_active(step, cause);
    }
    for (std::uint32_t i = code.joins.first; i < code.joins.end(); ++i) {
        const std::uint16_t join = model_.join_lists[i];
        full_[join] = 0;
        if (!branches_.empty()) branches_.dissolve_groups_of(model_.joins[join].step);
    }
    for (std::size_t i = 0; i < callers_.size();) {
        if (!code.contains(callers_[i].entry) && !code.contains(callers_[i].returns_to)) {
            ++i;
            continue;
        }
        ended_.emplace_back(callers_[i].branch, cause);
        callers_.erase(callers_.begin() + static_cast<std::ptrdiff_t>(i));
    }
    for (std::size_t i = 0; i < ahead_.size();) {
        if (!code.contains(ahead_[i].step) && !code.contains(ahead_[i].through)) {
            ++i;
            continue;
        }
        if (ahead_[i].is_reached) ended_.emplace_back(ahead_[i].branch, cause);
        ahead_.erase(ahead_.begin() + static_cast<std::ptrdiff_t>(i));
    }
    set(code.when_ended, spared, cause);
    // Only now may branches be found over: what follows must see the region ended.
    const std::vector<std::pair<Branch, Ordinal>> lost(ended_.begin() + static_cast<std::ptrdiff_t>(before),
                                                       ended_.end());
    ended_.resize(before);
    for (const auto& [branch, event] : lost) {
        release(branch, event);
        finish();
    }
}

void Journey::release(Branch branch, Ordinal cause) {
    if (branch == no_branch) return;
    if (const auto fired = branches_.release(branch)) fire_join(fired->join, cause, fired->outer);
}

// ── attributes, conditions, time ────────────────────────────────────────────────────────────────────────────────

void Journey::set_value(AttributeIndex attribute, std::uint8_t value, StepIndex step, Ordinal cause) {
    if (values_[index(attribute)] == value) return;
    values_[index(attribute)] = value;
    emit(EventKind::attribute_set, step, cause, attribute_detail(attribute, value));
}

void Journey::set(Range codes, StepIndex step, Ordinal cause) {
    for (std::uint32_t i = codes.first; i < codes.end(); ++i) {
        const SetCode& code = model_.set_codes[i];
        if (!holds(code.condition)) continue;
        std::uint8_t value = code.value;
        if (code.add != 0) {
            value =
                static_cast<std::uint8_t>(std::clamp<int>(values_[index(code.attribute)] + code.add, 0, code.limit));
        }
        set_value(code.attribute, value, step, cause);
    }
}

void Journey::draw(const StepCode& code, StepIndex step, std::uint16_t visit, Ordinal cause) {
    for (std::uint32_t i = 0; i < code.draws.count; ++i) {
        const DrawCode& draw = model_.draw_codes[code.draws.first + i];
        if (draw.unless != absent && holds(draw.unless)) continue;
        for (std::uint32_t c = draw.cases.first; c < draw.cases.end(); ++c) {
            const DrawCase& drawn = model_.draw_cases[c];
            if (!holds(drawn.condition)) continue;
            const std::uint32_t word = draws_.word(code.name, visit, purpose(Purpose::attribute, i));
            const std::size_t value =
                chosen({model_.thresholds.data() + drawn.thresholds.first, drawn.thresholds.count}, word);
            set_value(draw.attribute, model_.draw_values[drawn.values.first + value], step, cause);
            break;
        }
    }
}

bool Journey::is_met(std::uint32_t condition) const {
    return permap::holds(model_.conditions[condition].data(),
                         [this](Subject subject, std::uint16_t which) -> std::int32_t {
                             switch (subject) {
                                 case Subject::attribute:
                                     return values_[which];
                                 case Subject::age_years:
                                     return age_years();
                                 case Subject::visits:
                                     return met_.visits(static_cast<StepIndex>(which));
                             }
                             return 0;
                         });
}

std::int32_t Journey::age_years() const {
    const Instant birth = midnight(child_.birth_date);
    const std::chrono::year_month_day born{child_.birth_date}, today{date_of(how_far_.now)};
    const std::int32_t years = static_cast<int>(today.year()) - static_cast<int>(born.year());
    return how_far_.now >= add_months(birth, 12 * years) ? years : years - 1;
}

// Of the timescale in force when the visit became ready; at once where there was none.
Instant Journey::timescale_end(const DurationCode& duration, const Active& active) const {
    for (std::uint32_t i = duration.timescales.first; i < duration.timescales.end(); ++i) {
        const TimescaleCode& limit = model_.timescales[i];
        if (!limit.in_force.covers(active.ready_at)) continue;
        Instant start = active.ready_at;
        if (limit.from != no_step) {
            const Instant last = limit.from_ready ? met_.last_ready(limit.from) : met_.last_completed(limit.from);
            if (last != Instant::min()) start = last;
        }
        return deadline(start, limit.value, limit.unit, limit.inclusive, model_.calendars[duration.calendar]);
    }
    return how_far_.now;
}

void Journey::set_due(const StepCode& code, Active& active) const {
    const DurationCode& duration = code.duration;
    active.phase = active.pending == Pending::clock ? 2 : 1;
    switch (duration.ends) {
        case EndsBy::no_time:
            active.due = how_far_.now;
            break;
        case EndsBy::minutes:
            active.due = how_far_.now + Minutes{active.ticks};
            break;
        case EndsBy::working:
            active.due = model_.calendars[duration.calendar].add_working(how_far_.now, Minutes{active.ticks});
            break;
        case EndsBy::months:
            active.due = add_month_ticks(how_far_.now, active.ticks);
            break;
        case EndsBy::age:
            active.due = std::max(how_far_.now, add_month_ticks(midnight(child_.birth_date), active.ticks));
            active.phase = 0;
            break;
        case EndsBy::date:
            active.due = std::max(how_far_.now, duration.date);
            active.phase = 0;
            break;
        case EndsBy::timescale:
            active.due = std::max(how_far_.now, timescale_end(duration, active));
            break;
        case EndsBy::step:
            active.due = Instant::max();
            break;
    }
    if (duration.last_birthday_months == 0x7fffffff) return;
    const Instant birthday =
        std::max(how_far_.now, add_months(midnight(child_.birth_date), duration.last_birthday_months));
    if (birthday < active.due) {
        active.due = birthday;
        active.phase = 0;
    }
}

// ── what falls due ──────────────────────────────────────────────────────────────────────────────────────────────

Journey::Next Journey::next_of_all() const {
    Next next;
    Instant earliest = Instant::max();
    for (std::size_t i = 0; i < active_.size(); ++i) {
        const Active& active = active_[i];
        if (active.due > earliest || active.due == Instant::max()) continue;
        const Due due = Due::of(active.due, active.phase, active.tie);
        if (!due.before(next.due)) continue;
        next = {due, static_cast<std::uint32_t>(i)};
        earliest = active.due;
    }
    return next;
}

void Journey::come_to(Active& active) {
    switch (active.pending) {
        case Pending::work:
        case Pending::another_step:  // a birthday came first
            return complete(active, active.begun);
        case Pending::clock:
            return fire_clock(active.step);
        case Pending::sitting:
            return open(active);
        case Pending::opening:
            return start(active);
        case Pending::gathering:
        case Pending::following:
        case Pending::unit:
            PERMAP_ASSERT(active.pending == Pending::gathering);  // the family ends it
    }
}

std::uint64_t Journey::own_tie(StepIndex step) const {
    const auto words = draws_.block(model_.steps[index(step)].name, active_[slot_of_[index(step)]].visit);
    return std::uint64_t{words[3]} << 32 | words[2];
}

Journey::Next Journey::due_of(StepIndex step) const {
    const std::uint8_t slot = slot_of_[index(step)];
    return {Due::of(active_[slot].due, active_[slot].phase, active_[slot].tie), slot};
}

StepIndex Journey::next_gathering(StepIndex after) const {
    const auto from = static_cast<std::uint16_t>(static_cast<std::uint16_t>(after) + 1);  // no_step + 1 is 0
    StepIndex next = no_step;
    for (const Active& active : active_) {
        if (active.pending == Pending::gathering && static_cast<std::uint16_t>(active.step) >= from)
            next = std::min(next, active.step);
    }
    return next;
}

void Journey::gathering_is_over(StepIndex step) {
    active(step)->pending = Pending::following;
    active(step)->due = Instant::max();
    --gathering_;
}

// Siblings follow one of them who asks for all.
bool Journey::waits_for_unit() const {
    return std::any_of(active_.begin(), active_.end(), [](const Active& active) {
        return active.pending == Pending::unit || active.pending == Pending::following;
    });
}

bool Journey::is_at_any(const std::vector<bool>& steps) const {
    return std::any_of(active_.begin(), active_.end(), [&](const Active& active) { return steps[index(active.step)]; });
}

StepIndex Journey::gathering_at(const Next& next) const {
    const Active& active = active_[next.slot];
    return active.pending == Pending::gathering ? active.step : no_step;
}

bool Journey::can_reach(StepIndex step) const {
    const auto leads_there = [&](StepIndex from) {
        return (model_.reaches[index(from)][index(step) / 64] >> (index(step) % 64) & 1) != 0;
    };
    return std::any_of(active_.begin(), active_.end(),
                       [&](const Active& active) { return leads_there(active.step); }) ||
           std::any_of(
               callers_.begin(), callers_.end(),
               [&](const Caller& caller) { return caller.returns_to == step || leads_there(caller.returns_to); }) ||
           branches_.any_open_join([&](StepIndex join) { return join == step || leads_there(join); });
}

std::int32_t Journey::priority_of(StepIndex step) const {
    const StepCode& code = *active_[slot_of_[index(step)]].code;
    for (std::uint32_t i = code.priorities.first; i < code.priorities.end(); ++i) {
        if (holds(model_.priorities[i].condition)) return model_.priorities[i].value;
    }
    return 0;
}

void Journey::close() {
    if (over_ || !callers_.empty()) return;
    emit(EventKind::left, last_outcome_, how_far_.next_ordinal - 1);
    over_ = true;
    forget_active();
}

// ── at rest ─────────────────────────────────────────────────────────────────────────────────────────────────────

namespace {

// What every journey has.
struct Head {
    Ordinal next_ordinal, first_of_minute;
    Instant now;
    StepIndex last_outcome;
    std::uint8_t active, full_joins;
    bool is_over, is_simple;
    std::uint16_t no_padding = 0;
};

struct FullJoin {
    std::uint64_t slots;
    std::uint64_t join;
};

}  // namespace

void Journey::rest(RestWriter& out, const Active& active) const {
    const StepCode& base = model_.steps[index(active.step)];
    VisitCore core = active;
    VisitSeldom seldom = active;
    const bool is_under_way =
        active.pending == Pending::work || active.pending == Pending::clock || active.pending == Pending::another_step;
    if (is_under_way) {
        core.ready_at = {};
        core.ready = no_cause;
        seldom.gathered = seldom.out_of_hours = Minutes{0};
        seldom.holds_place = false;
        seldom.asked = absent;
    }
    if (!keeps_events_) core.ready = core.begun = no_cause;
    if (active.code != &base)
        seldom.version = static_cast<std::uint8_t>(1 + (active.code - (model_.versions.data() + base.versions)));
    core.has_more = seldom == VisitSeldom{} ? 0 : 1;
    out.put(core);
    if (core.has_more != 0) out.put(seldom);
}

void Journey::wake_active(RestReader& in) {
    Active& active = active_.emplace_back();
    static_cast<VisitCore&>(active) = in.take<VisitCore>();
    active.code = &model_.steps[index(active.step)];
    if (active.has_more != 0) {
        static_cast<VisitSeldom&>(active) = in.take<VisitSeldom>();
        if (active.version > 0) active.code = &model_.versions[active.code->versions + active.version - 1];
        active.version = 0;
    }
    note_active(active.step, active_.size() - 1);
    if (!active.code->clock_lifelong) ++holding_;
    if (active.pending == Pending::gathering) ++gathering_;
}

// Branches that are over leave nothing behind.
bool Journey::any_branch_matters() const {
    return branches_.any_open() ||
           std::any_of(active_.begin(), active_.end(),
                       [](const Active& active) { return active.branch != no_branch; }) ||
           std::any_of(callers_.begin(), callers_.end(),
                       [](const Caller& caller) { return caller.branch != no_branch; }) ||
           !ahead_.empty();
}

// What is the same for all children is left out, and so is all that nothing can depend on any more: two journeys that
// will go on alike are put away alike.
void Journey::rest(RestWriter& out) const {
    PERMAP_ASSERT(full_.size() <= 0xff);
    Head head{.next_ordinal = how_far_.next_ordinal,
              .first_of_minute = how_far_.first_of_minute,
              .now = how_far_.now,
              .last_outcome = last_outcome_,
              .active = static_cast<std::uint8_t>(active_.size()),
              .full_joins = 0,
              .is_over = over_,
              .is_simple = callers_.empty() && ahead_.empty() && !any_branch_matters()};
    for (const std::uint64_t slots : full_) {
        if (slots != 0 && !over_) ++head.full_joins;
    }
    if (!keeps_events_) {
        head.next_ordinal -= head.first_of_minute;
        head.first_of_minute = 0;
        head.last_outcome = no_step;
    }
    out.reserve(sizeof head + active_.size() * (sizeof(VisitCore) + sizeof(VisitSeldom)) +
                head.full_joins * sizeof(FullJoin));
    out.put(head);
    if (over_) return;
    for (std::size_t word = 0; word < is_active_.size(); ++word) {  // in map order, whoever came first
        for (std::uint64_t left = is_active_[word]; left != 0; left &= left - 1)
            rest(out, active_[slot_of_[64 * word + static_cast<std::size_t>(std::countr_zero(left))]]);
    }
    for (std::size_t join = 0; head.full_joins > 0 && join < full_.size(); ++join) {
        if (full_[join] != 0) out.put(FullJoin{full_[join], join});
    }
    out.put_bytes(values_);
    met_.rest(out);
    if (head.is_simple) return;
    if (keeps_events_) {
        out.put_all(callers_);
    } else {
        std::vector<Caller> callers = callers_;
        for (Caller& caller : callers) caller.cause = no_cause;
        out.put_all(callers);
    }
    out.reserve(1 + ahead_.size() * sizeof(BegunAhead));
    out.put(static_cast<std::uint8_t>(ahead_.size()));
    for (const BegunAhead& ahead : ahead_) out.put(ahead);
    branches_.rest(out);
}

void Journey::wake(RunKey run, ChildKey key, const Child& child, const EntryCode& entry, Family* family,
                   bool keeps_events, RestReader& in) {
    belongs_to(run, key, child, entry, family, keeps_events);
    const auto head = in.take<Head>();
    how_far_.next_ordinal = head.next_ordinal;
    how_far_.first_of_minute = head.first_of_minute;
    how_far_.now = head.now;
    last_outcome_ = head.last_outcome;
    over_ = head.is_over;
    if (over_) return;
    for (std::uint8_t left = head.active; left > 0; --left) wake_active(in);
    for (std::uint64_t& slots : full_) slots = 0;
    for (std::uint8_t left = head.full_joins; left > 0; --left) {
        const auto join = in.take<FullJoin>();
        full_[static_cast<std::size_t>(join.join)] = join.slots;
    }
    values_.resize(model_.start_values.size());
    in.take_so_many(values_);
    met_.wake(in);
    if (head.is_simple) return;
    in.take_all(callers_);
    for (auto left = in.take<std::uint8_t>(); left > 0; --left) ahead_.push_back(in.take<BegunAhead>());
    branches_.wake(in);
}

// Nothing but its visit may be under way, and whatever else it remembers must be in a WaitingChild.
bool Journey::only_waits() const {
    if (over_ || active_.size() != 1 || !callers_.empty() || !ahead_.empty() || branches_.any_open()) return false;
    const Active& here = active_.front();
    return here.pending == Pending::unit && here.branch == no_branch && here.party < 0 && here.code->only_asks &&
           here.code->only_goes_on && !met_.has_entries() &&
           std::all_of(full_.begin(), full_.end(), [](std::uint64_t slots) { return slots == 0; });
}

void Journey::rest_waiting(const EventChains::Chain& events, RestWriter& out) const {
    const std::span<const std::uint64_t> met = met_.met();
    out.reserve(sizeof(WaitingChild) + met.size_bytes() + values_.size());
    const WaitingChild waiting{.visit = active_.front(),
                               .entry_key = draws_.child().entry,
                               .candidate = child_.candidate,
                               .how_far = how_far_,
                               .birth_date = child_.birth_date,
                               .followed_until = child_.followed_until,
                               .events = events,
                               .last_outcome = last_outcome_,
                               .met_words = static_cast<std::uint16_t>(met.size())};
    out.put_written(std::as_bytes(std::span(&waiting, 1)));
    out.put_written(std::as_bytes(met));
    out.put_bytes(values_);
}

void Journey::wake_waiting(RunKey run, const Child& child, const EntryCode& entry, Family* family, bool keeps_events,
                           const WaitingBytes& bytes) {
    const WaitingChild waiting = bytes.child();
    belongs_to(run, {waiting.entry_key, waiting.candidate, 0}, child, entry, family, keeps_events);
    how_far_ = waiting.how_far;
    last_outcome_ = waiting.last_outcome;
    over_ = false;
    const StepCode& code = model_.steps[index(waiting.visit.step)];
    Active& here = add_active(waiting.visit.step, code);
    static_cast<VisitCore&>(here) = waiting.visit;
    here.holds_unit = waiting.visit.pending == Pending::work && code.resource != absent;
    std::fill(full_.begin(), full_.end(), std::uint64_t{0});
    met_.begin(bytes.all_met(waiting));
    values_.resize(model_.start_values.size());
    if (!values_.empty()) std::memcpy(values_.data(), bytes.values(waiting).data(), values_.size());
}

}  // namespace permap
