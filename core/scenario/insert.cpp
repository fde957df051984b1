// A step that the map does not have. It is there in every world; where its edit does not hold it is passed through.
#include <algorithm>

#include "scenario/edit_state.hpp"
#include "scenario/stretch.hpp"

namespace permap {

namespace {

// What is wrong with the new step itself. (Numbers and names are checked with the whole map.)
bool is_sound(EditState& state, const Edit& edit, const Step& step) {
    const std::size_t errors_before = state.errors.size();
    if (find_step(state.map, step.id) != nullptr)
        state.error(edit, "step/id", "the map has a step " + quoted(step.id) + " already",
                    "give the new step another id");
    if (step.kind != StepKind::activity && step.kind != StepKind::wait && step.kind != StepKind::milestone)
        state.error(edit, "step/kind", "a new step is an activity, a wait or a milestone");
    if (!step.ways.empty())
        state.error(edit, "step/ways", "a new step leads to where the way led before", "leave its ways out");
    if (!step.exit_of.empty()) state.error(edit, "step/exit_of", "a new step is no exit of a process", "leave it out");
    const bool has_lane = std::any_of(state.map.lanes.begin(), state.map.lanes.end(),
                                      [&](const Lane& lane) { return lane.id == step.lane; });
    if (!has_lane) {
        std::vector<std::string> lanes;
        for (const Lane& lane : state.map.lanes) lanes.push_back(lane.id);
        state.error(edit, "step/lane", "the map has no lane " + quoted(step.lane), meant(step.lane, lanes));
    }
    return state.errors.size() == errors_before;
}

// The way of `after` that is meant; null after an error.
Way* way_meant(EditState& state, const Edit& edit, const Insert& change, Step& after) {
    const std::vector<std::string> ways = ids_of_ways(after);
    if (after.ways.empty()) {
        state.error(edit, "after", quoted(after.id) + " leads nowhere, so nothing comes after it");
        return nullptr;
    }
    if (change.way.empty() && after.ways.size() > 1) {
        state.error(edit, "way", quoted(after.id) + " has several ways", "say by which: " + quoted(ways));
        return nullptr;
    }
    const auto found = std::find_if(after.ways.begin(), after.ways.end(),
                                    [&](const Way& way) { return change.way.empty() || way.id == change.way; });
    if (found == after.ways.end()) {
        const std::string near = meant(change.way, ways);
        state.error(edit, "way", quoted(after.id) + " has no way " + quoted(change.way),
                    near.empty() ? "its ways are " + quoted(ways) : near);
        return nullptr;
    }
    if (!found->returns_to.empty()) {
        state.error(edit, change.way.empty() ? "after" : "way",
                    "the way " + quoted(found->id) + " hands over to another process",
                    "put the new step before " + quoted(found->to) + ", or after the return");
        return nullptr;
    }
    return &*found;
}

// A join that the way led to knows its inputs by name: now it is the new step that delivers.
bool delivers_in_place_of(EditState& state, const Edit& edit, const Step& after, const Way& way,
                          const std::string& id) {
    Step* const join = find_step(state.map, way.to);
    if (join == nullptr || !join->joins || !join->joins->started_by.empty()) return true;
    const auto ways_there =
        std::count_if(after.ways.begin(), after.ways.end(), [&](const Way& other) { return other.to == way.to; });
    for (Slot& slot : join->joins->slots) {
        if (slot.step != after.id || (!slot.way.empty() && slot.way != way.id)) continue;
        if (slot.way.empty() && ways_there > 1) {
            state.error(edit, "way",
                        "the join " + quoted(join->id) + " takes every way of " + quoted(after.id) + " as one",
                        "put the new step before that");
            return false;
        }
        slot.step = id;
        slot.way.clear();
        return true;
    }
    return true;
}

// Regions and stages that hold what is on both sides hold what comes between.
template <class Groups>
void join_groups(Groups& groups, const std::string& before, const std::string& behind, const std::string& id) {
    for (auto& group : groups) {
        const bool inside = (before.empty() || is_among(group.steps, before)) && is_among(group.steps, behind);
        if (inside) group.steps.push_back(id);
    }
}

Way way_to(const std::string& target) {
    Way way;
    way.id = target;
    way.to = target;
    return way;
}

void put(EditState& state, const Edit& edit, const Insert& change, const std::string& before,
         const std::string& behind) {
    Step step = change.step;
    step.where = edit.where + "/step";
    step.ways = {way_to(behind)};
    if (step.process.empty()) step.process = find_step(state.map, behind)->process;
    step.edited.passed_through = !state.holds;
    join_groups(state.map.regions, before, behind, step.id);
    join_groups(state.map.stages, before, behind, step.id);
    state.touch(step.id, "insert", edit);
    state.map.steps.push_back(std::move(step));
}

void insert_after(EditState& state, const Edit& edit, const Insert& change) {
    Step* const after = find_step(state.map, change.after);
    if (after == nullptr) {
        return state.error(edit, "after", "the map has no step " + quoted(change.after),
                           meant(change.after, ids_of_steps(state.map)));
    }
    Way* const way = way_meant(state, edit, change, *after);
    if (way == nullptr || !delivers_in_place_of(state, edit, *after, *way, change.step.id)) return;
    const std::string behind = way->to;
    way->to = change.step.id;
    // A second arrival at the split merges while the new step is under way, as it did for what it stands before.
    if (is_among(after->branches, behind)) after->branches.push_back(change.step.id);
    put(state, edit, change, after->id, behind);
}

void insert_before(EditState& state, const Edit& edit, const Insert& change) {
    const Step* const behind = find_step(state.map, change.before);
    if (behind == nullptr) {
        return state.error(edit, "before", "the map has no step " + quoted(change.before),
                           meant(change.before, ids_of_steps(state.map)));
    }
    if (behind->kind == StepKind::join || behind->kind == StepKind::clock || behind->kind == StepKind::start) {
        return state.error(edit, "before", "nothing can come before the join, clock or start " + quoted(behind->id),
                           "say after which step, and by which way");
    }
    if (leads_into(state.map, behind->id, {}) == nullptr) {
        return state.error(edit, "before", "nothing leads to " + quoted(behind->id));
    }
    for (Step& step : state.map.steps) {
        for (Way& way : step.ways) {
            if (way.to == behind->id) way.to = change.step.id;
            if (way.returns_to == behind->id) way.returns_to = change.step.id;
        }
        if (step.join == behind->id) step.join = change.step.id;
        if (is_among(step.branches, behind->id)) step.branches.push_back(change.step.id);
    }
    put(state, edit, change, "", change.before);
}

}  // namespace

void make(EditState& state, const Edit& edit, const Insert& change) {
    if (!is_sound(state, edit, change.step)) return;
    change.before.empty() ? insert_after(state, edit, change) : insert_before(state, edit, change);
}

}  // namespace permap
