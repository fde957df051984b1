#include "map/overlaid_places.hpp"

#include <utility>

namespace permap {

namespace {

// Forgets `place` and all below it.
void forget(std::map<std::string, std::string>& places, const std::string& place) {
    places.erase(place);
    const std::string below = place + "/";
    auto next = places.lower_bound(below);
    while (next != places.end() && next->first.compare(0, below.size(), below) == 0) next = places.erase(next);
}

}  // namespace

void OverlaidPlaces::replaced(const std::string& place, const std::string& at) {
    forget(replaced_, place);
    forget(changed_within_, place);
    replaced_[place] = at;
}

void OverlaidPlaces::changed_within(const std::string& place, const std::string& at) {
    changed_within_[place] = at;
}

std::string OverlaidPlaces::written_at(const std::string& place) const {
    const auto within = changed_within_.find(place);
    if (within != changed_within_.end()) return within->second;
    const std::size_t root = place.find('#');
    for (std::size_t end = place.size(); end != std::string::npos && end > root; end = place.rfind('/', end - 1)) {
        const auto found = replaced_.find(place.substr(0, end));
        if (found != replaced_.end()) return found->second + place.substr(end);
    }
    return place;
}

Problems OverlaidPlaces::written_at(Problems problems) const {
    for (Problem& problem : problems) {
        if (changed_within_.count(problem.where) != 0) {
            problem.hint += (problem.hint.empty() ? "" : "; ") + ("the rest of it stands at " + problem.where);
        }
        problem.where = written_at(problem.where);
    }
    return problems;
}

}  // namespace permap
