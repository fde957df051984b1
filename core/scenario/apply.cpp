#include "scenario/apply.hpp"

#include <algorithm>

#include "map/condition_eval.hpp"
#include "scenario/edit_state.hpp"
#include "scenario/sentence.hpp"
#include "vocabulary/suggestion.hpp"

namespace permap {

std::vector<std::string> ids_of_steps(const Map& map) {
    std::vector<std::string> ids;
    for (const Step& step : map.steps) ids.push_back(step.id);
    return ids;
}

std::vector<std::string> ids_of_ways(const Step& step) {
    std::vector<std::string> ids;
    for (const Way& way : step.ways) ids.push_back(way.id);
    return ids;
}

Step* step_to_edit(EditState& state, const Edit& edit, const std::string& id) {
    Step* const step = find_step(state.map, id);
    if (step != nullptr) return step;
    const bool is_stage = std::any_of(state.map.stages.begin(), state.map.stages.end(),
                                      [&](const Stage& stage) { return stage.id == id; });
    state.error(edit, "step", "the map has no step " + quoted(id),
                is_stage ? "it is a stage: write \"stage\" in place of \"step\"" : meant(id, ids_of_steps(state.map)));
    return nullptr;
}

std::vector<Step*> steps_to_edit(EditState& state, const Edit& edit, const Target& target) {
    if (!target.is_stage) {
        Step* const step = step_to_edit(state, edit, target.id);
        return step == nullptr ? std::vector<Step*>{} : std::vector<Step*>{step};
    }
    std::vector<std::string> known;
    for (const Stage& stage : state.map.stages) {
        known.push_back(stage.id);
        if (stage.id != target.id) continue;
        std::vector<Step*> steps;
        for (const std::string& id : stage.steps) {
            if (Step* const step = find_step(state.map, id)) steps.push_back(step);
        }
        if (steps.empty()) state.error(edit, "stage", "the stage " + quoted(target.id) + " has no steps");
        return steps;
    }
    const bool is_step = find_step(state.map, target.id) != nullptr;
    state.error(edit, "stage", "the map has no stage " + quoted(target.id),
                is_step ? "it is a step: write \"step\" in place of \"stage\"" : meant(target.id, known));
    return {};
}

std::string why_it_has_no_time(StepKind kind) {
    switch (kind) {
        case StepKind::start:
            return "is where children come in";
        case StepKind::outcome:
        case StepKind::strand_end:
            return "is an end";
        case StepKind::split:
            return "is a split";
        case StepKind::join:
            return "is a join";
        case StepKind::clock:
            return "is a clock";
        default:
            return "";
    }
}

bool is_removed(const EditState& state, const Step& step) {
    return state.touched_by(step.id, "remove") != nullptr;
}

bool is_edit_of_removed(EditState& state, const Edit& edit, std::string_view key, const Step& step) {
    const std::string* const earlier = state.contradicted_by(step.id, "remove", edit);
    if (earlier == nullptr) return false;
    state.error(edit, key, quoted(step.id) + " is removed by " + *earlier + ", so this edit contradicts it",
                "keep one of the two");
    return true;
}

Resource* resource_to_edit(EditState& state, const Edit& edit, const std::string& id) {
    std::vector<std::string> known;
    for (Resource& resource : state.map.resources) {
        if (resource.id == id) return &resource;
        known.push_back(resource.id);
    }
    const auto& left_out = state.map.left_out;
    const bool is_left_out = std::find(left_out.begin(), left_out.end(), id) != left_out.end();
    state.error(
        edit, "resource",
        is_left_out ? "the map is run without its resource " + quoted(id) : "the map has no resource " + quoted(id),
        is_left_out ? "run it with --resources on" : meant(id, known));
    return nullptr;
}

void warn_if_unused(EditState& state, const Edit& edit, const std::string& resource) {
    if (std::none_of(state.map.steps.begin(), state.map.steps.end(), [&](const Step& step) {
            return step.uses && step.uses->resource == resource && !is_removed(state, step);
        })) {
        state.warning(edit, "resource", "no step uses " + quoted(resource) + ", so this changes nothing");
    }
}

bool is_for_some_only(EditState& state, const Edit& edit, const std::string& why_not) {
    if (edit.guard.when.kind == Condition::Kind::always) return false;
    state.error(edit, "when", why_not + ", so it cannot hold for some children only", "leave \"when\" out");
    return true;
}

namespace {

// Every attribute (or other subject) that a condition somewhere in the map looks at.
std::vector<std::string> subjects_looked_at(const Map& map) {
    std::vector<std::string> subjects;
    const auto look = [&](const Condition& condition) {
        for (std::string& subject : subjects_of(condition)) subjects.push_back(std::move(subject));
    };
    const auto look_all = [&](const std::vector<Assignment>& assignments) {
        for (const Assignment& assignment : assignments) look(assignment.when);
    };
    for (const Attribute& attribute : map.attributes) {
        if (attribute.derived) look(*attribute.derived);
    }
    for (const Step& step : map.steps) {
        look_all(step.sets);
        look_all(step.derives);
        look_all(step.clears);
        for (const Way& way : step.ways) {
            look(way.when);
            look_all(way.sets);
        }
        for (const AttributeDraw& draw : step.draws) {
            look(draw.unless_condition);
            for (const AttributeDraw::Case& one : draw.cases) look(one.when);
        }
        if (step.clock) look(step.clock->only_if);
        if (!step.uses) continue;
        look(step.uses->when);
        for (const Use::Priority& priority : step.uses->priorities) look(priority.when);
    }
    for (const Region& region : map.regions) look_all(region.when_ended);
    for (const Arrivals& arrivals : map.arrivals) look_all(arrivals.sets);
    for (const RestingState& resting : map.resting) look(resting.when);
    if (map.over_only_if) look(*map.over_only_if);
    return subjects;
}

// For some children, or from a date on: set before anything that the entry itself sets, in the order of the edits.
void set_at_entry(EditState& state, const Edit& edit, const SetAttribute& change) {
    Assignment assignment;
    assignment.attribute = change.attribute;
    assignment.value = change.value;
    assignment.when = edit.guard.when;
    for (std::size_t i = 0; i < state.map.arrivals.size(); ++i) {
        auto& sets = state.map.arrivals[i].sets;
        const auto own = static_cast<std::ptrdiff_t>(state.as_written->arrivals[i].sets.size());
        sets.insert(sets.end() - own, assignment);
    }
}

bool every_entry_sets(const Map& map, const std::string& attribute) {
    if (map.arrivals.empty()) return false;
    return std::all_of(map.arrivals.begin(), map.arrivals.end(), [&](const Arrivals& arrivals) {
        return std::any_of(arrivals.sets.begin(), arrivals.sets.end(), [&](const Assignment& set) {
            return set.attribute == attribute && set.add == 0 && set.when.kind == Condition::Kind::always;
        });
    });
}

// Whether the attribute may start with this value; reports it if not.
bool may_start_with(EditState& state, const Edit& edit, const Attribute& attribute, const std::string& value) {
    if (attribute.derived) {
        state.error(edit, "attribute", quoted(attribute.id) + " follows from other attributes and cannot be set",
                    "set one of those: " + to_string(*attribute.derived));
        return false;
    }
    if (attribute.counter_max) {
        const auto number = whole_number(value);
        if (number && *number >= 0 && *number <= *attribute.counter_max) return true;
        state.error(edit, "value",
                    quoted(attribute.id) + " counts from 0 to " + std::to_string(*attribute.counter_max) +
                        ", so it cannot be " + quoted(value));
        return false;
    }
    if (std::find(attribute.values.begin(), attribute.values.end(), value) != attribute.values.end()) return true;
    const std::string near = meant(value, attribute.values);
    state.error(edit, "value", quoted(attribute.id) + " has no value " + quoted(value),
                near.empty() ? "it may be " + quoted(attribute.values) : near);
    return false;
}

void check_sources(const Map& map, const Scenario& scenario, Problems& errors) {
    std::vector<std::string> known;
    for (const Source& source : map.sources) known.push_back(source.id);
    const auto check = [&](const std::string& id, const std::string& where) {
        if (id.empty() || std::find(known.begin(), known.end(), id) != known.end()) return;
        errors.push_back({where, "the map has no source " + quoted(id), meant(id, known)});
    };
    for (std::size_t i = 0; i < scenario.sources.size(); ++i) {
        check(scenario.sources[i], scenario.where + "#/sources/" + std::to_string(i));
    }
    for (const Edit& edit : scenario.edits)
        check(provenance_of(edit).source, edit.where + "/" + std::string(number_key(edit)) + "/source");
}

// Every combination of guards is a map of its own to make and to check; and nobody can follow more than these.
constexpr std::size_t most_guards = 6;

void check_scenarios(const Map& map, std::span<const Scenario> scenarios, Problems& errors) {
    for (const Scenario& scenario : scenarios) {
        if (is_for(scenario, map)) {
            check_sources(map, scenario, errors);
        } else {
            errors.push_back({scenario.where + "#/map",
                              "the scenario is for the map " + quoted(scenario.map) + ", not " + quoted(map.id),
                              "run it on the map it was written for"});
        }
    }
}

void gather_guards(const Map& map, std::span<const Scenario> scenarios, std::vector<Guard>& guards, Problems& errors) {
    std::vector<std::string> known = {"age"};
    for (const Attribute& attribute : map.attributes) known.push_back(attribute.id);
    for (const Scenario& scenario : scenarios) {
        for (const Edit& edit : scenario.edits) {
            for (const std::string& subject : subjects_of(edit.guard.when)) {
                const std::string_view step = visited_step(subject);
                if (step.empty() ? std::find(known.begin(), known.end(), subject) == known.end()
                                 : find_step(map, step) == nullptr) {
                    errors.push_back({edit.where + "/when", "the map has nothing named " + quoted(subject),
                                      meant(std::string(step.empty() ? std::string_view(subject) : step),
                                            step.empty() ? known : ids_of_steps(map))});
                }
            }
            if (edit.guard == Guard{} || std::find(guards.begin(), guards.end(), edit.guard) != guards.end()) continue;
            guards.push_back(edit.guard);
            if (guards.size() == most_guards + 1) {
                errors.push_back({edit.where,
                                  "the edits hold in more than " + std::to_string(most_guards) +
                                      " different ways (start dates and conditions)",
                                  "give edits that belong together the same \"start\" and \"when\""});
            }
        }
    }
}

// The map as it is for visits for which just these guards hold.
EditState world_of(const Map& map, std::span<const Scenario> scenarios, std::span<const Guard> guards,
                   std::size_t holding, std::vector<std::string>* sentences) {
    EditState state;
    state.map = map;
    state.as_written = &map;
    for (const Scenario& scenario : scenarios) {
        if (!is_for(scenario, map)) continue;  // said by check_scenarios
        for (const Edit& edit : scenario.edits) {
            const auto guard =
                static_cast<std::size_t>(std::find(guards.begin(), guards.end(), edit.guard) - guards.begin());
            state.holds = guard == guards.size() || (holding >> guard & 1U) != 0;
            if (!state.holds && !std::holds_alternative<Insert>(edit.change)) continue;
            if (sentences != nullptr) sentences->push_back(sentence(edit, state.map));
            std::visit([&](const auto& change) { make(state, edit, change); }, edit.change);
        }
    }
    return state;
}

// Of the worlds, the one that is so at a date. Guards without one hold at any.
std::size_t holding_at(std::span<const Guard> guards, const std::optional<Instant>& at) {
    std::size_t holding = 0;
    for (std::size_t i = 0; i < guards.size(); ++i) {
        if (!guards[i].from || (at && *guards[i].from <= *at)) holding |= std::size_t{1} << i;
    }
    return holding;
}

std::vector<Instant> dates_of(std::span<const Guard> guards) {
    std::vector<Instant> dates;
    for (const Guard& guard : guards) {
        if (guard.from) dates.push_back(*guard.from);
    }
    std::sort(dates.begin(), dates.end());
    dates.erase(std::unique(dates.begin(), dates.end()), dates.end());
    return dates;
}

// Resources and arrivals know no children, only dates.
void put_dates(std::span<const Map> worlds, std::span<const Guard> guards, Map& map) {
    const Map& at_first = worlds[holding_at(guards, std::nullopt)];
    map.resources = at_first.resources;
    map.arrivals = at_first.arrivals;
    for (const Instant date : dates_of(guards)) {
        const Map& then = worlds[holding_at(guards, date)];
        for (std::size_t i = 0; i < map.resources.size(); ++i) {
            auto& later = map.resources[i].later;
            const Resource& before = later.empty() ? at_first.resources[i] : later.back().resource;
            if (!(then.resources[i] == before)) later.push_back({date, then.resources[i]});
        }
        for (std::size_t i = 0; i < map.arrivals.size(); ++i) {
            const Arrivals::Later now{date, then.arrivals[i].children_a_year.value, then.arrivals[i].sets};
            auto& later = map.arrivals[i].later;
            const bool is_as_before =
                later.empty()
                    ? now.children_a_year == map.arrivals[i].children_a_year.value && now.sets == map.arrivals[i].sets
                    : now.children_a_year == later.back().children_a_year && now.sets == later.back().sets;
            if (!is_as_before) later.push_back(now);
        }
    }
}

// A step of all worlds as one: its versions, by those guards that make a difference to it.
Step one_step(std::span<const Map> worlds, std::span<const Guard> guards, std::size_t place) {
    std::vector<std::size_t> telling;
    for (std::size_t guard = 0; guard < guards.size(); ++guard) {
        for (std::size_t holding = 0; holding < worlds.size(); ++holding) {
            const std::size_t other = holding ^ std::size_t{1} << guard;
            if (other < holding || worlds[holding].steps[place] == worlds[other].steps[place]) continue;
            telling.push_back(guard);
            break;
        }
    }
    Step step = worlds[0].steps[place];
    for (const std::size_t guard : telling) step.guards.push_back(guards[guard]);
    for (std::size_t version = 1; version < std::size_t{1} << telling.size(); ++version) {
        std::size_t holding = 0;
        for (std::size_t bit = 0; bit < telling.size(); ++bit) {
            if ((version >> bit & 1U) != 0) holding |= std::size_t{1} << telling[bit];
        }
        step.versions.push_back(worlds[holding].steps[place]);
    }
    return step;
}

Map one_map(std::span<const Map> worlds, std::span<const Guard> guards) {
    Map map = worlds[0];
    put_dates(worlds, guards, map);
    for (std::size_t i = 0; i < map.steps.size(); ++i) {
        PERMAP_ASSERT(std::all_of(worlds.begin(), worlds.end(), [&](const Map& world) {
            return world.steps.size() == map.steps.size() && world.steps[i].id == map.steps[i].id;
        }));
        map.steps[i] = one_step(worlds, guards, i);
    }
    return map;
}

}  // namespace

void make(EditState& state, const Edit& edit, const SetAttribute& change) {
    std::vector<std::string> known;
    for (Attribute& attribute : state.map.attributes) {
        known.push_back(attribute.id);
        if (attribute.id != change.attribute) continue;
        if (!may_start_with(state, edit, attribute, change.value)) return;
        const bool is_guarded = edit.guard != Guard{};
        if (!is_guarded && attribute.start == change.value) {
            state.warning(edit, "value", quoted(change.attribute) + " already starts as " + quoted(change.value));
            return;
        }
        if (const std::string* const earlier = state.contradicted_by(change.attribute, "start", edit)) {
            state.error(edit, "value",
                        *earlier + " sets " + quoted(change.attribute) + " to " + quoted(attribute.start) +
                            ", so this edit contradicts it",
                        "keep one of the two");
            return;
        }
        const auto subjects = subjects_looked_at(state.map);
        if (std::find(subjects.begin(), subjects.end(), change.attribute) == subjects.end()) {
            state.warning(edit, "attribute",
                          "nothing in the map looks at " + quoted(change.attribute) + ", so this changes nothing");
        } else if (every_entry_sets(state.map, change.attribute)) {
            state.warning(edit, "attribute",
                          "every entry sets " + quoted(change.attribute) + " itself, so its start value is never used");
        }
        if (is_guarded) {
            set_at_entry(state, edit, change);
        } else {
            attribute.start = change.value;
        }
        state.touch(change.attribute, "start", edit);
        return;
    }
    state.error(edit, "attribute", "the map has no attribute " + quoted(change.attribute),
                meant(change.attribute, known));
}

bool is_for(const Scenario& scenario, const Map& map) {
    return scenario.map == map.id || std::find(map.bases.begin(), map.bases.end(), scenario.map) != map.bases.end();
}

Scenario not_before(Scenario scenario, Instant date) {
    for (Edit& edit : scenario.edits) edit.guard.from = std::max(edit.guard.from.value_or(date), date);
    return scenario;
}

Result<Applied> apply_scenario(const Map& map, std::span<const Scenario> scenarios) {
    Problems errors;
    std::vector<Guard> guards;
    gather_guards(map, scenarios, guards, errors);
    check_scenarios(map, scenarios, errors);
    if (guards.size() > most_guards) return errors;

    std::vector<std::string> sentences;
    std::vector<EditState> worlds;  // by the guards that hold; in the last all do
    const std::size_t all = (std::size_t{1} << guards.size()) - 1;
    for (std::size_t holding = 0; holding <= all; ++holding) {
        worlds.push_back(world_of(map, scenarios, guards, holding, holding == all ? &sentences : nullptr));
        for (Problem& error : worlds.back().errors) {
            if (std::find(errors.begin(), errors.end(), error) == errors.end()) errors.push_back(std::move(error));
        }
    }
    if (!errors.empty()) return errors;
    Applied applied{{}, std::move(worlds.back().warnings), std::move(sentences), std::move(worlds.back().removed), {}};
    for (EditState& world : worlds) applied.worlds.push_back(std::move(world.map));
    applied.map = guards.empty() ? std::move(applied.worlds.back()) : one_map(applied.worlds, guards);
    if (guards.empty()) applied.worlds.clear();
    return applied;
}

}  // namespace permap
