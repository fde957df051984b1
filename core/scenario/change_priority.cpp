// set_priority: who goes first when a unit is free. The rule stands before the step's own.
#include <algorithm>

#include "scenario/edit_state.hpp"

namespace permap {

namespace {

// The resource of a step that waits for a unit of a pool; reports it where there is none.
const Resource* pool_of(EditState& state, const Edit& edit, const Step& step) {
    if (!step.uses) {
        state.error(edit, "step", quoted(step.id) + " uses no pool, so nobody waits for a unit there",
                    state.map.left_out.empty() ? "name a step that uses a pool"
                                               : "if its resource was left out, run the map with --resources on");
        return nullptr;
    }
    const auto found = std::find_if(state.map.resources.begin(), state.map.resources.end(),
                                    [&](const Resource& resource) { return resource.id == step.uses->resource; });
    if (found == state.map.resources.end()) return nullptr;  // the load check names it
    if (found->kind == ResourceKind::pool) return &*found;
    state.error(edit, "step",
                quoted(step.id) + " uses the sitting " + quoted(found->id) + ", which is booked in the order of asking",
                "name a step that uses a pool");
    return nullptr;
}

bool is_first_rule(const Use& use, int priority) {
    if (use.priorities.empty()) return priority == 0;
    return use.priorities.front().when.kind == Condition::Kind::always && use.priorities.front().value == priority;
}

bool is_used_elsewhere(const Map& map, const std::string& resource, const Step& but) {
    return std::any_of(map.steps.begin(), map.steps.end(), [&](const Step& step) {
        return step.id != but.id && step.uses && step.uses->resource == resource;
    });
}

}  // namespace

void make(EditState& state, const Edit& edit, const SetPriority& change) {
    Step* const step = step_to_edit(state, edit, change.step);
    if (step == nullptr || is_edit_of_removed(state, edit, "step", *step)) return;
    const Resource* const pool = pool_of(state, edit, *step);
    if (pool == nullptr) return;
    if (is_first_rule(*step->uses, change.priority)) {
        state.warning(
            edit, "priority",
            "children at " + quoted(step->id) + " already have the priority " + std::to_string(change.priority));
        return;
    }
    if (const std::string* const earlier = state.contradicted_by(step->id, "priority", edit)) {
        state.error(edit, "priority",
                    *earlier + " sets the priority at " + quoted(step->id) + " already, so this edit contradicts it",
                    "keep one of the two");
        return;
    }
    if (edit.guard == Guard{} && step->uses->priorities.empty() && !is_used_elsewhere(state.map, pool->id, *step)) {
        state.warning(edit, "priority",
                      "everyone who waits for " + quoted(pool->id) + " has the same priority, so this changes nothing",
                      "say for whom with \"when\"");
    }
    step->uses->priorities.insert(step->uses->priorities.begin(), Use::Priority{{}, change.priority});
    state.touch(step->id, "priority", edit);
}

}  // namespace permap
