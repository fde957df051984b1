#include "exporting/visits.hpp"

#include <algorithm>
#include <map>

#include "mining/visits.hpp"

namespace permap {

namespace {

VisitRow row_of(std::span<const Event> events, const Visit& visit) {
    const auto at = [&](Ordinal ordinal) {
        return ordinal == no_cause ? std::optional<Instant>() : std::optional<Instant>(events[ordinal].at);
    };
    VisitRow row;
    row.step = visit.step;
    row.ready = at(visit.ready);
    row.started = at(visit.started);
    row.completed = at(visit.completed);
    row.cancelled = at(visit.cancelled);
    const bool only_end =
        visit.started == no_cause && visit.completed != no_cause && events[visit.completed].detail == only_end_known;
    if (only_end) row.ready.reset();
    return row;
}

}  // namespace

std::vector<VisitRow> visits_of(std::span<const Event> events) {
    VisitReader reader;
    std::vector<VisitRow> rows;
    std::map<StepIndex, std::uint32_t> numbers;
    std::vector<std::pair<Ordinal, std::size_t>> completed;  // with the place of its row
    for (const Visit& visit : reader.visits_of(events)) {
        if (visit.completed != no_cause) completed.emplace_back(visit.completed, rows.size());
        rows.push_back(row_of(events, visit));
        rows.back().number = ++numbers[visit.step];
    }
    std::sort(completed.begin(), completed.end());
    // A way is taken at the end of the visit that was completed last.
    std::map<StepIndex, std::size_t> last;
    auto next = completed.begin();
    for (Ordinal at = 0; at < events.size(); ++at) {
        for (; next != completed.end() && next->first <= at; ++next) last[rows[next->second].step] = next->second;
        if (events[at].kind != EventKind::decided) continue;
        if (const auto found = last.find(events[at].step); found != last.end())
            rows[found->second].ways.push_back(events[at].detail);
    }
    return rows;
}

std::string ways_text(const Map& map, const VisitRow& visit) {
    const std::vector<Way>& ways = map.steps[index(visit.step)].ways;
    std::string text;
    for (const std::uint32_t way : visit.ways)
        if (way < ways.size()) text += (text.empty() ? "" : " + ") + ways[way].id;
    return text;
}

}  // namespace permap
