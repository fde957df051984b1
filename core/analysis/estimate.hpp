// A figure with its interval. What cannot be estimated has no value and a reason in words; never NaN, never −1.
#pragma once

#include <optional>
#include <string>

namespace permap {

struct Estimate {
    std::optional<double> value, low, high;
    std::string reason_if_null;  // why value or interval is missing

    bool operator==(const Estimate&) const = default;
};

// Where low and high come from.
enum class IntervalMethod {
    t_over_replications,      // R ≥ 2: Student t over the replications' own values
    bootstrap_over_families,  // R = 1
};
const char* to_string(IntervalMethod method);

inline constexpr double usual_level = 0.95;

}  // namespace permap
