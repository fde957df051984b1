// The aims month by month: whether a change came with better figures.
#include <algorithm>

#include "page/arms.hpp"
#include "page/charts.hpp"
#include "page/sections.hpp"
#include "page/shown.hpp"
#include "page/table.hpp"
#include "report/run_chart_report.hpp"

namespace permap::page {

namespace {

Markup runs_found(const RunChart& chart) {
    Markup list;
    const auto add = [&](const std::vector<ChartRun>& runs, const char* rule, const char* of) {
        for (const ChartRun& run : runs) {
            list += element(
                "li", element("strong", rule) + text(": " + shown(run.months, Unit::count) + " months " +
                                                     run.direction + of + ", " + run.from + " to " + run.to + "."));
        }
    };
    add(chart.shifts, "Shift", " the median");
    add(chart.trends, "Trend", "");
    const auto may_be_shown = std::count_if(chart.points.begin(), chart.points.end(),
                                            [](const ChartPoint& point) { return point.share_met.has_value(); });
    const auto without_children = std::count_if(chart.points.begin(), chart.points.end(),
                                                [](const ChartPoint& point) { return point.children == 0.0; });
    const auto months = static_cast<std::ptrdiff_t>(chart.points.size()) - without_children;
    const std::string looked_at = may_be_shown == months ? ""
                                                         : " among the " + std::to_string(may_be_shown) + " of " +
                                                               std::to_string(months) + " months that may be shown";
    if (list.empty())
        return element(
            "p", "No shift and no trend by these rules" + looked_at + "; that does not show that nothing changed.");
    return (looked_at.empty() ? Markup() : element("p", "Found" + looked_at + ":")) + element("ul", list);
}

Markup changes_named(const RunChart& chart) {
    Markup list;
    char letter = 'A';
    for (const ChartChange& change : chart.changes) {
        list += element("li", element("strong", std::string(1, letter)) +
                                  text(" " + change.date + (change.label.empty() ? "" : ": " + change.label)));
        letter = letter == 'Z' ? 'A' : static_cast<char>(letter + 1);
    }
    return list.empty() ? Markup() : element("p", "What was changed:") + element("ul", {{"class", "asked"}}, list);
}

Table table_of(const RunChart& chart, const std::string& id, const std::string& name) {
    Table table{id + "-table",
                name + ": children whose limit falls in the month",
                {{"Month"},
                 {"Children", true},
                 {"Met", true},
                 {"Missed", true},
                 {"Share met", true},
                 {"Days until half had come so far", true}},
                {}};
    for (const ChartPoint& point : chart.points) {
        table.rows.push_back({text(point.month), cell(point.children, Unit::count), cell(point.met, Unit::count),
                              cell(point.missed, Unit::count), cell(point.share_met, Unit::share),
                              cell(point.median_days, Unit::days)});
    }
    return table;
}

Markup chart_of(const RunChart& chart, const std::string& id) {
    const std::string name = chart.name.empty() ? words_of_id(chart.aim) : chart.name;
    Markup inside = element("h3", name);
    if (chart.points.empty())
        return inside + element("p", "No child's limit fell within follow-up, or none that may be shown.");
    inside += element("p", chart.median ? "Median " + shown(chart.median, Unit::share) + ", of " + chart.baseline_how +
                                              ". It stays where it is, whatever comes later."
                                        : "No median: " + chart.baseline_how + ".");
    inside += changes_named(chart) + runs_found(chart);
    inside +=
        run_chart_picture({id, name + ": share met, month by month",
                           "A point for each month from 0 to 100 percent, beside the baseline's median. Every number "
                           "is in the table that follows."},
                          chart);
    return inside + table_box(table_of(chart, id, name));
}

}  // namespace

std::optional<Section> run_charts_section(const Results& results) {
    Markup charts;
    for (const NamedArm& arm : named_arms(results)) {
        for (const RunChart& chart : arm.arm->run_charts)
            charts += chart_of(chart, "run-chart-" + arm.id + "-" + chart.aim);
    }
    if (charts.empty()) return std::nullopt;
    const Markup how = element(
        "p",
        "A child counts in the month in which the aim's limit falls, so that later events change no month. Two "
        "rules tell a change from the ups and downs that are always there. A shift: six or more months in a row on "
        "one side of the median; a month on the median is passed over. A trend: five or more in a row rising, or "
        "falling; of equal months that follow each other only the first counts. " +
            std::string(run_chart_source) + ". A rule says that something is different, not what made it so.");
    return Section{"run-charts", "The aims month by month", how + charts};
}

}  // namespace permap::page
