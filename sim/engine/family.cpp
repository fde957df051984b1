#include "engine/family.hpp"

#include <algorithm>

namespace permap {

void Family::begin(RunKey run, const EntryCode& entry, std::uint32_t entry_key, const std::vector<Child>& children,
                   std::uint32_t number) {
    number_ = number;
    count_ = children.size();
    parties_.clear();
    while (siblings_.size() < count_) siblings_.push_back(std::make_unique<Journey>(model_));
    for (std::size_t i = 0; i < count_; ++i) {
        siblings_[i]->begin(run, {entry_key, children[i].candidate, children[i].sibling}, children[i], entry, this);
    }
}

void Family::enter() {
    for (std::size_t i = 0; i < count_; ++i) siblings_[i]->enter();
    settle(siblings_.front()->now());
}

Family::Next Family::next() const {
    Next next;
    for (std::size_t i = 0; i < count_; ++i) {
        if (siblings_[i]->over()) continue;
        const Due due = siblings_[i]->next_due();
        if (due.before(next.due)) next = {due, static_cast<std::uint8_t>(i)};
    }
    return next;
}

void Family::come_to(const Next& next) {
    Journey& journey = *siblings_[next.sibling];
    if (count_ > 1) {
        const StepIndex gathering = journey.gathering_at(next.due);
        if (gathering != no_step) {
            go_together(gathering, next.due.at, true);
            return settle(next.due.at);
        }
    }
    const Active here = journey.active_at(next.due);
    here.party < 0 ? journey.come_to(next.due) : party_comes_to(here, next);
    settle(next.due.at);
}

// Siblings on one visit start and complete as one: nothing is looked at in between.
void Family::party_comes_to(const Active& first, const Next& next) {
    const std::vector<std::uint8_t> members = parties_[first.party].members;
    for (const std::uint8_t member : members) {
        const Active* here = siblings_[member]->active(first.step);
        const bool as_one = here != nullptr && here->party == first.party && here->pending == first.pending &&
                            here->due == next.due.at && here->phase == next.due.phase;
        if (as_one) siblings_[member]->come_to(siblings_[member]->due_of(first.step));
    }
}

bool Family::over() const {
    return std::all_of(siblings_.begin(), siblings_.begin() + static_cast<std::ptrdiff_t>(count_),
                       [](const auto& journey) { return journey->over(); });
}

bool Family::anybody_gathers() const {
    return std::any_of(siblings_.begin(), siblings_.begin() + static_cast<std::ptrdiff_t>(count_),
                       [](const auto& journey) { return !journey->over() && journey->gathers(); });
}

void Family::settle(Instant now) {
    bool moved = true;
    while (moved) {
        for (std::size_t i = 0; i < count_; ++i) siblings_[i]->close_if_over();
        moved = false;
        if (count_ == 1 || model_.reaches.empty() || !anybody_gathers()) return;
        for (const StepIndex step : model_.made_together) moved = go_together(step, now, false) || moved;
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
    // Mostly nobody is there: asking who could still come is dear.
    if (std::none_of(siblings_.begin(), siblings_.begin() + static_cast<std::ptrdiff_t>(count_),
                     [&](const auto& journey) { return gathers(*journey); }))
        return false;
    Party party{.step = step, .members = {}};
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
    const auto number = static_cast<std::int32_t>(parties_.size());
    const std::vector<std::uint8_t> members = party.members;
    parties_.push_back(std::move(party));
    const StepCode* const code = siblings_[leader]->active(step)->code;
    const std::int32_t ticks = siblings_[leader]->active(step)->ticks;
    const std::uint64_t tie = siblings_[leader]->own_tie(step);
    for (const std::uint8_t member : members) {
        Journey& journey = *siblings_[member];
        journey.set_now(now);
        Active& here = *journey.active(step);
        here.gathered = now - here.ready_at;
        here.code = code;
        here.ticks = ticks;
        here.tie = tie;  // they fall due as one, in order of sibling
        here.party = number;
        here.pending = Pending::following;
        here.due = Instant::max();
    }
    if (siblings_[leader]->needs_resource(*siblings_[leader]->active(step))) {
        siblings_[leader]->ask(step);
        return true;
    }
    for (const std::uint8_t member : members) {
        if (siblings_[member]->active(step) != nullptr) siblings_[member]->open(step);
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

void Family::ask_unit(Journey& journey, Active& active, std::uint32_t resource) {
    shared_->pools[resource].ask({.priority = journey.priority_of(active.step),
                                  .asked = journey.now(),
                                  .tie = active.tie,
                                  .family = number_,
                                  .sibling = number_of(journey),
                                  .visit = active.visit,
                                  .step = active.step,
                                  .party = active.party});
}

void Family::book_place(Journey& journey, Active& active, std::uint32_t resource) {
    const Sittings::Place place = shared_->sittings[resource].book(journey.now());
    const auto booked = [&](Active& here) {
        here.pending = Pending::sitting;
        here.phase = 3;
        here.due = place.at;
        here.sitting = place.sitting;
        here.holds_place = true;
    };
    if (active.party < 0) return booked(active);
    Party& party = parties_[active.party];
    party.holds_place = true;
    party.sitting = place.sitting;
    for (const std::uint8_t member : party.members) booked(*siblings_[member]->active(party.step));
}

bool Family::still_waits(const Request& request) {
    if (request.party >= 0) return !parties_[request.party].members.empty() && !parties_[request.party].holds_unit;
    const Active* here = siblings_[request.sibling]->active(request.step);
    return !siblings_[request.sibling]->over() && here != nullptr && here->visit == request.visit &&
           here->pending == Pending::unit;
}

void Family::granted(const Request& request, Instant now) {
    const auto begin = [&](std::uint8_t sibling) {
        Journey& journey = *siblings_[sibling];
        Active* here = journey.active(request.step);
        if (here == nullptr) return;
        journey.set_now(now);
        here->holds_unit = true;
        journey.open(request.step);
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

// A visit has ended: its unit goes back, a place not yet used is cancelled. A party's goes back with its last member.
void Family::ended(Journey& journey, const Active& active, const StepCode& code, bool cancelled) {
    bool unit = active.holds_unit, place = active.holds_place;
    std::uint32_t sitting = active.sitting;
    if (active.party >= 0) {
        Party& party = parties_[active.party];
        std::erase(party.members, number_of(journey));
        if (!party.members.empty()) return;
        unit = party.holds_unit;
        place = party.holds_place;
        sitting = party.sitting;
    }
    if (unit && (cancelled || !code.keeps_unit)) shared_->pools[code.resource].give_back();
    if (place && cancelled && active.pending == Pending::sitting)
        shared_->sittings[code.resource].cancel(sitting, journey.now());
}

void Family::add_unit(std::uint32_t resource) {
    if (shared_ != nullptr) shared_->pools[resource].give_back();
}

}  // namespace permap
