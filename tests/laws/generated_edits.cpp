#include "laws/generated_edits.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <random>

namespace permap {

namespace {

class Generator {
public:
    Generator(const Map& map, Instant start, std::uint64_t seed) : map_(map), start_(start), random_(seed) {}

    // An edit on its own; some make no sense on the map at hand.
    Edit edit() {
        const std::vector<std::function<Change()>> kinds = {
            [this] { return remove(); },
            [this] {
                return Change{ScaleDuration{{step().id, false}, assumed(0.25 * (1 + number(8)))}};
            },
            [this] {
                return Change{SetDuration{step().id, days(number(40))}};
            },
            [this] {
                return Change{CapDuration{{step().id, false}, 1.0 + number(20), TimeUnit::calendar_days, 0.5, why()}};
            },
            [this] {
                return Change{AddDuration{step().id, number(30) - 10, TimeUnit::calendar_days, why()}};
            },
            [this] { return set_probability(); },
            [this] { return set_attribute(); },
            [this] { return set_timescale(); },
            [this] {
                return Change{StartWith{doing().id, doing().id, ""}};
            },
            [this] {
                return Change{StartWith{doing().id, step().id, ""}};
            },
            [this] { return start_with_through(); },
            [this] { return start_with_through(); },
            [this] { return in_a_row(true); },
            [this] { return in_a_row(false); },
            [this] { return insert(); },
            [this] { return set_capacity(); },
            [this] { return set_rhythm(); },
            [this] {
                return Change{SetCalendar{"", 0, TimeUnit::weeks, {}, step().id, below(2) == 0 ? "office" : "open"}};
            },
            [this] {
                return Change{SetPriority{step().id, static_cast<int>(below(4)) - 1}};
            },
            [this] {
                return Change{SetArrivals{map_.arrivals[below(map_.arrivals.size())].entry, assumed(number(7) * 30)}};
            },
        };
        Edit edit;
        edit.change = kinds[below(kinds.size())]();
        edit.where = "edit " + std::to_string(++number_);
        edit.guard = guard();
        const bool is_for_everyone =
            std::holds_alternative<SetCapacity>(edit.change) || std::holds_alternative<SetArrivals>(edit.change) ||
            (std::holds_alternative<SetCalendar>(edit.change) && std::get<SetCalendar>(edit.change).step.empty());
        if (is_for_everyone) edit.guard.when = {};
        return edit;
    }

private:
    std::size_t below(std::size_t count) { return random_() % count; }
    double number(std::size_t count) { return static_cast<double>(below(count)); }
    const Step& step() { return map_.steps[below(map_.steps.size())]; }
    const Step& doing() {
        for (int tries = 0; tries < 20; ++tries) {
            const Step& found = step();
            if (found.kind == StepKind::activity || found.kind == StepKind::decision) return found;
        }
        return step();
    }
    static Provenance why() {
        Provenance from;
        from.assumption = "drawn";
        return from;
    }
    static Quantity assumed(double value) { return {value, why()}; }
    static Duration days(double value) {
        Duration duration;
        duration.ends = Lasts{Fixed{value}};
        duration.unit = TimeUnit::calendar_days;
        duration.from = why();
        return duration;
    }

    Change remove() {
        const Step& removed = step();
        Remove change{{removed.id, false}, {}};
        if (removed.ways.size() > 1 && below(2) == 0)
            change.take = {{removed.id, removed.ways[below(removed.ways.size())].id}};
        return change;
    }

    Change set_probability() {
        const Step& decision = step();
        const std::string way = decision.ways.empty() ? "" : decision.ways[below(decision.ways.size())].id;
        return SetProbability{decision.id, way, assumed(0.1 * static_cast<double>(below(11)))};
    }

    Change set_attribute() {
        const Attribute& attribute = map_.attributes[below(map_.attributes.size())];
        const std::string value =
            attribute.values.empty() ? std::to_string(below(3)) : attribute.values[below(attribute.values.size())];
        return SetAttribute{attribute.id, value};
    }

    Change set_timescale() {
        if (below(4) == 0) return SetTimescale{step().id, std::nullopt};
        Timescale timescale;
        timescale.value = static_cast<double>(1 + below(40));
        timescale.from = why();
        if (below(2) == 0) timescale.from_step = step().id;
        return SetTimescale{step().id, timescale};
    }

    // Two steps of which the first leads to the second only, and nothing else does; what comes first where there are
    // none.
    std::vector<std::string> row() {
        std::map<std::string, int> led_to;
        for (const Step& step : map_.steps) {
            for (const Way& way : step.ways) ++led_to[way.to];
        }
        std::vector<std::vector<std::string>> rows;
        for (const Step& step : map_.steps) {
            const bool leads_on = step.ways.size() == 1 && step.exit_of.empty() &&
                                  (step.kind == StepKind::activity || step.kind == StepKind::decision);
            if (leads_on && led_to[step.ways.front().to] == 1) rows.push_back({step.id, step.ways.front().to});
        }
        return rows.empty() ? std::vector<std::string>{map_.steps.front().id} : rows[below(rows.size())];
    }

    Change start_with_through() {
        const std::vector<std::string> steps = row();
        std::string with = doing().id;
        for (const Step& before : map_.steps) {
            for (const Way& way : before.ways) with = way.to == steps.front() ? before.id : with;
        }
        return StartWith{steps.front(), with, steps.back()};
    }

    Change in_a_row(bool side_by_side) {
        const std::vector<std::string> steps = row();
        if (side_by_side) return MakeParallel{steps};
        Merge merge{steps, steps[below(steps.size())], std::nullopt};
        if (below(2) == 0) merge.duration = days(number(20));
        return merge;
    }

    Change insert() {
        Insert change;
        change.step.id = "new_" + std::to_string(++number_);
        change.step.lane = map_.lanes.empty() ? "" : map_.lanes.front().id;
        change.step.duration = days(number(20));
        const Step& beside = step();
        if (below(2) == 0 || beside.ways.empty()) {
            change.before = beside.id;
        } else {
            change.after = beside.id;
            change.way = beside.ways[below(beside.ways.size())].id;
        }
        return change;
    }

    Change set_capacity() {
        static const std::vector<std::string> resources = {"workers", "desk", "panel"};
        return SetCapacity{resources[below(resources.size())], assumed(1 + number(6))};
    }

    Change set_rhythm() {
        const TimeUnit unit = below(2) == 0 ? TimeUnit::weeks : TimeUnit::working_days;
        return SetCalendar{"panel", 1 + number(5), unit, why(), "", ""};
    }

    Guard guard() {
        Guard guard;
        if (below(3) != 0) guard.from = start_ + one_day * static_cast<int>(below(500));
        if (below(3) == 0) guard.when = *parse_condition(below(2) == 0 ? "setting = away" : "age < 8");
        return guard;
    }

    const Map& map_;
    Instant start_;
    std::mt19937_64 random_;
    int number_ = 0;
};

}  // namespace

EditedMap generate_edits(const GeneratedMap& generated, std::uint64_t seed) {
    return generate_edits(generated, seed, Instant::min());
}

EditedMap generate_edits(const GeneratedMap& generated, std::uint64_t seed, Instant earliest) {
    Map map = generated.map;
    map.lanes = {{"social_work", "Social work", "acts"}};  // for new steps
    Generator generator(map, generated.settings.start, seed);
    Scenario scenario;
    scenario.id = "drawn";
    scenario.map = generated.map.id;
    EditedMap edited{{map, {}, {}, {}, {}}, 0, ""};
    for (int tries = 0; tries < 20 && scenario.edits.size() < 5; ++tries) {
        scenario.edits.push_back(generator.edit());
        if (earliest != Instant::min()) scenario = not_before(std::move(scenario), earliest);
        Result<Applied> applied = apply_scenario(map, std::span{&scenario, 1});
        if (!applied || !applied->warnings.empty()) {
            scenario.edits.pop_back();
            continue;
        }
        if (scenario.edits.back().guard != Guard{}) ++edited.guarded;
        edited.applied = std::move(*applied);
    }
    for (const std::string& sentence : edited.applied.sentences) edited.sentences += sentence + "\n";
    return edited;
}

}  // namespace permap
