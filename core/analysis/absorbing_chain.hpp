// Exact answers, without simulation, where a journey is an absorbing Markov chain: no split, clock, interrupt, shared
// resource, hand-over or working calendar, and nothing that depends on age or on the date. Attributes and visit counts
// that conditions look at are expanded into states.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "map/map.hpp"
#include "vocabulary/ids.hpp"
#include "vocabulary/result.hpp"

namespace permap {

// Steps entered at one step only and left to one step only; or whole journeys from an entry of the map.
struct ExactPart {
    StepIndex entry = no_step;
    std::vector<StepIndex> steps;  // in map order
    StepIndex after = no_step;     // the one step that follows; no_step: a whole journey, to its ends

    bool operator==(const ExactPart&) const = default;
};

// Whole journeys first, then parts of two steps or more that lie in no larger part, in map order.
std::vector<ExactPart> exact_parts(const Map& map);

struct ExactEnd {
    StepIndex step = no_step;  // an end of the journey, or the step that follows the part
    double share = 0;
};

struct ExactAnswer {
    std::vector<double> visits;  // expected, by place in part.steps, of a child who comes in once
    std::vector<ExactEnd> ends;  // in map order; shares add to 1
    double mean_days = 0;        // from entry to the end
    double variance_days = 0;    // in days squared
    std::size_t states = 0;
    bool averages_months = false;  // a month was taken as 365.25 / 12 days
};

// A child comes in with the attributes' start values, what the arrival at a whole journey's entry sets, and then
// `at_entry`, in order.
Result<ExactAnswer> exact_answer(const Map& map, const ExactPart& part, std::span<const Assignment> at_entry = {});

}  // namespace permap
