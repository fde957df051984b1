// Edits of how long a step takes. A drawn time is quantile × scale + add, then cut to the cap (docs/semantics.md 7);
// each edit here acts on that whole, so that edits compose in the order in which they stand.
#include <algorithm>
#include <cmath>

#include "scenario/duration_words.hpp"
#include "scenario/edit_state.hpp"
#include "scenario/sentence.hpp"

namespace permap {

namespace {

std::string_view key_of(const Target& target) {
    return target.is_stage ? "stage" : "step";
}

// Two edits that set the same thing: the later would undo the earlier.
bool is_set_before(EditState& state, const Edit& edit, std::string_view key, const Step& step, const char* property,
                   const std::string& hint) {
    const std::string* const earlier = state.contradicted_by(step.id, property, edit);
    if (earlier == nullptr) return false;
    state.error(edit, key, *earlier + " already changes " + quoted(step.id) + ", and this edit would undo it", hint);
    return true;
}

// Why the drawn time of a step cannot be changed; empty if it can.
std::string why_not_drawn(const Step& step) {
    if (!is_drawn(step.duration)) return "lasts " + in_words(step.duration) + ", so there is no drawn time to change";
    if (is_instant(step.duration) && step.edited.add <= 0) return "takes no time, so there is nothing to change";
    return "";
}

// The steps of the target whose drawn time can change; reports the others.
std::vector<Step*> drawn_steps(EditState& state, const Edit& edit, const Target& target) {
    std::vector<Step*> drawn;
    const std::vector<Step*> steps = steps_to_edit(state, edit, target);
    const std::size_t errors_before = state.errors.size();
    for (Step* step : steps) {
        if (target.is_stage && is_removed(state, *step)) {
            state.warning(edit, "stage",
                          quoted(step->id) + " is removed by " + *state.touched_by(step->id, "remove") +
                              ", so this edit leaves it alone");
        } else if (is_edit_of_removed(state, edit, key_of(target), *step)) {
            continue;
        } else if (const std::string why = why_not_drawn(*step); why.empty()) {
            drawn.push_back(step);
        } else if (!is_drawn(step->duration)) {
            // A stage may well hold a wait for a birthday; a step named by itself was meant to change.
            if (target.is_stage) {
                state.warning(edit, "stage", quoted(step->id) + " " + why);
            } else {
                state.error(edit, "step", quoted(step->id) + " " + why, "use set_duration to give it another time");
            }
        } else if (!target.is_stage) {
            state.warning(edit, "step", quoted(step->id) + " " + why);
        }
    }
    if (target.is_stage && !steps.empty() && drawn.empty() && state.errors.size() == errors_before) {
        state.error(edit, "stage", "no step of the stage " + quoted(target.id) + " has a drawn time to change");
    }
    return drawn;
}

// One unit of the edit in units of the step's duration; nothing, and an error, where only a calendar could say.
std::optional<double> in_unit_of(EditState& state, const Edit& edit, const Step& step, TimeUnit unit) {
    const auto factor = units_in(unit, step.duration.unit, !step.calendar.empty());
    if (!factor) {
        state.error(edit, number_key(edit),
                    "the time of " + quoted(step.id) + " is in " + word_of(step.duration.unit) + ", which " +
                        word_of(unit) + " do not divide into",
                    "give it in " + word_of(step.duration.unit));
    }
    return factor;
}

}  // namespace

void make(EditState& state, const Edit& edit, const ScaleDuration& change) {
    const double factor = change.factor.value;
    if (!(factor > 0) || !std::isfinite(factor)) {
        state.error(edit, "factor", "expected a factor above 0", factor == 0 ? "to take a step out, use remove" : "");
        return;
    }
    if (factor == 1) state.warning(edit, "factor", "a factor of 1 changes nothing");
    for (Step* step : drawn_steps(state, edit, change.target)) {
        step->edited.scale *= factor;
        step->edited.add *= factor;
        if (step->edited.cap) *step->edited.cap *= factor;
        state.touch(step->id, "scale", edit);
    }
}

void make(EditState& state, const Edit& edit, const SetDuration& change) {
    Step* const step = step_to_edit(state, edit, change.step);
    if (step == nullptr || is_edit_of_removed(state, edit, "step", *step)) return;
    if (const auto* const until = std::get_if<UntilStep>(&change.duration.ends)) {
        if (find_step(state.map, until->step) == nullptr) {
            state.error(edit, "duration/step", "the map has no step " + quoted(until->step),
                        meant(until->step, ids_of_steps(state.map)));
            return;
        }
    }
    if (std::holds_alternative<UntilTimescale>(change.duration.ends) && step->timescales.empty()) {
        state.error(edit, "duration", quoted(step->id) + " has no timescale to last until");
        return;
    }
    Duration same = step->duration;
    same.from = change.duration.from;
    if (same == change.duration) {
        state.warning(edit, "duration", quoted(step->id) + " already lasts " + in_words(same));
        return;
    }
    if (is_set_before(state, edit, "step", *step, "set", "keep one of the two")) return;
    for (const char* const property : {"scale", "add", "cap"}) {
        if (is_set_before(state, edit, "step", *step, property, "put set_duration first")) return;
    }
    step->duration = change.duration;
    // What edits that hold otherwise did to the time before acted on another time.
    step->edited.scale = 1;
    step->edited.add = 0;
    step->edited.cap.reset();
    state.touch(step->id, "set", edit);
}

void make(EditState& state, const Edit& edit, const CapDuration& change) {
    bool wrong = false;
    if (!(change.longest > 0)) {
        state.error(edit, "at_most", "expected a time above 0",
                    change.longest == 0 ? "to take a step out, use remove" : "");
        wrong = true;
    }
    if (!(change.enforced_share > 0 && change.enforced_share <= 1)) {
        state.error(edit, "enforce", "expected a share above 0, at most 1");
        wrong = true;
    }
    bool changed = false;
    const std::vector<Step*> steps = drawn_steps(state, edit, change.target);
    if (wrong) return;
    for (Step* step : steps) {
        const auto factor = in_unit_of(state, edit, *step, change.unit);
        if (!factor) {
            wrong = true;
            continue;
        }
        const double cap = change.longest * *factor;
        const auto longest = longest_of(*step);
        if (longest && *longest <= cap) {
            if (!change.target.is_stage) {
                state.warning(edit, "at_most",
                              quoted(step->id) + " never takes longer than " + in_words(*longest, step->duration.unit) +
                                  ", so this changes nothing");
            }
            continue;
        }
        if (is_set_before(state, edit, key_of(change.target), *step, "cap", "keep one of the two")) {
            wrong = true;
            continue;
        }
        step->edited.cap = cap;
        step->edited.cap_share = change.enforced_share;
        state.touch(step->id, "cap", edit);
        changed = true;
    }
    if (change.target.is_stage && !changed && !wrong && !steps.empty()) {
        state.warning(
            edit, "at_most",
            "no step of the stage " + quoted(change.target.id) + " ever takes longer, so this changes nothing");
    }
}

void make(EditState& state, const Edit& edit, const AddDuration& change) {
    Step* const step = step_to_edit(state, edit, change.step);
    if (step == nullptr || is_edit_of_removed(state, edit, "step", *step)) return;
    if (change.value == 0) {
        state.warning(edit, "time", "adding nothing changes nothing");
        return;
    }
    if (!is_drawn(step->duration)) {
        state.error(edit, "step", quoted(step->id) + " " + why_not_drawn(*step),
                    "use set_duration to give it another time");
        return;
    }
    if (is_instant(step->duration) && !state.touched_by(step->id, "add")) {
        // A step of no time has no unit of its own.
        if (change.value < 0) {
            state.warning(edit, "time", quoted(step->id) + " takes no time, so it cannot take less");
            return;
        }
        step->duration = Duration{};
        step->duration.ends = Lasts{Fixed{change.value}};
        step->duration.unit = change.unit;
        step->duration.from = change.from;
        state.touch(step->id, "add", edit);
        return;
    }
    const auto factor = in_unit_of(state, edit, *step, change.unit);
    if (!factor) return;
    step->edited.add += change.value * *factor;
    if (step->edited.cap) *step->edited.cap = std::max(0.0, *step->edited.cap + change.value * *factor);
    state.touch(step->id, "add", edit);
}

}  // namespace permap
