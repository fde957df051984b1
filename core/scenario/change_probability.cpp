// set_probability. In a split each way has a draw of its own. In a decision the other ways share the rest in
// proportion, wherever they may be open together with it; ways that the scenario sets itself stay where it put them.
#include <algorithm>
#include <cmath>
#include <optional>

#include "scenario/duration_words.hpp"
#include "scenario/edit_state.hpp"
#include "scenario/open_ways.hpp"

namespace permap {

namespace {

constexpr double tolerance = 1e-9;  // as in the load check

double weight_of(const Way& way) {
    return way.probability ? way.probability->value : 1;
}

void put(Quantity& quantity, double value) {
    const double factor = quantity.value > 0 ? value / quantity.value : 0;
    quantity.value = value;
    // The plausible range moves along: it was stated around the old value.
    if (quantity.from.low) quantity.from.low = std::clamp(*quantity.from.low * factor, 0.0, value);
    if (quantity.from.high) quantity.from.high = std::clamp(*quantity.from.high * factor, value, 1.0);
}

std::string set_property(const Way& way) {
    return "way " + way.id;
}

// What can be open beside the way that is set.
struct Companions {
    const OpenWays* fullest = nullptr;  // row in which the written probabilities are meant
    double sum = 0;                     // of that row
    double held = 0;                    // of that row: by ways that the scenario set before
    double shared = 0;                  // of that row: by the others
    std::vector<bool> together;         // ways linked by being open together, in whatever row
};

Companions companions_of(const EditState& state, const Step& step, std::size_t way, const std::vector<OpenWays>& rows) {
    Companions found;
    const auto count_open = [](const OpenWays& row) { return std::count(row.open.begin(), row.open.end(), true); };
    for (const OpenWays& row : rows) {
        if (row.open[way] && (found.fullest == nullptr || count_open(row) > count_open(*found.fullest)))
            found.fullest = &row;
    }
    if (found.fullest == nullptr) return found;
    for (std::size_t i = 0; i < step.ways.size(); ++i) {
        if (!found.fullest->open[i]) continue;
        const double weight = weight_of(step.ways[i]);
        found.sum += weight;
        if (i == way) continue;
        const bool is_held = state.touched_by(step.id, set_property(step.ways[i])) != nullptr;
        (is_held ? found.held : found.shared) += weight;
    }
    found.together.assign(step.ways.size(), false);
    found.together[way] = true;
    for (bool grew = true; grew;) {
        grew = false;
        for (const OpenWays& row : rows) {
            bool touches = false;
            for (std::size_t i = 0; i < step.ways.size(); ++i) touches = touches || (row.open[i] && found.together[i]);
            if (!touches) continue;
            for (std::size_t i = 0; i < step.ways.size(); ++i) {
                if (!row.open[i] || found.together[i]) continue;
                found.together[i] = true;
                grew = true;
            }
        }
    }
    return found;
}

// Values with which a child would find every way shut, though one was open before.
std::optional<std::string> where_all_are_shut(const Step& before, const Step& after,
                                              const std::vector<OpenWays>& rows) {
    for (const OpenWays& row : rows) {
        double sum_before = 0, sum_after = 0;
        for (std::size_t i = 0; i < after.ways.size(); ++i) {
            if (!row.open[i]) continue;
            sum_before += weight_of(before.ways[i]);
            sum_after += weight_of(after.ways[i]);
        }
        if (sum_before > 0 && sum_after <= 0) return row.when;
    }
    return std::nullopt;
}

// Ways that exclude each other may share the others, and then no numbers sum to 1 for both. Only proportions count, as
// open ways are rescaled; so all shrink together until no row sums to more than 1.
void keep_within_one(Step& step, const std::vector<bool>& together, const std::vector<OpenWays>& rows) {
    double largest = 1;
    for (const OpenWays& row : rows) {
        double sum = 0;
        for (std::size_t i = 0; i < step.ways.size(); ++i)
            sum += row.open[i] && together[i] ? weight_of(step.ways[i]) : 0;
        largest = std::max(largest, sum);
    }
    if (largest <= 1 + tolerance) return;
    for (std::size_t i = 0; i < step.ways.size(); ++i) {
        Way& way = step.ways[i];
        if (together[i] && way.probability) put(*way.probability, way.probability->value / largest);
    }
}

bool is_settled_by_attributes(EditState& state, const Edit& edit, const Step& step, std::size_t way,
                              const std::vector<OpenWays>& rows) {
    bool has_rival = false;
    for (const OpenWays& row : rows) {
        if (!row.open[way]) continue;
        has_rival = has_rival || std::count(row.open.begin(), row.open.end(), true) > 1;
    }
    if (has_rival && step.ways[way].probability) return false;
    const std::string condition = to_string(step.ways[way].when);
    state.error(edit, "way",
                "at " + quoted(step.id) + " the way " + quoted(step.ways[way].id) +
                    " is settled by attributes, not by chance" +
                    (step.ways[way].when.kind == Condition::Kind::always ? "" : ": " + condition),
                "change the attribute, or use remove with \"take\"");
    return true;
}

// Values with which no branch would be certain to start, though one was before. Where none starts the child goes on at
// the step named by `join`; a split without one would forget the child.
std::optional<std::string> where_none_is_certain(const Step& before, const Step& after,
                                                 const std::vector<OpenWays>& rows) {
    const auto some_is_certain = [](const Step& step, const OpenWays& row) {
        for (std::size_t i = 0; i < step.ways.size(); ++i) {
            if (row.open[i] && weight_of(step.ways[i]) >= 1) return true;
        }
        return false;
    };
    for (const OpenWays& row : rows) {
        if (some_is_certain(before, row) && !some_is_certain(after, row)) return row.when;
    }
    return std::nullopt;
}

void change_split(EditState& state, const Edit& edit, Step& step, Way& way, const SetProbability& change) {
    const Step before = step;
    way.probability = change.probability;
    if (step.join.empty()) {
        if (const auto when = where_none_is_certain(before, step, open_ways(state.map, before))) {
            state.error(edit, "probability",
                        "no branch of the split " + quoted(step.id) + " would be certain to start" +
                            (when->empty() ? "" : " where " + *when) +
                            ", and it names no step to go on at: children for whom none starts would be forgotten",
                        "leave one branch certain, or take one out with remove");
            way.probability = before.ways[static_cast<std::size_t>(&way - step.ways.data())].probability;
            return;
        }
    }
    state.touch(step.id, set_property(way), edit);
    state.touch(step.id, "probability", edit);
}

void change_decision(EditState& state, const Edit& edit, Step& step, std::size_t way, const SetProbability& change) {
    const std::vector<OpenWays> rows = open_ways(state.map, step);
    if (is_settled_by_attributes(state, edit, step, way, rows)) return;
    const Companions others = companions_of(state, step, way, rows);
    // Probabilities written to sum to less are shares of their sum.
    const bool is_whole = std::abs(others.sum - 1) < tolerance;
    const double wanted = change.probability.value * (is_whole ? 1 : others.sum);
    const double rest = others.sum - wanted - others.held;
    if (rest < -tolerance) {
        state.error(edit, "probability", "the probabilities set at " + quoted(step.id) + " add up to more than 1",
                    "together they would be " + in_words((wanted + others.held) / others.sum));
        return;
    }
    if (others.shared <= 0 && rest > tolerance) {
        const bool all_set = others.held > 0;
        state.error(
            edit, "probability",
            "no other way at " + quoted(step.id) + " can take the rest, " + in_words(rest / others.sum),
            all_set ? "the ways set before leave nothing to share it" : "set the way that should take it instead");
        return;
    }
    const double factor = others.shared > 0 ? std::max(0.0, rest) / others.shared : 1;

    Step after = step;
    if (after.edited.baseline_probability.empty()) {
        for (const Way& each : step.ways) after.edited.baseline_probability.push_back(weight_of(each));
    }
    for (std::size_t i = 0; i < after.ways.size(); ++i) {
        Way& each = after.ways[i];
        const bool is_held = state.touched_by(step.id, set_property(each)) != nullptr;
        if (i != way && others.together[i] && !is_held && each.probability)
            put(*each.probability, each.probability->value * factor);
    }
    after.ways[way].probability = change.probability;
    after.ways[way].probability->value = wanted;
    keep_within_one(after, others.together, rows);
    if (const auto when = where_all_are_shut(step, after, rows)) {
        state.error(edit, "probability", "every way of " + quoted(step.id) + " would be shut where " + *when,
                    "use a value below 1, or remove with \"take\"");
        return;
    }
    step = std::move(after);
    state.touch(step.id, set_property(step.ways[way]), edit);
    state.touch(step.id, "probability", edit);
}

}  // namespace

void make(EditState& state, const Edit& edit, const SetProbability& change) {
    Step* const step = step_to_edit(state, edit, change.step);
    if (step == nullptr || is_edit_of_removed(state, edit, "step", *step)) return;
    const std::vector<std::string> ways = ids_of_ways(*step);
    const auto found = std::find(ways.begin(), ways.end(), change.way);
    if (found == ways.end()) {
        const std::string near = meant(change.way, ways);
        state.error(edit, "way", quoted(step->id) + " has no way " + quoted(change.way),
                    near.empty() && !ways.empty() ? "its ways are " + quoted(ways) : near);
        return;
    }
    const double value = change.probability.value;
    if (!(value >= 0 && value <= 1)) {
        state.error(edit, "probability", "expected a probability from 0 to 1");
        return;
    }
    const auto way = static_cast<std::size_t>(found - ways.begin());
    Way& edited = step->ways[way];
    if (edited.probability && edited.probability->value == value) {
        state.warning(edit, "probability",
                      "the way " + quoted(change.way) + " of " + quoted(step->id) + " already has the probability " +
                          in_words(value));
        return;
    }
    if (const std::string* const earlier = state.contradicted_by(step->id, set_property(edited), edit)) {
        state.error(edit, "probability",
                    *earlier + " sets the same probability to another value, so this edit contradicts it",
                    "keep one of the two");
        return;
    }
    if (step->kind == StepKind::split) {
        change_split(state, edit, *step, edited, change);
    } else {
        change_decision(state, edit, *step, way, change);
    }
}

}  // namespace permap
