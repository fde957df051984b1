#include "experiment/evidence.hpp"

#include "analysis/student_t.hpp"
#include "experiment/assumptions.hpp"
#include "experiment/replications.hpp"
#include "experiment/run_one.hpp"

namespace permap {

namespace {

struct CountedArm {
    TargetValues values;
    std::vector<std::array<std::int64_t, ramp_years>> filling;  // by counter
    Fingerprint fingerprint;
};

CountedArm counted(const Arm& arm, const CountingPlan& plan, const Study& study, int replication) {
    CountedRun run = count_one(arm, plan, study, replication);
    return {values_of(plan, run.counts, study.settings.years_of_arrivals), std::move(run.counts.stock_minutes_by_year),
            run.fingerprint};
}

Estimate over(const std::vector<TargetValues>& runs, std::size_t target) {
    std::vector<double> values;
    for (const TargetValues& run : runs) {
        if (run[target]) values.push_back(*run[target]);
    }
    Estimate estimate = t_estimate(values);
    if (values.empty()) {
        estimate = {};
        estimate.reason_if_null = "no child of whom it could be counted came in";
    }
    return estimate;
}

std::vector<double> known(const std::vector<TargetValues>& runs, std::size_t target) {
    std::vector<double> values;
    for (const TargetValues& run : runs) {
        if (run[target]) values.push_back(*run[target]);
    }
    return values;
}

// Years until a share of the final stock is there: the stock after n years of arrivals is what children bring in the
// first n years after they came in. Straight lines inside a year.
double years_until(double share, const std::array<double, ramp_years>& minutes) {
    double all = 0, so_far = 0;
    for (const double year : minutes) all += year;
    for (std::size_t year = 0; year < minutes.size(); ++year) {
        if (so_far + minutes[year] >= share * all && minutes[year] > 0)
            return static_cast<double>(year) + (share * all - so_far) / minutes[year];
        so_far += minutes[year];
    }
    return static_cast<double>(minutes.size());
}

std::vector<Filling> fillings(const Targets& targets, const CountingPlan& plan, const std::vector<CountedArm>& runs) {
    std::vector<Filling> all;
    for (std::size_t i = 0; i < targets.targets.size(); ++i) {
        if (!plan.formulas[i] || plan.formulas[i]->counter < 0) continue;
        const auto counter = static_cast<std::size_t>(plan.formulas[i]->counter);
        if (plan.counters[counter].kind != TargetMeasure::Kind::stock) continue;
        std::array<double, ramp_years> minutes{};
        for (const CountedArm& run : runs) {
            for (std::size_t year = 0; year < ramp_years; ++year)
                minutes[year] += static_cast<double>(run.filling[counter][year]);
        }
        all.push_back({i, years_until(0.5, minutes), years_until(0.9, minutes), years_until(0.99, minutes)});
    }
    return all;
}

}  // namespace

CountedRun count_one(const Arm& arm, const CountingPlan& plan, const Study& study, int replication) {
    CountedRun one;
    ChildCounter counter(arm.plan, plan);
    run(arm.model, settings_of(study, replication), [&](const Child& child, std::span<const Event> events) {
        one.fingerprint.add(child, events);
        counter.count(child, events);
    });
    one.counts = counter.take();
    return one;
}

Result<Evidence> evidence_of(const Arm& arm, const Targets& targets, const Study& study) {
    const Result<CountingPlan> plan = counting_plan(targets, arm.plan);
    if (!plan) return plan.problems();
    const bool drawing = study.draw_assumptions && study.replications > 1;
    RunCount count(study.progress, study.replications * (drawing ? 2 : 1));
    struct Task {
        CountedArm arm;
        Problems problems;
    };
    const int kinds = drawing ? 2 : 1;  // as they stand, drawn
    std::vector<Task> tasks =
        in_parallel_until(study.stop, 0, study.replications * kinds, threads_of(study), [&](int i) {
            const int replication = i / kinds + 1;
            if (i % kinds == 0) {
                Task one{counted(arm, *plan, study, replication), {}};
                count.one_more();
                return one;
            }
            const Map map = draw_assumptions(arm.map, settings_of(study, replication).key);
            const Result<Arm> made = make_arm(map, arm.name, {});
            if (!made) return Task{{}, made.problems()};
            Task one{counted(*made, *plan, study, replication), {}};
            count.one_more();
            return one;
        });
    count.all_done();
    std::vector<CountedArm> runs;
    std::vector<TargetValues> fixed, drawn;
    Evidence evidence;
    evidence.replications = static_cast<int>(tasks.size()) / kinds;
    for (int i = 0; i < evidence.replications * kinds; ++i) {
        Task& one = tasks[static_cast<std::size_t>(i)];
        if (!one.problems.empty()) return one.problems;
        if (i % kinds == 0) {
            fixed.push_back(one.arm.values);
            evidence.fingerprint.merge(one.arm.fingerprint);
            runs.push_back(std::move(one.arm));
        } else {
            drawn.push_back(std::move(one.arm.values));
        }
    }
    if (runs.empty()) return evidence;
    for (std::size_t i = 0; i < targets.targets.size(); ++i) {
        const EvidenceTarget& target = targets.targets[i];
        EvidenceFigure figure;
        if (target.measure) {
            figure.model = over(fixed, i);
            if (drawing) figure.assumptions = assumption_estimate(known(drawn, i), known(fixed, i));
            // A council's children are not the nation's: only shares and times can be held beside national figures.
            const bool is_comparable = study.settings.area_share >= 1 || !target.band ||
                                       target.band->rule == BandRule::share || target.band->rule == BandRule::time;
            if (figure.model.value && target.band && is_comparable)
                figure.inside = *figure.model.value >= target.band->low && *figure.model.value <= target.band->high;
        } else {
            figure.model.reason_if_null = target.why;
        }
        evidence.figures.push_back(std::move(figure));
    }
    evidence.filling = fillings(targets, *plan, runs);
    evidence.contradictions = contradictions(targets);
    return evidence;
}

}  // namespace permap
