// Variants: ways that journeys took through the steps, and how many took each (process mining's word).
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "log/stream.hpp"

namespace permap {

// The steps a child went through, in order of their completion: one entry a visit that was completed. Where journeys
// say something else than the time of completion orders them, results say so.
std::vector<StepIndex> completed_steps(std::span<const Event> events);

struct Variant {
    std::vector<StepIndex> steps;
    std::int64_t children = 0;
};

class VariantFold {
public:
    void add(std::span<const Event> events);
    std::vector<Variant> variants() const;  // most children first, then by steps
    std::int64_t count() const { return static_cast<std::int64_t>(children_.size()); }

private:
    std::map<std::vector<StepIndex>, std::int64_t> children_;
};

}  // namespace permap
