// Which branches of a split are still under way, for joins that wait for exactly those that were started
// (docs/semantics.md 5).
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/rest.hpp"
#include "vocabulary/ids.hpp"

namespace permap {

using Branch = std::int32_t;
inline constexpr Branch no_branch = -1;

class Branches {
public:
    void clear() {
        groups_.clear();
        branches_.clear();
    }
    bool empty() const { return branches_.empty(); }
    // No join waits for branches. Where nothing is in a branch, it is then as if there had been none.
    bool any_open() const {
        return std::any_of(groups_.begin(), groups_.end(), [](const Group& group) { return group.open; });
    }
    void rest(RestWriter& out) const;
    void wake(RestReader& in);

    // One visit of a split: its started branches, inside the branch that the split was reached in.
    Branch open_group(StepIndex join, Branch outer, std::uint32_t started);

    // One more, or one fewer, live piece of a branch. What lives in a dissolved group counts for the branch around it.
    void retain(Branch branch);
    struct Fired {
        StepIndex join;
        Branch outer;
    };
    // The join that fires when this was the last live piece of the last branch of its group.
    std::optional<Fired> release(Branch branch);

    // Does this branch, or one around it, belong to an open group of the join?
    bool belongs_to(Branch branch, StepIndex join) const;
    void dissolve_groups_of(StepIndex join);
    Branch effective(Branch branch) const;

    // Joins whose branches are still under way.
    template <class Matches>
    bool any_open_join(const Matches& matches) const {
        for (const Group& group : groups_) {
            if (group.open && matches(group.join)) return true;
        }
        return false;
    }

private:
    struct Group {
        StepIndex join;
        bool open = true;
        bool dissolved = false;
        Branch outer;
        std::uint32_t live_branches;
        Branch first;
        std::uint32_t count;
    };
    struct Piece {
        std::int32_t group;
        std::int32_t live;
    };

    std::vector<Group> groups_;
    std::vector<Piece> branches_;
};

}  // namespace permap
