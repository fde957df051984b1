#include "engine/together.hpp"

#include <algorithm>
#include <bit>

#include "engine/tell.hpp"
#include "engine/together_recorded.hpp"

namespace permap {

namespace {

// What is set off in a minute and belongs to an earlier phase of it comes right after what set it off.
const Due& later_of(const Due& a, const Due& b) {
    return a.before(b) ? b : a;
}

}  // namespace

Together::Together(const Model& model, const RunSettings& settings)
    : model_(model),
      settings_(settings),
      shared_(model, share_taken(settings)),
      asked_pools_((model.resources.size() + 63) / 64),
      arrivals_(arrivals(model, settings)),
      family_(model) {
    put_arrivals_in_order();
}

Together::Together(const Together& past, const Model& changed)
    : model_(changed),
      settings_(past.settings_),
      shared_(past.shared_, changed, share_taken(settings_), past.until_),
      asked_pools_(past.asked_pools_),
      arrivals_(arrivals(changed, settings_)),
      next_arrival_(past.next_arrival_),
      here_(past.here_),
      queue_(past.queue_),
      resting_(past.resting_),
      spare_(past.spare_),
      blocks_(past.blocks_),
      chains_(past.chains_),
      family_(changed) {
    put_arrivals_in_order();
}

void Together::put_arrivals_in_order() {
    // Those who come in in one minute come in by their ties, as all that falls due in it.
    std::stable_sort(arrivals_.begin(), arrivals_.end(), [this](const Arrival& a, const Arrival& b) {
        return a.at != b.at ? a.at < b.at : due_of(a).before(due_of(b));
    });
    look_at_arrivals();
}

void Together::look_at_arrivals() {
    // The last follow-up to end is not always that of the last to come in: months are of different length.
    for (const Arrival& arrival : arrivals_) {
        if (arrival.counted > 0) end_ = std::max(end_, followed_until(settings_, arrival.at));
    }
    if (next_arrival_ < arrivals_.size()) arriving_ = due_of(arrivals_[next_arrival_]);
}

void Together::walk(const StreamSink& sink) {
    walk_until(end_, sink);
    if (records_ != nullptr) note_end_of_run();
    if (follows_ != nullptr) end_followers(sink);
    for (Slot slot = 0; slot < resting_.size(); ++slot) {
        if (resting_[slot].state.units == 0 || resting_[slot].is_told) continue;
        wake(slot, sink);
        if (!resting_[slot].is_told) tell_all(sink);
    }
}

void Together::walk_until(Instant until, const StreamSink& sink) {
    until_ = std::min(until, end_);
    while (true) {
        const Due queued = next_of_queue();
        const bool arrives = arriving_.before(queued);
        Due first = earlier_of(queued, arriving_);
        const AtPools at_pools = look_at_pools(first);
        if (at_pools.grants != nullptr) {
            grant(*at_pools.grants, sink);
            continue;
        }
        const Instant change = shared_.next_change();
        if (std::min(change, first.at()) >= until_) break;
        if (change <= first.at()) {  // before anything else of its minute
            come_to(Due::of(change, 0, 0));
            shared_.make_next_change();
            continue;
        }
        come_to(first);
        if (at_pools.back != nullptr) {
            at_pools.back->come_to(here_);
        } else {
            arrives ? enter(sink) : come_to_first(sink);
        }
    }
}

void Together::come_to(const Due& due) {
    here_ = later_of(here_, due);
}

Due Together::due_of(const Arrival& arrival) const {
    const StepCode& step = model_.steps[index(model_.entries[arrival.entry].step)];
    return Due::of(arrival.at, 0, tie_key(settings_.key, {arrival.entry_key, arrival.candidate, 0}, step.name, 0));
}

Due Together::next_of_queue() {
    while (!queue_.empty()) {
        const DayQueue::Item& first = queue_.top();
        if (resting_[first.family].stamp == first.stamp) return first.due;
        queue_.pop();
    }
    return {};
}

// What comes first of all that can happen at pools somebody waits for, if it comes before `first`; then that is first.
// A grant belongs to phase 3 of the present minute, and among several the smallest tie goes first.
Together::AtPools Together::look_at_pools(Due& first) {
    AtPools found;
    Due grant;
    for (std::size_t word = 0; word < asked_pools_.size(); ++word) {
        for (std::uint64_t left = asked_pools_[word]; left != 0; left &= left - 1) {
            const auto bit = static_cast<std::size_t>(std::countr_zero(left));
            Pool& pool = shared_.pools[64 * word + bit];
            const Request* const waits = pool.first(shared_.withdrawn);
            if (waits == nullptr) {
                asked_pools_[word] &= ~(std::uint64_t{1} << bit);
                continue;
            }
            if (pool.next_back().before(first)) {
                first = pool.next_back();
                found.back = &pool;
            }
            if (!pool.has_free_unit()) continue;
            const Due due = Due::of(here_.at(), 3, waits->tie);
            if (!due.before(grant)) continue;
            grant = due;
            found.grants = &pool;
        }
    }
    if (!grant.before(first)) found.grants = nullptr;
    return found;
}

// What is written down is by family, so no two lie in one place then.
Together::Slot Together::place_to_lie() {
    if (records_ != nullptr || follows_ != nullptr) return next_arrival_;
    if (spare_.empty()) {
        resting_.emplace_back();
        return static_cast<Slot>(resting_.size() - 1);
    }
    const Slot slot = spare_.back();
    spare_.pop_back();
    return slot;
}

void Together::enter(const StreamSink& sink) {
    const Arrival& arrival = arrivals_[next_arrival_];
    slot_ = place_to_lie();
    resting_[slot_].arrival = next_arrival_++;
    resting_[slot_].is_told = arrival.counted == 0;
    arriving_ = next_arrival_ < arrivals_.size() ? due_of(arrivals_[next_arrival_]) : Due{};
    if (follows_ != nullptr && does_as_before(slot_, Meeting::What::enters, {}, sink)) return;
    meets(Meeting::What::enters);
    chains_of_.assign(arrival.counted, {});
    children_of(model_, settings_, arrival, children_);
    family_.begin(settings_.key, arrival, children_);
    family_.enter();
    carry_on(sink);
}

// Families lie far apart in memory: those whose time comes soon are fetched while others are at hand.
void Together::look_ahead() {
    if (const DayQueue::Item* const later = queue_.ahead(9)) __builtin_prefetch(&resting_[later->family]);
    if (const DayQueue::Item* const soon = queue_.ahead(6)) {
        const Resting& resting = resting_[soon->family];
        if (resting.state.units > 0) blocks_.bring_near(resting.state);
        __builtin_prefetch(&arrivals_[resting.arrival]);
    }
    if (const DayQueue::Item* const next = queue_.ahead(3)) {
        const Resting& resting = resting_[next->family];
        if (resting.only_waits && !resting.is_told)
            chains_.bring_near(WaitingBytes(blocks_.at(resting.state)).child().events);
    }
}

void Together::come_to_first(const StreamSink& sink) {
    const Slot slot = queue_.top().family;
    queue_.pop();
    look_ahead();
    if (follows_ != nullptr && does_as_before(slot, Meeting::What::comes_due, {}, sink)) return;
    if (resting_[slot].only_waits)
        return ask_waiting(WaitingBytes(blocks_.at(resting_[slot].state)).child().visit, slot);
    if (records_ == nullptr && ask_in_its_sleep(slot)) return;
    wake(slot, sink);
    meets(Meeting::What::comes_due);
    if (!family_.deeds().empty()) return ask_and_go_on(sink);  // it has come to where it asks
    family_.come_to(family_.next());
    carry_on(sink);
}

void Together::grant(Pool& pool, const StreamSink& sink) {
    const Request request = pool.grant_first();
    come_to(Due::of(here_.at(), 3, request.tie));
    if (follows_ != nullptr && does_as_before(request.family, Meeting::What::is_granted, request, sink)) return;
    if (go_on_from_grant(request.family, sink)) return;
    wake(request.family, sink);
    meets(Meeting::What::is_granted, request);
    family_.granted(request, here_.at());
    carry_on(sink);
}

// ── the family at hand ──────────────────────────────────────────────────────────────────────────────────────────

void Together::ask(const Deed& deed, Slot slot) {
    Pool& pool = shared_.pools[deed.resource];
    pool.come_to(here_);
    asked_pools_[deed.resource / 64] |= std::uint64_t{1} << (deed.resource % 64);
    pool.ask({.tie = deed.tie,
              .asked = here_.at(),
              .priority = deed.priority,
              .family = slot,
              .arrival = resting_[slot].arrival,
              .step = deed.step,
              .visit = deed.visit,
              .party = deed.party,
              .sibling = deed.sibling});
}

// One that comes back in this moment is free at once, whatever else may be granted in it.
void Together::give_back(std::uint32_t resource, const Due& then) {
    shared_.pools[resource].give_back(then);
    if (!here_.before(then)) shared_.pools[resource].come_to(here_);
}

void Together::does(const Deed& deed, const Due& then, Slot slot) {
    switch (deed.what) {
        case Deed::What::gives_back:
            return give_back(deed.resource, then);
        case Deed::What::cancels_place:
            return shared_.sittings[deed.resource].cancel(deed.sitting, then);
        case Deed::What::withdraws:
            return shared_.withdrawn.add({resting_[slot].arrival, deed.step, deed.visit, deed.sibling});
        case Deed::What::asks_unit:
        case Deed::What::books_place:
            PERMAP_ASSERT(false);
    }
}

// Units and places given back, and requests that nobody waits for any more. What is asked for is left.
void Together::note_deeds(const Due& here) {
    std::vector<Deed>& deeds = family_.deeds();
    std::size_t left = 0;
    for (Deed& deed : deeds) {
        if (deed.what == Deed::What::asks_unit || deed.what == Deed::What::books_place) {
            if (!family_.still_asks(deed)) continue;
            if (deed.what == Deed::What::asks_unit) family_.will_ask(deed);
            deeds[left++] = deed;
        } else {
            does(deed, here, slot_);
            note(deed, here);
        }
    }
    deeds.resize(left);
}

void Together::answer() {
    for (const Deed& deed : family_.deeds()) {
        note_asking(deed);
        if (deed.what == Deed::What::books_place) {
            const Sittings::Place place = shared_.sittings[deed.resource].book(here_);
            family_.is_booked(deed, place);
            note(place);
        } else {
            ask(deed, slot_);
        }
    }
    family_.deeds().clear();
}

// From what has just happened to it, up to the next meeting.
void Together::carry_on(const StreamSink& sink) {
    note_deeds(here_);
    if (!family_.deeds().empty()) meets_at_once();
    ask_and_go_on(sink);
}

void Together::ask_and_go_on(const StreamSink& sink) {
    answer();
    while (walk_on(sink)) {
        meets_at_once();
        answer();
    }
}

// Up to the next meeting; whether that is in this very moment. What took no time: it is then weighed against all who
// wait in it.
bool Together::walk_on(const StreamSink& sink) {
    if (!family_.over() && family_.waits_for_unit()) return rest(family_.next().due), false;
    Due here = here_;
    const Instant followed = children_.front().followed_until;
    while (!family_.over()) {
        const Family::Next next = family_.next();
        if (next.due.at() >= followed && !resting_[slot_].is_told) tell_all(sink);
        if (next.due.at() >= until_) {
            until_ == end_ ? part() : rest(next.due);
            return false;
        }
        family_.come_to(next);
        here = later_of(here, next.due);
        if (family_.deeds().empty()) continue;
        note_deeds(here);
        if (family_.deeds().empty()) continue;
        if (!here_.before(here)) return true;
        rest(here);
        return false;
    }
    if (!resting_[slot_].is_told) tell_all(sink);
    part();
    return false;
}

// ── at rest ─────────────────────────────────────────────────────────────────────────────────────────────────────

// Nobody needs to be woken to join a queue.
bool Together::ask_in_its_sleep(Slot slot) {
    const std::span<std::byte> bytes = blocks_.at(resting_[slot].state);
    RestReader in(bytes);
    auto front = in.take<Front>();
    if (front.asks == 0 || front.has_asked || !front.asks_units_only) return false;
    for (std::uint16_t i = 0; i < front.asks; ++i) ask(in.take<Deed>(), slot);
    front.has_asked = true;
    std::memcpy(bytes.data(), &front, sizeof front);
    const Due next{front.next_when, front.next_tie};
    if (!next.is_never()) queue_.push(next, slot, resting_[slot].stamp);
    return true;
}

void Together::wake(Slot slot, const StreamSink& sink) {
    slot_ = slot;
    Resting& resting = resting_[slot];
    if (resting.only_waits) return wake_waiting(sink);
    const Arrival& arrival = arrivals_[resting.arrival];
    RestReader in(blocks_.at(resting.state));
    const auto front = in.take<Front>();
    asked_.clear();
    for (std::uint16_t i = 0; i < front.asks; ++i) {
        if (front.has_asked) {
            in.pass_over<Deed>();
        } else {
            asked_.push_back(in.take<Deed>());
        }
    }
    children_without_dates(model_, settings_, arrival, children_);
    for (Child& child : children_) {
        child.birth_date = in.take<Date>();
        child.followed_until = in.take<Instant>();
    }
    family_.wake(settings_.key, arrival, children_, !resting.is_told, in);
    family_.deeds().assign(asked_.begin(), asked_.end());
    chains_of_.assign(arrival.counted, {});
    if (resting.is_told) return;
    for (EventChains::Chain& chain : chains_of_) {
        chain = in.take<EventChains::Chain>();
        chains_.bring_near(chain);
    }
    if (here_.at() >= children_.front().followed_until) tell_all(sink);
}

void Together::rest(const Due& until) {
    Resting& resting = resting_[slot_];
    resting.only_waits = records_ == nullptr && follows_ == nullptr && family_.only_waits();
    if (resting.only_waits) return rest_waiting(until);
    RestWriter out(bytes_);
    write_state(out);
    if (!resting.is_told) {
        for (std::size_t i = 0; i < chains_of_.size(); ++i) chains_.append(chains_of_[i], family_.sibling(i).events());
    }
    if (records_ != nullptr) note_at_rest(until, out.written());
    if (follows_ == nullptr || !is_back_on_record(until, out.written())) {
        write_chains(out);
        blocks_.give_back(resting.state);
        resting.state = blocks_.keep(out.written());
    }
    ++resting.stamp;
    if (!until.is_never()) queue_.push(until, slot_, resting.stamp);
}

// Of the family, without its events so far.
void Together::write_state(RestWriter& out) const {
    const std::vector<Deed>& asks = family_.deeds();
    out.reserve(sizeof(Front) + asks.size() * sizeof(Deed) + children_.size() * sizeof(Child));
    Front front{.asks = static_cast<std::uint16_t>(asks.size())};
    if (!asks.empty()) {
        const Due next = family_.next().due;
        front.next_when = next.when;
        front.next_tie = next.tie;
    }
    for (const Deed& deed : asks) front.asks_units_only &= deed.what == Deed::What::asks_unit;
    out.put(front);
    for (const Deed& deed : asks) out.put(deed);
    for (const Child& child : children_) {
        out.put(child.birth_date);
        out.put(child.followed_until);
    }
    family_.rest(out);
}

void Together::write_chains(RestWriter& out) const {
    if (resting_[slot_].is_told) return;
    out.reserve(chains_of_.size() * sizeof(EventChains::Chain));
    out.put_written(std::as_bytes(std::span(chains_of_)));
}

// ── a child who only waits ──────────────────────────────────────────────────────────────────────────────────────

void Together::ask_waiting(const VisitCore& visit, Slot slot) {
    const std::uint32_t resource = model_.steps[index(visit.step)].resource;
    ask({.tie = visit.tie, .resource = static_cast<std::uint16_t>(resource), .step = visit.step}, slot);
}

// From the grant on, as far as the way is plain and nobody looks at the child; then as all others do.
bool Together::go_on_from_grant(Slot slot, const StreamSink& sink) {
    const Resting& resting = resting_[slot];
    if (!resting.only_waits) return false;
    const WaitingBytes bytes(blocks_.at(resting.state));
    WaitingChild child = bytes.child();
    const Instant limit = resting.is_told ? until_ : std::min(until_, child.followed_until);
    if (here_.at() >= limit) return false;
    short_events_.begin(child.events.end);
    WaitingChildWalks walks{.model = model_,
                            .how_far = child.how_far,
                            .bytes = bytes,
                            .met_words = child.met_words,
                            .events = resting.is_told ? nullptr : &short_events_,
                            .left = here_};
    const StepCode& code = model_.steps[index(child.visit.step)];
    walks.is_granted(child.visit);
    const ChildDraws draws(settings_.key, {child.entry_key, child.candidate, 0});
    const PlainEnd end = walk_plainly(model_, draws, walks, child.visit, child.visit.begun, limit);
    if (!walks.unit_back.is_never()) give_back(code.resource, walks.unit_back);
    if (!resting.is_told) chains_.append(child.events, short_events_.all(), short_events_.end());
    bytes.keep(child);
    if (end.where != PlainEnd::Where::asks) {
        wake(slot, sink);
        carry_on(sink);
    } else if (here_.before(walks.left)) {
        queue_.push(walks.left, slot, ++resting_[slot].stamp);
    } else {
        ask_waiting(child.visit, slot);
    }
    return true;
}

// Nobody else can withdraw what it asks for, so that needs no number.
void Together::rest_waiting(const Due& until) {
    Resting& resting = resting_[slot_];
    EventChains::Chain events;
    if (!resting.is_told) {
        chains_.append(chains_of_.front(), family_.sibling(0).events());
        events = chains_of_.front();
    }
    RestWriter out(bytes_);
    family_.rest_waiting(events, out);
    blocks_.give_back(resting.state);
    resting.state = blocks_.keep(out.written());
    ++resting.stamp;
    if (!until.is_never()) queue_.push(until, slot_, resting.stamp);
}

void Together::wake_waiting(const StreamSink& sink) {
    const Resting& resting = resting_[slot_];
    const Arrival& arrival = arrivals_[resting.arrival];
    const WaitingBytes bytes(blocks_.at(resting.state));
    const WaitingChild waiting = bytes.child();
    children_without_dates(model_, settings_, arrival, children_);
    children_.front().birth_date = waiting.birth_date;
    children_.front().followed_until = waiting.followed_until;
    chains_of_.assign(arrival.counted, waiting.events);
    family_.wake_waiting(settings_.key, arrival, children_.front(), !resting.is_told, bytes);
    if (!resting.is_told && here_.at() >= waiting.followed_until) tell_all(sink);
}

// ── at the end ──────────────────────────────────────────────────────────────────────────────────────────────────

// What comes after the end of follow-up is in no figure, though it still meets others.
void Together::tell_all(const StreamSink& sink) {
    for (std::size_t i = 0; i < chains_of_.size(); ++i) {
        events_.clear();
        chains_.read(chains_of_[i], events_);
        const std::span<const Event> latest = family_.sibling(i).events();
        events_.write(latest);
        tell(family_.sibling(i).child(), events_.all(), sink);
        chains_.give_back(chains_of_[i]);
    }
    family_.keep_no_events();
    resting_[slot_].is_told = true;
}

void Together::part() {
    if (records_ != nullptr) note_steps();
    Resting& resting = resting_[slot_];
    blocks_.give_back(resting.state);
    resting.state = {};
    ++resting.stamp;
    spare_.push_back(slot_);
}

}  // namespace permap
