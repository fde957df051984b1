// A map and scenarios make a new map. Nothing an edit does is silent: what matches nothing or contradicts is an error,
// what changes nothing is a warning.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "map/map.hpp"
#include "scenario/scenario.hpp"
#include "vocabulary/result.hpp"

namespace permap {

inline constexpr std::string_view what_the_model_does_not_see =
    "The model sees time and routes. It does not see what this step protects.";
inline constexpr std::string_view not_lawful_to_remove =
    "not lawful to remove as the law stands; shown to size its time";

// What a removed step, or stage, is there for: printed beside every figure about its removal.
struct RemovedNote {
    std::string id, name;
    bool is_stage = false;
    std::string stage;              // of a step removed with its stage
    Basis basis = Basis::practice;  // of a stage: the strongest of its removed steps
    bool rights = false;
    std::string protects, what_it_takes;
    std::string label;  // not_lawful_to_remove where the basis is statute or a right is served; else empty

    bool operator==(const RemovedNote&) const = default;
};

struct Applied {
    Map map;
    Problems warnings;
    std::vector<std::string> sentences;  // one an edit, in order
    std::vector<RemovedNote> removed;
    // Where edits hold from a date or for some children only: the plain maps for every combination of them, to be
    // checked like any map. None where all edits hold always.
    std::vector<Map> worlds;
};

// Written for this map, or for one that it is an overlay of.
bool is_for(const Scenario& scenario, const Map& map);

// Every edit holds from that date on at the earliest.
Scenario not_before(Scenario scenario, Instant date);

// Scenarios in order, and in each its edits in order. The caller checks the new map like any map.
Result<Applied> apply_scenario(const Map& map, std::span<const Scenario> scenarios);

}  // namespace permap
