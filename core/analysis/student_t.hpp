// Student's t, and intervals for a mean from independent replications.
#pragma once

#include <span>

#include "analysis/estimate.hpp"

namespace permap {

// P(T ≤ t) with `degrees` > 0 degrees of freedom.
double student_t_share_below(double t, double degrees);
// t with P(T ≤ t) = p, for p in (0, 1).
double student_t_quantile(double p, double degrees);

double mean_of(std::span<const double> values);
double variance_of(std::span<const double> values);  // over n − 1; 0 for fewer than two

// Mean ± t · s / √n. With fewer than two values: no interval, and the reason.
Estimate t_estimate(std::span<const double> values, double level = usual_level);

// Where one more observation lies, with this probability, if it comes from the same normal distribution as `values`:
// mean ± t · s · √(1 + 1/n) (Hahn and Meeker 1991, "Statistical Intervals", chapter 4: a prediction interval for one
// future observation). With fewer than two values: no interval, and the reason.
Estimate prediction_estimate(std::span<const double> values, double level = usual_level);

// The mean effect when assumed numbers are drawn afresh in each replication: mean ± t · √(a² + s² / n), where s² is the
// variance of `drawn` and a² is s² less the variance under fixed assumptions (never below 0): what the draws add beyond
// chance. So it narrows with more replications only down to what the assumptions leave open. Without `fixed` (fewer
// than two): a² = s². Never narrower than the interval of `fixed`: not knowing a number cannot make an answer surer.
Estimate assumption_estimate(std::span<const double> drawn, std::span<const double> fixed, double level = usual_level);

}  // namespace permap
