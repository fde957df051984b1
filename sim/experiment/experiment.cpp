#include "experiment/experiment.hpp"

#include <algorithm>

#include "experiment/assumptions.hpp"
#include "experiment/replications.hpp"
#include "experiment/run_one.hpp"
#include "experiment/scenario_assumptions.hpp"

namespace permap {

namespace {

// R replications' figures without keeping their children, unless there is only one.
Figures figures_of_runs(const MeasurePlan& plan, const std::vector<ReplicationSummary>& summaries,
                        const Replication& only, std::uint64_t seed) {
    return summaries.size() == 1 ? figures_of_one(plan, only, seed) : figures_of_replications(plan, summaries);
}

}  // namespace

Simulation simulate(const Arm& arm, const Study& study, bool keep_log) {
    if (keep_log) {
        RunCount count(study.progress, study.replications);
        EventLog log;
        for (EventLog& part : in_parallel(study.replications, threads_of(study), [&](int i) {
                 EventLog one = run_to_log(arm.model, settings_of(study, i + 1));
                 count.one_more();
                 return one;
             })) {
            std::move(part.streams.begin(), part.streams.end(), std::back_inserter(log.streams));
        }
        Simulation simulation = replay(arm, log, study.settings.key.seed);
        simulation.log = std::move(log);
        return simulation;
    }
    struct Boiled {
        ReplicationSummary summary;
        Replication only;
        Fingerprint fingerprint;
    };
    RunCount count(study.progress, study.replications);
    auto runs = in_parallel(study.replications, threads_of(study), [&](int i) {
        FoldedRun one = run_one(arm.model, arm.plan, settings_of(study, i + 1));
        Boiled boiled{summarise(arm.plan, one.replication), {}, one.fingerprint};
        if (study.replications == 1) boiled.only = std::move(one.replication);
        count.one_more();
        return boiled;
    });
    Simulation simulation;
    std::vector<ReplicationSummary> summaries;
    for (Boiled& boiled : runs) {
        summaries.push_back(std::move(boiled.summary));
        simulation.fingerprint.merge(boiled.fingerprint);
    }
    simulation.figures = figures_of_runs(arm.plan, summaries, runs.front().only, study.settings.key.seed);
    return simulation;
}

Simulation replay(const Arm& arm, const EventLog& log, std::uint64_t seed) {
    Simulation simulation;
    std::vector<Replication> replications = fold_log(arm.plan, log);
    for (Replication& replication : replications) put_in_order(replication);
    simulation.figures = figures_of(arm.plan, replications, seed);
    simulation.fingerprint = fingerprint_of(log);
    return simulation;
}

namespace {

// One replication of every arm, boiled down.
struct ArmsRun {
    std::vector<ReplicationSummary> summaries;
    std::vector<Fingerprint> fingerprints;
    std::vector<PairedReplication> pairs;  // arms 1 …
    std::vector<Replication> whole;        // kept only where there is a single replication
};

struct ArmCode {
    const Model* model;
    const MeasurePlan* plan;
};

ArmsRun run_arms(const std::vector<ArmCode>& arms, const RunSettings& settings, bool keep, RunCount& count) {
    ArmsRun all;
    Replication baseline;
    for (std::size_t i = 0; i < arms.size(); ++i) {
        FoldedRun one = run_one(*arms[i].model, *arms[i].plan, settings);
        all.summaries.push_back(summarise(*arms[i].plan, one.replication));
        all.fingerprints.push_back(one.fingerprint);
        if (i > 0) all.pairs.push_back(paired(*arms[0].plan, baseline, *arms[i].plan, one.replication));
        if (keep) all.whole.push_back(one.replication);
        if (i == 0) baseline = std::move(one.replication);
        count.one_more();
    }
    return all;
}

std::vector<ArmComparison> comparisons(std::span<const ArmsRun> runs, const std::vector<ArmCode>& arms,
                                       std::uint64_t seed) {
    std::vector<ArmComparison> all;
    for (std::size_t arm = 1; arm < arms.size(); ++arm) {
        if (runs.size() == 1) {
            all.push_back(
                comparison_of_one(*arms[0].plan, runs[0].whole[0], *arms[arm].plan, runs[0].whole[arm], seed));
            continue;
        }
        std::vector<PairedReplication> pairs;
        for (const ArmsRun& one : runs) pairs.push_back(one.pairs[arm - 1]);
        all.push_back(comparison_of(*arms[0].plan, pairs));
    }
    return all;
}

// The same arms on a map whose assumed numbers were drawn for one replication, with those of their scenarios.
Result<std::vector<Arm>> drawn_arms(const Map& map, std::span<const Arm> arms, RunKey run) {
    const Map drawn = draw_assumptions(map, run);
    std::vector<Arm> all;
    for (const Arm& arm : arms) {
        std::vector<Scenario> scenarios;
        for (const Scenario& scenario : arm.scenarios) scenarios.push_back(draw_assumptions(scenario, run));
        Result<Arm> made = make_arm(drawn, arm.name, std::move(scenarios));
        if (!made) return made.problems();
        all.push_back(std::move(*made));
    }
    return all;
}

std::vector<ArmCode> codes_of(std::span<const Arm> arms) {
    std::vector<ArmCode> codes;
    for (const Arm& arm : arms) codes.push_back({&arm.model, &arm.plan});
    return codes;
}

}  // namespace

Result<std::vector<ComparedArm>> compare(const Map& map, std::span<const Arm> arms, const Study& study) {
    const bool drawing = study.draw_assumptions && study.replications > 1;
    RunCount count(study.progress, study.replications * static_cast<int>(arms.size()) * (drawing ? 2 : 1));
    const std::vector<ArmCode> codes = codes_of(arms);
    const std::uint64_t seed = study.settings.key.seed;
    const std::vector<ArmsRun> runs = in_parallel(study.replications, threads_of(study), [&](int i) {
        return run_arms(codes, settings_of(study, i + 1), study.replications == 1, count);
    });
    std::vector<ArmComparison> compared = comparisons(runs, codes, seed);
    if (drawing) {
        struct Drawn {
            ArmsRun run;
            Problems problems;
        };
        auto drawn = in_parallel(study.replications, threads_of(study), [&](int i) {
            const RunSettings settings = settings_of(study, i + 1);
            Result<std::vector<Arm>> made = drawn_arms(map, arms, settings.key);
            if (!made) return Drawn{{}, made.problems()};
            return Drawn{run_arms(codes_of(*made), settings, false, count), {}};
        });
        std::vector<ArmsRun> drawn_runs;
        for (Drawn& one : drawn) {
            if (!one.problems.empty()) return one.problems;
            drawn_runs.push_back(std::move(one.run));
        }
        const std::vector<ArmComparison> drawn_compared = comparisons(drawn_runs, codes, seed);
        for (std::size_t i = 0; i < compared.size(); ++i) add_assumptions(compared[i], drawn_compared[i]);
    }
    std::vector<ComparedArm> all;
    std::vector<ReplicationSummary> of_the_baseline;
    for (const ArmsRun& run : runs) of_the_baseline.push_back(run.summaries[0]);
    for (std::size_t arm = 0; arm < arms.size(); ++arm) {
        ComparedArm one;
        std::vector<ReplicationSummary> summaries;
        for (const ArmsRun& run : runs) {
            summaries.push_back(run.summaries[arm]);
            one.fingerprint.merge(run.fingerprints[arm]);
        }
        const Replication none_kept;
        one.figures =
            figures_of_runs(arms[arm].plan, summaries, runs[0].whole.empty() ? none_kept : runs[0].whole[arm], seed);
        if (arm > 0) one.comparison = std::move(compared[arm - 1]);
        one.services = arm == 0 ? service_figures(arms[0].plan, summaries)
                                : service_differences(arms[0].plan, of_the_baseline, arms[arm].plan, summaries);
        all.push_back(std::move(one));
    }
    return all;
}

}  // namespace permap
