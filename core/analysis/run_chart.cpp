#include "analysis/run_chart.hpp"

#include <algorithm>
#include <map>

namespace permap {

namespace {

struct InMonth {
    RunPoint point;
    std::vector<Minutes> reached;  // how long it took those who got there
};

// Half of a month's children, rounded up, is how many must have come.
std::optional<double> median_days(InMonth& month) {
    const auto counted = static_cast<std::size_t>(month.point.met + month.point.missed);
    const std::size_t half = (counted + 1) / 2;
    if (month.reached.size() < half) return std::nullopt;
    std::sort(month.reached.begin(), month.reached.end());
    return days(month.reached[half - 1]);
}

// Exact: shares of different months are compared as fractions, never as rounded numbers.
int compared(const RunPoint& left, const RunPoint& right) {
    const std::int64_t a = left.met * (right.met + right.missed), b = right.met * (left.met + left.missed);
    return a < b ? -1 : a > b ? 1 : 0;
}

}  // namespace

std::vector<RunPoint> run_points(std::span<const Replication> replications, std::uint16_t aim) {
    std::map<Month, InMonth> months;
    for (const Replication& replication : replications) {
        for (const AimSpell& spell : replication.aim_spells) {
            if (spell.aim != aim || (spell.state != AimState::met && spell.state != AimState::missed)) continue;
            InMonth& month = months[month_of(spell.limit_end - Minutes{1})];
            ++(spell.state == AimState::met ? month.point.met : month.point.missed);
            if (spell.end == AimEnd::reached) month.reached.push_back(spell.length);
        }
    }
    std::vector<RunPoint> points;
    for (auto& [month, in_month] : months) {
        in_month.point.month = month;
        in_month.point.median_days = median_days(in_month);
        points.push_back(in_month.point);
    }
    return points;
}

RunBaseline run_baseline(std::span<const RunPoint> points, const std::optional<StatedBaseline>& stated) {
    RunBaseline baseline;
    baseline.is_stated = stated.has_value();
    std::vector<double> shares;
    for (const RunPoint& point : points) {
        if (stated ? point.month < stated->from || point.month > stated->to : shares.size() == months_of_a_baseline)
            continue;
        if (shares.empty()) baseline.from = point.month;
        baseline.to = point.month;
        shares.push_back(point.share_met());
    }
    if (stated) {
        baseline.from = stated->from;
        baseline.to = stated->to;
    }
    baseline.months = static_cast<std::int64_t>(shares.size());
    if (shares.empty()) return baseline;
    std::sort(shares.begin(), shares.end());
    const std::size_t middle = shares.size() / 2;
    baseline.median = shares.size() % 2 == 1 ? shares[middle] : (shares[middle - 1] + shares[middle]) / 2;
    return baseline;
}

bool can_shift(double median) {
    return median > 0 && median < 1;
}

std::vector<Run> shifts(std::span<const RunPoint> points, double median) {
    std::vector<Run> all;
    if (!can_shift(median)) return all;
    Run run;
    const auto end_run = [&] {
        if (run.points >= static_cast<std::int64_t>(months_of_a_shift)) all.push_back(run);
        run.points = 0;
    };
    for (const RunPoint& point : points) {
        const double share = point.share_met();
        if (share == median) continue;
        const RunDirection side = share > median ? RunDirection::up : RunDirection::down;
        if (run.points > 0 && side != run.direction) end_run();
        if (run.points == 0) run.from = point.month;
        run.direction = side;
        run.to = point.month;
        ++run.points;
    }
    end_run();
    return all;
}

std::vector<Run> trends(std::span<const RunPoint> points) {
    std::vector<Run> all;
    Run run;
    const RunPoint* before = nullptr;  // the last that counts
    const auto end_run = [&] {
        if (run.points >= static_cast<std::int64_t>(months_of_a_trend)) all.push_back(run);
    };
    for (const RunPoint& point : points) {
        const int change = before == nullptr ? 0 : compared(point, *before);
        if (before != nullptr && change == 0) continue;
        const RunDirection way = change > 0 ? RunDirection::up : RunDirection::down;
        if (before == nullptr) {
            run = {point.month, point.month, way, 1};
        } else if (run.points == 1 || way == run.direction) {
            run = {run.from, point.month, way, run.points + 1};
        } else {
            end_run();
            run = {before->month, point.month, way, 2};  // where it turned is its first point
        }
        before = &point;
    }
    end_run();
    return all;
}

RunChart run_chart(std::span<const Replication> replications, std::uint16_t aim,
                   const std::optional<StatedBaseline>& stated) {
    RunChart chart;
    chart.aim = aim;
    chart.points = run_points(replications, aim);
    chart.baseline = run_baseline(chart.points, stated);
    if (chart.baseline.median) chart.shifts = shifts(chart.points, *chart.baseline.median);
    chart.trends = trends(chart.points);
    return chart;
}

}  // namespace permap
