// Variants: ways that journeys took through the steps, and how many took each (process mining's word).
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "log/stream.hpp"

namespace permap {

// The steps a child went through, in order of their completion: one entry a visit that was completed. Where journeys
// say something else than the time of completion orders them, results say so.
std::vector<StepIndex> completed_steps(std::span<const Event> events);

// The same in order of their start; of their completion where only that is known.
std::vector<StepIndex> begun_steps(std::span<const Event> events);

// Every start and every completion, each an entry of its own: what programs take that count a log's lines.
std::vector<StepIndex> starts_and_completions(std::span<const Event> events);

struct Variant {
    std::vector<StepIndex> steps;
    std::int64_t children = 0;

    bool operator==(const Variant&) const = default;
};

class VariantFold {
public:
    void add(std::span<const Event> events) { add(completed_steps(events)); }
    void add(std::vector<StepIndex> steps) { ++children_[std::move(steps)]; }
    std::vector<Variant> variants() const;  // most children first, then by steps
    std::int64_t count() const { return static_cast<std::int64_t>(children_.size()); }

private:
    struct Mix {
        std::size_t operator()(const std::vector<StepIndex>& steps) const;
    };
    std::unordered_map<std::vector<StepIndex>, std::int64_t, Mix> children_;
};

}  // namespace permap
