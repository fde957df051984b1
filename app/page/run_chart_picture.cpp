#include <algorithm>
#include <cmath>
#include <optional>

#include "page/charts.hpp"
#include "page/drawing.hpp"
#include "page/shown.hpp"
#include "vocabulary/month.hpp"

namespace permap::page {

namespace {

constexpr double top = 40, bottom = 220, left_edge = 12, plot = 86;  // left and plot in percent of the width
constexpr int height = 292;

int number_of(Month month) {
    return static_cast<int>(month.year()) * 12 + static_cast<int>(static_cast<unsigned>(month.month())) - 1;
}

class Drawing {
public:
    explicit Drawing(const RunChart& chart) : chart_(chart) {
        for (const ChartPoint& point : chart.points) take_in(point.month);
    }

    Markup all() {
        if (!first_) return {};
        axes();
        brackets(chart_.shifts, "shift", 16);
        brackets(chart_.trends, "trend", 32);
        median();
        changes();
        points();
        return drawing_;
    }

private:
    void take_in(const std::string& words) {
        const std::optional<Month> month = parse_month(words);
        if (!month) return;
        const int number = number_of(*month);
        first_ = first_ ? std::min(*first_, number) : number;
        last_ = first_ ? std::max(last_, number) : number;
    }
    std::optional<double> place(const std::string& words) const {
        const std::optional<Month> month = parse_month(words);
        if (!month || number_of(*month) < *first_ || number_of(*month) > last_) return std::nullopt;
        return place(number_of(*month));
    }
    double place(int month) const {
        return left_edge + plot * (month - *first_ + 0.5) / static_cast<double>(last_ - *first_ + 1);
    }
    static double height_of(double share) { return bottom - (bottom - top) * share; }
    static std::string x(double percent) { return percent_of(percent, 100); }

    void words_at(double percent, double y, const char* anchor, const std::string& words, const char* of = "tick") {
        drawing_ +=
            element("text", {{"x", x(percent)}, {"y", pixels(y)}, {"text-anchor", anchor}, {"class", of}}, text(words));
    }

    void axes() {
        for (int tenth = 0; tenth <= 10; tenth += 5) {
            const double y = height_of(tenth / 10.0);
            drawing_ += line_between(x(left_edge), y, x(left_edge + plot), y, tenth == 0 ? "axis" : "grid");
            words_at(left_edge - 0.8, y + 4, "end", std::to_string(10 * tenth) + " %");
        }
        const int months = last_ - *first_ + 1;
        const int every = months <= 12 ? 3 : months <= 36 ? 6 : 12 * ((months + 59) / 60);
        for (int month = *first_; month <= last_; ++month) {
            if (month % every != 0) continue;
            drawing_ += line_between(x(place(month)), bottom, x(place(month)), bottom + 4, "axis");
            const std::string number = std::to_string(month % 12 + 1);
            words_at(place(month), bottom + 17, "middle",
                     std::to_string(month / 12) + "-" + (number.size() == 1 ? "0" : "") + number);
        }
        words_at(left_edge, height - 4, "start", "month in which the limit falls");
    }

    void median() {
        if (!chart_.median) return;
        const double y = height_of(*chart_.median);
        drawing_ += line_between(x(left_edge), y, x(left_edge + plot), y, "run-median");
        words_at(left_edge + plot, y - 5, "end", "median");
        // Where it comes from.
        const std::optional<double> from = place(chart_.baseline_from), to = place(chart_.baseline_to);
        if (!from && !to) return;
        const double begin = from.value_or(left_edge), end = to.value_or(left_edge + plot);
        drawing_ += line_between(x(begin), bottom + 26, x(end), bottom + 26, "run-baseline");
        words_at(begin, bottom + 42, "start", "baseline");
    }

    void brackets(const std::vector<ChartRun>& runs, const std::string& rule, double y) {
        for (const ChartRun& run : runs) {
            const std::optional<double> from = place(run.from), to = place(run.to);
            if (!from || !to) continue;
            drawing_ += line_between(x(*from), y, x(*to), y, "run-bracket") +
                        line_between(x(*from), y, x(*from), y + 5, "run-bracket") +
                        line_between(x(*to), y, x(*to), y + 5, "run-bracket");
            const double middle = (*from + *to) / 2;
            words_at(middle, y - 4,
                     middle < 25   ? "start"
                     : middle > 80 ? "end"
                                   : "middle",
                     rule + ", " + run.direction);
        }
    }

    void changes() {
        char letter = 'A';
        for (const ChartChange& change : chart_.changes) {
            const std::optional<double> at = place(change.date);
            if (at) {
                drawing_ += line_between(x(*at), top, x(*at), bottom, "run-change");
                words_at(*at, bottom - 4, "start", std::string(1, letter), "run-letter");
            }
            letter = letter == 'Z' ? 'A' : static_cast<char>(letter + 1);
        }
    }

    void points() {
        const ChartPoint* before = nullptr;
        for (const ChartPoint& point : chart_.points) {
            const std::optional<double> at = place(point.month);
            if (!at || !point.share_met) {
                before = nullptr;
                continue;
            }
            const double y = height_of(*point.share_met);
            if (before != nullptr && number_of(*parse_month(point.month)) == number_of(*parse_month(before->month)) + 1)
                drawing_ +=
                    line_between(x(*place(before->month)), height_of(*before->share_met), x(*at), y, "run-line");
            before = &point;
        }
        for (const ChartPoint& point : chart_.points) {
            const std::optional<double> at = place(point.month);
            if (!at || !point.share_met) continue;
            drawing_ += element(
                "circle",
                {{"cx", x(*at)}, {"cy", pixels(height_of(*point.share_met))}, {"r", "4"}, {"class", "run-point"}},
                element("title", point.month + ": " + shown(point.share_met, Unit::share)));
        }
    }

    const RunChart& chart_;
    std::optional<int> first_;
    int last_ = 0;
    Markup drawing_;
};

}  // namespace

Markup run_chart_picture(const ChartWords& words, const RunChart& chart) {
    return line_figure(words, height, Drawing(chart).all());
}

}  // namespace permap::page
