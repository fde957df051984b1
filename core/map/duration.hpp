// How long something takes (SEMANTICS 4). All parameters are in `unit`, all at or above 0.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "map/provenance.hpp"
#include "vocabulary/calendar.hpp"
#include "vocabulary/time.hpp"

namespace permap {

struct Fixed {
    double value = 0;
    bool operator==(const Fixed&) const = default;
};
struct Uniform {
    double min = 0, max = 0;
    bool operator==(const Uniform&) const = default;
};
struct Triangular {
    double min = 0, mode = 0, max = 0;
    bool operator==(const Triangular&) const = default;
};
struct Exponential {
    double mean = 0;
    bool operator==(const Exponential&) const = default;
};
struct Gamma {
    double shape = 1, mean = 0;
    bool operator==(const Gamma&) const = default;
};
struct Weibull {
    double shape = 1, scale = 0;
    bool operator==(const Weibull&) const = default;
};
// ln X is normal with mean ln(median) and standard deviation sigma. The map may give p90 in place of sigma.
struct Lognormal {
    double median = 0, sigma = 0;
    bool operator==(const Lognormal&) const = default;
};
// Straight lines between (probability, value) points; the first has probability 0, the last 1.
struct Quantiles {
    std::vector<std::pair<double, double>> points;
    bool operator==(const Quantiles&) const = default;
};

struct Mixture;
using SimpleLaw = std::variant<Fixed, Uniform, Triangular, Exponential, Gamma, Weibull, Lognormal, Quantiles>;
struct Mixture {
    std::vector<std::pair<double, SimpleLaw>> parts;  // (weight, law); weights sum to 1
    bool operator==(const Mixture&) const = default;
};

// Distribution of a number; the same laws serve durations and ages.
using Law = std::variant<Fixed, Uniform, Triangular, Exponential, Gamma, Weibull, Lognormal, Quantiles, Mixture>;

// The other ways in which a step may end. `Lasts` is an ordinary duration.
struct Lasts {
    Law law = Fixed{};
    bool operator==(const Lasts&) const = default;
};
struct UntilAge {
    Law age_years = Fixed{};
    bool operator==(const UntilAge&) const = default;
};  // at once if older
struct UntilDate {
    Instant at{};
    bool operator==(const UntilDate&) const = default;
};  // at once if past
struct UntilStep {
    std::string step;
    bool operator==(const UntilStep&) const = default;
};  // at once if it has completed
struct UntilTimescale {
    bool operator==(const UntilTimescale&) const = default;
};  // the step's own timescale, as a date

struct Duration {
    std::variant<Lasts, UntilAge, UntilDate, UntilStep, UntilTimescale> ends = Lasts{};
    TimeUnit unit = TimeUnit::calendar_days;
    std::optional<double> at_least;        // cuts the drawn time, in `unit`
    std::optional<double> at_most;         // cuts the drawn time, in `unit`
    std::optional<double> never_past_age;  // years; ends on that birthday at the latest
    Provenance from;

    bool operator==(const Duration&) const = default;
};

// No time at all: the step completes in the minute it starts.
bool is_instant(const Duration& duration);

// The same distribution, `factor` times as long; its cuts move with it. Ages, dates and timescales stay.
Duration scaled(const Duration& duration, double factor);

}  // namespace permap
