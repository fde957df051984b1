// What theory says, and how far a simulation may be from it.
//
// Every comparison is a two-sided t test of independent replications (or batches) against the exact value. False
// alarms: 1 in 1,000 for the whole program, shared among at most 80 comparisons. A comparison whose interval is wider
// than `most_error` of the value fails too, as it would show nothing.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/run.hpp"
#include "map/map.hpp"
#include "semantics/drawn_map.hpp"

namespace permap {

inline constexpr double false_alarm = 0.001 / 80;

#ifdef PERMAP_SANITIZE
inline constexpr int shorter = 8;  // under sanitizers: fewer children, wider intervals allowed
#else
inline constexpr int shorter = 1;
#endif

void check_mean(const std::string& what, std::span<const double> replications, double exact, double most_error);

// The drawn map with children coming in evenly by chance (Poisson), `a_day` of them, at the first entry only.
DrawnMap with_arrivals(std::string_view text, double a_day, double years_of_arrivals);

// Mean wait in days for a unit of M/M/c: Erlang's C formula (Erlang 1917; Gross and Harris, "Fundamentals of queueing
// theory", 2.3).
double erlang_c(int servers, double load);  // chance to wait; load = arrival rate × mean service
double mean_wait_mmc(int servers, double a_day, double mean_service_days);
// M/G/1: Pollaczek–Khinchine (the same book, 5.1).
double mean_wait_mg1(double a_day, double mean_service_days, double variance_service);

// One replication's mean days ready → started, ready → completed at a step, and how often it was visited.
struct StepTimes {
    double wait = 0, time = 0, visits = 0;
};
struct Times {
    std::vector<StepTimes> steps;      // by place in the map
    double children = 0, journey = 0;  // mean days entered → left
};
std::vector<Times> times_of(const DrawnMap& drawn, int replications);

std::size_t place_of(const Map& map, std::string_view step);

template <class Of>
std::vector<double> each(const std::vector<Times>& runs, const Of& of) {
    std::vector<double> values;
    for (const Times& run : runs) values.push_back(of(run));
    return values;
}

}  // namespace permap
