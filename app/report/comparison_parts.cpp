#include "report/comparison_parts.hpp"

#include <algorithm>

#include "analysis/exact_comparison.hpp"
#include "report/difference_sentence.hpp"
#include "report/tables.hpp"

namespace permap {

namespace {

constexpr const char* unknown = "–";

using Rows = std::vector<std::vector<std::string>>;

std::string told_apart(const Difference& difference) {
    if (!difference.told_apart) return "no";
    if (difference.measure.better == Better::neither) return "yes";
    return difference.is_harm() ? "worse" : "better";
}

// "12.3 / 14.5": the baseline's, then the arm's.
std::string both_shares(const std::vector<WithinFigure>& baseline, const std::vector<WithinFigure>& arm,
                        std::size_t place) {
    const auto text = [&](const std::vector<WithinFigure>& within) {
        return place < within.size() && within[place].share.value ? fixed(100 * *within[place].share.value, 1)
                                                                  : std::string(unknown);
    };
    return text(baseline) + " / " + text(arm);
}

std::string both_days(const Estimate& baseline, const Estimate& arm) {
    const auto text = [](const Estimate& estimate) { return estimate.value ? fixed(*estimate.value, 0) : unknown; };
    return text(baseline) + " / " + text(arm);
}

std::string both(double baseline, double arm) {
    return fixed(baseline, 0) + " / " + fixed(arm, 0);
}

// A point of a list; its further lines stand under the first.
std::string point(const std::string& sentence) {
    std::string text = wrapped(sentence, 2);
    text.replace(0, 2, "- ");
    return text;
}

std::string signed_text(const std::optional<double>& value) {
    if (!value) return unknown;
    const std::string text = fixed(*value, 1);
    return (*value > 0 && text.find_first_of("123456789") != std::string::npos ? "+" : "") + text;
}

std::string signed_between(const Estimate& estimate) {
    return estimate.low && estimate.high ? signed_text(estimate.low) + " to " + signed_text(estimate.high) : unknown;
}

// The columns of shares within each time.
void add_within(std::vector<Column>& columns) {
    for (const int days : days_within) columns.push_back({with_separators(days) + " days", true, 13});
}

std::string routes_table(const Figures& baseline, const Figures& arm) {
    if (arm.within_by_route.empty()) return {};
    std::vector<Column> columns = {{"permanent within, % (baseline / here)", false, 40}};
    add_within(columns);
    Rows rows;
    const auto row = [&](const std::string& name, const auto& before, const auto& after) {
        rows.push_back({name});
        for (std::size_t i = 0; i < std::size(days_within); ++i) rows.back().push_back(both_shares(before, after, i));
    };
    row("any route", baseline.time_to_permanence.within, arm.time_to_permanence.within);
    for (std::size_t i = 0; i < arm.within_by_route.size() && i < baseline.within_by_route.size(); ++i)
        row(arm.within_by_route[i].name, baseline.within_by_route[i].within, arm.within_by_route[i].within);
    return "\nBy route, of all children who came to live away from home\n" + table(columns, rows);
}

std::string groups_table(const Figures& baseline, const Figures& arm) {
    std::string text;
    std::vector<Column> columns = {{"group", false, 30}, {"children", true, 10}, {"days not yet permanent", true, 17}};
    add_within(columns);
    Rows rows;
    const auto finish = [&](const std::string& by) {
        if (!rows.empty()) text += "\n" + wrapped(by + ": baseline / here, shares in %", 0) + table(columns, rows);
        rows.clear();
    };
    for (std::size_t i = 0; i < arm.groups.size(); ++i) {
        const GroupFigure& group = arm.groups[i];
        static const GroupFigure nobody;
        const auto same = std::find_if(baseline.groups.begin(), baseline.groups.end(), [&](const GroupFigure& one) {
            return one.group.by == group.group.by && one.group.id == group.group.id;
        });
        const GroupFigure& before = same == baseline.groups.end() ? nobody : *same;
        rows.push_back({group.group.name, with_separators(group.children),
                        both_days(before.days_not_permanent, group.days_not_permanent)});
        for (std::size_t w = 0; w < std::size(days_within); ++w)
            rows.back().push_back(both_shares(before.within, group.within, w));
        if (i + 1 == arm.groups.size() || arm.groups[i + 1].group.by != group.group.by) finish(group.group.by_name);
    }
    return text;
}

std::string services_table(const ComparedArm& baseline, const ComparedArm& arm) {
    Rows rows, costs;
    for (std::size_t i = 0; i < arm.services.size() && i < baseline.services.size(); ++i) {
        const ServiceFigure& service = arm.services[i];
        rows.push_back({service.name, fixed(baseline.services[i].visits, 0), fixed(service.visits, 0),
                        signed_text(service.difference.value), signed_between(service.difference)});
        if (!service.cost) continue;
        const UnitCost& unit = service.cost->unit_cost;
        costs.push_back({service.name,
                         fixed(unit.value, 2) + " " + unit.currency + " a " + (unit.per_day ? "day" : "visit") + ", " +
                             std::to_string(unit.price_year) + (unit.from.is_assumed() ? ", assumed" : ""),
                         fixed(service.cost->units, 0), fixed(service.cost->cost, 0),
                         signed_text(service.cost->difference.value), signed_between(service.cost->difference)});
    }
    std::string text;
    if (!rows.empty()) {
        text += "\nServices used in one replication\n" + table({{"service", false, 44},
                                                                {"baseline", true, 12},
                                                                {"here", true, 12},
                                                                {"difference", true, 12},
                                                                {"chance only, 95 %", true, 22}},
                                                               rows);
    }
    if (!costs.empty()) {
        text += "\nWhat they cost, where the map gives a unit cost\n" + table({{"service", false, 24},
                                                                               {"unit cost", false, 28},
                                                                               {"units here", true, 10},
                                                                               {"cost here", true, 12},
                                                                               {"difference", true, 12},
                                                                               {"chance only, 95 %", true, 22}},
                                                                              costs);
    }
    return text;
}

std::string lanes_table(const Figures& baseline, const Figures& arm) {
    Rows rows;
    for (const LaneFigure& lane : arm.lanes) {
        static const LaneFigure idle;
        const auto same = std::find_if(baseline.lanes.begin(), baseline.lanes.end(),
                                       [&](const LaneFigure& one) { return one.id == lane.id; });
        const LaneFigure& before = same == baseline.lanes.end() ? idle : *same;
        double first_year = 0, second_year = 0;
        for (std::size_t month = 0; month < lane.visits_by_month.size(); ++month) {
            if (month < 12)
                first_year += lane.visits_by_month[month];
            else if (month < 24)
                second_year += lane.visits_by_month[month];
        }
        rows.push_back({lane.name, both(before.visits, lane.visits), both(before.child_days, lane.child_days),
                        fixed(first_year, 0), fixed(second_year, 0), fixed(lane.visits - first_year - second_year, 0)});
    }
    if (rows.empty()) return {};
    return "\nWho is asked for how much, in one replication: baseline / here\n" +
           table({{"lane", false, 34},
                  {"visits", true, 19},
                  {"child-days on the path", true, 25},
                  {"year 1", true, 9},
                  {"year 2", true, 9},
                  {"later", true, 9}},
                 rows) +
           wrapped("Years are counted from each child's coming in. Visits that are passed through ask nobody.", 0);
}

}  // namespace

std::string findings(const ArmComparison& comparison) {
    std::string text;
    std::int64_t others = 0;
    for (std::size_t i = 0; i < comparison.differences.size(); ++i) {
        const Difference& difference = comparison.differences[i];
        if (i == 0 || difference.told_apart || is_main(difference.measure))
            text += point(difference_sentence(difference));
        else
            ++others;
    }
    if (others > 0)
        text += point(with_separators(others) + (others == 1 ? " more measure is" : " more measures are") +
                      " not yet told apart; the tables have every one.");
    const std::string pairing = pairing_sentence(comparison);
    return text + (pairing.empty() ? "" : point(pairing));
}

std::string exact_lines(const Map& baseline, const Map& arm) {
    std::string text;
    for (const ExactDifference& part : exact_comparison(baseline, arm)) {
        const std::string& from = baseline.steps[index(part.entry)].name;
        const std::string to =
            part.after == no_step ? "to the end" : "to \"" + baseline.steps[index(part.after)].name + "\"";
        const double days = part.difference();
        text += point("Exact, not simulated: from \"" + from + "\" " + to + " " + fixed(part.mean_days_arm, 1) +
                      " days on average, in place of " + fixed(part.mean_days_baseline, 1) + " (" +
                      (days < 0 ? fixed(-days, 1) + " fewer" : fixed(days, 1) + " more") + ").");
    }
    return text;
}

std::string in_vain_lines(const Figures& figures) {
    std::string text;
    for (const DelayRow& row : figures.delay) {
        if (row.in_vain_visits <= 0) continue;
        text += point("Begun in vain: \"" + row.name + "\", " + fixed(row.in_vain_visits, 0) +
                      " times in one replication, " + fixed(row.in_vain_days, 0) +
                      " child-days of work, for children who never came to its place.");
    }
    return text;
}

std::string difference_tables(const ArmComparison& comparison, const std::string& range_holds_for) {
    Rows values, spreads;
    for (const Difference& difference : comparison.differences) {
        const Measure& measure = difference.measure;
        values.push_back({measure.name, in_unit(measure, difference.baseline.value, false),
                          in_unit(measure, difference.arm.value, false), in_unit(measure, difference.mean.value, true),
                          told_apart(difference)});
        spreads.push_back({measure.name, between(measure, difference.mean.low, difference.mean.high),
                           between(measure, difference.low_assumptions, difference.high_assumptions),
                           between(measure, difference.range.low, difference.range.high)});
    }
    std::string text = table({{"measure", false, 52},
                              {"baseline", true, 10},
                              {"here", true, 10},
                              {"difference", true, 10},
                              {"told apart", false, 6}},
                             values);
    text += "\nHow sure: three spreads of each difference, 95 %\n" + table({{"measure", false, 36},
                                                                            {"chance only", true, 18},
                                                                            {"with assumptions", true, 18},
                                                                            {"one area, one year", true, 20}},
                                                                           spreads);
    if (!range_holds_for.empty()) text += wrapped("One area, one year: " + range_holds_for + ".", 0);
    return text;
}

std::string compared_figures(const ComparedArm& baseline, const ComparedArm& arm) {
    return routes_table(baseline.figures, arm.figures) + groups_table(baseline.figures, arm.figures) +
           services_table(baseline, arm) + lanes_table(baseline.figures, arm.figures);
}

}  // namespace permap
