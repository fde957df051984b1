// How many children, where they live, how old they are, how far they have come; and how many there are month by month.
#include <algorithm>

#include "page/arms.hpp"
#include "page/sections.hpp"
#include "page/shown.hpp"
#include "page/table.hpp"

namespace permap::page {

namespace {

Markup standing_on(const StandingOn& one, const std::string& id) {
    Markup inside = element("h3", "On " + one.date + ": " + shown(one.children, Unit::count) + " children under way");
    if (one.not_followed.value_or(0) > 0)
        inside += element("p", shown(one.not_followed, Unit::count) + " more are not followed so far.");
    std::size_t number = 0;
    for (const CountedList& list : one.lists) {
        Table table{
            id + "-" + std::to_string(++number), list.name + ", on " + one.date, {{list.name}, {"Children", true}}, {}};
        for (const CountedValue& value : list.values)
            table.rows.push_back({text(value.name), cell(value.children, Unit::count)});
        if (table.rows.empty()) continue;
        const Markup box = table_box(table);
        inside += table.rows.size() > 15 ? folded(list.name, box) : box;
    }
    return inside;
}

Markup caseload(const std::vector<CaseloadMonth>& months, const std::string& id) {
    const bool stops = std::any_of(months.begin(), months.end(), [](const CaseloadMonth& month) {
        return !month.no_longer_followed || *month.no_longer_followed > 0;
    });
    Table table{id,
                "Children under way on the first of each month, and who came in and left in it",
                {{"Month"}, {"Under way", true}, {"Came in", true}, {"Left", true}},
                {}};
    if (stops) table.columns.push_back({"No longer followed", true});
    for (const CaseloadMonth& month : months) {
        table.rows.push_back({text(month.month), cell(month.children, Unit::count), cell(month.came_in, Unit::count),
                              cell(month.left, Unit::count)});
        if (stops) table.rows.back().push_back(cell(month.no_longer_followed, Unit::count));
    }
    return element("h3", "Caseload") + folded("Month by month", table_box(table));
}

}  // namespace

std::optional<Section> standing_section(const Results& results) {
    const std::vector<NamedArm> arms = named_arms(results);
    const auto has_some = [](const NamedArm& arm) { return !arm.arm->standing.empty() || !arm.arm->caseload.empty(); };
    const auto several = static_cast<std::size_t>(std::count_if(arms.begin(), arms.end(), has_some));
    Markup inside;
    for (const NamedArm& arm : arms) {
        if (!has_some(arm)) continue;
        inside += heading_if_several(several, arm.name);
        for (const StandingOn& one : arm.arm->standing) inside += standing_on(one, arm.id + "-on-" + one.date);
        if (!arm.arm->caseload.empty()) inside += caseload(arm.arm->caseload, arm.id + "-caseload");
    }
    if (inside.empty()) return std::nullopt;
    return Section{"standing", "Where the children stand",
                   element("p",
                           "How many children are under way, where they live, how often they have moved, how old "
                           "they are and how far they have come. Each table adds up to all of them.") +
                       inside};
}

}  // namespace permap::page
