// A scenario: a test of change, and the typed edits on a map that stand for it (SEMANTICS 6).
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "map/duration.hpp"
#include "map/provenance.hpp"
#include "vocabulary/calendar.hpp"

namespace permap {

// A step, or a stage: the two have separate names, so an edit says which it means.
struct Target {
    std::string id;
    bool is_stage = false;
    bool operator==(const Target&) const = default;
};

// The way a decision always takes once it is removed.
struct Take {
    std::string step, way;
    bool operator==(const Take&) const = default;
};

struct Remove {
    Target target;
    std::vector<Take> take;
    bool operator==(const Remove&) const = default;
};
struct ScaleDuration {
    Target target;
    Quantity factor;
    bool operator==(const ScaleDuration&) const = default;
};
struct SetDuration {
    std::string step;
    Duration duration;
    bool operator==(const SetDuration&) const = default;
};

// Cuts the drawn time, for a share of the visits.
struct CapDuration {
    Target target;
    double longest = 0;
    TimeUnit unit = TimeUnit::calendar_days;
    double enforced_share = 1;
    Provenance from;
    bool operator==(const CapDuration&) const = default;
};

struct AddDuration {
    std::string step;
    double value = 0;  // below 0: shorter, never less than no time
    TimeUnit unit = TimeUnit::calendar_days;
    Provenance from;
    bool operator==(const AddDuration&) const = default;
};

struct SetProbability {
    std::string step, way;
    Quantity probability;
    bool operator==(const SetProbability&) const = default;
};
struct SetAttribute {
    std::string attribute, value;
    bool operator==(const SetAttribute&) const = default;
};  // at entry
struct SetCapacity {
    std::string resource;
    Quantity units;
    bool operator==(const SetCapacity&) const = default;
};

using Change = std::variant<Remove, ScaleDuration, SetDuration, CapDuration, AddDuration, SetProbability, SetAttribute,
                            SetCapacity>;

struct Edit {
    Change change;
    std::string where;  // file and JSON pointer it was read from; not part of the meaning

    bool operator==(const Edit& other) const { return change == other.change; }
};

struct Scenario {
    std::string id, name;
    std::string map;                       // id of the map it is for
    std::string aim;                       // what should become better, for whom, by when
    std::string prediction;                // what the people who propose it expect
    std::string why;                       // why they expect it
    std::string status;                    // tried, planned, candidate: and what is known of its size
    std::string what_happened, what_next;  // once it has been tried
    std::vector<std::string> sources;      // ids in the map's sources
    std::vector<Edit> edits;

    std::string where;  // file it was read from; not part of the meaning
    bool operator==(const Scenario& other) const;
};

}  // namespace permap
