// Pictures of numbers. Each is told in words too (title and description), and whoever draws one puts its table beside
// it. Nothing is told by colour alone: parts have patterns, lines have dashes and names, every bar has its number.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "page/markup.hpp"
#include "page/result.hpp"

namespace permap::page {

struct ChartWords {
    std::string id;  // unique on the page
    std::string title, description;
};

// Bars from zero, each of up to four parts that add up, with a key. `under`: a thin bar below, of the same scale.
struct Bar {
    std::string name, value;  // value: as shown
    std::vector<double> parts;
    double under = 0;
};
Markup stacked_bars(const ChartWords& words, const std::vector<std::string>& part_names, const std::string& under_name,
                    const std::vector<Bar>& bars);

// Shares in [0, 1] as bars with their interval.
struct ShareBar {
    std::string name, value;
    double share = 0;
    Interval interval;
    bool is_baseline = false;  // drawn in another pattern
};
Markup share_bars(const ChartWords& words, const std::vector<ShareBar>& bars);

// A dot at each effect, a thick line for chance alone, a thin one for assumptions drawn afresh, and the line of none.
struct Whisker {
    std::string name, value;
    double effect = 0;
    Interval chance, assumptions;
};
Markup whiskers(const ChartWords& words, const std::string& unit, const std::vector<Whisker>& rows);

// Shares that grow over years, a line each with its name at its end. Years that are not known end a line.
struct Line {
    std::string name;
    std::vector<Number> years, share;
};
Markup lines(const ChartWords& words, const std::vector<Line>& all);

// One aim by month: a point a month, joined where months follow each other, the baseline's median as a line, what was
// changed as upright lines with a letter, shifts and trends as named brackets.
Markup run_chart_picture(const ChartWords& words, const RunChart& chart);

// What the patterns of bars are drawn from: once on a page.
Markup chart_patterns();

// What a drawing of lines stands in: as wide as there is room, `height` pixels high, with its title and description.
Markup line_figure(const ChartWords& words, int height, const Markup& drawing);

}  // namespace permap::page
