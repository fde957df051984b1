// Assumed numbers, and maps in which they are drawn afresh between their low and high (MEASURES 3, the second spread).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "map/map.hpp"
#include "random/draw.hpp"

namespace permap {

// What may be drawn: durations (a factor on the length), probabilities of ways, branches and attribute draws (shares),
// units of resources and children a year where the map gives a range.
enum class AssumedKind { duration, way, attribute, units, children_a_year };
struct AssumedNumber {
    std::string id;  // "STEP.duration", "STEP.WAY", "STEP.ATTRIBUTE.VALUE", "RESOURCE.units",
                     // "ENTRY.children_a_year"
    double value = 0;
    double low = 0, high = 0;
    // Where it stands in the map, for people who look for a figure to put in its place.
    AssumedKind kind = AssumedKind::duration;
    std::string at = {};          // id of the step (of an arrival: its entry) or resource
    std::string part = {};        // way: its id; attribute: "kin = yes", "kin = yes, if age < 1"
    std::string assumption = {};  // the reason that the map gives
};
std::vector<AssumedNumber> assumed_numbers(const Map& map);

// Where between 0 and 1 the number of that id falls in this replication, evenly.
double evenly_drawn(RunKey run, const std::string& id);

// The map with every assumed number drawn: a factor evenly on the scale of its logarithm, a share or number evenly
// between low and high; the shares of a decision are then brought back to the sum they had, within low and high, and
// those that a source gives stay (only where the ranges leave no such way, all are rescaled). A pure function of (seed,
// replication, id), so every arm of an experiment meets the same draw, on every machine.
Map draw_assumptions(const Map& map, RunKey run);

// The map with some assumed numbers set, by id: a duration becomes `value` times as long, the others take the value.
// The other assumed shares of a decision make room, within low and high. Ids and values have been checked.
Map with_assumed(const Map& map, const std::map<std::string, double>& values);

// The number with the part of its range that it can take alone: a share that a source gives stays, and the other
// assumed shares of the decision stay within their low and high. One that cannot move alone has low = high = value.
AssumedNumber with_room(const Map& map, const AssumedNumber& number);

// Whether the one at its low is the other at its high, and the other way round: the two ways of a decision.
bool are_mirrored(const Map& map, const AssumedNumber& one, const AssumedNumber& other);

}  // namespace permap
