#include "engine/run.hpp"

#include <algorithm>
#include <memory>
#include <queue>
#include <tuple>

#include "engine/arrivals.hpp"
#include "engine/family.hpp"
#include "engine/shared.hpp"

namespace permap {

namespace {

// Only what happened before the end of follow-up is told.
void tell(const Family& family, std::uint32_t counted, const StreamSink& sink) {
    for (std::uint32_t i = 0; i < counted; ++i) {
        const Journey& journey = family.sibling(i);
        std::span<const Event> events = journey.events();
        while (!events.empty() && events.back().at >= journey.child().followed_until)
            events = events.first(events.size() - 1);
        sink(journey.child(), events);
    }
}

// Nothing is shared: each family walks from beginning to end by itself, and nothing is queued anywhere.
void walk_alone(const Model& model, const RunSettings& settings, const StreamSink& sink) {
    Family family(model, nullptr);
    std::uint32_t number = 0;
    for (const Arrival& arrival : arrivals(model, settings)) {
        const EntryCode& entry = model.entries[arrival.entry];
        family.begin(settings.key, entry, arrival.entry_key, children_of(model, settings, arrival), number++);
        family.enter();
        const Instant until = followed_until(settings, arrival.at);
        while (!family.over()) {
            const Family::Next next = family.next();
            if (next.due.at >= until) break;
            family.come_to(next);
        }
        tell(family, arrival.counted, sink);
    }
}

// Families meet at pools and sittings: the earliest thing of anybody's is always next.
class Together {
public:
    Together(const Model& model, const RunSettings& settings, const StreamSink& sink)
        : model_(model),
          settings_(settings),
          sink_(sink),
          shared_(model, share_taken(settings)),
          arrivals_(arrivals(model, settings)) {
        // Those who come in in one minute come in by their ties, as all that falls due in it.
        std::stable_sort(arrivals_.begin(), arrivals_.end(),
                         [this](const Arrival& a, const Arrival& b) { return due_of(a).before(due_of(b)); });
    }

    void walk() {
        // The last follow-up to end is not always that of the last to come in: months are of different length.
        Instant end = Instant::min();
        for (const Arrival& arrival : arrivals_) {
            if (arrival.counted > 0) end = std::max(end, followed_until(settings_, arrival.at));
        }
        families_.resize(arrivals_.size());
        while (true) {
            const Slot slot = earliest();
            const Pool* granting = pool_that_grants(slot);
            if (granting != nullptr) {
                grant();
                continue;
            }
            if (slot.due.at >= end) break;
            now_ = slot.due.at;
            slot.family == next_arrival_ ? enter() : move(slot);
        }
        for (std::size_t i = 0; i < families_.size(); ++i) {
            if (families_[i]) tell(*families_[i], arrivals_[i].counted, sink_);
        }
    }

private:
    struct Slot {
        Due due;
        std::uint32_t family = 0;
        std::uint32_t stamp = 0;
        bool operator<(const Slot& other) const { return other.due.before(due); }  // for a max-heap
    };

    Due due_of(const Arrival& arrival) const {
        const StepCode& step = model_.steps[index(model_.entries[arrival.entry].step)];
        return {arrival.at, 0, tie_key(settings_.key, {arrival.entry_key, arrival.candidate, 0}, step.name, 0), 0};
    }

    Slot earliest() {
        while (!queue_.empty() && stamps_[queue_.top().family] != queue_.top().stamp) queue_.pop();
        Slot best;
        if (!queue_.empty()) best = queue_.top();
        if (next_arrival_ < arrivals_.size()) {
            const Due due = due_of(arrivals_[next_arrival_]);
            if (due.before(best.due)) best = {due, next_arrival_, 0};
        }
        return best;
    }

    // A grant belongs to phase 3 of the present minute; among several the smallest tie goes first.
    Pool* pool_that_grants(const Slot& slot) {
        Pool* best_pool = nullptr;
        Due best = slot.due;
        for (Pool& pool : shared_.pools) {
            if (!pool.has_free_unit()) continue;
            const Request* request = pool.best(
                [this](const Request& r) { return !families_[r.family] || !families_[r.family]->still_waits(r); });
            if (request == nullptr) continue;
            const Due due{now_, 3, request->tie, 0};
            if (!due.before(best)) continue;
            best = due;
            best_pool = &pool;
        }
        granting_ = best_pool;
        return best_pool;
    }

    void grant() {
        const Request request = granting_->grant_best();
        families_[request.family]->granted(request, now_);
        requeue(request.family);
    }

    void enter() {
        const std::uint32_t number = next_arrival_++;
        const Arrival& arrival = arrivals_[number];
        if (spare_.empty()) spare_.push_back(std::make_unique<Family>(model_, &shared_));
        families_[number] = std::move(spare_.back());
        spare_.pop_back();
        stamps_.resize(std::max<std::size_t>(stamps_.size(), number + 1));
        families_[number]->begin(settings_.key, model_.entries[arrival.entry], arrival.entry_key,
                                 children_of(model_, settings_, arrival), number);
        families_[number]->enter();
        requeue(number);
    }

    void move(const Slot& slot) {
        families_[slot.family]->come_to(families_[slot.family]->next());
        requeue(slot.family);
    }

    void requeue(std::uint32_t number) {
        Family& family = *families_[number];
        const std::uint32_t stamp = ++stamps_[number];
        if (family.over()) {
            tell(family, arrivals_[number].counted, sink_);
            spare_.push_back(std::move(families_[number]));
            return;
        }
        const Due due = family.next().due;
        if (due.at != Instant::max()) queue_.push({due, number, stamp});
    }

    const Model& model_;
    const RunSettings& settings_;
    const StreamSink& sink_;
    Shared shared_;
    std::vector<Arrival> arrivals_;
    std::uint32_t next_arrival_ = 0;
    std::vector<std::unique_ptr<Family>> families_;  // by arrival; empty before it and after the last sibling left
    std::vector<std::unique_ptr<Family>> spare_;
    std::vector<std::uint32_t> stamps_;
    std::priority_queue<Slot> queue_;
    Instant now_ = Instant::min();
    Pool* granting_ = nullptr;
};

}  // namespace

void run(const Model& model, const RunSettings& settings, const StreamSink& sink) {
    if (model.shares_resources) {
        Together(model, settings, sink).walk();
    } else {
        walk_alone(model, settings, sink);
    }
}

EventLog run_to_log(const Model& model, const RunSettings& settings) {
    EventLog log;
    run(model, settings, [&](const Child& child, std::span<const Event> events) {
        log.streams.push_back({child, {events.begin(), events.end()}});
    });
    std::vector<std::size_t> entry_place(model.steps.size());
    for (std::size_t i = 0; i < model.entries.size(); ++i) entry_place[index(model.entries[i].step)] = i;
    const auto order = [&](const Stream& stream) {
        return std::tuple(stream.child.replication, stream.child.entered, entry_place[index(stream.child.entry)],
                          stream.child.candidate, stream.child.sibling);
    };
    std::sort(log.streams.begin(), log.streams.end(),
              [&](const Stream& a, const Stream& b) { return order(a) < order(b); });
    return log;
}

}  // namespace permap
