#include "experiment/experiment.hpp"

#include <algorithm>
#include <iterator>

#include "analysis/student_t.hpp"
#include "experiment/assumptions.hpp"
#include "experiment/replications.hpp"
#include "experiment/run_one.hpp"
#include "experiment/scenario_assumptions.hpp"

namespace permap {

namespace {

// Replications 1, 2, …: as many as asked for, or until what was found is tight enough (`half_width_of`), or until
// somebody stops it. A replication is so many tasks (`of_replication`: a number from 1, and which of its tasks), and
// only whole ones come back.
template <class Task, class HalfWidth>
auto replications_of(const Study& study, int tasks, RunCount& count, int runs_each, const Task& of_replication,
                     const HalfWidth& half_width_of) {
    const auto task = [&](int i) { return of_replication(i / tasks + 1, i % tasks); };
    int wanted =
        study.precision ? replications_wanted(*study.precision, {}, 0, study.replications) : study.replications;
    std::vector<decltype(task(0))> all;
    for (int done = 0; done < wanted;) {
        count.expect(wanted * runs_each);
        auto more = in_parallel_until(study.stop, done * tasks, wanted * tasks, threads_of(study), task);
        std::move(more.begin(), more.end(), std::back_inserter(all));
        const int whole = static_cast<int>(all.size()) / tasks;
        all.resize(static_cast<std::size_t>(whole) * static_cast<std::size_t>(tasks));
        if (whole < wanted) break;
        done = wanted;
        if (study.precision)
            wanted = replications_wanted(*study.precision, half_width_of(all), done, study.replications);
    }
    count.all_done();
    return all;
}

// Nothing to say of chance, though more was asked for: somebody stopped it early.
bool is_too_few(std::size_t replications, const Study& study) {
    return replications < 2 && static_cast<int>(replications) < study.replications;
}

std::optional<double> days_not_permanent(const MeasurePlan& plan, const ReplicationSummary& summary) {
    const std::vector<Statistic> statistics = statistics_of(plan);
    const auto found = std::find(statistics.begin(), statistics.end(), Statistic{StatisticKind::days_not_permanent, 0});
    PERMAP_ASSERT(found != statistics.end());
    return summary.values[static_cast<std::size_t>(found - statistics.begin())];
}

std::optional<double> half_width_of(const std::vector<std::optional<double>>& days) {
    std::vector<double> known;
    for (const std::optional<double>& one : days) {
        if (!one) return std::nullopt;
        known.push_back(*one);
    }
    const Estimate mean = t_estimate(known);
    return relative_half_width(mean, mean.value);
}

// R replications' figures without keeping their children, unless there is only one.
Figures figures_of_runs(const MeasurePlan& plan, const std::vector<ReplicationSummary>& summaries,
                        const Replication& only, std::uint64_t seed) {
    return summaries.size() == 1 ? figures_of_one(plan, only, seed) : figures_of_replications(plan, summaries);
}

Simulation with_log(const Arm& arm, const Study& study) {
    struct Kept {
        EventLog log;
        std::optional<double> days;  // where they are asked about
    };
    RunCount count(study.progress, study.precision ? 0 : study.replications);
    std::vector<Kept> runs = replications_of(
        study, 1, count, 1,
        [&](int replication, int) {
            Kept one{run_to_log(arm.model, settings_of(study, replication)), {}};
            if (study.precision) {
                Replication folded = std::move(fold_log(arm.plan, one.log).back());  // those before it are empty
                put_in_order(folded);
                one.days = days_not_permanent(arm.plan, summarise(arm.plan, folded));
            }
            count.one_more();
            return one;
        },
        [](const std::vector<Kept>& all) {
            std::vector<std::optional<double>> days;
            for (const Kept& one : all) days.push_back(one.days);
            return half_width_of(days);
        });
    Simulation simulation;
    if (is_too_few(runs.size(), study)) {
        simulation.figures.replications = static_cast<int>(runs.size());
        return simulation;
    }
    EventLog log;
    for (Kept& one : runs) std::move(one.log.streams.begin(), one.log.streams.end(), std::back_inserter(log.streams));
    simulation = replay(arm.plan, log, study.settings.key.seed);
    simulation.log = std::move(log);
    return simulation;
}

Simulation without_log(const Arm& arm, const Study& study) {
    struct Boiled {
        ReplicationSummary summary;
        Replication only;
        Fingerprint fingerprint;
    };
    RunCount count(study.progress, study.precision ? 0 : study.replications);
    std::vector<Boiled> runs = replications_of(
        study, 1, count, 1,
        [&](int replication, int) {
            FoldedRun one = run_one(arm.model, arm.plan, settings_of(study, replication));
            Boiled boiled{summarise(arm.plan, one.replication), {}, one.fingerprint};
            if (study.replications == 1) boiled.only = std::move(one.replication);
            count.one_more();
            return boiled;
        },
        [&](const std::vector<Boiled>& all) {
            std::vector<std::optional<double>> days;
            for (const Boiled& one : all) days.push_back(days_not_permanent(arm.plan, one.summary));
            return half_width_of(days);
        });
    Simulation simulation;
    if (is_too_few(runs.size(), study)) {
        simulation.figures.replications = static_cast<int>(runs.size());
        return simulation;
    }
    std::vector<ReplicationSummary> summaries;
    for (Boiled& boiled : runs) {
        summaries.push_back(std::move(boiled.summary));
        simulation.fingerprint.merge(boiled.fingerprint);
    }
    simulation.figures = figures_of_runs(arm.plan, summaries, runs.front().only, study.settings.key.seed);
    return simulation;
}

}  // namespace

Simulation simulate(const Arm& arm, const Study& study, bool keep_log) {
    return keep_log ? with_log(arm, study) : without_log(arm, study);
}

Fingerprint fingerprint_of_runs(const Model& model, const Study& study) {
    Fingerprint all;
    for (const Fingerprint& one : in_parallel(study.replications, threads_of(study), [&](int i) {
             return fingerprint_of_run(model, settings_of(study, i + 1));
         })) {
        all.merge(one);
    }
    return all;
}

Simulation replay(const MeasurePlan& plan, const EventLog& log, std::uint64_t seed) {
    Simulation simulation;
    std::vector<Replication> replications = fold_log(plan, log);
    for (Replication& replication : replications) put_in_order(replication);
    simulation.figures = figures_of(plan, replications, seed);
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

ArmsRun run_arms(const std::vector<ArmCode>& arms, const RunSettings& settings, std::optional<Instant> branch_at,
                 bool keep, RunCount& count) {
    ArmsRun all;
    Replication baseline;
    std::optional<RunState> past;
    if (branch_at) past.emplace(*arms[0].model, settings, *branch_at);
    for (std::size_t i = 0; i < arms.size(); ++i) {
        FoldedRun one =
            past ? run_one(*past, *arms[i].model, *arms[i].plan) : run_one(*arms[i].model, *arms[i].plan, settings);
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

namespace {

// The widest half-width of the arms' differences in days not yet permanent, as a share of the baseline's days.
std::optional<double> half_width_of(const std::vector<const ArmsRun*>& runs) {
    std::optional<double> widest;
    for (std::size_t arm = 0; arm < runs.front()->pairs.size(); ++arm) {
        std::vector<double> baseline, differences;
        for (const ArmsRun* run : runs) {
            const PairedReplication& pair = run->pairs[arm];
            if (!pair.baseline[0] || !pair.arm[0]) return std::nullopt;
            baseline.push_back(*pair.baseline[0]);
            differences.push_back(*pair.arm[0] - *pair.baseline[0]);
        }
        const std::optional<double> its = relative_half_width(t_estimate(differences), mean_of(baseline));
        if (!its) return std::nullopt;
        widest = std::max(widest.value_or(0), *its);
    }
    return widest;
}

// One replication of all arms, with assumed numbers as they stand or drawn; or why it could not be run.
struct ArmsTask {
    ArmsRun run;
    Problems problems;
};

}  // namespace

Result<std::vector<ComparedArm>> compare(const Map& map, std::span<const Arm> arms, const Study& study) {
    const bool drawing = study.draw_assumptions && study.replications > 1;
    const int kinds = drawing ? 2 : 1;
    const int runs_each = static_cast<int>(arms.size()) * kinds;
    RunCount count(study.progress, study.precision ? 0 : study.replications * runs_each);
    const std::vector<ArmCode> codes = codes_of(arms);
    const std::uint64_t seed = study.settings.key.seed;
    std::vector<ArmsTask> tasks = replications_of(
        study, kinds, count, runs_each,
        [&](int replication, int kind) {
            const RunSettings settings = settings_of(study, replication);
            if (kind == 0)
                return ArmsTask{run_arms(codes, settings, study.branch_at, study.replications == 1, count), {}};
            Result<std::vector<Arm>> made = drawn_arms(map, arms, settings.key);
            if (!made) return ArmsTask{{}, made.problems()};
            return ArmsTask{run_arms(codes_of(*made), settings, study.branch_at, false, count), {}};
        },
        [&](const std::vector<ArmsTask>& all) {
            std::vector<const ArmsRun*> fixed;
            for (std::size_t i = 0; i < all.size(); i += static_cast<std::size_t>(kinds)) fixed.push_back(&all[i].run);
            return half_width_of(fixed);
        });
    std::vector<ArmsRun> runs, drawn_runs;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        if (!tasks[i].problems.empty()) return tasks[i].problems;
        (i % static_cast<std::size_t>(kinds) == 0 ? runs : drawn_runs).push_back(std::move(tasks[i].run));
    }
    std::vector<ComparedArm> all(arms.size());
    if (is_too_few(runs.size(), study)) {
        for (ComparedArm& one : all) one.figures.replications = static_cast<int>(runs.size());
        return all;
    }
    std::vector<ArmComparison> compared = comparisons(runs, codes, seed);
    if (drawing) {
        const std::vector<ArmComparison> drawn_compared = comparisons(drawn_runs, codes, seed);
        for (std::size_t i = 0; i < compared.size(); ++i) add_assumptions(compared[i], drawn_compared[i]);
    }
    std::vector<ReplicationSummary> of_the_baseline;
    for (const ArmsRun& run : runs) of_the_baseline.push_back(run.summaries[0]);
    for (std::size_t arm = 0; arm < arms.size(); ++arm) {
        ComparedArm& one = all[arm];
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
    }
    return all;
}

}  // namespace permap
