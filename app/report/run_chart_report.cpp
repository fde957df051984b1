#include "report/run_chart_report.hpp"

#include <algorithm>
#include <cmath>

#include "report/tables.hpp"

namespace permap {

namespace {

constexpr std::size_t picture_width = 21;  // from 0 to 100 %, five points a letter

std::size_t place_of(double share) {
    return static_cast<std::size_t>(std::lround(share * static_cast<double>(picture_width - 1)));
}

// "....|...o....": the median and the month.
std::string picture(const RunPoint& point, const std::optional<double>& median) {
    std::string line(picture_width, '.');
    if (median) line[place_of(*median)] = '|';
    line[place_of(point.share_met())] = 'o';
    return line;
}

std::string changes_in(const std::vector<ChartChange>& changes, Month month) {
    std::string text;
    for (const ChartChange& change : changes) {
        if (month_of(midnight(change.on)) != month) continue;
        text += (text.empty() ? "changed " : "; ") + to_date_string(midnight(change.on)) +
                (change.label.empty() ? "" : ": " + change.label);
    }
    return text;
}

std::string runs_text(const std::vector<Run>& runs, const std::string& rule, const char* up, const char* down) {
    std::string text;
    for (const Run& run : runs) {
        text += wrapped(rule + ": " + std::to_string(run.points) + " months " +
                            (run.direction == RunDirection::up ? up : down) + ", " + to_string(run.from) + " to " +
                            to_string(run.to) + ".",
                        2);
    }
    return text;
}

std::string points_table(const RunChart& chart, const std::vector<ChartChange>& changes) {
    const std::vector<Column> columns = {
        {"Month"},           {"Children", true},    {"Met", true}, {"Share met", true}, {"Median days", true},
        {"from 0 to 100 %"}, {"Changes", false, 24}};
    std::vector<std::vector<std::string>> rows;
    for (const RunPoint& point : chart.points) {
        rows.push_back({to_string(point.month), with_separators(point.met + point.missed), with_separators(point.met),
                        percent(point.share_met()), point.median_days ? fixed(*point.median_days, 0) : "–",
                        picture(point, chart.baseline.median), changes_in(changes, point.month)});
    }
    return table(columns, rows);
}

std::string chart_text(const NamedRunChart& named, const std::vector<ChartChange>& changes) {
    const RunChart& chart = named.chart;
    std::string text = "\n" + wrapped(named.name.empty() ? named.id : named.name + " (" + named.id + ")", 0);
    if (chart.points.empty()) return text + wrapped("No child's limit fell within follow-up.", 2);
    text += points_table(chart, changes);
    text += chart.baseline.median ? wrapped("Median ( | ): " + percent(*chart.baseline.median) + ", of " +
                                                baseline_words(chart.baseline) + ". It stays where it is.",
                                            2)
                                  : wrapped("No median: " + baseline_words(chart.baseline) + ".", 2);
    const std::string runs = runs_text(chart.shifts, "Shift", "above the median", "below the median") +
                             runs_text(chart.trends, "Trend", "rising", "falling");
    if (chart.baseline.median && !can_shift(*chart.baseline.median))
        text += wrapped("No shift can be looked for: nothing lies beyond this median.", 2);
    text += runs.empty() ? wrapped("No shift and no trend by these rules; that does not show that nothing changed.", 2)
                         : runs;
    std::string elsewhere;
    for (const ChartChange& change : changes) {
        const Month month = month_of(midnight(change.on));
        if (std::any_of(chart.points.begin(), chart.points.end(),
                        [&](const RunPoint& point) { return point.month == month; }))
            continue;
        elsewhere += (elsewhere.empty() ? "" : "; ") + to_date_string(midnight(change.on)) +
                     (change.label.empty() ? "" : ": " + change.label);
    }
    if (!elsewhere.empty()) text += wrapped("Changed in months without a point: " + elsewhere + ".", 2);
    return text;
}

}  // namespace

std::string baseline_words(const RunBaseline& baseline) {
    const std::string months = std::to_string(baseline.months) + (baseline.months == 1 ? " month" : " months");
    if (baseline.is_stated) {
        const std::string stated = "the stated baseline, " + to_string(baseline.from) + " to " + to_string(baseline.to);
        return stated + (baseline.months == 0 ? ", in which no limit falls" : " (" + months + " with children)");
    }
    if (baseline.months == 0) return "no month has children whose limit falls in it";
    const bool are_all = baseline.months < static_cast<std::int64_t>(months_of_a_baseline);
    return (are_all ? "all " + months + " with children" : "the first " + months + " with children") + ", " +
           to_string(baseline.from) + " to " + to_string(baseline.to) + "; none was stated";
}

std::string run_charts_text(const RunCharts& charts) {
    std::string text =
        "\nRun charts of the aims: by the month in which a child's limit falls\n" +
        wrapped(
            "Shift: six or more months in a row on one side of the baseline's median; a month on the median is "
            "passed over. Trend: five or more in a row rising, or falling. " +
                std::string(run_chart_source) + ".",
            0);
    for (const NamedRunChart& named : charts.charts) text += chart_text(named, charts.changes);
    return text;
}

}  // namespace permap
