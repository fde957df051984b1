#include "experiment/sensitivity.hpp"

#include <algorithm>

#include "analysis/ranking.hpp"
#include "experiment/expected_children.hpp"
#include "experiment/paired_run.hpp"
#include "experiment/replications.hpp"
#include "experiment/run_one.hpp"

namespace permap {

namespace {

// A third, or as many more as it takes for chance not to choose.
double share_screened(const Map& map, const RunSettings& settings) {
    const double children = expected_children(map, settings);
    if (children <= least_screened) return 1;
    return std::max(1.0 / 3, least_screened / children);
}

Study screening_of(const Study& study, double share) {
    Study screening = study;
    if (screening.settings.children) {
        const double first = *screening.settings.children * share;
        screening.settings.children = std::max(1U, static_cast<std::uint32_t>(first + 0.5));
    }
    screening.settings.years_of_arrivals *= share;
    return screening;
}

// The map with one number at its low and at its high.
struct Ends {
    Arm low, high;
    bool same_children = true;  // as they do with the number as it is
};

std::vector<StepIndex> steps_apart(const Map& left, const Map& right) {
    std::vector<StepIndex> apart;
    for (std::size_t i = 0; i < left.steps.size(); ++i) {
        if (!(left.steps[i] == right.steps[i])) apart.push_back(static_cast<StepIndex>(i));
    }
    return apart;
}

// `known`: the tables of the map as it is, nearly all of which both ends have too.
Result<Ends> ends_of(const Map& map, const AssumedNumber& number, KnownTables known) {
    Result<Arm> low = make_arm(with_assumed(map, {{number.id, number.low}}), "low", {}, known);
    if (!low) return low.problems();
    Result<Arm> high = make_arm(with_assumed(map, {{number.id, number.high}}), "high", {}, known);
    if (!high) return high.problems();
    return Ends{std::move(*low), std::move(*high), number.kind != AssumedKind::children_a_year};
}

// One replication of the map as it is. What a number says is heard only by children who come to its step, so both its
// ends are walked from there (paired_run.hpp).
struct Remembered {
    const Arm& arm;
    BaselineRun run;
};

Remembered remembered_of(const Arm& as_it_is, const std::vector<ScreenedNumber>& numbers, const RunSettings& settings) {
    std::vector<StepIndex> may_change;
    for (const ScreenedNumber& one : numbers) {
        if (const Step* const step = find_step(as_it_is.map, one.number.at))
            may_change.push_back(static_cast<StepIndex>(step - as_it_is.map.steps.data()));
    }
    return {as_it_is, run_baseline(as_it_is.model, as_it_is.plan, settings, may_change)};
}

Replication replication_of(const Arm& end, bool same_children, const Remembered& as_it_is) {
    if (!same_children) return run_one(end.model, end.plan, as_it_is.run.settings).replication;
    const std::vector<StepIndex> changed = steps_apart(as_it_is.arm.map, end.map);
    return run_changed(as_it_is.run, as_it_is.arm.model, end, changed).replication;
}

PairedReplication swing_in(const Ends& ends, const std::vector<Measure>& measures, const Remembered& as_it_is,
                           RunCount& count) {
    const Replication low = replication_of(ends.low, ends.same_children, as_it_is);
    count.one_more();
    const Replication high = replication_of(ends.high, ends.same_children, as_it_is);
    count.one_more();
    return paired(measures, ends.low.plan, low, ends.high.plan, high);
}

// The size of the chosen swing in every replication; below 0 where one goes against the mean. Empty: no value.
std::vector<double> sizes(const Difference& swing) {
    if (!swing.mean.value) return {};
    std::vector<double> all = swing.per_replication;
    if (*swing.mean.value < 0) {
        for (double& one : all) one = -one;
    }
    return all;
}

bool is_wider(const ScreenedNumber& left, const ScreenedNumber& right) {
    const auto size = [](const ScreenedNumber& one) { return *one.swing < 0 ? -*one.swing : *one.swing; };
    if (!left.swing || !right.swing) return left.swing.has_value() && !right.swing.has_value();
    return size(left) > size(right);
}

// A task of one number, or why it could not be done.
template <class Value>
struct Done {
    Value value{};
    Problems problems;
};

template <class Value>
Problems problems_of(const std::vector<Done<Value>>& all) {
    Problems problems;
    for (const Done<Value>& one : all) problems.insert(problems.end(), one.problems.begin(), one.problems.end());
    return problems;
}

}  // namespace

Result<Sensitivity> sensitivity(const Map& map, std::size_t chosen, std::size_t at_most, const Study& study) {
    PERMAP_ASSERT(study.replications >= 2 && at_most > 0);
    KnownTables known;
    const Result<Arm> as_it_is = make_arm(map, "baseline", {}, known);
    if (!as_it_is) return as_it_is.problems();
    Sensitivity result;
    result.results = main_measures(as_it_is->plan);
    result.chosen = chosen;
    PERMAP_ASSERT(chosen < result.results.size());
    for (const AssumedNumber& number : assumed_numbers(map)) {
        const AssumedNumber free = with_room(map, number);
        const auto other_side =
            std::find_if(result.screened.begin(), result.screened.end(),
                         [&](const ScreenedNumber& other) { return are_mirrored(map, other.number, free); });
        if (free.low >= free.high)
            result.held.push_back(number.id);
        else if (other_side != result.screened.end())
            other_side->mirrors.push_back(number.id);
        else
            result.screened.push_back({free, {}, {}});
    }
    if (result.screened.empty()) return result;
    const int threads = threads_of(study);
    const auto numbers = static_cast<int>(result.screened.size());
    const int shown = static_cast<int>(std::min(at_most, result.screened.size()));
    RunCount count(study.progress, 2 * numbers + 2 * shown * study.replications);

    result.screened_share = share_screened(map, study.settings);
    const RunSettings screening = settings_of(screening_of(study, result.screened_share), screening_replication);
    std::optional<Remembered> all_looked_at = remembered_of(*as_it_is, result.screened, screening);
    const auto screened = in_parallel(numbers, threads, [&](int i) {
        Done<std::optional<double>> one;
        const Result<Ends> ends = ends_of(map, result.screened[static_cast<std::size_t>(i)].number, known);
        if (!ends) return Done<std::optional<double>>{{}, ends.problems()};
        const PairedReplication pair = swing_in(*ends, {result.results[chosen]}, *all_looked_at, count);
        if (pair.baseline[0] && pair.arm[0]) one.value = *pair.arm[0] - *pair.baseline[0];
        return one;
    });
    all_looked_at.reset();
    if (Problems problems = problems_of(screened); !problems.empty()) return problems;
    for (std::size_t i = 0; i < screened.size(); ++i) result.screened[i].swing = screened[i].value;
    std::stable_sort(result.screened.begin(), result.screened.end(), is_wider);

    Study without_bar = study;
    without_bar.progress = nullptr;
    Simulation now = simulate(*as_it_is, without_bar, false);
    result.as_it_is = std::move(now.figures);
    result.fingerprint = now.fingerprint;

    const std::vector<ScreenedNumber> widest(result.screened.begin(), result.screened.begin() + shown);
    std::vector<Ends> ends;
    for (const ScreenedNumber& one : widest) {
        Result<Ends> of_one = ends_of(map, one.number, known);
        if (!of_one) return of_one.problems();
        ends.push_back(std::move(*of_one));
    }
    const auto replications = in_parallel(study.replications, threads, [&](int r) {
        const Remembered remembered = remembered_of(*as_it_is, widest, settings_of(study, r + 1));
        std::vector<PairedReplication> pairs;
        for (const Ends& of_one : ends) pairs.push_back(swing_in(of_one, result.results, remembered, count));
        return pairs;
    });
    const double level = level_for_all(static_cast<std::size_t>(shown));
    std::vector<std::vector<Difference>> compared;
    for (std::size_t i = 0; i < ends.size(); ++i) {
        std::vector<PairedReplication> pairs;
        for (const std::vector<PairedReplication>& replication : replications) pairs.push_back(replication[i]);
        compared.push_back(comparison_of(result.results, pairs, level).differences);
    }
    std::vector<std::vector<double>> effects;
    for (const std::vector<Difference>& one : compared) effects.push_back(sizes(one[chosen]));
    for (const Place& place : places_by_size(effects, level)) {
        const ScreenedNumber& one = result.screened[place.which];
        result.rows.push_back({one.number, one.mirrors, place.rank, place.tied, compared[place.which]});
    }
    return result;
}

}  // namespace permap
