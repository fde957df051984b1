// ln Γ(x) for x above 0, safe on several threads at once (std::lgamma keeps the sign in a global).
#pragma once

namespace permap {

// Relative error below 1e-13. Stirling's series (Abramowitz and Stegun 6.1.41) above 12, the recurrence below.
double log_gamma(double x);

}  // namespace permap
