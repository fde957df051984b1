#include "engine/family.hpp"

#include <algorithm>

#include "engine/arrivals.hpp"

namespace permap {

void Family::is_of(std::size_t siblings) {
    count_ = siblings;
    while (siblings_.size() < count_) siblings_.push_back(std::make_unique<Journey>(model_));
    lone_ = siblings_.front().get();
}

void Family::begin(RunKey run, const Arrival& arrival, const std::vector<Child>& children) {
    is_of(children.size());
    parties_.clear();
    deeds_.clear();
    for (std::size_t i = 0; i < count_; ++i) {
        siblings_[i]->begin(run, {arrival.entry_key, children[i].candidate, children[i].sibling}, children[i],
                            model_.entries[arrival.entry], this, i < arrival.counted);
    }
}

void Family::enter() {
    for (std::size_t i = 0; i < count_; ++i) siblings_[i]->enter();
    settle(siblings_.front()->now());
}

Family::Next Family::next_of_siblings() const {
    Next next;
    for (std::size_t i = 0; i < count_; ++i) {
        if (siblings_[i]->over()) continue;
        const Journey::Next of_one = siblings_[i]->next();
        if (of_one.due.before(next.due)) next = {of_one, static_cast<std::uint8_t>(i)};
    }
    return next;
}

void Family::siblings_come_to(const Next& next) {
    Journey& journey = *siblings_[next.sibling];
    if (journey.gathers()) {
        const StepIndex gathering = journey.gathering_at(next);
        if (gathering != no_step) {
            go_together(gathering, next.due.at(), true);
            return settle(next.due.at());
        }
    }
    const Active& here = journey.active_at(next);
    here.party < 0 ? journey.come_to(next) : party_comes_to(Active(here), next);
    settle(next.due.at());
}

bool Family::walk_until(Instant until) {
    while (!over()) {
        const Next next = this->next();
        if (next.due.at() >= until) return false;
        if (count_ > 1) {
            siblings_come_to(next);
        } else {
            lone_->come_to(next, until);
            lone_->close_if_over();
        }
    }
    return true;
}

// Siblings on one visit start and complete as one: nothing is looked at in between.
void Family::party_comes_to(const Active& first, const Next& next) {
    const std::vector<std::uint8_t> members = parties_[first.party].members;
    for (const std::uint8_t member : members) {
        const Active* here = siblings_[member]->active(first.step);
        const bool as_one = here != nullptr && here->party == first.party && here->pending == first.pending &&
                            here->due == next.due.at() && here->phase == next.due.phase();
        if (as_one) siblings_[member]->come_to(siblings_[member]->due_of(first.step));
    }
}

bool Family::siblings_are_over() const {
    return std::all_of(siblings_.begin(), siblings_.begin() + static_cast<std::ptrdiff_t>(count_),
                       [](const auto& journey) { return journey->over(); });
}

// In map order, from the step after `after` on; no_step if nobody gathers there.
StepIndex Family::next_gathering(StepIndex after) const {
    StepIndex next = no_step;
    for (std::size_t i = 0; i < count_; ++i) {
        if (!siblings_[i]->over() && siblings_[i]->gathers())
            next = std::min(next, siblings_[i]->next_gathering(after));
    }
    return next;
}

void Family::settle(Instant now) {
    bool moved = true;
    while (moved) {
        for (std::size_t i = 0; i < count_; ++i) siblings_[i]->close_if_over();
        moved = false;
        if (count_ == 1) return;
        // no_step + 1 is the first step.
        for (StepIndex step = next_gathering(no_step); step != no_step; step = next_gathering(step))
            moved = go_together(step, now, false) || moved;
    }
}

const Active* Family::gathering_at(StepIndex step, const Journey& but) {
    for (std::size_t i = 0; i < count_; ++i) {
        if (siblings_[i].get() == &but || siblings_[i]->over()) continue;
        const Active* here = siblings_[i]->active(step);
        if (here != nullptr && here->pending == Pending::gathering) return here;
    }
    return nullptr;
}

// Starts the common visit if nobody else can still come, or the first has waited long enough.
bool Family::go_together(StepIndex step, Instant now, bool out_of_patience) {
    const auto gathers = [step](Journey& journey) {
        const Active* here = journey.active(step);
        return !journey.over() && here != nullptr && here->pending == Pending::gathering;
    };
    Party party;
    party.step = step;
    std::size_t leader = count_;
    for (std::size_t i = 0; i < count_; ++i) {
        Journey& journey = *siblings_[i];
        if (journey.over()) continue;
        if (gathers(journey)) {
            const Active* here = journey.active(step);
            if (leader == count_ || here->ready_at < siblings_[leader]->active(step)->ready_at) leader = i;
            party.members.push_back(static_cast<std::uint8_t>(i));
        } else if (!out_of_patience && journey.can_reach(step)) {
            return false;
        }
    }
    if (leader == count_) return false;
    // Where one way is taken by all, the one whose draw gives the time draws it first.
    if (model_.steps[index(step)].one_decision) {
        const auto first = std::find(party.members.begin(), party.members.end(), static_cast<std::uint8_t>(leader));
        std::rotate(party.members.begin(), first, first + 1);
    }
    const auto number = static_cast<std::int16_t>(parties_.size());
    const std::vector<std::uint8_t> members = party.members;
    parties_.push_back(std::move(party));
    const StepCode* const code = siblings_[leader]->active(step)->code;
    const std::int32_t ticks = siblings_[leader]->active(step)->ticks;
    const std::uint64_t tie = siblings_[leader]->own_tie(step);
    for (const std::uint8_t member : members) {
        Journey& journey = *siblings_[member];
        journey.come_to(now);
        Active& here = *journey.active(step);
        here.gathered = now - here.ready_at;
        here.code = code;
        here.ticks = ticks;
        here.tie = tie;  // they fall due as one, in order of sibling
        here.party = number;
        journey.gathering_is_over(step);
    }
    if (siblings_[leader]->needs_resource(*siblings_[leader]->active(step))) {
        siblings_[leader]->asks(*siblings_[leader]->active(step));
        return true;
    }
    for (const std::uint8_t member : members) {
        if (Active* here = siblings_[member]->active(step)) siblings_[member]->opens(*here);
    }
    return true;
}

std::uint8_t Family::number_of(const Journey& journey) const {
    for (std::size_t i = 0; i < count_; ++i) {
        if (siblings_[i].get() == &journey) return static_cast<std::uint8_t>(i);
    }
    PERMAP_ASSERT(false);
    return 0;
}

// ── shared resources ────────────────────────────────────────────────────────────────────────────────────────────

void Family::note(Deed::What what, std::uint32_t resource, std::uint32_t sitting) {
    deeds_.push_back({.sitting = sitting, .resource = static_cast<std::uint16_t>(resource), .what = what});
}

void Family::note_asking(Deed::What what, const Journey& journey, const Active& active, std::uint32_t resource) {
    deeds_.push_back({.tie = active.tie,
                      .priority = journey.priority_of(active.step),
                      .resource = static_cast<std::uint16_t>(resource),
                      .step = active.step,
                      .visit = active.visit,
                      .party = active.party,
                      .sibling = number_of(journey),
                      .what = what});
}

void Family::ask_unit(const Journey& journey, const Active& active, std::uint32_t resource) {
    note_asking(Deed::What::asks_unit, journey, active, resource);
}

// Until it is known when, nobody comes to it.
void Family::book_place(const Journey& journey, const Active& active, std::uint32_t resource) {
    note_asking(Deed::What::books_place, journey, active, resource);
    if (active.party < 0) return;
    for (const std::uint8_t member : parties_[active.party].members) {
        Active& here = *siblings_[member]->active(active.step);
        here.pending = Pending::sitting;
        here.phase = 3;
    }
}

// A visit has ended: its unit goes back, a place not yet used is cancelled. A party's goes back with its last member.
void Family::ended(Journey& journey, const Active& active, const StepCode& code, bool cancelled) {
    bool unit = active.holds_unit, place = active.holds_place;
    std::uint32_t asked = active.asked;
    std::uint8_t who = number_of(journey);
    std::uint16_t visit = active.visit;
    if (active.party >= 0) {
        Party& party = parties_[active.party];
        std::erase(party.members, who);
        if (!party.members.empty()) return;
        unit = party.holds_unit;
        place = party.holds_place;
        asked = party.asked;
        who = party.leader;
        visit = party.visit;
    }
    const bool waits = active.pending == Pending::unit || active.pending == Pending::following;
    if (unit && (cancelled || !code.keeps_unit)) note(Deed::What::gives_back, code.resource);
    if (place && cancelled && active.pending == Pending::sitting) note(Deed::What::cancels_place, code.resource, asked);
    if (waits && cancelled && asked == has_asked) {
        note(Deed::What::withdraws, code.resource);
        deeds_.back().step = active.step;
        deeds_.back().visit = visit;
        deeds_.back().sibling = who;
    }
}

void Family::add_unit(std::uint32_t resource) {
    if (model_.shares_resources) note(Deed::What::gives_back, resource);
}

void Family::keep_no_events() {
    for (std::size_t i = 0; i < count_; ++i) siblings_[i]->keep_no_events();
}

void Family::forget_lately() {
    for (std::size_t i = 0; i < count_; ++i) siblings_[i]->met().forget_lately();
}

bool Family::is_at_any(const std::vector<bool>& steps) const {
    return std::any_of(siblings_.begin(), siblings_.begin() + static_cast<std::ptrdiff_t>(count_),
                       [&](const auto& journey) { return journey->is_at_any(steps); });
}

bool Family::waits_for_unit() const {
    return std::any_of(siblings_.begin(), siblings_.begin() + static_cast<std::ptrdiff_t>(count_),
                       [](const auto& journey) { return !journey->over() && journey->waits_for_unit(); });
}

bool Family::still_asks(const Deed& asked) {
    if (asked.party >= 0) return !parties_[asked.party].members.empty();
    const Active* here = siblings_[asked.sibling]->active(asked.step);
    return !siblings_[asked.sibling]->over() && here != nullptr && here->visit == asked.visit;
}

void Family::will_ask(const Deed& asks) {
    if (asks.party < 0) {
        siblings_[asks.sibling]->active(asks.step)->asked = has_asked;
        return;
    }
    Party& party = parties_[asks.party];
    party.asked = has_asked;
    party.leader = asks.sibling;
    party.visit = asks.visit;
}

void Family::is_booked(const Deed& asked, const Sittings::Place& place) {
    if (asked.party < 0) {
        Active& here = *siblings_[asked.sibling]->active(asked.step);
        here.due = place.at;
        here.asked = place.sitting;
        here.holds_place = true;
        return;
    }
    Party& party = parties_[asked.party];
    party.holds_place = true;
    party.asked = place.sitting;
    for (const std::uint8_t member : party.members) siblings_[member]->active(party.step)->due = place.at;
}

void Family::granted(const Request& request, Instant now) {
    const auto begin = [&](std::uint8_t sibling) {
        Journey& journey = *siblings_[sibling];
        Active* here = journey.active(request.step);
        if (here == nullptr) return;
        journey.come_to(now);
        here->holds_unit = true;
        journey.opens(*here);
    };
    if (request.party < 0) {
        begin(request.sibling);
    } else {
        parties_[request.party].holds_unit = true;
        const std::vector<std::uint8_t> members = parties_[request.party].members;
        for (const std::uint8_t member : members) begin(member);
    }
    settle(now);
}

// ── at rest ─────────────────────────────────────────────────────────────────────────────────────────────────────

// Whether it still waits for what it asked for.
bool Family::still_waits(const Party& party) const {
    return std::any_of(party.members.begin(), party.members.end(), [&](std::uint8_t member) {
        const Active* here = siblings_[member]->active(party.step);
        return here != nullptr && (here->pending == Pending::unit || here->pending == Pending::following ||
                                   here->pending == Pending::sitting);
    });
}

// Of a party all that is still to come can depend on.
void Family::rest(RestWriter& out) const {
    for (std::size_t i = 0; i < count_; ++i) siblings_[i]->rest(out);
    if (count_ == 1) return;
    const bool looks_back = std::any_of(siblings_.begin(), siblings_.begin() + static_cast<std::ptrdiff_t>(count_),
                                        [](const auto& journey) { return journey->is_ahead(); });
    std::size_t left = parties_.size();
    while (left > 0 && parties_[left - 1].members.empty() && !looks_back) --left;
    out.reserve(2);
    out.put(static_cast<std::uint16_t>(left));
    for (std::size_t i = 0; i < left; ++i) {
        const Party& party = parties_[i];
        PartyCore kept = party;
        if (!still_waits(party)) {
            kept.holds_place = false;
            kept.leader = 0;
            kept.visit = 0;
            kept.asked = absent;
        }
        if (party.members.empty() && !looks_back) kept = {};
        out.reserve(sizeof kept);
        out.put(kept);
        out.put_all(party.members);
    }
}

void Family::wake(RunKey run, const Arrival& arrival, const std::vector<Child>& children, bool keeps_events,
                  RestReader& in) {
    is_of(children.size());
    for (std::size_t i = 0; i < count_; ++i) {
        siblings_[i]->wake(run, {arrival.entry_key, children[i].candidate, children[i].sibling}, children[i],
                           model_.entries[arrival.entry], this, keeps_events && i < arrival.counted, in);
    }
    deeds_.clear();
    parties_.clear();
    if (count_ == 1) return;
    parties_.resize(in.take<std::uint16_t>());
    for (Party& party : parties_) {
        static_cast<PartyCore&>(party) = in.take<PartyCore>();
        in.take_all(party.members);
    }
}

void Family::wake_waiting(RunKey run, const Arrival& arrival, const Child& child, bool keeps_events,
                          const WaitingBytes& bytes) {
    is_of(1);
    deeds_.clear();
    parties_.clear();
    lone_->wake_waiting(run, child, model_.entries[arrival.entry], this, keeps_events, bytes);
}

}  // namespace permap
