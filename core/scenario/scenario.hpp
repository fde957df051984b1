// A scenario: a test of change, and the typed edits on a map that stand for it (SEMANTICS 6).
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "map/duration.hpp"
#include "map/map.hpp"
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

// How often a body sits (of a sitting); or the calendar that a step's working time runs in.
struct SetCalendar {
    std::string resource;
    double every = 0;  // weeks, or working days of the sitting's `holidays` calendar
    TimeUnit unit = TimeUnit::weeks;
    Provenance from;
    std::string step, calendar;  // in place of the four above
    bool operator==(const SetCalendar&) const = default;
};

// Who goes first when a unit is free: lower goes first.
struct SetPriority {
    std::string step;
    int priority = 0;
    bool operator==(const SetPriority&) const = default;
};

struct SetArrivals {
    std::string entry;
    Quantity children_a_year;
    bool operator==(const SetArrivals&) const = default;
};

struct SetTimescale {
    std::string step;
    std::optional<Timescale> timescale;  // none: no timescale any more
    bool operator==(const SetTimescale&) const = default;
};

// Steps that follow each other directly begin together; what follows the last waits for all of them.
struct MakeParallel {
    std::vector<std::string> steps;
    bool operator==(const MakeParallel&) const = default;
};

// Steps that follow each other directly become one visit: the kept one. The others are done with it.
struct Merge {
    std::vector<std::string> steps;
    std::string keep;  // one of `steps`; empty: the first
    std::optional<Duration> duration;
    bool operator==(const Merge&) const = default;
};

// A step that the map does not have, put into one way of `after`, or before all of `before`.
struct Insert {
    Step step;  // without ways
    std::string after, way, before;
    bool operator==(const Insert&) const = default;
};

// Begins once, when `with` starts; what follows `through` is entered when that is done and the old place is reached.
struct StartWith {
    std::string step, with;
    std::string through;  // empty: `step` itself
    bool operator==(const StartWith&) const = default;
};

using Change = std::variant<Remove, ScaleDuration, SetDuration, CapDuration, AddDuration, SetProbability, SetAttribute,
                            SetCapacity, SetCalendar, SetPriority, SetArrivals, SetTimescale, MakeParallel, Merge,
                            Insert, StartWith>;

struct Edit {
    Change change;
    std::string where;  // file and JSON pointer it was read from; not part of the meaning
    Guard guard = {};   // since when and for whom it holds

    bool operator==(const Edit& other) const { return change == other.change && guard == other.guard; }
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
