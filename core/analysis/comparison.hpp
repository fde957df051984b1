// What a change does, child by child: the same children, with the same luck, in the baseline and in the arm (MEASURES
// 3). Differences are arm less baseline over counted children present in both; the others are only counted.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "analysis/cohort_statistics.hpp"
#include "analysis/estimate.hpp"
#include "projection/tally.hpp"

namespace permap {

enum class Better { up, down, neither };  // neither: an outcome's share is not good or bad by itself
const char* to_string(Better better);

// "mean_days_not_permanent", "share_permanent_within_365_days", "aim_share_met:ID", "moves", "outcome_share:ID"
struct Measure {
    std::string id, name, unit;  // unit: days, share or moves
    Better better = Better::neither;
    Statistic statistic;  // of the baseline's plan
};
std::vector<Measure> compared_measures(const MeasurePlan& plan);
// The few that are asked for first: days not yet permanent, days to permanence of those who got there, the share
// permanent within two years, each aim's share met.
std::vector<Measure> main_measures(const MeasurePlan& plan);
bool is_main(const Measure& measure);

struct Difference {
    Measure measure;
    Estimate baseline, arm;  // values only, over the same children
    Estimate mean;           // arm less baseline: chance only
    std::optional<double> low_assumptions, high_assumptions;
    // What one area may see in one year: where one more replication lies in 95 of 100 cases (prediction_estimate), with
    // assumed numbers drawn where they were drawn, and never narrower than with the values as they stand. Its value is
    // the centre. Holds for the area share and years of arrivals of the study only.
    Estimate range;
    bool told_apart = false;                    // every interval given lies on one side of 0
    std::vector<double> per_replication;        // those in which the difference exists
    std::vector<double> drawn_per_replication;  // the same with assumed numbers drawn afresh

    // How much pairing the children sharpens the answer: the variance of the difference had the two arms been run on
    // children of their own (the sum of the arms' variances over replications) over the variance of the paired
    // differences. As many times more replications would have been needed. None for fewer than 3 replications, and
    // where the paired differences are all the same.
    std::optional<double> variance_ratio;

    // The side it lies on is the worse one.
    bool is_harm() const;
};

struct ArmComparison {
    int replications = 0;
    IntervalMethod interval_method = IntervalMethod::t_over_replications;
    std::int64_t children_in_both = 0, children_only_in_baseline = 0, children_only_in_arm = 0;
    std::vector<Difference> differences;  // as compared_measures; first the mean days not permanent
};

// One replication of both arms boiled down, so that an ensemble need not keep its children.
struct PairedReplication {
    std::int64_t in_both = 0, only_in_baseline = 0, only_in_arm = 0;
    std::vector<std::optional<double>> baseline, arm;  // by compared_measures, or the measures asked for
};
PairedReplication paired(const MeasurePlan& baseline_plan, const Replication& baseline, const MeasurePlan& arm_plan,
                         const Replication& arm);

// One replication of the baseline, to be set beside many arms: as `paired` with each of them, but what the baseline's
// children come to is worked out once for all arms that have all of them.
class PairingBaseline {
public:
    PairingBaseline(const MeasurePlan& plan, const Replication& baseline);

    PairedReplication beside(const MeasurePlan& arm_plan, const Replication& arm) const;

private:
    const MeasurePlan& plan_;
    const Replication& baseline_;
    std::vector<Measure> measures_;
    std::vector<std::optional<double>> values_;  // all statistics, over all children
};

PairedReplication paired(std::span<const Measure> measures, const MeasurePlan& baseline_plan,
                         const Replication& baseline, const MeasurePlan& arm_plan, const Replication& arm);

// R ≥ 2 replications.
ArmComparison comparison_of(const MeasurePlan& baseline_plan, std::span<const PairedReplication> replications,
                            double level = usual_level);
ArmComparison comparison_of(std::span<const Measure> measures, std::span<const PairedReplication> replications,
                            double level = usual_level);
// R = 1: bootstrap over families; with shared resources no interval, and the reason.
ArmComparison comparison_of_one(const MeasurePlan& baseline_plan, const Replication& baseline,
                                const MeasurePlan& arm_plan, const Replication& arm, std::uint64_t seed);

// `drawn`: the same comparison from replications with assumed numbers drawn afresh. Fills low_assumptions and
// high_assumptions of `fixed` (see assumption_estimate) and looks again at what is told apart.
void add_assumptions(ArmComparison& fixed, const ArmComparison& drawn, double level = usual_level);

}  // namespace permap
