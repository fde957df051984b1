#include "mining/variants.hpp"

#include <algorithm>

namespace permap {

std::vector<StepIndex> completed_steps(std::span<const Event> events) {
    std::vector<StepIndex> steps;
    for (const Event& event : events)
        if (event.kind == EventKind::completed || event.kind == EventKind::clock_fired) steps.push_back(event.step);
    return steps;
}

std::vector<StepIndex> begun_steps(std::span<const Event> events) {
    std::vector<StepIndex> steps;
    for (const Event& event : events) {
        const bool only_end = event.kind == EventKind::completed && event.detail == only_end_known;
        if (event.kind == EventKind::started || only_end || event.kind == EventKind::clock_fired)
            steps.push_back(event.step);
    }
    return steps;
}

std::vector<StepIndex> starts_and_completions(std::span<const Event> events) {
    std::vector<StepIndex> steps;
    for (const Event& event : events) {
        if (event.kind == EventKind::started || event.kind == EventKind::completed ||
            event.kind == EventKind::clock_fired)
            steps.push_back(event.step);
    }
    return steps;
}

std::size_t VariantFold::Mix::operator()(const std::vector<StepIndex>& steps) const {
    std::uint64_t mixed = steps.size();
    for (const StepIndex step : steps) {
        mixed = (mixed ^ static_cast<std::uint64_t>(step)) * 0x9e3779b97f4a7c15U;
        mixed ^= mixed >> 29;
    }
    return static_cast<std::size_t>(mixed);
}

std::vector<Variant> VariantFold::variants() const {
    std::vector<Variant> all;
    all.reserve(children_.size());
    for (const auto& [steps, children] : children_) all.push_back({steps, children});
    std::sort(all.begin(), all.end(), [](const Variant& left, const Variant& right) {
        return left.children != right.children ? left.children > right.children : left.steps < right.steps;
    });
    return all;
}

}  // namespace permap
