#include "scenario/stretch.hpp"

#include <algorithm>

#include "vocabulary/suggestion.hpp"

namespace permap {

namespace {

std::vector<std::string> directly_behind(const Map& map, const Step& step) {
    std::vector<std::string> next;
    for (const Way& way : step.ways) {
        next.push_back(way.to);
        if (!way.returns_to.empty()) next.push_back(way.returns_to);
    }
    if (!step.join.empty()) next.push_back(step.join);
    for (const Ahead& ahead : step.ahead) next.push_back(ahead.step);
    for (const Step& other : map.steps) {
        if (other.joins && other.joins->started_by == step.id) next.push_back(other.id);
        if (other.clock && is_among(other.clock->starts_at, step.id)) next.push_back(other.id);
    }
    return next;
}

// The ways of the last step are taken at the old place, so it may hand over there.
std::string why_it_cannot_be_part(const Step& step, bool is_last) {
    const bool hands_over = !is_last && std::any_of(step.ways.begin(), step.ways.end(),
                                                    [](const Way& way) { return !way.returns_to.empty(); });
    if (hands_over) return "hands over to another process";
    if (!step.exit_of.empty()) return "is the exit of a process";
    switch (step.kind) {
        case StepKind::activity:
        case StepKind::decision:
        case StepKind::wait:
        case StepKind::milestone:
            return "";
        default:
            return "is no activity, decision or wait";
    }
}

}  // namespace

Result<std::vector<std::string>> stretch_of(const Map& map, const std::string& first, const std::string& last) {
    std::vector<std::string> stretch{first};
    Problems problems;
    for (std::size_t i = 0; i < stretch.size(); ++i) {
        const Step& step = *find_step(map, stretch[i]);
        if (const std::string why = why_it_cannot_be_part(step, step.id == last); !why.empty()) {
            problems.push_back({"", quoted(step.id) + " " + why + ", so it cannot be done ahead", ""});
            return problems;
        }
        if (step.id == last) continue;
        if (step.ways.empty()) {
            problems.push_back({"", quoted(step.id) + " ends before " + quoted(last) + " is reached", ""});
            return problems;
        }
        for (const Way& way : step.ways) {
            if (!is_among(stretch, way.to)) stretch.push_back(way.to);
        }
    }
    if (!is_among(stretch, last)) {
        problems.push_back({"", "nothing leads from " + quoted(first) + " to " + quoted(last), ""});
        return problems;
    }
    for (const std::string& id : stretch) {
        if (id == first) continue;
        if (const Step* const other = leads_into(map, id, stretch)) {
            problems.push_back({"", quoted(other->id) + " leads into the middle, to " + quoted(id),
                                "name a stretch of steps with one way in"});
        }
    }
    for (const Region& region : map.regions) {
        const auto inside = std::count_if(stretch.begin(), stretch.end(),
                                          [&](const std::string& id) { return is_among(region.steps, id); });
        if (inside != 0 && inside != static_cast<std::ptrdiff_t>(stretch.size())) {
            problems.push_back({"",
                                "the region " + quoted(region.id) + " holds only a part of the steps from " +
                                    quoted(first) + " to " + quoted(last),
                                "name a stretch that lies inside it, or outside"});
        }
    }
    if (!problems.empty()) return problems;
    return stretch;
}

const Step* leads_into(const Map& map, const std::string& step, const std::vector<std::string>& but_for) {
    for (const Step& other : map.steps) {
        if (is_among(but_for, other.id)) continue;
        const bool leads = other.join == step || std::any_of(other.ways.begin(), other.ways.end(), [&](const Way& way) {
                               return way.to == step || way.returns_to == step;
                           });
        if (leads) return &other;
    }
    for (const Arrivals& arrivals : map.arrivals) {
        if (arrivals.entry == step) return find_step(map, step);
    }
    return nullptr;
}

bool leads_to(const Map& map, const std::string& from, const std::string& to) {
    std::vector<std::string> seen{from};
    for (std::size_t i = 0; i < seen.size(); ++i) {
        const Step* const step = find_step(map, seen[i]);
        if (step == nullptr) continue;
        for (const std::string& next : directly_behind(map, *step)) {
            if (next == to) return true;
            if (!is_among(seen, next)) seen.push_back(next);
        }
    }
    return false;
}

}  // namespace permap
