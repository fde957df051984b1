// Run charts as tables with a picture of letters.
#pragma once

#include <string>
#include <vector>

#include "analysis/run_chart.hpp"

namespace permap {

// Something that was changed, to be marked in the chart. The median stays where it is.
struct ChartChange {
    Date on{};
    std::string label;  // may be empty
};

struct NamedRunChart {
    std::string id, name;  // of the aim
    RunChart chart;
};

struct RunCharts {
    std::vector<NamedRunChart> charts;
    std::vector<ChartChange> changes;  // by date
};

inline constexpr const char* run_chart_source = "Perla, Provost, Murray (2011), BMJ Quality & Safety 20:46-51";

std::string baseline_words(const RunBaseline& baseline);

std::string run_charts_text(const RunCharts& charts);

}  // namespace permap
