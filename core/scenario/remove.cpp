// Removing a step or stage: it is passed through (SEMANTICS 6).
#include <algorithm>

#include "scenario/edit_state.hpp"

namespace permap {

namespace {

bool is_decision(const Step& step) {
    return step.ways.size() >= 2 && step.kind != StepKind::split && step.kind != StepKind::clock;
}

// Why a step cannot be removed; empty if it can.
std::string why_it_must_stay(const Step& step) {
    if (step.kind == StepKind::clock) return "";
    if (step.kind == StepKind::milestone) return is_instant(step.duration) ? "is a milestone that takes no time" : "";
    return why_it_has_no_time(step.kind);
}

bool takes_something(const Step& step) {
    return !is_instant(step.duration) || step.edited.add > 0 || step.uses || !step.timescales.empty() ||
           step.together_gather_days || step.kind == StepKind::clock;
}

const Take* take_for(const Remove& change, const std::string& step) {
    const auto found =
        std::find_if(change.take.begin(), change.take.end(), [&](const Take& take) { return take.step == step; });
    return found == change.take.end() ? nullptr : &*found;
}

// Where in the file the `take` of a step stands.
std::string take_key(const Remove& change, const std::string& step) {
    return change.target.is_stage ? "take/" + step : "take";
}

bool takes_are_right(EditState& state, const Edit& edit, const Remove& change, const std::vector<Step*>& steps) {
    const std::size_t errors_before = state.errors.size();
    for (const Take& take : change.take) {
        const auto found =
            std::find_if(steps.begin(), steps.end(), [&](const Step* step) { return step->id == take.step; });
        const std::string key = take_key(change, take.step);
        if (found == steps.end()) {
            std::vector<std::string> known;
            for (const Step* step : steps) known.push_back(step->id);
            state.error(edit, key, quoted(take.step) + " is no step of the stage " + quoted(change.target.id),
                        meant(take.step, known));
        } else if (!is_decision(**found)) {
            state.error(edit, key, quoted(take.step) + " decides nothing, so there is no way to take", "leave it out");
        } else {
            const std::vector<std::string> ways = ids_of_ways(**found);
            if (std::find(ways.begin(), ways.end(), take.way) != ways.end()) continue;
            const std::string near = meant(take.way, ways);
            state.error(edit, key, quoted(take.step) + " has no way " + quoted(take.way),
                        near.empty() ? "its ways are " + quoted(ways) : near);
        }
    }
    if (!change.target.is_stage) return state.errors.size() == errors_before;
    for (const Step* step : steps) {
        if (!is_decision(*step) || !why_it_must_stay(*step).empty() || take_for(change, step->id) != nullptr) continue;
        state.error(edit, "take",
                    "the removed stage decides at " + quoted(step->id) + ", so it needs a way to take there",
                    "one of " + quoted(ids_of_ways(*step)));
    }
    return state.errors.size() == errors_before;
}

bool contradicts_earlier(EditState& state, const Edit& edit, const Remove& change, const Step& step) {
    for (const char* const property : {"set", "scale", "add", "cap", "probability"}) {
        const std::string* const earlier = state.contradicted_by(step.id, property, edit);
        if (earlier == nullptr) continue;
        state.error(edit, change.target.is_stage ? "stage" : "step",
                    *earlier + " changes " + quoted(step.id) + ", so removing it contradicts that",
                    "keep one of the two");
        return true;
    }
    return false;
}

std::string label_of(Basis basis, bool rights) {
    return basis == Basis::statute || rights ? std::string(not_lawful_to_remove) : "";
}

RemovedNote note_of(const Step& step, const std::string& stage) {
    return {step.id,       step.name,          false,
            stage,         step.basis,         step.rights,
            step.protects, step.what_it_takes, label_of(step.basis, step.rights)};
}

RemovedNote note_of(const Stage& stage, const std::vector<Step*>& removed) {
    RemovedNote note{stage.id, stage.name, true, "", Basis::practice, false, stage.protects, stage.what_it_takes, ""};
    for (const Step* step : removed) {
        note.basis = std::min(note.basis, step->basis);  // listed from the strongest
        note.rights = note.rights || step->rights;
    }
    note.label = label_of(note.basis, note.rights);
    return note;
}

// A second removal of the same step: the same again, or a contradiction.
void report_removed_before(EditState& state, const Edit& edit, const Remove& change, Step& step) {
    const Take* const take = take_for(change, step.id);
    const std::string key = change.target.is_stage ? "stage" : "step";
    if (state.contradicted_by(step.id, "remove", edit) == nullptr) {  // then removed from another date, or for others
        if (take != nullptr) step.edited.take = take->way;
        state.touch(step.id, "remove", edit);
        return;
    }
    if (take != nullptr && take->way != step.edited.take) {
        state.error(edit, take_key(change, step.id),
                    *state.touched_by(step.id, "remove") + " removes " + quoted(step.id) +
                        (step.edited.take.empty() ? " and leaves its decision to chance"
                                                  : " with the way " + quoted(step.edited.take)) +
                        ", so this edit contradicts it",
                    "keep one of the two");
        return;
    }
    state.warning(edit, key, quoted(step.id) + " is already removed by " + *state.touched_by(step.id, "remove"));
}

}  // namespace

void pass_through(EditState& state, const Edit& edit, Step& step, const std::string& take) {
    step.edited.passed_through = true;
    if (!take.empty()) step.edited.take = take;
    step.timescales.clear();
    // A step that ended with its timescale has nothing left to end with.
    if (std::holds_alternative<UntilTimescale>(step.duration.ends)) step.duration = Duration{};
    state.touch(step.id, "remove", edit);
}

void make(EditState& state, const Edit& edit, const Remove& change) {
    const std::vector<Step*> steps = steps_to_edit(state, edit, change.target);
    if (steps.empty() || !takes_are_right(state, edit, change, steps)) return;

    if (!change.target.is_stage) {
        Step& step = *steps.front();
        if (const std::string why = why_it_must_stay(step); !why.empty()) {
            state.error(edit, "step", quoted(step.id) + " " + why + " and cannot be removed");
            return;
        }
    }

    const Stage* stage = nullptr;
    for (const Stage& candidate : state.map.stages) {
        if (change.target.is_stage && candidate.id == change.target.id) stage = &candidate;
    }
    std::vector<Step*> removed;
    bool wrong = false;
    for (Step* step : steps) {
        const Take* const take = take_for(change, step->id);
        if (!why_it_must_stay(*step).empty()) {
            if (takes_something(*step)) {
                state.warning(edit, "stage", quoted(step->id) + " " + why_it_must_stay(*step) + " and keeps its time");
            }
            continue;
        }
        if (is_removed(state, *step)) {
            report_removed_before(state, edit, change, *step);
        } else if (contradicts_earlier(state, edit, change, *step)) {
            wrong = true;
        } else if (takes_something(*step) || take != nullptr) {
            removed.push_back(step);
        } else if (stage == nullptr) {
            state.warning(edit, "step",
                          quoted(step->id) + " takes no time and nobody's capacity, so removing it changes nothing",
                          is_decision(*step) ? "to settle its decision, give \"take\"" : "");
            removed.push_back(step);
        }
    }
    if (wrong) return;
    if (removed.empty()) {
        if (std::none_of(steps.begin(), steps.end(), [&](const Step* step) { return is_removed(state, *step); })) {
            state.error(edit, "stage", "nothing in the stage " + quoted(change.target.id) + " can be removed");
        }
        return;
    }
    if (stage != nullptr) state.removed.push_back(note_of(*stage, removed));
    for (Step* step : removed) {
        state.removed.push_back(note_of(*step, stage == nullptr ? "" : stage->id));
        const Take* const take = take_for(change, step->id);
        pass_through(state, edit, *step, take == nullptr ? "" : take->way);
    }
}

}  // namespace permap
