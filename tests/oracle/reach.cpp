#include "oracle/reach.hpp"

#include <algorithm>

namespace permap::oracle {

namespace {

std::vector<std::string> directly_behind(const Map& map, const Step& step) {
    std::vector<std::string> next;
    for (const Way& way : step.ways) {
        next.push_back(way.to);
        if (!way.returns_to.empty()) next.push_back(way.returns_to);
    }
    if (!step.join.empty()) next.push_back(step.join);
    for (const Ahead& ahead : step.ahead) next.push_back(ahead.step);
    for (const Step& version : step.versions) {
        for (const Ahead& ahead : version.ahead) next.push_back(ahead.step);
    }
    for (const Step& other : map.steps) {
        if (other.joins && other.joins->started_by == step.id) next.push_back(other.id);
        if (other.clock) {
            const auto& starts_at = other.clock->starts_at;
            if (std::count(starts_at.begin(), starts_at.end(), step.id) > 0) next.push_back(other.id);
        }
    }
    return next;
}

void walk_on(const Map& map, Place from, std::set<Place>& seen) {
    for (const std::string& id : directly_behind(map, map.steps[from])) {
        const Place next = place_of(map, id);
        if (seen.insert(next).second) walk_on(map, next, seen);
    }
}

}  // namespace

Reach reach_of(const Map& map) {
    Reach reach(map.steps.size());
    for (Place place = 0; place < map.steps.size(); ++place) walk_on(map, place, reach[place]);
    return reach;
}

bool may_still_come(const Reach& reach, const Walker& walker, Place entry, Place step) {
    const auto at_or_behind = [&](Place place) { return place == step || reach[place].count(step) > 0; };
    if (walker.left) return false;
    if (!walker.entered) return at_or_behind(entry);
    for (const auto& [place, visit] : walker.active) {
        if (reach[place].count(step) > 0) return true;
    }
    for (const auto& [place, clock] : walker.clocks) {
        if (reach[place].count(step) > 0) return true;
    }
    for (const BranchGroup& group : walker.groups) {
        const bool open = std::any_of(group.live_pieces.begin(), group.live_pieces.end(), [](int n) { return n > 0; });
        if (open && !group.dissolved && at_or_behind(group.join)) return true;
    }
    for (const auto& [process, callers] : walker.callers) {
        for (const Caller& caller : callers) {
            if (at_or_behind(caller.returns_to)) return true;
        }
    }
    return false;
}

}  // namespace permap::oracle
