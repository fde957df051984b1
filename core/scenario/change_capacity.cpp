// set_capacity: units of a pool, or places at a sitting. What happens from a date on: docs/semantics.md 10.
#include <algorithm>
#include <cmath>

#include "scenario/edit_state.hpp"

namespace permap {

namespace {

// Everyone who asks has to be served some day, unless supply fills the pool.
bool is_capacity(double units, bool is_filled) {
    return units >= (is_filled ? 0 : 1) && units == std::floor(units);
}

}  // namespace

void make(EditState& state, const Edit& edit, const SetCapacity& change) {
    if (is_for_some_only(state, edit, "a capacity is there for everyone")) return;
    Resource* const resource = resource_to_edit(state, edit, change.resource);
    if (resource == nullptr) return;
    const bool is_filled = std::any_of(state.map.steps.begin(), state.map.steps.end(),
                                       [&](const Step& step) { return step.adds_to == change.resource; });
    if (!is_capacity(change.units.value, is_filled)) {
        state.error(edit, "units", "expected a whole number, " + std::string(is_filled ? "0" : "1") + " or more",
                    is_filled ? "" : "with none, every child would wait for ever");
        return;
    }
    if (change.units.from.low && *change.units.from.low < 1 && !is_filled) {
        state.error(edit, "units/low", "expected 1 or more", "with none, every child would wait for ever");
        return;
    }
    if (resource->units.value == change.units.value) {
        state.warning(edit, "units", quoted(change.resource) + " already has that capacity");
        return;
    }
    if (const std::string* const earlier = state.contradicted_by(change.resource, "capacity", edit)) {
        state.error(edit, "units",
                    *earlier + " sets the capacity of " + quoted(change.resource) +
                        " to another number, so this edit contradicts it",
                    "keep one of the two");
        return;
    }
    warn_if_unused(state, edit, change.resource);
    resource->units = change.units;
    state.touch(change.resource, "capacity", edit);
}

}  // namespace permap
