// Run charts of the aims by month: whether a change came with better figures, told apart from the ups and downs that
// are always there. A count belongs to the month in which its limit falls, so every month shown is settled: later
// events change none of it.
//
// Rules and their names: Perla, Provost, Murray (2011), "The run chart: a simple analytical tool for learning from
// variation in healthcare processes", BMJ Quality & Safety 20:46-51.
// - shift: six or more months one after another all above, or all below, the median; a month on the median is passed
//   over: it neither breaks a shift nor counts to it. Not looked for where the median is none or all of the children:
//   no month can lie beyond it, so the months on the other side are no run of luck.
// - trend: five or more months one after another all rising, or all falling; of equal months that follow each other
//   only the first counts.
// Months without a child are no points: they break nothing. The median is the baseline's, whatever comes later.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "projection/tally.hpp"
#include "vocabulary/month.hpp"

namespace permap {

inline constexpr std::size_t months_of_a_shift = 6, months_of_a_trend = 5;
inline constexpr std::size_t months_of_a_baseline = 12;  // with children, where no baseline is stated

// Children whose limit falls in that month; at least one.
struct RunPoint {
    Month month{};
    std::int64_t met = 0, missed = 0;
    // Days from the aim's `from` by which half of them had come to its `to`; nothing where half never did.
    std::optional<double> median_days;

    double share_met() const { return static_cast<double>(met) / static_cast<double>(met + missed); }
};

enum class RunDirection : std::uint8_t { up, down };  // of a shift: above or below the median

// Points in a row that a rule speaks of.
struct Run {
    Month from{}, to{};
    RunDirection direction = RunDirection::up;
    std::int64_t points = 0;  // that count

    bool operator==(const Run&) const = default;
};

struct StatedBaseline {
    Month from{}, to{};  // both included
};

struct RunBaseline {
    Month from{}, to{};            // both included
    std::int64_t months = 0;       // with children
    bool is_stated = false;        // else the first months with children, at most months_of_a_baseline
    std::optional<double> median;  // of share_met; nothing where it has no month with children
};

struct RunChart {
    std::uint16_t aim = 0;  // place in Map::aims
    RunBaseline baseline;
    std::vector<RunPoint> points;  // by month; a month without children is left out
    std::vector<Run> shifts, trends;
};

// Months in which limits of this aim fell, of all replications together.
std::vector<RunPoint> run_points(std::span<const Replication> replications, std::uint16_t aim);
RunBaseline run_baseline(std::span<const RunPoint> points, const std::optional<StatedBaseline>& stated);
bool can_shift(double median);  // it is neither 0 nor 1
std::vector<Run> shifts(std::span<const RunPoint> points, double median);
std::vector<Run> trends(std::span<const RunPoint> points);

RunChart run_chart(std::span<const Replication> replications, std::uint16_t aim,
                   const std::optional<StatedBaseline>& stated);

}  // namespace permap
