// Edits of what comes when: begun ahead, side by side, in one visit.
#include <algorithm>

#include "scenario/edit_state.hpp"
#include "scenario/stretch.hpp"

namespace permap {

namespace {

bool can_take_time(EditState& state, const Edit& edit, const std::string& key, const Step& step,
                   const std::string& what) {
    const std::string why = why_it_has_no_time(step.kind);
    if (!why.empty()) state.error(edit, key, quoted(step.id) + " " + why + ", so it cannot " + what);
    return why.empty();
}

// Two edits that begin the same step ahead.
bool is_begun_before(EditState& state, const Edit& edit, const std::string& key, const Step& step) {
    const std::string* const earlier = state.contradicted_by(step.id, "ahead", edit);
    if (earlier == nullptr) return false;
    state.error(edit, key, *earlier + " already says when " + quoted(step.id) + " begins", "keep one of the two");
    return true;
}

void begin(EditState& state, const Edit& edit, Step& with, Ahead ahead) {
    state.touch(ahead.step, "ahead", edit);
    // From another date on, or for other children, the later edit counts where both hold.
    for (Step& step : state.map.steps) {
        std::erase_if(step.ahead, [&](const Ahead& earlier) { return earlier.step == ahead.step; });
    }
    with.ahead.push_back(std::move(ahead));
}

// Steps named one after the other that follow each other directly: each but the last leads to the next, and nowhere
// else; nothing else leads into them. Empty after an error.
std::vector<Step*> steps_in_a_row(EditState& state, const Edit& edit, const std::vector<std::string>& ids) {
    std::vector<Step*> steps;
    const std::size_t errors_before = state.errors.size();
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const std::string key = "steps/" + std::to_string(i);
        Step* const step = find_step(state.map, ids[i]);
        if (step == nullptr) {
            state.error(edit, key, "the map has no step " + quoted(ids[i]), meant(ids[i], ids_of_steps(state.map)));
        } else if (std::find(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(i), ids[i]) !=
                   ids.begin() + static_cast<std::ptrdiff_t>(i)) {
            state.error(edit, key, quoted(ids[i]) + " is named twice");
        } else if (can_take_time(state, edit, key, *step, "share a visit or a beginning with others") &&
                   !is_edit_of_removed(state, edit, key, *step)) {
            steps.push_back(step);
        }
    }
    if (state.errors.size() > errors_before) return {};
    for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
        const Step& step = *steps[i];
        const std::string key = "steps/" + std::to_string(i + 1);
        const std::string& next = steps[i + 1]->id;
        if (step.ways.size() != 1 || step.ways.front().to != next) {
            const bool leads_there =
                std::any_of(step.ways.begin(), step.ways.end(), [&](const Way& way) { return way.to == next; });
            state.error(edit, key,
                        quoted(step.id) + (leads_there ? " leads elsewhere as well as to " : " does not lead to ") +
                            quoted(next),
                        leads_there ? "only steps that always follow each other can be joined so"
                                    : "name the steps in the order in which they follow each other");
        } else if (const Step* const other = leads_into(state.map, next, {step.id}); other != nullptr) {
            state.error(edit, key, quoted(other->id) + " leads to " + quoted(next) + " as well",
                        "only steps that always follow each other can be joined so");
        } else if (!step.ways.front().interrupts.empty()) {
            state.error(edit, key, "the way from " + quoted(step.id) + " to " + quoted(next) + " ends regions",
                        "what ends on the way cannot run beside it");
        }
    }
    return state.errors.size() > errors_before ? std::vector<Step*>{} : steps;
}

}  // namespace

void make(EditState& state, const Edit& edit, const StartWith& change) {
    Step* const step = step_to_edit(state, edit, change.step);
    Step* const with = find_step(state.map, change.with);
    if (with == nullptr)
        state.error(edit, "with", "the map has no step " + quoted(change.with),
                    meant(change.with, ids_of_steps(state.map)));
    const std::string& last = change.through.empty() ? change.step : change.through;
    if (!change.through.empty() && find_step(state.map, last) == nullptr)
        state.error(edit, "through", "the map has no step " + quoted(last), meant(last, ids_of_steps(state.map)));
    if (step == nullptr || with == nullptr || find_step(state.map, last) == nullptr) return;
    if (step == with) return state.error(edit, "with", quoted(step->id) + " cannot begin with itself");
    if (!can_take_time(state, edit, "step", *step, "begin ahead of its place")) return;
    const bool is_end = with->kind == StepKind::outcome || with->kind == StepKind::strand_end;
    if ((is_end || with->kind == StepKind::clock) && !can_take_time(state, edit, "with", *with, "begin anything"))
        return;
    if (is_edit_of_removed(state, edit, "step", *step) || is_begun_before(state, edit, "step", *step)) return;
    const Result<std::vector<std::string>> stretch = stretch_of(state.map, step->id, last);
    if (!stretch) {
        for (const Problem& problem : stretch.problems()) state.error(edit, "through", problem.what, problem.hint);
        return;
    }
    if (std::find(stretch->begin(), stretch->end(), with->id) != stretch->end())
        return state.error(edit, "with", quoted(with->id) + " is one of the steps that would begin with it");
    if (!leads_to(state.map, with->id, step->id)) {
        state.warning(edit, "with",
                      "nothing leads from " + quoted(with->id) + " to " + quoted(step->id) +
                          ", so all that is begun there is in vain");
    }
    begin(state, edit, *with, {step->id, last == step->id ? "" : last, false});
}

void make(EditState& state, const Edit& edit, const MakeParallel& change) {
    const std::vector<Step*> steps = steps_in_a_row(state, edit, change.steps);
    if (steps.empty()) return;
    for (std::size_t i = 1; i < steps.size(); ++i) {
        if (is_begun_before(state, edit, "steps/" + std::to_string(i), *steps[i])) return;
        const Result<std::vector<std::string>> stretch = stretch_of(state.map, steps[i]->id, steps[i]->id);
        if (stretch) continue;
        for (const Problem& problem : stretch.problems())
            state.error(edit, "steps/" + std::to_string(i), problem.what, problem.hint);
        return;
    }
    for (std::size_t i = 1; i < steps.size(); ++i) begin(state, edit, *steps.front(), {steps[i]->id, "", true});
}

void make(EditState& state, const Edit& edit, const Merge& change) {
    const std::vector<Step*> steps = steps_in_a_row(state, edit, change.steps);
    if (steps.empty()) return;
    const std::string& keep = change.keep.empty() ? change.steps.front() : change.keep;
    if (std::find(change.steps.begin(), change.steps.end(), keep) == change.steps.end()) {
        return state.error(edit, "keep", quoted(keep) + " is none of the steps", meant(keep, change.steps));
    }
    for (const Step* step : steps) {
        for (const char* const property : {"set", "scale", "add", "cap"}) {
            const std::string* const earlier = state.contradicted_by(step->id, property, edit);
            if (earlier == nullptr || (step->id == keep && !change.duration)) continue;
            return state.error(
                edit, "steps",
                *earlier + " changes the time of " + quoted(step->id) + ", so merging it contradicts that",
                "put that edit after this one, on the step that is kept");
        }
    }
    for (Step* step : steps) {
        if (step->id == keep) {
            if (!change.duration) continue;
            step->duration = *change.duration;
            step->edited = Edited{};
            state.touch(step->id, "merged duration", edit);
        } else {
            pass_through(state, edit, *step, "");
        }
    }
}

}  // namespace permap
