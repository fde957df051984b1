// Which parts of a map are absorbing chains.
#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "analysis/absorbing_chain.hpp"
#include "map/condition_eval.hpp"

namespace permap {

namespace {

using Places = std::vector<std::size_t>;

// What conditions of a step look at, derived attributes looked through.
class Readings {
public:
    explicit Readings(const Map& map) : map_(map) {}

    std::unordered_set<std::string> of_step(const Step& step) const {
        std::unordered_set<std::string> subjects;
        for (const Way& way : step.ways) {
            add(way.when, subjects);
            add(way.sets, subjects);
        }
        add(step.sets, subjects);
        add(step.derives, subjects);
        for (const AttributeDraw& draw : step.draws) {
            add(draw.unless_condition, subjects);
            for (const auto& one : draw.cases) add(one.when, subjects);
        }
        return subjects;
    }

    std::unordered_set<std::string> of_assignments(const std::vector<Assignment>& assignments) const {
        std::unordered_set<std::string> subjects;
        add(assignments, subjects);
        return subjects;
    }

private:
    void add(const std::vector<Assignment>& assignments, std::unordered_set<std::string>& subjects) const {
        for (const Assignment& assignment : assignments) add(assignment.when, subjects);
    }

    void add(const Condition& condition, std::unordered_set<std::string>& subjects) const {
        for_each_comparison(condition, [&](const Condition& part) {
            if (!subjects.insert(part.subject).second) return;
            for (const Attribute& attribute : map_.attributes) {
                if (attribute.id == part.subject && attribute.derived) add(*attribute.derived, subjects);
            }
        });
    }

    const Map& map_;
};

// Runs through, and its length is known without a calendar.
bool has_plain_time(const Step& step) {
    const Duration& duration = step.duration;
    if (step.edited.passed_through) return true;
    if (!std::holds_alternative<Lasts>(duration.ends) || duration.never_past_age) return false;
    if (is_instant(duration) && step.edited.add <= 0) return true;
    if (duration.unit == TimeUnit::working_days) return false;
    const bool by_calendar = duration.unit == TimeUnit::hours || duration.unit == TimeUnit::minutes;
    return !(by_calendar && !step.calendar.empty());
}

class PartFinder {
public:
    explicit PartFinder(const Map& map) : map_(map), readings_(map) {
        for (std::size_t i = 0; i < map.steps.size(); ++i) place_.emplace(map.steps[i].id, i);
        read_disturbances();
        for (const Step& step : map.steps) {
            Places next;
            bool all_known = true;
            for (const Way& way : step.ways) {
                const auto target = place_.find(way.to);
                if (target == place_.end()) all_known = false;
                if (target != place_.end()) next.push_back(target->second);
            }
            next_.push_back(next);
            reads_.push_back(readings_.of_step(step));
            is_plain_.push_back(all_known && is_plain(step));
        }
        previous_.resize(map.steps.size());
        for (std::size_t i = 0; i < next_.size(); ++i) {
            for (const std::size_t to : next_[i]) previous_[to].push_back(i);
        }
        read_begun_ahead();
        read_other_ways_in();
    }

    std::vector<ExactPart> find() const {
        std::vector<ExactPart> parts = whole_journeys();
        std::vector<ExactPart> inner, kept;
        for (std::size_t entry = 0; entry < map_.steps.size(); ++entry) {
            if (!is_plain_[entry]) continue;
            const ExactPart largest = largest_from(entry);
            if (largest.steps.size() >= 2) inner.push_back(largest);
        }
        for (const ExactPart& part : inner) {
            const auto lies_in = [&part](const ExactPart& other) {
                const bool is_larger = other.after == no_step || other.steps.size() > part.steps.size();
                return is_larger &&
                       std::includes(other.steps.begin(), other.steps.end(), part.steps.begin(), part.steps.end());
            };
            const bool is_inside =
                std::any_of(parts.begin(), parts.end(), lies_in) || std::any_of(inner.begin(), inner.end(), lies_in);
            if (!is_inside) kept.push_back(part);
        }
        parts.insert(parts.end(), kept.begin(), kept.end());
        return parts;
    }

private:
    // Steps that something else can cancel, start or make a child come back to.
    void read_disturbances() {
        std::unordered_set<std::string_view> ended;
        for (const Step& step : map_.steps) {
            ended.insert(step.cancels.begin(), step.cancels.end());
            for (const Way& way : step.ways) ended.insert(way.interrupts.begin(), way.interrupts.end());
            const bool runs_beside = step.kind == StepKind::split || step.kind == StepKind::clock ||
                                     step.kind == StepKind::join || !step.exit_of.empty();
            has_strands_ = has_strands_ || runs_beside;
            if (step.clock) {
                clock_steps_.insert(step.clock->starts_at.begin(), step.clock->starts_at.end());
            }
        }
        for (const Region& region : map_.regions) {
            if (ended.count(region.id) > 0) disturbed_.insert(region.steps.begin(), region.steps.end());
        }
    }

    // A scenario can begin a step before its place is reached.
    void read_begun_ahead() {
        const auto read = [&](const Step& step) {
            for (const Ahead& ahead : step.ahead) {
                begun_ahead_.insert(ahead.step);
                if (!ahead.through.empty()) begun_ahead_.insert(ahead.through);
            }
        };
        for (const Step& step : map_.steps) {
            read(step);
            for (const Step& version : step.versions) read(version);
        }
    }

    // Arrivals, and whatever brings a child to a step other than a way.
    void read_other_ways_in() {
        other_way_in_.resize(map_.steps.size(), false);
        const auto mark = [&](const std::string& id) {
            const auto step = place_.find(id);
            if (step != place_.end()) other_way_in_[step->second] = true;
        };
        for (const Arrivals& arrivals : map_.arrivals) mark(arrivals.entry);
        for (const Step& step : map_.steps) {
            if (step.kind == StepKind::start) mark(step.id);
            for (const Way& way : step.ways) mark(way.returns_to);
        }
    }

    bool is_plain(const Step& step) const {
        switch (step.kind) {
            case StepKind::split:
            case StepKind::join:
            case StepKind::clock:
                return false;
            default:
                break;
        }
        if (step.uses && !step.edited.passed_through) return false;
        if (step.together_gather_days || !step.adds_to.empty() || !step.cancels.empty() || !step.exit_of.empty()) {
            return false;
        }
        if (step.in_force != InForce{} || !has_plain_time(step)) return false;
        if (!step.ahead.empty() || !step.versions.empty() || begun_ahead_.count(step.id) > 0) return false;
        if (disturbed_.count(step.id) > 0 || clock_steps_.count(step.id) > 0) return false;
        for (const Way& way : step.ways) {
            if (!way.interrupts.empty() || !way.returns_to.empty() || way.in_force != InForce{}) return false;
        }
        return readings_.of_step(step).count("age") == 0;
    }

    // Everything from `entry` without passing `after`; nothing where a step on the way is not plain, or is entered from
    // outside, or the journey can end inside.
    std::optional<Places> steps_between(std::size_t entry, std::size_t after) const {
        std::vector<bool> found(map_.steps.size(), false);
        Places steps = {entry};
        found[entry] = true;
        bool comes_out = false;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const std::size_t step = steps[i];
            if (!is_plain_[step] || next_[step].empty()) return std::nullopt;
            if (step != entry && other_way_in_[step]) return std::nullopt;
            for (const std::size_t to : next_[step]) {
                comes_out = comes_out || to == after;
                if (to == after || found[to]) continue;
                found[to] = true;
                steps.push_back(to);
            }
        }
        if (!comes_out) return std::nullopt;
        for (const std::size_t step : steps) {
            if (step == entry) continue;
            for (const std::size_t from : previous_[step]) {
                if (!found[from]) return std::nullopt;
            }
        }
        std::sort(steps.begin(), steps.end());
        return steps;
    }

    bool comes_back(std::size_t from, std::size_t to) const {
        std::vector<bool> found(map_.steps.size(), false);
        Places steps = {from};
        found[from] = true;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            if (steps[i] == to) return true;
            for (const std::size_t next : next_[steps[i]]) {
                if (!found[next]) steps.push_back(next);
                found[next] = true;
            }
        }
        return false;
    }

    // Values and visit counts that steps look at change inside the part only.
    bool reads_only_its_own(const Places& steps, bool whole, bool can_come_back) const {
        std::vector<bool> inside(map_.steps.size(), false);
        for (const std::size_t step : steps) inside[step] = true;
        std::unordered_set<std::string> read;
        for (const std::size_t step : steps) read.insert(reads_[step].begin(), reads_[step].end());
        for (const std::string& subject : read) {
            const std::string_view visited = visited_step(subject);
            if (visited.empty()) continue;
            const auto place = place_.find(std::string(visited));
            if (place == place_.end()) return false;
            if (!whole && (!inside[place->second] || can_come_back)) return false;
        }
        return !has_strands_ || !set_outside(read, inside);
    }

    bool set_outside(const std::unordered_set<std::string>& read, const std::vector<bool>& inside) const {
        const auto any_read = [&](const std::vector<Assignment>& assignments) {
            return std::any_of(assignments.begin(), assignments.end(),
                               [&](const Assignment& one) { return read.count(one.attribute) > 0; });
        };
        for (std::size_t i = 0; i < map_.steps.size(); ++i) {
            if (inside[i]) continue;
            const Step& step = map_.steps[i];
            if (any_read(step.sets) || any_read(step.derives) || any_read(step.clears)) return true;
            for (const AttributeDraw& draw : step.draws) {
                if (read.count(draw.attribute) > 0) return true;
            }
            for (const Way& way : step.ways) {
                if (any_read(way.sets)) return true;
            }
        }
        return std::any_of(map_.regions.begin(), map_.regions.end(),
                           [&](const Region& region) { return any_read(region.when_ended); });
    }

    std::vector<ExactPart> whole_journeys() const {
        std::vector<ExactPart> parts;
        for (std::size_t entry = 0; entry < map_.steps.size(); ++entry) {
            bool is_entry = map_.steps[entry].kind == StepKind::start;
            bool sets_by_age = false;
            for (const Arrivals& arrivals : map_.arrivals) {
                if (arrivals.entry != map_.steps[entry].id) continue;
                is_entry = true;
                sets_by_age = readings_.of_assignments(arrivals.sets).count("age") > 0;
            }
            if (!is_entry || sets_by_age) continue;
            Places steps = {entry};
            std::vector<bool> found(map_.steps.size(), false);
            found[entry] = true;
            bool all_plain = true;
            for (std::size_t i = 0; i < steps.size() && all_plain; ++i) {
                all_plain = is_plain_[steps[i]];
                for (const std::size_t to : next_[steps[i]]) {
                    if (!found[to]) steps.push_back(to);
                    found[to] = true;
                }
            }
            std::sort(steps.begin(), steps.end());
            if (all_plain && reads_only_its_own(steps, true, false)) parts.push_back(part_of(entry, steps, no_step));
        }
        return parts;
    }

    ExactPart largest_from(std::size_t entry) const {
        ExactPart largest;
        for (std::size_t after = 0; after < map_.steps.size(); ++after) {
            if (after == entry) continue;
            const auto steps = steps_between(entry, after);
            if (!steps || steps->size() <= largest.steps.size()) continue;
            if (!reads_only_its_own(*steps, false, comes_back(after, entry))) continue;
            largest = part_of(entry, *steps, StepIndex(after));
        }
        return largest;
    }

    static ExactPart part_of(std::size_t entry, const Places& steps, StepIndex after) {
        ExactPart part;
        part.entry = StepIndex(entry);
        part.after = after;
        for (const std::size_t step : steps) part.steps.push_back(StepIndex(step));
        return part;
    }

    const Map& map_;
    Readings readings_;
    std::unordered_map<std::string, std::size_t> place_;
    std::unordered_set<std::string> disturbed_, clock_steps_, begun_ahead_;
    bool has_strands_ = false;
    std::vector<Places> next_, previous_;
    std::vector<std::unordered_set<std::string>> reads_;
    std::vector<bool> is_plain_, other_way_in_;
};

}  // namespace

std::vector<ExactPart> exact_parts(const Map& map) {
    return PartFinder(map).find();
}

}  // namespace permap
