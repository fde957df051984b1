// set_arrivals: how many children, or households, come in a year. Candidates come at the map's ceiling rate and are
// kept or not, so that more of them adds children and moves none (SEMANTICS 5).
#include <algorithm>

#include "scenario/duration_words.hpp"
#include "scenario/edit_state.hpp"

namespace permap {

namespace {

Arrivals* arrivals_to_edit(EditState& state, const Edit& edit, const std::string& entry) {
    std::vector<std::string> known;
    for (Arrivals& arrivals : state.map.arrivals) {
        if (arrivals.entry == entry) return &arrivals;
        known.push_back(arrivals.entry);
    }
    const bool is_step = find_step(state.map, entry) != nullptr;
    const std::string near = is_step ? "" : meant(entry, known);
    state.error(edit, "entry",
                is_step ? "nobody comes in at " + quoted(entry) : "the map has no entry " + quoted(entry),
                near.empty() && !known.empty() ? "children come in at " + quoted(known) : near);
    return nullptr;
}

// Whether the candidates of the map can bring so many; reports it if not.
bool is_rate(EditState& state, const Edit& edit, const SetArrivals& change, double ceiling) {
    if (!(change.children_a_year.value >= 0)) {
        state.error(edit, "children_a_year", "expected a number, 0 or more");
        return false;
    }
    const double most = std::max(change.children_a_year.value, change.children_a_year.from.high.value_or(0));
    if (most <= ceiling) return true;
    state.error(
        edit, most > change.children_a_year.value ? "children_a_year/high" : "children_a_year",
        in_words(most) + " a year is more than the ceiling of " + in_words(ceiling) + " at " + quoted(change.entry),
        "raise \"ceiling_a_year\" of that entry in the map; then everyone comes in on other days, in every arm");
    return false;
}

}  // namespace

void make(EditState& state, const Edit& edit, const SetArrivals& change) {
    if (is_for_some_only(state, edit, "how many come in is counted over all children")) return;
    Arrivals* const arrivals = arrivals_to_edit(state, edit, change.entry);
    if (arrivals == nullptr) return;
    const bool adds_somewhere = std::any_of(state.map.steps.begin(), state.map.steps.end(),
                                            [](const Step& step) { return !step.adds_to.empty(); });
    if (arrivals->supply && !adds_somewhere && !state.map.left_out.empty()) {
        state.error(edit, "entry",
                    "the map is run without what those who come in at " + quoted(change.entry) + " add to",
                    "run it with --resources on");
        return;
    }
    const double ceiling = arrivals->ceiling_a_year.value_or(2 * arrivals->children_a_year.value);
    if (!is_rate(state, edit, change, ceiling)) return;
    if (arrivals->children_a_year.value == change.children_a_year.value) {
        state.warning(edit, "children_a_year",
                      in_words(change.children_a_year.value) + " a year already come in at " + quoted(change.entry));
        return;
    }
    if (const std::string* const earlier = state.contradicted_by(change.entry, "arrivals", edit)) {
        state.error(edit, "children_a_year",
                    *earlier + " sets how many come in at " + quoted(change.entry) + ", so this edit contradicts it",
                    "keep one of the two");
        return;
    }
    arrivals->ceiling_a_year = ceiling;  // the same candidates as before, whatever the rate
    arrivals->children_a_year = change.children_a_year;
    state.touch(change.entry, "arrivals", edit);
}

}  // namespace permap
