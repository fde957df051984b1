// Baseline and scenarios side by side, then each difference with its three spreads, and who it falls on.
#include <algorithm>

#include "page/arms.hpp"
#include "page/sections.hpp"
#include "page/shown.hpp"
#include "page/table.hpp"

namespace permap::page {

namespace {

const Difference* difference_in(const Arm& arm, const std::string& measure) {
    const auto found = std::find_if(arm.differences.begin(), arm.differences.end(),
                                    [&](const Difference& one) { return one.measure == measure; });
    return found == arm.differences.end() ? nullptr : &*found;
}

// The value of the same thing in the baseline, by id.
template <class Thing>
const Thing* same_in(const std::vector<Thing>& things, const std::string& id) {
    const auto found = std::find_if(things.begin(), things.end(), [&](const Thing& one) { return one.id == id; });
    return found == things.end() ? nullptr : &*found;
}

std::vector<const Arm*> arms_beside(const ResultFile& result) {
    std::vector<const Arm*> arms;
    for (std::size_t i = 1; i < result.arms.size(); ++i) arms.push_back(&result.arms[i]);
    return arms;
}

// All arms of one comparison: each figure as it is, and with each scenario.
Markup all_arms(const ResultFile& result, const std::string& id, const std::vector<NamedArm>& named) {
    Table table{id, "Main figures, side by side", {{"Figure"}, {"As it is", true}}, {}};
    const std::vector<const Arm*> arms = arms_beside(result);
    for (const NamedArm& arm : named) {
        if (arm.result == &result && arm.baseline != nullptr) {
            table.columns.push_back({"With " + arm.name, true});
            table.columns.push_back({"Difference", true});
        }
    }
    for (const Difference& row : arms.front()->differences) {
        std::vector<Markup> cells = {text(row.name), cell(row.baseline, figure_unit(row.unit))};
        for (const Arm* const arm : arms) {
            const Difference* const there = difference_in(*arm, row.measure);
            cells.push_back(cell(there == nullptr ? Number() : there->arm, figure_unit(row.unit)));
            cells.push_back(signed_cell(there == nullptr ? Number() : there->mean, difference_unit(row.unit)) +
                            (there != nullptr && there->mean && !there->is_told_apart ? text(" ○") : Markup()));
        }
        table.rows.push_back(std::move(cells));
    }
    return table_box(table) + element("p", {{"class", "table-note"}},
                                      text("○ not yet told apart. Differences of shares are in percentage "
                                           "points."));
}

// The method stands in the caption where it is one; where rows differ, each names its own.
Table spreads_of(const std::string& id, const std::string& caption, const std::vector<const Difference*>& rows) {
    const auto method_of = [](const Difference& one) { return one.method.empty() ? "simulated" : one.method; };
    const bool same = std::all_of(rows.begin(), rows.end(),
                                  [&](const Difference* one) { return method_of(*one) == method_of(*rows.front()); });
    Table table{id,
                caption + (same ? " (all " + method_of(*rows.front()) + ")" : std::string()),
                {{"Figure"},
                 {"Unit"},
                 {"Difference", true},
                 {"Chance only, 95\u00a0%", true},
                 {"Assumed numbers drawn", true},
                 {"One area in one year", true},
                 {"Told apart"}},
                {}};
    if (!same) table.columns.push_back({"Method"});
    for (const Difference* const one : rows) {
        const Unit unit = difference_unit(one->unit);
        table.rows.push_back({text(one->name), text(unit_words(unit)), signed_cell(one->mean, unit),
                              signed_cell(one->chance, unit), signed_cell(one->assumptions, unit),
                              signed_cell(one->range, unit), text(one->is_told_apart ? "yes" : "not\u00a0yet")});
        if (!same) table.rows.back().push_back(text(method_of(*one)));
    }
    return table;
}

// Where children end up is neither good nor bad by itself: those shares stand apart.
Markup three_spreads(const NamedArm& arm) {
    std::vector<const Difference*> judged, outcomes;
    for (const Difference& one : arm.arm->differences) (one.better.empty() ? outcomes : judged).push_back(&one);
    Markup inside;
    if (!judged.empty()) {
        inside +=
            table_box(spreads_of(arm.id + "-spreads", "Each difference with its three spreads: " + arm.where, judged));
    }
    if (!outcomes.empty()) {
        inside +=
            folded("Outcomes, with their three spreads",
                   table_box(spreads_of(arm.id + "-outcomes", "Share of children by outcome: " + arm.where, outcomes)));
    }
    return inside;
}

Markup pairing(const NamedArm& arm) {
    const Arm& of = *arm.arm;
    if (!of.in_both) return {};
    Markup words = element("p", shown(of.in_both, Unit::count) +
                                    " children are in both, each with the same luck, and are compared with "
                                    "themselves. In the system as it is only: " +
                                    shown(of.only_in_baseline, Unit::count) + "; with the scenario only: " +
                                    shown(of.only_in_arm, Unit::count) + ". These are counted apart.");
    if (of.variance_ratios.empty()) return words;
    Table table{arm.id + "-pairing",
                "What pairing is worth: how many times as many replications it would take without",
                {{"Figure"}, {"Times", true}},
                {}};
    for (const VarianceRatio& one : of.variance_ratios) {
        const Difference* const of_measure = difference_in(of, one.measure);
        table.rows.push_back(
            {text(of_measure == nullptr ? words_of_id(one.measure) : of_measure->name), cell(one.ratio, Unit::ratio)});
    }
    return words + folded("What pairing is worth", table_box(table));
}

const Within* within_days(const std::vector<Within>& list, double days) {
    const auto found = std::find_if(list.begin(), list.end(), [&](const Within& one) {
        return one.days && *one.days > days - 0.5 && *one.days < days + 0.5;
    });
    return found == list.end() ? nullptr : &*found;
}

constexpr double followed_days[] = {180, 365, 730, 1460};

// Share permanent within each time, as it is and with the scenario.
void add_within(std::vector<Markup>& cells, const std::vector<Within>* before, const std::vector<Within>& after) {
    for (const double days : followed_days) {
        const Within* const was = before == nullptr ? nullptr : within_days(*before, days);
        const Within* const is = within_days(after, days);
        cells.push_back(cell(was == nullptr ? Number() : was->share.value, Unit::share));
        cells.push_back(cell(is == nullptr ? Number() : is->share.value, Unit::share));
    }
}

void add_within_columns(Table& table) {
    for (const double days : followed_days) {
        table.columns.push_back({shown(days, Unit::count) + " days: as it is", true});
        table.columns.push_back({shown(days, Unit::count) + " days: changed", true});
    }
}

std::string words_of_grouping(const std::string& by) {
    if (by == "age_at_entry") return "age when they came in";
    return by == "legal_basis" ? "legal basis" : words_of_id(by);
}

Markup groups(const NamedArm& arm) {
    Markup inside;
    std::vector<std::string> done;
    for (const Group& first : arm.arm->groups) {
        if (std::find(done.begin(), done.end(), first.by) != done.end()) continue;
        done.push_back(first.by);
        Table table{arm.id + "-groups-" + std::to_string(done.size()),
                    "Children by " + words_of_grouping(first.by) + ": " + arm.where +
                        "; days not yet permanent, and share permanent within so many days",
                    {{"Group"}, {"Children", true}, {"Days: as it is", true}, {"Days: changed", true}},
                    {}};
        add_within_columns(table);
        for (const Group& group : arm.arm->groups) {
            if (group.by != first.by) continue;
            const auto before =
                std::find_if(arm.baseline->groups.begin(), arm.baseline->groups.end(),
                             [&](const Group& one) { return one.by == group.by && one.id == group.id; });
            const Group* const was = before == arm.baseline->groups.end() ? nullptr : &*before;
            std::vector<Markup> cells = {text(group.name.empty() ? group.id : group.name),
                                         cell(group.children, Unit::count),
                                         cell(was == nullptr ? Number() : was->days_not_permanent.value, Unit::days),
                                         cell(group.days_not_permanent.value, Unit::days)};
            add_within(cells, was == nullptr ? nullptr : &was->within, group.within);
            table.rows.push_back(std::move(cells));
        }
        inside += table_box(table);
    }
    return inside;
}

Markup by_route(const NamedArm& arm) {
    if (arm.arm->within_by_route.empty()) return {};
    Table table{arm.id + "-by-route", "Share permanent in time, by route: " + arm.where, {{"Route"}}, {}};
    add_within_columns(table);
    for (const RouteWithin& route : arm.arm->within_by_route) {
        const RouteWithin* const was = same_in(arm.baseline->within_by_route, route.id);
        std::vector<Markup> cells = {text(route.name.empty() ? route.id : route.name)};
        add_within(cells, was == nullptr ? nullptr : &was->within, route.within);
        table.rows.push_back(std::move(cells));
    }
    return table_box(table);
}

Markup services(const NamedArm& arm) {
    if (arm.arm->services.empty()) return {};
    Table table{arm.id + "-services",
                "Hearings, panels, reviews and others used, in one replication: " + arm.where,
                {{"Service"}, {"Visits", true}, {"Difference", true}, {"95\u00a0%, chance only", true}},
                {}};
    for (const Service& one : arm.arm->services) {
        table.rows.push_back({text(one.name.empty() ? one.id : one.name), cell(one.visits, Unit::count),
                              signed_cell(one.difference, Unit::count), signed_cell(one.chance, Unit::count)});
    }
    return table_box(table);
}

// Visits of a lane in each year since the child came in, from its months.
Number visits_in_year(const Lane& lane, std::size_t year) {
    Number sum;
    for (std::size_t month = 12 * year; month < 12 * (year + 1) && month < lane.visits_by_month.size(); ++month) {
        if (lane.visits_by_month[month]) sum = sum.value_or(0) + *lane.visits_by_month[month];
    }
    return sum;
}

Markup lanes(const NamedArm& arm) {
    if (arm.arm->lanes.empty()) return {};
    constexpr std::size_t years = 3;
    Table table{arm.id + "-lane-visits",
                "Work of each lane in one replication: " + arm.where,
                {{"Lane"},
                 {"Visits: as it is", true},
                 {"Visits: changed", true},
                 {"Child-days: as it is", true},
                 {"Child-days: changed", true}},
                {}};
    for (std::size_t year = 0; year < years; ++year)
        table.columns.push_back({"Visits in a child's year " + std::to_string(year + 1), true});
    for (const Lane& lane : arm.arm->lanes) {
        const Lane* const was = same_in(arm.baseline->lanes, lane.id);
        std::vector<Markup> cells = {text(lane.name.empty() ? words_of_id(lane.id) : lane.name),
                                     cell(was == nullptr ? Number() : was->visits, Unit::count),
                                     cell(lane.visits, Unit::count),
                                     cell(was == nullptr ? Number() : was->child_days, Unit::child_days),
                                     cell(lane.child_days, Unit::child_days)};
        for (std::size_t year = 0; year < years; ++year) cells.push_back(cell(visits_in_year(lane, year), Unit::count));
        table.rows.push_back(std::move(cells));
    }
    return table_box(table);
}

Markup costs(const NamedArm& arm) {
    if (arm.arm->costs.empty()) return {};
    Table table{arm.id + "-costs",
                "Costs, where a unit cost is known: " + arm.where,
                {{"Service"},
                 {"Unit cost", true},
                 {"Price year", true},
                 {"Units", true},
                 {"Cost", true},
                 {"Difference", true},
                 {"95\u00a0%, chance only", true},
                 {"Source"}},
                {}};
    for (const Cost& one : arm.arm->costs) {
        table.rows.push_back({text(one.name.empty() ? one.id : one.name),
                              cell(one.unit_cost, Unit::ratio) + text(one.currency.empty() ? "" : " " + one.currency),
                              text(one.price_year ? std::to_string(static_cast<int>(*one.price_year)) : "not known"),
                              cell(one.units, Unit::count), cell(one.cost, Unit::count),
                              signed_cell(one.difference, Unit::count), signed_cell(one.chance, Unit::count),
                              text(one.source.empty() ? "assumption" : one.source)});
    }
    return table_box(table);
}

Markup exact(const NamedArm& arm) {
    if (arm.arm->exact.empty()) return {};
    Table table{
        arm.id + "-exact",
        "Exact answers, without chance, for parts of the map that have them: " + arm.where,
        {{"Part"}, {"From"}, {"To"}, {"Mean days: as it is", true}, {"Mean days: changed", true}, {"Difference", true}},
        {}};
    for (const ExactPart& one : arm.arm->exact) {
        table.rows.push_back({text(one.name), text(one.entry), text(one.after), cell(one.baseline_days, Unit::days),
                              cell(one.arm_days, Unit::days), signed_cell(one.difference_days, Unit::days)});
    }
    return table_box(table);
}

// Figures of a run with nothing beside it.
Markup alone(const NamedArm& arm) {
    Table table{arm.id + "-figures",
                "Main figures, " + arm.where,
                {{"Figure"}, {"Value", true}, {"95\u00a0%, chance only", true}},
                {}};
    const auto add = [&](const std::string& name, const Estimate& estimate, Unit unit) {
        if (estimate.value) table.rows.push_back({text(name), cell(estimate.value, unit), cell(estimate.chance, unit)});
    };
    const Arm& of = *arm.arm;
    add("Days not yet permanent, a child", of.days_not_permanent, Unit::days);
    add("Days to permanence, median", of.median_days, Unit::days);
    add("Days to permanence, mean of those who got there", of.mean_days_completed, Unit::days);
    for (const Within& one : of.within)
        add("Permanent within " + shown(one.days, Unit::count) + " days", one.share, Unit::share);
    add("Moves, a child", of.moves, Unit::moves);
    for (const Outcome& one : of.outcomes) add(one.name.empty() ? one.id : one.name, one.share, Unit::share);
    return table.rows.empty() ? Markup() : table_box(table);
}

}  // namespace

Section side_by_side_section(const Results& results) {
    const std::vector<NamedArm> named = named_arms(results);
    Markup inside;
    for (std::size_t i = 0; i < results.size(); ++i) {
        const ResultFile& result = results[i];
        if (result.arms.size() < 2 || result.arms[1].differences.empty()) continue;
        inside += all_arms(result, "run" + std::to_string(i + 1) + "-side-by-side", named);
    }
    const bool has_scenarios = !inside.empty();
    if (has_scenarios) {
        inside = element("p",
                         "Three spreads, never mixed: chance only (another set of children, 95\u00a0%); the assumed "
                         "numbers drawn anew between their low and high; and what one area may see in one year. "
                         "A difference counts as told apart only where the first two agree.") +
                 inside;
    }
    for (const NamedArm& arm : named) {
        if (arm.baseline == nullptr || arm.arm->differences.empty()) continue;
        inside += element("h3", sentence_start(arm.where)) + three_spreads(arm) + pairing(arm) + exact(arm) +
                  by_route(arm) + groups(arm) + services(arm) + lanes(arm) + costs(arm);
    }
    for (const NamedArm& arm : named) {
        if (arm.result->arms.size() == 1) inside += alone(arm);
    }
    if (!has_scenarios)
        inside += not_here("The system as it is beside a change.", "permap compare MAP --scenario FILE --json");
    return {"side-by-side", "As it is and changed, side by side", inside};
}

}  // namespace permap::page
