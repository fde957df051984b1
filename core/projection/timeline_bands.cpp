#include "projection/timeline_bands.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "projection/aims.hpp"
#include "projection/critical_path.hpp"
#include "projection/fold.hpp"
#include "projection/journey_state.hpp"

namespace permap {
namespace {

constexpr std::size_t no_phase = static_cast<std::size_t>(-1);

std::size_t phase_of(const Map& map, const Step& step) {
    for (const Process& process : map.processes) {
        if (process.id != step.process) continue;
        for (std::size_t i = 0; i < map.phases.size(); ++i) {
            if (map.phases[i].id == process.phase) return i;
        }
    }
    return no_phase;
}

// Pieces of steps without a phase belong to the phase before them.
std::vector<PhaseSpan> phases_on(const MeasurePlan& plan, const CriticalPath& path) {
    std::vector<PhaseSpan> spans;
    for (std::size_t i = path.pieces.size(); i-- > 0;) {
        const PathPiece& piece = path.pieces[i];
        const std::size_t phase =
            piece.step == no_step ? no_phase : phase_of(plan.map, plan.map.steps[index(piece.step)]);
        if (!spans.empty() && (phase == no_phase || phase == spans.back().phase)) {
            spans.back().to = piece.to;
        } else if (phase != no_phase) {
            spans.push_back({phase, piece.from, piece.to});
        }
    }
    return spans;
}

class AttributeBands {
public:
    AttributeBands(const MeasurePlan& plan, Instant entered) : place_(plan.map.attributes.size(), no_phase) {
        for (std::size_t i = 0; i < plan.map.attributes.size(); ++i) {
            if (plan.map.attributes[i].values.empty()) continue;
            place_[i] = bands_.size();
            bands_.push_back(
                {AttributeIndex{static_cast<std::uint16_t>(i)}, false, {{plan.start_values[i], entered, entered}}});
        }
    }

    void apply(const Event& event) {
        if (event.kind != EventKind::attribute_set) return;
        const std::size_t place = place_[index(attribute_of(event.detail))];
        if (place == no_phase) return;
        AttributeBand& band = bands_[place];
        band.was_set = true;
        end(band, event.at);
        if (!band.spans.empty() && band.spans.back().value == value_of(event.detail)) return;
        band.spans.push_back({value_of(event.detail), event.at, event.at});
    }

    std::vector<AttributeBand> finished(Instant at) && {
        for (AttributeBand& band : bands_) end(band, at);
        return std::move(bands_);
    }

private:
    // A value that lasted no time was none.
    static void end(AttributeBand& band, Instant at) {
        if (band.spans.empty()) return;
        band.spans.back().to = at;
        if (band.spans.back().from == at) band.spans.pop_back();
    }

    std::vector<std::size_t> place_;  // by attribute
    std::vector<AttributeBand> bands_;
};

// Milestones by the steps they stand at.
class MilestoneWatch {
public:
    explicit MilestoneWatch(const Map& map) : map_(map) {
        std::unordered_map<std::string_view, std::size_t> step_of;
        for (std::size_t i = 0; i < map.steps.size(); ++i) step_of.emplace(map.steps[i].id, i);
        for (std::size_t i = 0; i < map.milestones.size(); ++i) {
            for (const EventPattern& pattern : map.milestones[i].any_of) {
                const auto step = step_of.find(pattern.step);
                if (step != step_of.end()) at_.emplace(step->second, Watched{i, &pattern});
            }
        }
    }

    void apply(const Event& event, std::vector<MilestoneReached>& reached) const {
        if (event.step == no_step) return;
        const auto [first, last] = at_.equal_range(index(event.step));
        const std::size_t before = reached.size();
        for (auto one = first; one != last; ++one) {
            if (is_at(*one->second.pattern, event)) reached.push_back({one->second.milestone, event.at});
        }
        std::sort(reached.begin() + static_cast<std::ptrdiff_t>(before), reached.end(),
                  [](const auto& left, const auto& right) { return left.milestone < right.milestone; });
    }

private:
    struct Watched {
        std::size_t milestone;
        const EventPattern* pattern;
    };

    bool is_at(const EventPattern& pattern, const Event& event) const {
        if (pattern.on_ready) return event.kind == EventKind::ready || event.kind == EventKind::clock_started;
        if (pattern.ways.empty()) return event.kind == EventKind::completed || event.kind == EventKind::clock_fired;
        if (event.kind != EventKind::decided) return false;
        const std::string& way = map_.steps[index(event.step)].ways[event.detail].id;
        return std::find(pattern.ways.begin(), pattern.ways.end(), way) != pattern.ways.end();
    }

    const Map& map_;
    std::unordered_multimap<std::size_t, Watched> at_;  // by step
};

}  // namespace

TimelineBands timeline_bands(const MeasurePlan& plan, const Child& child, std::span<const Event> events) {
    TimelineBands bands;
    bands.end = child.followed_until;
    if (events.empty()) return bands;
    JourneyState state(plan);
    state.begin(child);
    AttributeBands attributes(plan, child.entered);
    const MilestoneWatch milestones(plan.map);
    AimFold aims;
    aims.begin(0, child.followed_until);
    const auto note_ended_aims = [&](Instant at) {
        for (std::size_t i = bands.aims.size(); i < aims.spells().size(); ++i) {
            const AimSpell& spell = aims.spells()[i];
            const Instant from = at - spell.length;
            bands.aims.push_back(
                {spell.aim, from, aim_limit_end(plan, plan.aims[spell.aim], from), at, spell.state, spell.end});
        }
    };
    for (const Event& event : events) {
        if (event.step != no_step) {
            for (const Mark& mark : plan.marks_of(event.step)) {
                if (is_on(mark, event)) aims.apply(plan, mark, event.at);
            }
        }
        note_ended_aims(event.at);
        attributes.apply(event);
        milestones.apply(event, bands.milestones);
        state.apply(event);
    }
    if (state.is_over()) {
        bands.end = events.back().at;
        aims.journey_over(bands.end);
    } else {
        aims.follow_up_over(bands.end);
    }
    note_ended_aims(bands.end);
    std::stable_sort(bands.aims.begin(), bands.aims.end(),
                     [](const AimCount& left, const AimCount& right) { return left.from < right.from; });
    bands.attributes = std::move(attributes).finished(bands.end);
    CriticalPath path;
    trace_path(plan, child, events, state, path);
    bands.phases = phases_on(plan, path);
    return bands;
}

}  // namespace permap
