#include "engine/branches.hpp"

#include "vocabulary/result.hpp"

namespace permap {

Branch Branches::open_group(StepIndex join, Branch outer, std::uint32_t started) {
    const auto first = static_cast<Branch>(branches_.size());
    const auto group = static_cast<std::int32_t>(groups_.size());
    groups_.push_back({.join = join, .outer = outer, .live_branches = started, .first = first, .count = started});
    for (std::uint32_t i = 0; i < started; ++i) branches_.push_back({group, 1});
    return first;
}

void Branches::rest(RestWriter& out) const {
    out.put_all(groups_);
    out.put_all(branches_);
}

void Branches::wake(RestReader& in) {
    in.take_all(groups_);
    in.take_all(branches_);
}

Branch Branches::effective(Branch branch) const {
    while (branch != no_branch && groups_[branches_[branch].group].dissolved)
        branch = groups_[branches_[branch].group].outer;
    return branch;
}

void Branches::retain(Branch branch) {
    branch = effective(branch);
    if (branch != no_branch) ++branches_[branch].live;
}

std::optional<Branches::Fired> Branches::release(Branch branch) {
    branch = effective(branch);
    if (branch == no_branch) return std::nullopt;
    Piece& piece = branches_[branch];
    PERMAP_ASSERT(piece.live > 0);
    if (--piece.live > 0) return std::nullopt;
    Group& group = groups_[piece.group];
    PERMAP_ASSERT(group.open && group.live_branches > 0);
    if (--group.live_branches > 0) return std::nullopt;
    group.open = false;
    return Fired{group.join, group.outer};
}

bool Branches::belongs_to(Branch branch, StepIndex join) const {
    for (branch = effective(branch); branch != no_branch;) {
        const Group& group = groups_[branches_[branch].group];
        if (group.open && group.join == join) return true;
        branch = effective(group.outer);
    }
    return false;
}

void Branches::dissolve_groups_of(StepIndex join) {
    for (Group& group : groups_) {
        if (!group.open || group.join != join) continue;
        group.open = false;
        group.dissolved = true;
        // The group itself was one live piece of the branch around it; its remaining pieces take that place.
        const Branch outer = effective(group.outer);
        if (outer == no_branch) continue;
        for (std::uint32_t i = 0; i < group.count; ++i)
            branches_[outer].live += branches_[group.first + static_cast<Branch>(i)].live;
        --branches_[outer].live;
    }
}

}  // namespace permap
