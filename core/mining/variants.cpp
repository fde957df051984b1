#include "mining/variants.hpp"

#include <algorithm>

namespace permap {

std::vector<StepIndex> completed_steps(std::span<const Event> events) {
    std::vector<StepIndex> steps;
    for (const Event& event : events)
        if (event.kind == EventKind::completed || event.kind == EventKind::clock_fired) steps.push_back(event.step);
    return steps;
}

void VariantFold::add(std::span<const Event> events) {
    ++children_[completed_steps(events)];
}

std::vector<Variant> VariantFold::variants() const {
    std::vector<Variant> all;
    for (const auto& [steps, children] : children_) all.push_back({steps, children});
    std::stable_sort(all.begin(), all.end(),
                     [](const Variant& left, const Variant& right) { return left.children > right.children; });
    return all;
}

}  // namespace permap
