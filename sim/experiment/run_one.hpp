// One replication of one arm, folded child by child as it runs.
#pragma once

#include "engine/run_state.hpp"
#include "experiment/experiment.hpp"
#include "projection/fold.hpp"

namespace permap {

struct FoldedRun {
    Replication replication;  // children in order of (entered, entry, candidate, sibling)
    Fingerprint fingerprint;
};
FoldedRun run_one(const Model& model, const MeasurePlan& plan, const RunSettings& settings);
// With this past.
FoldedRun run_one(const RunState& past, const Model& model, const MeasurePlan& plan);

// Of its events alone, without any figure.
Fingerprint fingerprint_of_run(const Model& model, const RunSettings& settings);

// Children in one order, however they came out of the engine, so that pairing and bootstrap see the same list.
void put_in_order(Replication& replication);

RunSettings settings_of(const Study& study, int replication);

}  // namespace permap
