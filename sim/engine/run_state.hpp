// A run as it was at a date, kept so that it can go on under several maps: the past is walked once and shared, only
// the future differs. Going on under the same map gives the log of running through.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/arrivals.hpp"
#include "engine/run.hpp"
#include "engine/together.hpp"
#include "model/model.hpp"

namespace permap {

class RunState {
public:
    // All that happens before `date`.
    RunState(const Model& model, const RunSettings& settings, Instant date);

    // Tells what `run` tells, with this past. The changed map begins with the same steps in the same order, has the
    // same joins, attributes, resources and entries, and does nothing else before the date. Places at sittings that
    // were booked by then stay as they were booked.
    void go_on(const Model& changed, const StreamSink& sink) const;

private:
    struct Kept {
        Arrival arrival;
        std::size_t first_byte = 0, bytes = 0;
        std::size_t first_stream = 0;  // in begun_, one a counted sibling
    };

    void walk_alone(const Model& model, std::span<const Arrival> arrived);
    void go_on_alone(const Model& changed, const StreamSink& sink) const;

    RunSettings settings_;
    Instant date_;
    std::size_t arrived_ = 0;
    EventLog told_;  // of those whose follow-up was over, or who had left
    // Where nothing is shared: those still on their way.
    std::vector<Kept> kept_;
    std::vector<std::byte> states_;
    std::vector<std::vector<Event>> begun_;
    // Where something is.
    std::unique_ptr<const Model> past_model_;
    std::unique_ptr<const Together> together_;
};

}  // namespace permap
