#include "national/stream_laws.hpp"

#include <cmath>
#include <map>
#include <set>

namespace permap {

namespace {

struct Visit {
    Ordinal ready = no_cause, started = no_cause;
};

bool happens_at_once(EventKind kind) {
    switch (kind) {
        case EventKind::started:
        case EventKind::completed:
        case EventKind::clock_fired:
            return false;
        default:
            return true;
    }
}

class Reading {
public:
    Reading(const Map& map, const Stream& stream) : map_(map), events_(stream.events), child_(stream.child) {}

    std::string fault() {
        if (events_.empty() || events_[0].kind != EventKind::entered || events_[0].cause != no_cause ||
            events_[0].at != child_.entered) {
            return "does not begin with entering";
        }
        for (Ordinal i = 1; i < events_.size(); ++i) {
            const std::string fault = fault_at(i);
            if (!fault.empty()) return "event " + std::to_string(i) + ": " + fault;
        }
        const bool is_over = events_.back().kind == EventKind::left;
        if (is_over && !active_.empty()) return "left with a step active";
        for (const auto& [clock, start] : running_) {
            if (is_over && !map_.steps[clock].clock->lifelong) return "left with a clock running";
        }
        if (!is_over && active_.empty() && running_.empty()) return "not over, and nothing is active";
        // Every ready ended in one of completed, cancelled, or is still open: none is forgotten, none counted twice.
        if (readies_ != completed_ + cancelled_ + active_.size()) return "a visit that does not end in one way";
        return "";
    }

private:
    std::string fault_at(Ordinal i) {
        const Event& event = events_[i];
        if (event.kind == EventKind::entered) return "entered again";
        if (event.cause >= i) return "a cause that does not point backwards";
        const Event& cause = events_[event.cause];
        if (event.at < events_[i - 1].at) return "time goes backwards";
        if (event.at >= child_.followed_until) return "after the end of follow-up";
        // What does not take time has the minute of its cause: so visits on a path tile it without gaps.
        if (happens_at_once(event.kind) && event.at != cause.at) return "a gap between cause and event";
        if (events_[i - 1].kind == EventKind::left) return "something after leaving";
        const std::size_t step = event.step == no_step ? map_.steps.size() : index(event.step);
        switch (event.kind) {
            case EventKind::ready: {
                if (!active_.emplace(step, Visit{i, no_cause}).second) return "active twice";
                ++readies_;
                if (event.detail != ++visits_[step]) return "visits are not counted one by one";
                if (cause.kind == EventKind::started) begun_ahead_.insert(step);
                return "";
            }
            case EventKind::started: {
                const auto visit = active_.find(step);
                if (visit == active_.end() || visit->second.started != no_cause) return "starts what does not wait";
                if (event.cause != visit->second.ready) return "started by something other than its own ready";
                visit->second.started = i;
                return "";
            }
            case EventKind::completed: {
                const auto visit = active_.find(step);
                if (visit == active_.end() || visit->second.started == no_cause)
                    return "completes what has not started";
                const bool by_another = cause.kind == EventKind::completed || cause.kind == EventKind::clock_fired;
                if (event.cause != visit->second.started && !by_another)
                    return "completed by something else than its start";
                active_.erase(visit);
                ++completed_;
                return "";
            }
            case EventKind::cancelled:
                if (active_.erase(step) != 1) return "cancels what is not active";
                ++cancelled_;
                return "";
            case EventKind::merged: {
                const Step& at = map_.steps[step];
                // What was begun ahead of its place may be done by the time that place is reached.
                bool meets =
                    active_.count(step) > 0 || running_.count(step) > 0 || at.joins || begun_ahead_.count(step) > 0;
                for (const std::string& branch : at.branches) {
                    const auto place = static_cast<std::size_t>(find_step(map_, branch) - map_.steps.data());
                    meets = meets || active_.count(place) > 0 || running_.count(place) > 0;
                }
                // A call merges with what is active anywhere in the process it calls.
                for (const auto& [other, visit] : active_) meets = meets || map_.steps[other].process == at.process;
                return meets ? "" : "merges with nothing";
            }
            case EventKind::clock_started:
                return running_.emplace(step, i).second ? "" : "a clock started while it ran";
            case EventKind::clock_fired:
                if (running_.count(step) == 0 || running_[step] != event.cause) return "a clock that did not run fires";
                running_.erase(step);
                return "";
            case EventKind::clock_ended:
                return running_.erase(step) == 1 ? "" : "ends a clock that does not run";
            case EventKind::entered:
            case EventKind::decided:
            case EventKind::attribute_set:
            case EventKind::left:
                return "";
        }
        return "";
    }

    const Map& map_;
    const std::vector<Event>& events_;
    const Child& child_;
    std::map<std::size_t, Visit> active_;
    std::map<std::size_t, Ordinal> running_;  // clocks, by their start
    std::set<std::size_t> begun_ahead_;       // steps that another's start began
    std::map<std::size_t, std::uint32_t> visits_;
    std::size_t readies_ = 0, completed_ = 0, cancelled_ = 0;
};

// Changes at one minute.
struct Change {
    int held = 0, waiting = 0, either = 0;
};

}  // namespace

std::string fault_of(const Map& map, const Stream& stream) {
    return Reading(map, stream).fault();
}

std::string sharing_fault(const Map& map, const EventLog& log, Instant from, Instant to) {
    std::map<std::string, std::map<Instant, Change>> pools;
    std::map<std::pair<std::string, Instant>, int> seated;
    std::map<std::string, const Resource*> resources;
    for (const Resource& resource : map.resources) resources[resource.id] = &resource;
    for (const Stream& stream : log.streams) {
        std::map<StepIndex, std::pair<bool, Instant>> held;  // active: whether the unit is held, and ready since
        for (const Event& event : stream.events) {
            if (event.step == no_step) continue;
            const Step& step = map.steps[index(event.step)];
            if (!step.uses || step.edited.passed_through) continue;
            const Resource& resource = *resources.at(step.uses->resource);
            if (resource.kind == ResourceKind::sitting) {
                // What is out of hours at the sitting starts at the next opening; the place is that of the sitting.
                if (event.kind == EventKind::started) ++seated[{resource.id, event.at - out_of_hours_of(event.detail)}];
                continue;
            }
            std::map<Instant, Change>& changes = pools[resource.id];
            if (event.kind == EventKind::ready) {
                ++changes[event.at].waiting;
                held[event.step] = {false, event.at};
            } else if (event.kind == EventKind::started) {  // granted earlier, if out of hours then
                const Instant granted = event.at - out_of_hours_of(event.detail);
                ++changes[granted].held;
                --changes[granted].waiting;
                held[event.step].first = true;
            } else if (event.kind == EventKind::completed) {
                --changes[event.at].held;
                held.erase(event.step);
            } else if (event.kind == EventKind::cancelled) {
                const auto visit = held.find(event.step);
                if (visit->second.first) {
                    --changes[event.at].held;
                } else {  // waiting; or granted out of hours and cancelled before the opening, which the log does not
                          // tell
                    --changes[visit->second.second].waiting;
                    ++changes[visit->second.second].either;
                    --changes[event.at].either;
                }
                held.erase(event.step);
            }
        }
    }
    for (const auto& [sitting, places] : seated) {
        if (places > resources.at(sitting.first)->units.value) {
            return "too many at the sitting of " + to_string(sitting.second) + " of " + sitting.first;
        }
    }
    for (const auto& [pool, changes] : pools) {
        const auto units = static_cast<int>(std::floor(resources.at(pool)->units.value + 0.5));
        int held = 0, waiting = 0, either = 0;
        for (const auto& [at, change] : changes) {
            held += change.held;
            waiting += change.waiting;
            either += change.either;
            if (at < from || at >= to) continue;
            if (held > units) return std::to_string(held) + " units of " + pool + " held at " + to_string(at);
            if (waiting > 0 && held + either < units) {
                return std::to_string(waiting) + " wait for " + pool + " at " + to_string(at) + ", and only " +
                       std::to_string(held) + " are held";
            }
        }
    }
    return "";
}

}  // namespace permap
