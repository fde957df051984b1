#include "experiment/sensitivity.hpp"

#include <algorithm>

#include "analysis/ranking.hpp"
#include "experiment/expected_children.hpp"
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
};

Result<Ends> ends_of(const Map& map, const AssumedNumber& number) {
    Result<Arm> low = make_arm(with_assumed(map, {{number.id, number.low}}), "low", {});
    if (!low) return low.problems();
    Result<Arm> high = make_arm(with_assumed(map, {{number.id, number.high}}), "high", {});
    if (!high) return high.problems();
    return Ends{std::move(*low), std::move(*high)};
}

PairedReplication swing_in(const Ends& ends, const std::vector<Measure>& measures, const RunSettings& settings,
                           RunCount& count) {
    const FoldedRun low = run_one(ends.low.model, ends.low.plan, settings);
    count.one_more();
    const FoldedRun high = run_one(ends.high.model, ends.high.plan, settings);
    count.one_more();
    return paired(measures, ends.low.plan, low.replication, ends.high.plan, high.replication);
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
    const Result<Arm> as_it_is = make_arm(map, "baseline", {});
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
    const Study screening = screening_of(study, result.screened_share);
    const auto screened = in_parallel(numbers, threads, [&](int i) {
        Done<std::optional<double>> one;
        const Result<Ends> ends = ends_of(map, result.screened[static_cast<std::size_t>(i)].number);
        if (!ends) return Done<std::optional<double>>{{}, ends.problems()};
        const RunSettings settings = settings_of(screening, screening_replication);
        const PairedReplication pair = swing_in(*ends, {result.results[chosen]}, settings, count);
        if (pair.baseline[0] && pair.arm[0]) one.value = *pair.arm[0] - *pair.baseline[0];
        return one;
    });
    if (Problems problems = problems_of(screened); !problems.empty()) return problems;
    for (std::size_t i = 0; i < screened.size(); ++i) result.screened[i].swing = screened[i].value;
    std::stable_sort(result.screened.begin(), result.screened.end(), is_wider);

    Study without_bar = study;
    without_bar.progress = nullptr;
    Simulation now = simulate(*as_it_is, without_bar, false);
    result.as_it_is = std::move(now.figures);
    result.fingerprint = now.fingerprint;

    const double level = level_for_all(static_cast<std::size_t>(shown));
    const auto compared = in_parallel(shown, threads, [&](int i) {
        Done<std::vector<Difference>> one;
        const Result<Ends> ends = ends_of(map, result.screened[static_cast<std::size_t>(i)].number);
        if (!ends) return Done<std::vector<Difference>>{{}, ends.problems()};
        std::vector<PairedReplication> pairs;
        for (int r = 1; r <= study.replications; ++r)
            pairs.push_back(swing_in(*ends, result.results, settings_of(study, r), count));
        one.value = comparison_of(result.results, pairs, level).differences;
        return one;
    });
    if (Problems problems = problems_of(compared); !problems.empty()) return problems;
    std::vector<std::vector<double>> effects;
    for (const auto& one : compared) effects.push_back(sizes(one.value[chosen]));
    for (const Place& place : places_by_size(effects, level)) {
        const ScreenedNumber& one = result.screened[place.which];
        result.rows.push_back({one.number, one.mirrors, place.rank, place.tied, compared[place.which].value});
    }
    return result;
}

}  // namespace permap
