// One replication of the baseline, kept so that many changed maps can be set against it on the same children.
//
// A step changes nothing before a child comes to it, and what a family does depends on nobody else but through pools
// and sittings. So only those families are walked again who come to a step that was changed, or who get a unit at
// another minute or a place at another sitting than they got; all the others do what they did, event for event (a law
// that a test holds), and those who do are walked from there.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/arrivals.hpp"
#include "engine/recorded_meetings.hpp"
#include "engine/recorded_walk.hpp"
#include "experiment/arm.hpp"
#include "projection/tally.hpp"

namespace permap {

// Minutes on the paths that mattered, journeys still open at the end of follow-up included: what the delay table calls
// child_days + open_child_days.
using PathMinutes = std::vector<std::int64_t>;  // by step

struct BaselineRun {
    RunSettings settings;
    Replication replication;  // as run_one
    Fingerprint fingerprint;
    PathMinutes minutes;
    std::vector<bool> reached;  // by step: whether any child (or household, where resources are shared) came to it

    // Each family's own part, in the order of arrival.
    struct Family {
        Arrival arrival;
        std::size_t first_child = 0, first_spell = 0;  // in `told`
        std::size_t first_minutes = 0;                 // in `minutes_at`
    };
    struct MinutesAt {
        StepIndex step = no_step;
        std::int32_t minutes = 0;
    };
    std::vector<Family> families;
    std::unique_ptr<const RecordedWalk> walk;          // where nothing is shared
    std::unique_ptr<const RecordedMeetings> meetings;  // where something is
    Replication told;                                  // children and aims in the order in which families came in
    std::vector<MinutesAt> minutes_at;
};
// `may_change`: the steps that changed maps will change.
BaselineRun run_baseline(const Model& model, const MeasurePlan& plan, const RunSettings& settings,
                         std::span<const StepIndex> may_change);

struct ChangedRun {
    Replication replication;   // children and aims as run_one of the changed map; its tally is not filled
    PathMinutes minutes_more;  // arm less baseline, by step
};
// The changed map has the baseline's steps, in the baseline's order; `changed`: those of them that do not do what they
// did.
ChangedRun run_changed(const BaselineRun& baseline, const Model& baseline_model, const Arm& arm,
                       std::span<const StepIndex> changed);

}  // namespace permap
