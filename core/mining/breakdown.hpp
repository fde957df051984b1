// Ways of telling children under way apart: by where they live, by legal basis, by age, by how far they have come.
// Every child has exactly one value of each, so the counts of a list add up to the children.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mining/standing.hpp"

namespace permap {

struct BreakdownValue {
    std::string id, name;
    bool operator==(const BreakdownValue&) const = default;
};

struct Breakdown {
    enum class By : std::uint8_t { attribute, age, milestone, step, phase, lane, moves, time_away };

    By by = By::attribute;
    AttributeIndex attribute{};
    std::string id, name;
    std::vector<BreakdownValue> values;
    std::vector<std::size_t> value_of_step;  // of phase and lane: place in values
};

// The attribute has a list of values or is a counter; one that is derived is known only where it is asked for.
Breakdown by_attribute(const MeasurePlan& plan, AttributeIndex attribute);
Breakdown by_age();
Breakdown by_milestone(const MeasurePlan& plan);  // the last one passed
Breakdown by_step(const MeasurePlan& plan);       // "at STEP", or "after STEP" where nothing is under way
Breakdown by_phase(const MeasurePlan& plan);      // of that step
Breakdown by_lane(const MeasurePlan& plan);       // of that step
Breakdown by_moves();
Breakdown by_time_away(const MeasurePlan& plan);  // how long the spell away from home has lasted

// Place in Breakdown::values.
std::size_t value_of(const Breakdown& by, const Standing& child);

// Children by value: those values that a child has, in the breakdown's order.
struct CountOfValue {
    std::string id, name;
    std::int64_t children = 0;
    bool operator==(const CountOfValue&) const = default;
};
struct CountList {
    std::string by, name;
    std::vector<CountOfValue> values;
    bool operator==(const CountList&) const = default;
};

// Counts of several breakdowns at once.
class CountsOf {
public:
    explicit CountsOf(const std::vector<Breakdown>& breakdowns);
    void add(const Standing& child);
    std::int64_t children() const { return children_; }
    std::vector<CountList> lists() const;

private:
    const std::vector<Breakdown>* breakdowns_;
    std::vector<std::vector<std::int64_t>> counts_;
    std::int64_t children_ = 0;
};

}  // namespace permap
