// Replications of one arm, and of several arms side by side (MEASURES 3).
// Replications run in parallel; the figures are the same whatever the number of threads.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/comparison.hpp"
#include "analysis/figures.hpp"
#include "analysis/precision.hpp"
#include "analysis/service_use.hpp"
#include "engine/run.hpp"
#include "experiment/arm.hpp"
#include "log/stream.hpp"

namespace permap {

// Told from any thread, one call at a time: runs done, runs in all. The total may grow where a study runs until its
// figure is tight.
using Progress = std::function<void(int done, int total)>;
// Whether somebody has asked to stop: asked from any thread before a run is begun. Once true, always true.
using Stop = std::function<bool()>;

struct Study {
    RunSettings settings;  // replication numbers are 1 … replications
    int replications = 1;
    int threads = 0;               // 0: all there are
    bool draw_assumptions = true;  // compare and rank: a second set of replications with assumed numbers drawn
    // simulate and compare: replications are added until the days not yet permanent (compare: their difference in every
    // arm, beside the baseline's days) are known so well; `replications` is then the most there may be.
    std::optional<Precision> precision;
    // compare: the baseline is walked to this date once a replication, and every arm goes on from there. The caller
    // sees to it that the arms change nothing before.
    std::optional<Instant> branch_at;
    Progress progress;
    // Runs under way are finished, no more are begun: what comes back rests on the first replications, those that were
    // done, as if no more had been asked for. Their number is `replications` of the figures. With fewer than two done
    // (and more asked for) it is all that is filled.
    Stop stop;
};

struct Simulation {
    Figures figures;
    Fingerprint fingerprint;
    std::optional<EventLog> log;
};
Simulation simulate(const Arm& arm, const Study& study, bool keep_log);

// Of all replications' events, without any figure.
Fingerprint fingerprint_of_runs(const Model& model, const Study& study);

// Figures from a log's own streams; the same code that ran live.
Simulation replay(const MeasurePlan& plan, const EventLog& log, std::uint64_t seed);

struct ComparedArm {
    Figures figures;
    Fingerprint fingerprint;
    std::optional<ArmComparison> comparison;  // none for the baseline
    std::vector<ServiceFigure> services;      // against the baseline; the baseline's own without differences
};
// arms[0] is the baseline. Problems only if an edit cannot be made on a map with drawn numbers.
Result<std::vector<ComparedArm>> compare(const Map& map, std::span<const Arm> arms, const Study& study);

}  // namespace permap
