#include "mining/visits.hpp"

#include <algorithm>

namespace permap {

namespace {

constexpr std::uint32_t none = 0xffffffffU;

}  // namespace

std::size_t VisitReader::visit_of(std::span<const Event> events, const Event& event) {
    if (event.cause != no_cause && events[event.cause].step == event.step && by_event_[event.cause] != none)
        return by_event_[event.cause];
    for (const std::uint32_t place : open_)
        if (visits_[place].step == event.step) return place;
    return none;
}

std::span<const Visit> VisitReader::visits_of(std::span<const Event> events) {
    visits_.clear();
    open_.clear();
    by_event_.assign(events.size(), none);
    for (Ordinal at = 0; at < events.size(); ++at) {
        const Event& event = events[at];
        switch (event.kind) {
            case EventKind::ready:
                by_event_[at] = static_cast<std::uint32_t>(visits_.size());
                open_.push_back(by_event_[at]);
                visits_.push_back({event.step, at, no_cause, no_cause, no_cause});
                break;
            case EventKind::started: {
                const std::size_t place = visit_of(events, event);
                if (place == none) break;
                by_event_[at] = static_cast<std::uint32_t>(place);
                visits_[place].started = at;
                break;
            }
            case EventKind::completed:
            case EventKind::cancelled: {
                const std::size_t place = visit_of(events, event);
                if (place == none) break;
                (event.kind == EventKind::completed ? visits_[place].completed : visits_[place].cancelled) = at;
                const auto open = std::find(open_.begin(), open_.end(), place);
                if (open != open_.end()) open_.erase(open);
                break;
            }
            case EventKind::entered:
            case EventKind::decided:
            case EventKind::attribute_set:
            case EventKind::merged:
            case EventKind::clock_started:
            case EventKind::clock_fired:
            case EventKind::clock_ended:
            case EventKind::left:
                break;
        }
    }
    return visits_;
}

}  // namespace permap
