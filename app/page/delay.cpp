// Steps and stages by child-days, split into what the days are made of.
#include <algorithm>

#include "page/arms.hpp"
#include "page/charts.hpp"
#include "page/sections.hpp"
#include "page/shown.hpp"
#include "page/table.hpp"

namespace permap::page {

namespace {

constexpr std::size_t bars_shown = 12, rows_shown = 12, rows_folded = 40;

Table delay_table(const std::string& id, const std::string& caption, const std::vector<Delay>& rows, std::size_t from,
                  std::size_t to) {
    Table table{id,
                caption,
                {{"Step or stage"},
                 {"Child-days", true},
                 {"Share", true},
                 {"Waiting", true},
                 {"Working", true},
                 {"Clock", true},
                 {"Rework", true},
                 {"Over limit", true},
                 {"Visits", true}},
                {}};
    for (std::size_t i = from; i < to; ++i) {
        const Delay& row = rows[i];
        table.rows.push_back({text(row.name), cell(row.child_days, Unit::child_days), cell(row.share, Unit::share),
                              cell(row.waiting, Unit::child_days), cell(row.working, Unit::child_days),
                              cell(row.clock, Unit::child_days), cell(row.rework, Unit::child_days),
                              cell(row.over_limit, Unit::child_days), cell(row.visits, Unit::count)});
    }
    return table;
}

// Rows with a day in them, most days first.
std::vector<Delay> ranked(std::vector<Delay> rows) {
    rows.erase(
        std::remove_if(rows.begin(), rows.end(), [](const Delay& row) { return row.child_days.value_or(0) < 0.5; }),
        rows.end());
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Delay& a, const Delay& b) { return *a.child_days > *b.child_days; });
    return rows;
}

Markup ranking(const NamedArm& arm, const std::vector<Delay>& all, const char* what) {
    const std::vector<Delay> rows = ranked(all);
    if (rows.empty()) return {};
    std::vector<Bar> bars;
    for (std::size_t i = 0; i < rows.size() && i < bars_shown; ++i) {
        const Delay& row = rows[i];
        bars.push_back({row.name,
                        shown(row.child_days, Unit::child_days),
                        {row.waiting.value_or(0), row.working.value_or(0), row.clock.value_or(0)},
                        row.rework.value_or(0)});
    }
    const std::string id = arm.id + "-" + what, of = std::string(what) + "s";
    const std::string title = "The " + of + " with most child-days, " + arm.where;
    Markup inside = stacked_bars(
        {id + "-picture", title,
         "Bars of child-days, most first: " + rows.front().name + " with " +
             shown(rows.front().child_days, Unit::child_days) + ". Every number is in the table that follows."},
        {"waiting", "working", "clock"}, "of these, rework", bars);
    const std::size_t shown_rows = std::min(rows_shown, rows.size());
    inside += table_box(delay_table(id + "-table", title + ": child-days of one replication", rows, 0, shown_rows));
    if (rows.size() > shown_rows) {
        const std::size_t to = std::min(rows.size(), shown_rows + rows_folded);
        Markup more = table_box(
            delay_table(id + "-more", "The next " + std::to_string(to - shown_rows) + " " + of, rows, shown_rows, to));
        if (to < rows.size())
            more += element("p", "The result file holds " + std::to_string(rows.size() - to) + " more.");
        inside += folded("The next " + std::to_string(to - shown_rows) + " " + of, more);
    }
    return inside;
}

}  // namespace

Section delay_section(const Results& results) {
    const std::vector<NamedArm> arms = first_arms(results);
    Markup pictures;
    bool waits = false, is_off = false;
    for (const NamedArm& arm : arms) {
        const Markup steps = ranking(arm, arm.arm->steps, "step"), stages = ranking(arm, arm.arm->stages, "stage");
        if (steps.empty() && stages.empty()) continue;
        pictures += heading_if_several(arms.size(), sentence_start(arm.where)) + steps + stages;
        for (const Delay& row : arm.arm->steps) waits = waits || row.waiting.value_or(0) >= 0.5;
        is_off = is_off || arm.result->resources == "off";
    }
    if (pictures.empty()) {
        return {"delay", "Where delay gathers",
                not_here("Steps and stages by child-days.", "permap simulate MAP --json")};
    }
    Markup inside = element(
        "p",
        "Waiting: ready, but nobody had begun. Working: begun and not done. Clock: the law's own time. Rework: time "
        "from "
        "being sent back until the same point is reached again; it is part of the others, and drawn below them. These "
        "days say where the time goes. They are not what leaving a step out would save: queues, joins and routes "
        "change.");
    if (is_off && !waits) {
        inside +=
            element("p",
                    "Scarce resources are off in these runs: one length of time stands for work and wait together, "
                    "so no waiting is shown apart.");
    }
    return {"delay", "Where delay gathers", inside + pictures};
}

}  // namespace permap::page
