#include "scenario/apply.hpp"

#include <algorithm>
#include <cmath>

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

bool is_removed(const EditState& state, const Step& step) {
    return state.touched_by(step.id, "remove") != nullptr;
}

bool is_edit_of_removed(EditState& state, const Edit& edit, std::string_view key, const Step& step) {
    const std::string* const earlier = state.touched_by(step.id, "remove");
    if (earlier == nullptr) return false;
    state.error(edit, key, quoted(step.id) + " is removed by " + *earlier + ", so this edit contradicts it",
                "keep one of the two");
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

void check_sources(EditState& state, const Scenario& scenario) {
    std::vector<std::string> known;
    for (const Source& source : state.map.sources) known.push_back(source.id);
    const auto check = [&](const std::string& id, const std::string& where) {
        if (id.empty() || std::find(known.begin(), known.end(), id) != known.end()) return;
        state.errors.push_back({where, "the map has no source " + quoted(id), meant(id, known)});
    };
    for (std::size_t i = 0; i < scenario.sources.size(); ++i) {
        check(scenario.sources[i], scenario.where + "#/sources/" + std::to_string(i));
    }
    for (const Edit& edit : scenario.edits)
        check(provenance_of(edit).source, edit.where + "/" + std::string(number_key(edit)) + "/source");
}

}  // namespace

void make(EditState& state, const Edit& edit, const SetAttribute& change) {
    std::vector<std::string> known;
    for (Attribute& attribute : state.map.attributes) {
        known.push_back(attribute.id);
        if (attribute.id != change.attribute) continue;
        if (!may_start_with(state, edit, attribute, change.value)) return;
        if (attribute.start == change.value) {
            state.warning(edit, "value", quoted(change.attribute) + " already starts as " + quoted(change.value));
            return;
        }
        if (const std::string* const earlier = state.touched_by(change.attribute, "start")) {
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
        attribute.start = change.value;
        state.touch(change.attribute, "start", edit);
        return;
    }
    state.error(edit, "attribute", "the map has no attribute " + quoted(change.attribute),
                meant(change.attribute, known));
}

void make(EditState& state, const Edit& edit, const SetCapacity& change) {
    std::vector<std::string> known;
    for (Resource& resource : state.map.resources) {
        known.push_back(resource.id);
        if (resource.id != change.resource) continue;
        const bool is_filled = std::any_of(state.map.steps.begin(), state.map.steps.end(),
                                           [&](const Step& step) { return step.adds_to == change.resource; });
        const double least = is_filled ? 0 : 1;  // a pool that adopters fill may begin empty
        if (!(change.units.value >= least) || change.units.value != std::floor(change.units.value)) {
            state.error(edit, "units", "expected a whole number, " + std::string(is_filled ? "0" : "1") + " or more",
                        is_filled ? "" : "with none, every child would wait for ever");
            return;
        }
        if (resource.units.value == change.units.value) {
            state.warning(edit, "units", quoted(change.resource) + " already has that capacity");
            return;
        }
        if (const std::string* const earlier = state.touched_by(change.resource, "capacity")) {
            state.error(edit, "units",
                        *earlier + " sets the capacity of " + quoted(change.resource) +
                            " to another number, so this edit contradicts it",
                        "keep one of the two");
            return;
        }
        if (std::none_of(state.map.steps.begin(), state.map.steps.end(), [&](const Step& step) {
                return step.uses && step.uses->resource == change.resource && !is_removed(state, step);
            })) {
            state.warning(edit, "resource", "no step uses " + quoted(change.resource) + ", so this changes nothing");
        }
        resource.units = change.units;
        state.touch(change.resource, "capacity", edit);
        return;
    }
    const auto& left_out = state.map.left_out;
    const bool is_left_out = std::find(left_out.begin(), left_out.end(), change.resource) != left_out.end();
    state.error(edit, "resource",
                is_left_out ? "the map is run without its resource " + quoted(change.resource)
                            : "the map has no resource " + quoted(change.resource),
                is_left_out ? "run it with --resources on" : meant(change.resource, known));
}

Result<Applied> apply_scenario(const Map& map, std::span<const Scenario> scenarios) {
    EditState state;
    state.map = map;
    std::vector<std::string> sentences;
    for (const Scenario& scenario : scenarios) {
        const bool is_for_a_base = std::find(map.bases.begin(), map.bases.end(), scenario.map) != map.bases.end();
        if (scenario.map != map.id && !is_for_a_base) {
            state.errors.push_back({scenario.where + "#/map",
                                    "the scenario is for the map " + quoted(scenario.map) + ", not " + quoted(map.id),
                                    "run it on the map it was written for"});
            continue;
        }
        check_sources(state, scenario);
        for (const Edit& edit : scenario.edits) {
            sentences.push_back(sentence(edit, state.map));
            std::visit([&](const auto& change) { make(state, edit, change); }, edit.change);
        }
    }
    if (!state.errors.empty()) return std::move(state.errors);
    return Applied{std::move(state.map), std::move(state.warnings), std::move(sentences), std::move(state.removed)};
}

}  // namespace permap
