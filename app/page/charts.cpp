#include "page/charts.hpp"

#include <algorithm>
#include <cmath>

#include "page/drawing.hpp"
#include "page/shown.hpp"
#include "report/picture_text.hpp"

namespace permap::page {

namespace {

constexpr std::array<const char*, 4> patterns = {"waiting", "working", "clock", "rest"};

Markup rect(const std::string& x, int y, const std::string& width, int height, const char* fill_class) {
    return element("rect",
                   {{"x", x},
                    {"y", std::to_string(y)},
                    {"width", width},
                    {"height", std::to_string(height)},
                    {"class", fill_class}},
                   {});
}

// One row's drawing; its text stands beside it as text, so that it can wrap and grow.
Markup strip(int height, const Markup& drawing) {
    return element("svg",
                   {{"width", "100%"},
                    {"height", std::to_string(height)},
                    {"aria-hidden", "true"},
                    {"focusable", "false"},
                    {"class", "strip"}},
                   drawing);
}

Markup row_of(const std::string& name, const std::string& value, const Markup& drawing) {
    return element("div", {{"class", "bar"}},
                   element("span", {{"class", "bar-name"}}, text(name)) +
                       element("span", {{"class", "bar-value"}}, text(value)) + drawing);
}

// The rows are one picture: whoever cannot see it hears title and description, then reads the table.
Markup picture(const ChartWords& words, const Markup& key, const Markup& rows) {
    return element(
        "figure", {{"class", "chart"}},
        element("figcaption", {{"id", words.id + "-title"}}, text(words.title)) + key +
            element(
                "div",
                {{"role", "img"}, {"aria-labelledby", words.id + "-title"}, {"aria-describedby", words.id + "-words"}},
                rows) +
            element("p", {{"class", "unseen"}, {"id", words.id + "-words"}}, text(words.description)));
}

Markup key_of(const std::vector<std::pair<std::string, Markup>>& entries) {
    Markup key;
    for (const auto& [name, drawing] : entries) {
        key += element(
            "li",
            element(
                "svg",
                {{"width", "28"}, {"height", "14"}, {"aria-hidden", "true"}, {"focusable", "false"}, {"class", "key"}},
                drawing) +
                text(name));
    }
    return element("ul", {{"class", "keys"}}, key);
}

double sum(const std::vector<double>& parts) {
    double whole = 0;
    for (const double part : parts) whole += part;
    return whole;
}

// Steps of 1, 2 or 5 times a power of ten, about `count` of them.
double round_step(double span, int count) {
    if (!(span > 0)) return 1;
    const double rough = span / count;
    double step = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double times : {5.0, 2.0}) {
        if (step * times <= rough) return step * times;
    }
    return step;
}

}  // namespace

Markup chart_patterns() {
    const auto pattern = [](const char* name, const Markup& inside) {
        return element(
            "pattern",
            {{"id", std::string("fill-") + name}, {"width", "8"}, {"height", "8"}, {"patternUnits", "userSpaceOnUse"}},
            inside);
    };
    const auto ground = [](const char* name) {
        return element("rect", {{"width", "8"}, {"height", "8"}, {"class", std::string("ground-") + name}}, {});
    };
    const auto mark = [](const char* path) { return element("path", {{"d", path}, {"class", "mark"}}, {}); };
    return element(
        "svg",
        {{"width", "0"}, {"height", "0"}, {"class", "patterns"}, {"aria-hidden", "true"}, {"focusable", "false"}},
        element("defs",
                pattern("waiting", ground("waiting")) +
                    pattern("working", ground("working") + mark("M-2 10L10 -2M-2 2L2 -2M6 10L10 6")) +
                    pattern("clock",
                            ground("clock") +
                                element("circle", {{"cx", "4"}, {"cy", "4"}, {"r", "1.6"}, {"class", "dot"}}, {})) +
                    pattern("rest", ground("rest") + mark("M0 2H8M0 6H8"))));
}

Markup stacked_bars(const ChartWords& words, const std::vector<std::string>& part_names, const std::string& under_name,
                    const std::vector<Bar>& bars) {
    double most = 0;
    for (const Bar& bar : bars) most = std::max(most, sum(bar.parts));
    Markup rows;
    bool has_under = false;
    for (const Bar& bar : bars) {
        Markup drawing;
        double before = 0;
        for (std::size_t i = 0; i < bar.parts.size() && i < patterns.size(); ++i) {
            if (bar.parts[i] > 0)
                drawing += rect(percent_of(before, most), 1, percent_of(bar.parts[i], most), 16, patterns[i]);
            before += bar.parts[i];
        }
        has_under = has_under || bar.under > 0;
        if (bar.under > 0) drawing += rect("0%", 19, percent_of(bar.under, most), 4, "under");
        rows += row_of(bar.name, bar.value, strip(24, drawing));
    }
    std::vector<std::pair<std::string, Markup>> entries;
    for (std::size_t i = 0; i < part_names.size(); ++i)
        entries.emplace_back(part_names[i], rect("0", 1, "28", 12, patterns[std::min(i, patterns.size() - 1)]));
    if (has_under) entries.emplace_back(under_name, rect("0", 5, "28", 4, "under"));
    return picture(words, key_of(entries), rows);
}

Markup share_bars(const ChartWords& words, const std::vector<ShareBar>& bars) {
    Markup rows;
    bool has_both = false, has_baseline = false;
    for (const ShareBar& bar : bars) {
        has_baseline = has_baseline || bar.is_baseline;
        has_both = has_both || !bar.is_baseline;
        Markup drawing = rect("0%", 1, "100%", 16, "track") +
                         rect("0%", 1, percent_of(bar.share, 1), 16, bar.is_baseline ? "waiting" : "working");
        if (bar.interval.low && bar.interval.high) {
            const std::string low = percent_of(*bar.interval.low, 1), high = percent_of(*bar.interval.high, 1);
            drawing += line_between(low, 21, high, 21, "chance") + line_between(low, 18, low, 24, "chance") +
                       line_between(high, 18, high, 24, "chance");
        }
        rows += row_of(bar.name, bar.value, strip(26, drawing));
    }
    std::vector<std::pair<std::string, Markup>> entries;
    if (has_baseline && has_both) {
        entries.emplace_back("as it is", rect("0", 1, "28", 12, "waiting"));
        entries.emplace_back("with the scenario", rect("0", 1, "28", 12, "working"));
    }
    entries.emplace_back("95 % interval, chance only", line_between("1", 7, "27", 7, "chance"));
    return picture(words, key_of(entries), rows);
}

Markup whiskers(const ChartWords& words, const std::string& unit, const std::vector<Whisker>& rows) {
    double least = 0, most = 0;
    const auto reach = [&](const Number& value) {
        if (!value) return;
        least = std::min(least, *value);
        most = std::max(most, *value);
    };
    for (const Whisker& row : rows) {
        for (const Number& value :
             {Number(row.effect), row.chance.low, row.chance.high, row.assumptions.low, row.assumptions.high})
            reach(value);
    }
    const double margin = most > least ? 0.04 * (most - least) : 1;
    least -= margin;
    most += margin;
    const auto at = [&](double value) { return percent_of(value - least, most - least); };
    const auto across = [&](const Interval& interval, double y, const char* line_class) {
        return interval.low && interval.high ? line_between(at(*interval.low), y, at(*interval.high), y, line_class)
                                             : Markup();
    };
    Markup body;
    for (const Whisker& row : rows) {
        body += row_of(
            row.name, row.value,
            strip(26,
                  line_between(at(0), 0, at(0), 26, "none") + across(row.assumptions, 19, "assumed") +
                      across(row.chance, 10, "chance") +
                      element("circle", {{"cx", at(row.effect)}, {"cy", "10"}, {"r", "5"}, {"class", "effect"}}, {})));
    }
    // The scale below, at round numbers.
    const double step = round_step(most - least, 4);
    Markup scale;
    for (double tick = std::ceil(least / step) * step; tick <= most; tick += step) {
        const double part = (tick - least) / (most - least);
        const char* const anchor = part < 0.08 ? "start" : part > 0.92 ? "end" : "middle";
        scale += line_between(at(tick), 0, at(tick), 5, "axis") +
                 element("text", {{"x", at(tick)}, {"y", "18"}, {"text-anchor", anchor}},
                         text(shown(std::abs(tick) < step / 2 ? 0.0 : tick, Unit::value)));
    }
    body += row_of(unit, "", strip(22, scale));
    const bool has_assumed = std::any_of(
        rows.begin(), rows.end(), [](const Whisker& row) { return row.assumptions.low && row.assumptions.high; });
    std::vector<std::pair<std::string, Markup>> entries = {
        {"95 % interval, chance only",
         line_between("0", 7, "28", 7, "chance") +
             element("circle", {{"cx", "14"}, {"cy", "7"}, {"r", "5"}, {"class", "effect"}}, {})}};
    if (has_assumed)
        entries.emplace_back("with assumed numbers drawn afresh", line_between("0", 7, "28", 7, "assumed"));
    entries.emplace_back("no difference", line_between("14", 0, "14", 14, "none"));
    return picture(words, key_of(entries), body);
}

Markup line_figure(const ChartWords& words, int height, const Markup& drawing) {
    const Markup in_words = element("title", {{"id", words.id + "-title"}}, text(words.title)) +
                            element("desc", {{"id", words.id + "-words"}}, text(words.description));
    return element("figure", {{"class", "chart"}},
                   element("figcaption", words.title) + element("svg",
                                                                {{"width", "100%"},
                                                                 {"height", std::to_string(height)},
                                                                 {"role", "img"},
                                                                 {"aria-labelledby", words.id + "-title"},
                                                                 {"aria-describedby", words.id + "-words"},
                                                                 {"class", "lines"}},
                                                                in_words + drawing));
}

Markup lines(const ChartWords& words, const std::vector<Line>& all) {
    constexpr int height = 300, top = 18, bottom = 268;
    constexpr double plot = 62;  // percent of the width; the names stand to the right of it
    constexpr int letter = 13, name_width = 124, line_height = 16;
    double years = 1, most = 0;
    for (const Line& line : all) {
        for (std::size_t i = 0; i < line.years.size(); ++i) {
            if (!line.years[i] || !line.share[i]) continue;
            years = std::max(years, *line.years[i]);
            most = std::max(most, *line.share[i]);
        }
    }
    const double step = round_step(std::max(most, 0.01), 4);
    const double ceiling = std::max(step, std::ceil(most / step) * step);
    const auto y_of = [&](double share) { return bottom - (bottom - top) * share / ceiling; };
    const auto x_of = [&](double year) { return percent_of(plot * year / years, 100); };
    Markup drawing;
    for (int i = 0; i * step <= ceiling * 1.0001; ++i) {
        const double y = y_of(i * step);
        drawing += line_between("0%", y, x_of(years), y, i == 0 ? "axis" : "grid");
        if (i > 0)
            drawing += element("text", {{"x", "0"}, {"y", pixels(y - 4)}, {"class", "tick"}},
                               text(shown(100 * i * step, Unit::value) + " %"));
    }
    for (int year = 0; year <= static_cast<int>(years); ++year) {
        drawing += line_between(x_of(year), bottom, x_of(year), bottom + 4, "axis");
        if (year > 0)
            drawing += element(
                "text",
                {{"x", x_of(year)}, {"y", std::to_string(bottom + 17)}, {"text-anchor", "middle"}, {"class", "tick"}},
                text(std::to_string(year)));
    }
    drawing += element("text", {{"x", "0"}, {"y", std::to_string(height - 1)}, {"class", "tick"}},
                       text("years since coming to live away from home"));
    struct Name {
        double y;
        std::size_t line;
        std::vector<std::string> words;
    };
    std::vector<Name> names;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const std::string line_class = "line line-" + std::to_string(i % 6);
        double before_x = 0, before = 0;
        Number last_year, last;
        for (std::size_t j = 0; j < all[i].years.size(); ++j) {
            const Number &year = all[i].years[j], &share = all[i].share[j];
            if (!year || !share) break;
            drawing += line_between(x_of(before_x), y_of(before), x_of(*year), y_of(*share), line_class.c_str());
            before_x = *year;
            before = *share;
            last = share;
            last_year = year;
        }
        if (!last) continue;
        names.push_back({y_of(*last), i,
                         text_lines(all[i].name + ", " + shown(*last, Unit::share) +
                                        (*last_year < years ? " at " + shown(*last_year, Unit::value) + " years" : ""),
                                    letter, name_width)});
    }
    // Names that would cover each other move apart, from the top down, then up again from the bottom.
    std::sort(names.begin(), names.end(),
              [](const Name& a, const Name& b) { return a.y < b.y || (!(b.y < a.y) && a.line < b.line); });
    const auto tall = [&](const Name& name) { return line_height * static_cast<double>(name.words.size()) + 3; };
    std::vector<double> at(names.size());
    double free = 12;
    for (std::size_t i = 0; i < names.size(); ++i) {
        at[i] = std::max(free, names[i].y + 4 - line_height * (static_cast<double>(names[i].words.size()) - 1) / 2);
        free = at[i] + tall(names[i]);
    }
    double floor = height + 6;
    for (std::size_t i = names.size(); i-- > 0;) {
        at[i] = std::max(12.0, std::min(at[i], floor - tall(names[i])));
        floor = at[i];
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string line_class = "line line-" + std::to_string(names[i].line % 6);
        const double middle = at[i] - 4 + line_height * (static_cast<double>(names[i].words.size()) - 1) / 2;
        drawing += line_between(percent_of(plot + 0.5, 100), names[i].y, percent_of(plot + 3, 100), middle, "leader");
        drawing +=
            line_between(percent_of(plot + 3, 100), middle, percent_of(plot + 7, 100), middle, line_class.c_str());
        for (std::size_t j = 0; j < names[i].words.size(); ++j) {
            drawing += element("text",
                               {{"x", percent_of(plot + 8, 100)},
                                {"y", pixels(at[i] + line_height * static_cast<double>(j))},
                                {"class", "line-name"}},
                               text(names[i].words[j]));
        }
    }
    return line_figure(words, height, drawing);
}

}  // namespace permap::page
