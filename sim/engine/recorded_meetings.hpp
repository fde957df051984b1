// A run with shared resources, walked once and remembered, so that many changed maps can be set against it. A family
// whose answers stay the same, minute for minute, and who comes to no changed step does what it did: its meetings are
// gone through, but it is not walked. Any other is walked from there on, until it is again just as it was.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/arrivals.hpp"
#include "engine/run.hpp"

namespace permap {

struct MeetingRecord;

class RecordedMeetings {
public:
    // As `run`, but tells family by family, in the order of `families`. `marked`: by step, those that a changed map may
    // change.
    RecordedMeetings(const Model& model, const RunSettings& settings, const std::vector<bool>& marked,
                     const FamilySink& sink);
    ~RecordedMeetings();

    // All who come in; some are not counted.
    std::span<const Arrival> families() const;

    // How much of a changed run was walked.
    struct Walked {
        std::int64_t followed = 0;   // meetings that were gone through as recorded
        std::int64_t left = 0;       // times that a family left the record
        std::int64_t came_back = 0;  // times that one was again as it was on record
    };
    // Under a changed model with the same entries, steps, joins, attributes and resources, in the same order: tells all
    // who do something else, and maybe some who do not. Only `changed` (marked steps) do something else; resources may
    // have other units and times.
    Walked walk_again(const Model& changed_model, std::span<const StepIndex> changed, const FamilySink& sink) const;

private:
    RunSettings settings_;
    std::vector<bool> marked_;
    std::unique_ptr<MeetingRecord> record_;
};

}  // namespace permap
