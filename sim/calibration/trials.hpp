// Trials of a fit: the targets' values and residuals with some assumed numbers moved.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "calibration/calibrate.hpp"

namespace permap {

class Trials {
public:
    Trials(const Map& map, const Targets& targets, const Study& study, std::vector<std::size_t> fitted);

    // Mean over the replications, 1 … `replications`, run on `threads`.
    Result<std::vector<std::optional<double>>> values(const std::map<std::string, double>& numbers, int replications,
                                                      int threads) const;
    // The same children and settings but for those of another study: other luck.
    Result<std::vector<std::optional<double>>> values_under(const Study& study,
                                                            const std::map<std::string, double>& numbers,
                                                            int replications, int threads) const;
    // Of the fitted targets, in their order; 0 for one that could not be counted.
    std::vector<double> residuals(const std::vector<std::optional<double>>& values) const;

private:
    const Map& map_;
    const Targets& targets_;
    const Study& study_;
    std::vector<std::size_t> fitted_;
};

double loss_of(const std::vector<double>& residuals, const std::vector<double>& moved);

// The number's value when it is moved by −1 … 1 between low, start and high.
double value_when_moved(const AssumedNumber& number, double moved);

}  // namespace permap
