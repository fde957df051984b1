#include "mining/directly_follows.hpp"

#include <algorithm>

namespace permap {

namespace {

std::vector<StepChildren> most_first(const std::unordered_map<std::uint16_t, std::int64_t>& children) {
    std::vector<StepChildren> all;
    for (const auto& [step, count] : children) all.push_back({StepIndex{step}, count});
    std::sort(all.begin(), all.end(), [](const StepChildren& left, const StepChildren& right) {
        return left.children != right.children ? left.children > right.children : left.step < right.step;
    });
    return all;
}

}  // namespace

void DirectlyFollowsFold::add(std::span<const Event> events) {
    ++children_;
    started_.assign(events.size(), no_cause);
    for (const Visit& visit : reader_.visits_of(events))
        if (visit.completed != no_cause) started_[visit.completed] = visit.started;
    done_.clear();
    for (Ordinal at = 0; at < events.size(); ++at) {
        if (events[at].kind != EventKind::completed && events[at].kind != EventKind::clock_fired) continue;
        done_.push_back({events[at].step, events[at].at, started_[at]});
    }
    if (done_.empty()) {
        ++with_nothing_completed_;
        return;
    }
    ++begins_[static_cast<std::uint16_t>(done_.front().step)];
    ++ends_[static_cast<std::uint16_t>(done_.back().step)];
    for (std::size_t i = 1; i < done_.size(); ++i) {
        const Done &before = done_[i - 1], &now = done_[i];
        Pair& pair = pairs_[static_cast<std::uint32_t>(index(before.step) << 16 | index(now.step))];
        if (pair.last_child != children_) ++pair.children;
        pair.last_child = children_;
        pair.between.push_back((now.completed - before.completed).count());
        if (now.started != no_cause) pair.to_start.push_back((events[now.started].at - before.completed).count());
    }
}

DirectlyFollows DirectlyFollowsFold::result() && {
    DirectlyFollows result;
    for (auto& [steps, pair] : pairs_) {
        FollowedBy one;
        one.from = StepIndex{static_cast<std::uint16_t>(steps >> 16)};
        one.to = StepIndex{static_cast<std::uint16_t>(steps & 0xffff)};
        one.count = static_cast<std::int64_t>(pair.between.size());
        one.children = pair.children;
        one.between_completions = lengths_of(pair.between);
        one.completion_to_start = lengths_of(pair.to_start);
        result.pairs.push_back(one);
    }
    std::sort(result.pairs.begin(), result.pairs.end(), [](const FollowedBy& left, const FollowedBy& right) {
        if (left.count != right.count) return left.count > right.count;
        return left.from != right.from ? left.from < right.from : left.to < right.to;
    });
    result.begins = most_first(begins_);
    result.ends = most_first(ends_);
    result.with_nothing_completed = with_nothing_completed_;
    return result;
}

}  // namespace permap
