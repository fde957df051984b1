// Runs a compiled model: who comes in, for how long they are followed, and what happens to them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>

#include "log/stream.hpp"
#include "random/draw.hpp"
#include "vocabulary/time.hpp"

namespace permap {

class Model;
struct Arrival;  // engine/arrivals.hpp

struct RunSettings {
    RunKey key;
    Instant start{};                        // first minute of arrivals
    double years_of_arrivals = 1;           // years of 365.25 days
    std::optional<std::uint32_t> children;  // count the first N entrants instead (supply households not among them)
    double horizon_years = 10;         // rounded to whole months; each child is followed so long from the own entry
    double warm_up_years = 5;          // used only where the model has shared resources
    double area_share = 1;             // of the map's arrivals and capacities, in (0, 1]; a cohort takes all
    StepIndex cohort_entry = no_step;  // only children who come in here, at the entry's ceiling rate
};

// The part of the map's arrivals and capacities that a run takes: a cohort takes all of them.
inline double share_taken(const RunSettings& settings) {
    return settings.cohort_entry == no_step ? settings.area_share : 1;
}

// Called once per counted child (and supply household) with its whole stream, in no promised order;
// the span is valid during the call only.
using StreamSink = std::function<void(const Child&, std::span<const Event>)>;
// The same with the family that the child belongs to, by its place among those who came in; siblings follow each other.
using FamilySink = std::function<void(std::size_t family, const Child&, std::span<const Event>)>;

// One replication, sequential. Throws MapError (below) when one child makes more than 10,000 events in one minute, when
// no child comes in, and when children would have to be followed past the end of all calendars.
void run(const Model& model, const RunSettings& settings, const StreamSink& sink);
// Only these families of a run, in this order: each does what it does in `run`, whoever else is walked. The model
// shares no resources.
void run_families(const Model& model, const RunSettings& settings, std::span<const Arrival> families,
                  const StreamSink& sink);
EventLog run_to_log(const Model& model, const RunSettings& settings);

struct MapError {
    std::string what;
    std::string hint = {};
};

}  // namespace permap
