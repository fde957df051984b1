// Counts what the targets ask for, child by child, from the events alone.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "evidence/counting_plan.hpp"
#include "log/stream.hpp"
#include "projection/journey_state.hpp"

namespace permap {

inline constexpr std::size_t ramp_years = 30;

// One counter's sums over one replication. Whole numbers.
struct Count {
    std::int64_t amount = 0;            // events, minutes, children for whom it holds
    std::int64_t of = 0;                // out of so many
    std::vector<std::int32_t> minutes;  // of every spell, where a quantile is asked for

    bool operator==(const Count&) const = default;
};

struct Counts {
    std::vector<Count> counters;
    // Minutes of each stock by completed years since the child came in: what a system that starts empty has after n
    // years of the same arrivals.
    std::vector<std::array<std::int64_t, ramp_years>> stock_minutes_by_year;

    bool operator==(const Counts&) const = default;
};

// Working memory of one thread, used for one child after another.
class ChildCounter {
public:
    ChildCounter(const MeasurePlan& measured, const CountingPlan& plan);

    void count(const Child& child, std::span<const Event> events);
    Counts take();  // all children so far

private:
    struct Open {
        bool is_open = false, has_been = false, in_among = false, once = false;
        Instant from{};
        std::int64_t events = 0;
        std::int32_t last_year = -1;
        std::size_t minutes_before = 0;
        std::int64_t amount_before = 0, of_before = 0;
    };
    struct Due {
        Instant at{};
        std::uint16_t counter = 0;
    };

    void happen(const CountPart& part, Instant at);
    void happen(const std::vector<CountPart>& parts, Instant at);
    void open(std::uint16_t counter, Instant at);
    void close(std::uint16_t counter, Instant at, bool reached);
    void counted(std::uint16_t counter, Instant at);
    void minute_over(Instant at, bool only_age);
    void touch_year(const WatchedState& watched, Instant at);
    void all_states_end(Instant at);
    void tell_changes(Instant at);
    void pass(Instant from, Instant to, bool in_system);
    void settle_due(Instant until);
    void add_days(Instant from, Instant to);

    const CountingPlan& plan_;
    JourneyState state_;
    Counts counts_;
    std::vector<Open> open_;
    std::vector<std::uint8_t> holds_;                     // of watched states
    std::vector<const std::vector<CountPart>*> changed_;  // what begins or ends in this minute
    std::vector<Due> due_;
    const Child* child_ = nullptr;
    bool something_changed_ = false;
    bool any_by_age_ = false;
};

// The values of all targets over one replication; none where nothing was counted that it could be a share or mean of.
// Flows and stocks are for one year's arrivals.
std::vector<std::optional<double>> values_of(const CountingPlan& plan, const Counts& counts, double years_of_arrivals);

}  // namespace permap
