#include "exporting/visits.hpp"

#include <map>

#include "recorded/journey_events.hpp"

namespace permap {

namespace {

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

class VisitFold {
public:
    explicit VisitFold(std::span<const Event> events) : events_(events), visit_of_(events.size(), nowhere) {}

    std::vector<VisitRow> visits() {
        for (Ordinal i = 0; i < events_.size(); ++i) apply(events_[i], i);
        return std::move(visits_);
    }

private:
    // The visit that the cause belongs to, where it is one of that step; else the first of that step that is open.
    std::size_t find(const Event& event) const {
        if (event.cause < events_.size() && visit_of_[event.cause] != nowhere) {
            const std::size_t visit = visit_of_[event.cause];
            if (visits_[visit].step == event.step && !is_over(visits_[visit])) return visit;
        }
        for (std::size_t i = 0; i < visits_.size(); ++i)
            if (visits_[i].step == event.step && !is_over(visits_[i])) return i;
        return nowhere;
    }
    static bool is_over(const VisitRow& visit) { return visit.completed || visit.cancelled; }

    void apply(const Event& event, Ordinal place) {
        switch (event.kind) {
            case EventKind::ready: {
                VisitRow visit;
                visit.step = event.step;
                visit.number = ++numbers_[event.step];
                visit.ready = event.at;
                visit_of_[place] = visits_.size();
                visits_.push_back(std::move(visit));
                return;
            }
            case EventKind::started:
                if (const std::size_t visit = belongs(event, place); visit != nowhere)
                    visits_[visit].started = event.at;
                return;
            case EventKind::completed:
                if (const std::size_t visit = belongs(event, place); visit != nowhere) {
                    visits_[visit].completed = event.at;
                    if (!visits_[visit].started && event.detail == only_end_known) visits_[visit].ready.reset();
                    last_[event.step] = visit;
                }
                return;
            case EventKind::cancelled:
                if (const std::size_t visit = belongs(event, place); visit != nowhere)
                    visits_[visit].cancelled = event.at;
                return;
            case EventKind::decided:
                if (const auto visit = last_.find(event.step); visit != last_.end())
                    visits_[visit->second].ways.push_back(event.detail);
                return;
            case EventKind::entered:
            case EventKind::attribute_set:
            case EventKind::merged:
            case EventKind::clock_started:
            case EventKind::clock_fired:
            case EventKind::clock_ended:
            case EventKind::left:
                return;
        }
    }

    std::size_t belongs(const Event& event, Ordinal place) { return visit_of_[place] = find(event); }

    std::span<const Event> events_;
    std::vector<std::size_t> visit_of_;  // by event
    std::vector<VisitRow> visits_;
    std::map<StepIndex, std::uint32_t> numbers_;
    std::map<StepIndex, std::size_t> last_;  // completed visit of each step
};

}  // namespace

std::vector<VisitRow> visits_of(std::span<const Event> events) {
    return VisitFold(events).visits();
}

std::string ways_text(const Map& map, const VisitRow& visit) {
    const std::vector<Way>& ways = map.steps[index(visit.step)].ways;
    std::string text;
    for (const std::uint32_t way : visit.ways)
        if (way < ways.size()) text += (text.empty() ? "" : " + ") + ways[way].id;
    return text;
}

}  // namespace permap
