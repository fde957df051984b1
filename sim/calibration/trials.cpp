#include "calibration/trials.hpp"

#include <algorithm>
#include <cmath>

#include "experiment/replications.hpp"
#include "random/elementary.hpp"

namespace permap {

namespace {

// r² near 0, 4·|r| far away (pseudo-Huber with its bend at twice the half width).
double tamed(double residual) {
    return 8 * (std::sqrt(1 + residual * residual / 4) - 1);
}

bool is_factor(const AssumedNumber& number) {
    return number.id.ends_with(".duration");
}

}  // namespace

Trials::Trials(const Map& map, const Targets& targets, const Study& study, std::vector<std::size_t> fitted)
    : map_(map), targets_(targets), study_(study), fitted_(std::move(fitted)) {}

Result<std::vector<std::optional<double>>> Trials::values(const std::map<std::string, double>& numbers,
                                                          int replications, int threads) const {
    return values_under(study_, numbers, replications, threads);
}

Result<std::vector<std::optional<double>>> Trials::values_under(const Study& study,
                                                                const std::map<std::string, double>& numbers,
                                                                int replications, int threads) const {
    const Result<Arm> arm = make_arm(with_assumed(map_, numbers), "trial", {});
    if (!arm) return arm.problems();
    const Result<CountingPlan> plan = counting_plan(targets_, arm->plan);
    if (!plan) return plan.problems();
    const auto runs = in_parallel(replications, threads, [&](int i) {
        return values_of(*plan, count_one(*arm, *plan, study, i + 1).counts, study.settings.years_of_arrivals);
    });
    std::vector<std::optional<double>> means;
    for (std::size_t target = 0; target < targets_.targets.size(); ++target) {
        double sum = 0;
        int count = 0;
        for (const TargetValues& run : runs) {
            if (!run[target]) continue;
            sum += *run[target];
            ++count;
        }
        means.push_back(count == 0 ? std::nullopt : std::optional(sum / count));
    }
    return means;
}

std::vector<double> Trials::residuals(const std::vector<std::optional<double>>& values) const {
    std::vector<double> all;
    for (const std::size_t place : fitted_) {
        const Band& band = *targets_.targets[place].band;
        const double middle = (band.low + band.high) / 2;
        const double half_width = std::max((band.high - band.low) / 2, 1e-9);
        const double error = sampling_error(targets_.targets[place]);  // a figure from few children pulls less
        const double half = std::sqrt(half_width * half_width + error * error);
        all.push_back(values[place] ? (*values[place] - middle) / half : 0);
    }
    return all;
}

double loss_of(const std::vector<double>& residuals, const std::vector<double>& moved) {
    double loss = 0;
    for (const double residual : residuals) loss += tamed(residual);
    for (const double one : moved) loss += calibration_penalty * one * one;
    return loss;
}

double value_when_moved(const AssumedNumber& number, double moved) {
    const double to = moved < 0 ? number.low : number.high, share = moved < 0 ? -moved : moved;
    if (is_factor(number)) return number.value * power_of(to / number.value, share);
    return number.value + (to - number.value) * share;
}

}  // namespace permap
