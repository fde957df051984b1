// What is known while edits are made one after the other: the map as it stands, what was found, and which edit touched
// what. Only for the files of this folder.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenario/apply.hpp"
#include "vocabulary/suggestion.hpp"

namespace permap {

struct EditState {
    Map map;
    Problems errors, warnings;
    std::vector<RemovedNote> removed;
    // False in a world where the guard of the edit at hand does not hold. Only edits that change which steps there are
    // are made in such a world as well (apply.cpp).
    bool holds = true;
    const Map* as_written = nullptr;  // before any edit
    // (what, property) → the edits that set it, so that two edits do not quietly undo each other.
    std::map<std::pair<std::string, std::string>, std::vector<const Edit*>> touched;

    // The last edit that set it, and where that stands; none where nothing did.
    const std::string* touched_by(const std::string& what, const std::string& property) const {
        const auto found = touched.find({what, property});
        return found == touched.end() ? nullptr : &found->second.back()->where;
    }
    // Likewise, but only an edit that holds for the same visits: from another date on, or for other children, two
    // edits may well differ, and the later in the list counts where both hold.
    const std::string* contradicted_by(const std::string& what, const std::string& property, const Edit& edit) const {
        const auto found = touched.find({what, property});
        if (found == touched.end()) return nullptr;
        for (const Edit* earlier : found->second) {
            if (earlier->guard == edit.guard) return &earlier->where;
        }
        return nullptr;
    }
    void touch(const std::string& what, const std::string& property, const Edit& edit) {
        touched[{what, property}].push_back(&edit);
    }
    void error(const Edit& edit, std::string_view key, std::string what, std::string hint = {}) {
        errors.push_back({place(edit, key), std::move(what), std::move(hint)});
    }
    void warning(const Edit& edit, std::string_view key, std::string what, std::string hint = {}) {
        warnings.push_back({place(edit, key), std::move(what), std::move(hint)});
    }

private:
    static std::string place(const Edit& edit, std::string_view key) {
        return key.empty() ? edit.where : edit.where + "/" + std::string(key);
    }
};

std::vector<std::string> ids_of_steps(const Map& map);
std::vector<std::string> ids_of_ways(const Step& step);

// The step an edit names, or nothing and an error.
Step* step_to_edit(EditState& state, const Edit& edit, const std::string& id);
// The steps of a target: one, or those of a stage. Empty after an error.
std::vector<Step*> steps_to_edit(EditState& state, const Edit& edit, const Target& target);

// The pool or sitting an edit names, or nothing and an error.
Resource* resource_to_edit(EditState& state, const Edit& edit, const std::string& id);
void warn_if_unused(EditState& state, const Edit& edit, const std::string& resource);

// Reports a condition on what is the same for all children; true if there is one.
bool is_for_some_only(EditState& state, const Edit& edit, const std::string& why_not);

bool is_removed(const EditState& state, const Step& step);
// Reports an edit of a step that an earlier edit removed; true if so.
bool is_edit_of_removed(EditState& state, const Edit& edit, std::string_view key, const Step& step);

// Why a step of this kind is nothing that somebody works on: "is a join"; empty for all others.
std::string why_it_has_no_time(StepKind kind);

// From now on the step takes no time and nobody's capacity. `take`: the way it always decides for; empty: by chance.
void pass_through(EditState& state, const Edit& edit, Step& step, const std::string& take);

void make(EditState& state, const Edit& edit, const Remove& change);
void make(EditState& state, const Edit& edit, const ScaleDuration& change);
void make(EditState& state, const Edit& edit, const SetDuration& change);
void make(EditState& state, const Edit& edit, const CapDuration& change);
void make(EditState& state, const Edit& edit, const AddDuration& change);
void make(EditState& state, const Edit& edit, const SetProbability& change);
void make(EditState& state, const Edit& edit, const SetAttribute& change);
void make(EditState& state, const Edit& edit, const SetCapacity& change);
void make(EditState& state, const Edit& edit, const SetCalendar& change);
void make(EditState& state, const Edit& edit, const SetPriority& change);
void make(EditState& state, const Edit& edit, const SetArrivals& change);
void make(EditState& state, const Edit& edit, const SetTimescale& change);
void make(EditState& state, const Edit& edit, const MakeParallel& change);
void make(EditState& state, const Edit& edit, const Merge& change);
void make(EditState& state, const Edit& edit, const Insert& change);
void make(EditState& state, const Edit& edit, const StartWith& change);

}  // namespace permap
