#include "report/asked_json.hpp"

namespace permap {

Json runs_json(const std::vector<Run>& runs, const char* up, const char* down) {
    Json list = Json::array();
    for (const Run& run : runs) {
        list.push_back({{"from_month", to_string(run.from)},
                        {"to_month", to_string(run.to)},
                        {"direction", run.direction == RunDirection::up ? up : down},
                        {"months", run.points}});
    }
    return list;
}

namespace {

Json baseline_json(const RunBaseline& baseline) {
    const bool has_months = baseline.is_stated || baseline.months > 0;
    return {{"from", has_months ? Json(to_string(baseline.from)) : Json(nullptr)},
            {"to", has_months ? Json(to_string(baseline.to)) : Json(nullptr)},
            {"median", number(baseline.median)},
            {"months", baseline.months},
            {"how", baseline_words(baseline)}};
}

Json points_json(const RunChart& chart) {
    Json list = Json::array();
    for (const RunPoint& point : chart.points) {
        list.push_back({{"month", to_string(point.month)},
                        {"children", point.met + point.missed},
                        {"met", point.met},
                        {"missed", point.missed},
                        {"share_met", number(point.share_met())},
                        {"median_days", number(point.median_days)}});
    }
    return list;
}

}  // namespace

Json run_charts_json(const RunCharts& charts, Notes& notes) {
    Json changes = Json::array();
    for (const ChartChange& change : charts.changes)
        changes.push_back({{"date", to_date_string(midnight(change.on))}, {"label", change.label}});
    Json list = Json::array();
    for (const NamedRunChart& named : charts.charts) {
        const RunChart& chart = named.chart;
        list.push_back({{"aim", named.id},
                        {"name", named.name},
                        {"baseline", baseline_json(chart.baseline)},
                        {"points", points_json(chart)},
                        {"shifts", runs_json(chart.shifts, "above", "below")},
                        {"trends", runs_json(chart.trends, "rising", "falling")},
                        {"changes", changes}});
        if (chart.baseline.median && !can_shift(*chart.baseline.median))
            notes.add("run_charts." + named.id + ".shifts: none is looked for, as nothing lies beyond this median");
        if (!chart.baseline.median)
            notes.add("run_charts." + named.id + ".baseline.median",
                      "no limit of this aim fell in the baseline's months");
        for (const RunPoint& point : chart.points) {
            if (!point.median_days)
                notes.add("run_charts.points.median_days", "half of that month's children never came so far");
        }
    }
    notes.add("run_charts: a count belongs to the month in which its limit falls; shifts and trends as in " +
              std::string(run_chart_source) + "; the median is the baseline's and is never worked out anew");
    return list;
}

}  // namespace permap
