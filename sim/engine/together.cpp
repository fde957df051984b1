#include "engine/together.hpp"

#include <algorithm>

#include "engine/tell.hpp"

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
      arrivals_(arrivals(model, settings)),
      family_(model) {
    // Those who come in in one minute come in by their ties, as all that falls due in it.
    std::stable_sort(arrivals_.begin(), arrivals_.end(), [this](const Arrival& a, const Arrival& b) {
        return a.at != b.at ? a.at < b.at : due_of(a).before(due_of(b));
    });
    // The last follow-up to end is not always that of the last to come in: months are of different length.
    for (const Arrival& arrival : arrivals_) {
        if (arrival.counted > 0) end_ = std::max(end_, followed_until(settings_, arrival.at));
    }
}

void Together::walk(const StreamSink& sink) {
    while (true) {
        const Due queued = next_of_queue(), arriving = next_arrival_due();
        Due first = arriving.before(queued) ? arriving : queued;
        const bool arrives = arriving.before(queued);
        Pool* const back = first_back(first);
        if (Pool* pool = first_to_grant(first)) {
            grant(*pool, sink);
            continue;
        }
        const Instant change = shared_.next_change();
        if (std::min(change, first.at) >= end_) break;
        if (change <= first.at) {  // before anything else of its minute
            now_ = change;
            come_to({change, 0, 0, 0});
            shared_.make_next_change();
            continue;
        }
        now_ = first.at;
        come_to(first);
        if (back != nullptr) {
            back->come_to(here_);
        } else {
            arrives ? enter(sink) : come_to_first(sink);
        }
    }
    for (Slot slot = 0; slot < resting_.size(); ++slot) {
        if (resting_[slot].state.units == 0 || resting_[slot].is_told) continue;
        wake(slot, now_, sink);
        if (!resting_[slot].is_told) tell_all(sink);
    }
}

Due Together::due_of(const Arrival& arrival) const {
    const StepCode& step = model_.steps[index(model_.entries[arrival.entry].step)];
    return {arrival.at, 0, tie_key(settings_.key, {arrival.entry_key, arrival.candidate, 0}, step.name, 0), 0};
}

void Together::come_to(const Due& due) {
    here_ = later_of(here_, due);
}

Due Together::next_of_queue() {
    while (!queue_.empty() && resting_[queue_.top().family].stamp != queue_.top().stamp) queue_.pop();
    return queue_.empty() ? Due{} : queue_.top().due;
}

Due Together::next_arrival_due() const {
    return next_arrival_ < arrivals_.size() ? due_of(arrivals_[next_arrival_]) : Due{};
}

// The next unit that comes back to somebody who waits, if that is before `first`; then that is first.
Pool* Together::first_back(Due& first) {
    Pool* back = nullptr;
    for (Pool& pool : shared_.pools) {
        if (pool.first() == nullptr || !pool.next_back().before(first)) continue;
        first = pool.next_back();
        back = &pool;
    }
    return back;
}

// A grant belongs to phase 3 of the present minute; among several the smallest tie goes first.
Pool* Together::first_to_grant(const Due& first) {
    Pool* grants = nullptr;
    Due best = first;
    for (Pool& pool : shared_.pools) {
        if (!pool.has_free_unit()) continue;
        const Request* const waits = pool.first();
        if (waits == nullptr) continue;
        const Due due{now_, 3, waits->tie, 0};
        if (!due.before(best)) continue;
        best = due;
        grants = &pool;
    }
    return grants;
}

void Together::enter(const StreamSink& sink) {
    const Arrival& arrival = arrivals_[next_arrival_];
    if (spare_.empty()) {
        spare_.push_back(static_cast<Slot>(resting_.size()));
        resting_.emplace_back();
    }
    slot_ = spare_.back();
    spare_.pop_back();
    resting_[slot_].arrival = next_arrival_++;
    resting_[slot_].is_told = arrival.counted == 0;
    chains_of_.assign(arrival.counted, {});
    children_of(model_, settings_, arrival, children_);
    family_.begin(settings_.key, arrival, children_);
    family_.enter();
    carry_on(sink);
}

void Together::come_to_first(const StreamSink& sink) {
    const DayQueue::Item item = queue_.top();
    queue_.pop();
    wake(item.family, item.due.at, sink);
    if (family_.deeds().empty()) family_.come_to(family_.next());  // else it has come to where it asks
    carry_on(sink);
}

void Together::grant(Pool& pool, const StreamSink& sink) {
    const Request request = pool.grant_first();
    come_to({now_, 3, request.tie, 0});
    wake(request.family, now_, sink);
    family_.granted(request, now_);
    carry_on(sink);
}

// ── the family at hand ──────────────────────────────────────────────────────────────────────────────────────────

void Together::note_deeds(const Due& here) {
    for (const Deed& deed : family_.deeds()) {
        switch (deed.what) {
            case Deed::What::gives_back:
                shared_.pools[deed.resource].give_back(here);
                break;
            case Deed::What::cancels_place:
                shared_.sittings[deed.resource].cancel(deed.asked, here);
                break;
            case Deed::What::withdraws:
                shared_.pools[deed.resource].withdraw(deed.asked);
                break;
            case Deed::What::asks_unit:
            case Deed::What::books_place:
                break;
        }
    }
    family_.keep_only_asks();
}

void Together::answer(const Due& here) {
    for (const Deed& deed : family_.deeds()) {
        if (!family_.still_asks(deed)) continue;
        if (deed.what == Deed::What::books_place) {
            family_.is_booked(deed, shared_.sittings[deed.resource].book(here));
            continue;
        }
        Pool& pool = shared_.pools[deed.resource];
        pool.come_to(here);
        family_.is_listed(deed, pool.ask({.priority = deed.priority,
                                          .asked = here.at,
                                          .tie = deed.tie,
                                          .family = slot_,
                                          .sibling = deed.sibling,
                                          .party = deed.party,
                                          .step = deed.step}));
    }
    family_.forget_deeds();
}

void Together::carry_on(const StreamSink& sink) {
    Due here = here_;
    note_deeds(here);
    answer(here);
    const Instant followed = children_.front().followed_until;
    while (!family_.over()) {
        const Family::Next next = family_.next();
        if (family_.waits_for_unit()) return rest(next.due);
        if (next.due.at >= followed && !resting_[slot_].is_told) tell_all(sink);
        if (next.due.at >= end_) return part();
        family_.come_to(next);
        here = later_of(here, next.due);
        note_deeds(here);
        if (!family_.deeds().empty()) return rest(here);
    }
    if (!resting_[slot_].is_told) tell_all(sink);
    part();
}

void Together::wake(Slot slot, Instant now, const StreamSink& sink) {
    slot_ = slot;
    Resting& resting = resting_[slot];
    const Arrival& arrival = arrivals_[resting.arrival];
    RestReader in(blocks_.at(resting.state));
    children_without_dates(model_, settings_, arrival, children_);
    for (Child& child : children_) {
        child.birth_date = in.take<Date>();
        child.followed_until = in.take<Instant>();
    }
    chains_of_.assign(arrival.counted, {});
    if (!resting.is_told) {
        for (EventChains::Chain& chain : chains_of_) chain = in.take<EventChains::Chain>();
    }
    family_.begin(settings_.key, arrival, children_);
    family_.wake(in);
    if (resting.is_told) {
        family_.keep_no_events();
    } else if (now >= children_.front().followed_until) {
        tell_all(sink);
    }
}

void Together::rest(const Due& until) {
    Resting& resting = resting_[slot_];
    RestWriter out(bytes_);
    out.reserve(children_.size() * (sizeof(Child) + sizeof(EventChains::Chain)));
    for (const Child& child : children_) {
        out.put(child.birth_date);
        out.put(child.followed_until);
    }
    if (!resting.is_told) {
        for (std::size_t i = 0; i < chains_of_.size(); ++i) {
            chains_.append(chains_of_[i], family_.sibling(i).events());
            out.put(chains_of_[i]);
        }
    }
    family_.rest(out);
    blocks_.give_back(resting.state);
    resting.state = blocks_.keep(out.written());
    ++resting.stamp;
    if (until.at != Instant::max()) queue_.push(until, slot_, resting.stamp);
}

// What comes after the end of follow-up is in no figure, though it still meets others.
void Together::tell_all(const StreamSink& sink) {
    for (std::size_t i = 0; i < chains_of_.size(); ++i) {
        events_.clear();
        chains_.read(chains_of_[i], events_);
        const std::span<const Event> latest = family_.sibling(i).events();
        events_.insert(events_.end(), latest.begin(), latest.end());
        tell(family_.sibling(i).child(), events_, sink);
        chains_.give_back(chains_of_[i]);
    }
    family_.keep_no_events();
    resting_[slot_].is_told = true;
}

void Together::part() {
    Resting& resting = resting_[slot_];
    blocks_.give_back(resting.state);
    resting.state = {};
    ++resting.stamp;
    spare_.push_back(slot_);
}

}  // namespace permap
