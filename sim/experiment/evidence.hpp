// The model beside what was published: every target counted over replications of one year's children, followed to the
// end of their journeys.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/estimate.hpp"
#include "evidence/contradiction.hpp"
#include "evidence/counting.hpp"
#include "experiment/experiment.hpp"

namespace permap {

// Long enough for the last child, unborn on coming in, to grow up and for aftercare to end.
inline constexpr double whole_journeys_years = 27;

// Every target's value in one replication; none where nothing was counted.
using TargetValues = std::vector<std::optional<double>>;

struct EvidenceFigure {
    Estimate model;        // chance alone
    Estimate assumptions;  // assumed numbers drawn; empty where they were not
    std::optional<bool> inside;
};

// How a stock fills up where nobody was in the system at first: years of arrivals until a share of it is there.
struct Filling {
    std::size_t target = 0;
    double half_years = 0, most_years = 0, nearly_all_years = 0;  // 50, 90 and 99 %
};

struct Evidence {
    std::vector<EvidenceFigure> figures;  // as the targets
    std::vector<Filling> filling;         // of targets that are stocks
    std::vector<Contradiction> contradictions;
    Fingerprint fingerprint;
    int replications = 0;  // fewer than asked for where Study::stop said so; with none done nothing else is filled
};

// One replication of one arm, counted. `study` gives seed, start, area share and years of arrivals.
struct CountedRun {
    Counts counts;
    Fingerprint fingerprint;
};
CountedRun count_one(const Arm& arm, const CountingPlan& plan, const Study& study, int replication);

// The targets must be such as counting_plan accepts on the arm's map.
Result<Evidence> evidence_of(const Arm& arm, const Targets& targets, const Study& study);

}  // namespace permap
