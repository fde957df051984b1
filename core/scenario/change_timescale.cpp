// set_timescale: another limit, or none.
#include "scenario/duration_words.hpp"
#include "scenario/edit_state.hpp"

namespace permap {

void make(EditState& state, const Edit& edit, const SetTimescale& change) {
    Step* const step = step_to_edit(state, edit, change.step);
    if (step == nullptr || is_edit_of_removed(state, edit, "step", *step)) return;
    if (change.timescale && !change.timescale->from_step.empty() &&
        find_step(state.map, change.timescale->from_step) == nullptr) {
        state.error(edit, "timescale/from/step", "the map has no step " + quoted(change.timescale->from_step),
                    meant(change.timescale->from_step, ids_of_steps(state.map)));
        return;
    }
    if (!change.timescale && step->timescales.empty()) {
        state.warning(edit, "timescale", quoted(step->id) + " has no timescale already");
        return;
    }
    if (!change.timescale && std::holds_alternative<UntilTimescale>(step->duration.ends)) {
        state.error(edit, "timescale", quoted(step->id) + " lasts until its timescale, so it needs one",
                    "give it another duration with set_duration as well, before this edit");
        return;
    }
    if (const std::string* const earlier = state.contradicted_by(step->id, "timescale", edit)) {
        state.error(edit, "timescale",
                    *earlier + " already sets the timescale of " + quoted(step->id) + ", so this edit contradicts it",
                    "keep one of the two");
        return;
    }
    step->timescales.clear();
    if (change.timescale) step->timescales.push_back(*change.timescale);
    state.touch(step->id, "timescale", edit);
}

}  // namespace permap
