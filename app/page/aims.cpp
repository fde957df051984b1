// The aims, and how many children they were met for in time.
#include <algorithm>

#include "page/arms.hpp"
#include "page/charts.hpp"
#include "page/sections.hpp"
#include "page/shown.hpp"
#include "page/table.hpp"

namespace permap::page {

Section aims_section(const Results& results) {
    const std::vector<NamedArm> arms = named_arms(results);
    std::vector<std::string> ids;  // in the order of the results
    for (const NamedArm& arm : arms) {
        for (const Aim& aim : arm.arm->aims) {
            if (std::find(ids.begin(), ids.end(), aim.id) == ids.end()) ids.push_back(aim.id);
        }
    }
    if (ids.empty()) return {"aims", "Aims and their limits", not_here("Aims.", "permap simulate MAP --json")};
    std::vector<ShareBar> bars;
    Table table{"aims-table",
                "Each aim: children whose limit has passed, met or missed",
                {{"Aim"},
                 {"Run"},
                 {"Share met", true},
                 {"95\u00a0%, chance only", true},
                 {"Met", true},
                 {"Missed", true},
                 {"Open", true},
                 {"Left out", true},
                 {"Median days", true}},
                {}};
    for (const std::string& id : ids) {
        for (const NamedArm& arm : arms) {
            for (const Aim& aim : arm.arm->aims) {
                if (aim.id != id) continue;
                const std::string name = aim.name.empty() ? words_of_id(aim.id) : aim.name;
                if (aim.share_met.value) {
                    bars.push_back({name + (arms.size() > 1 ? ", " + arm.name : ""),
                                    shown(aim.share_met.value, Unit::share), *aim.share_met.value, aim.share_met.chance,
                                    arm.baseline == nullptr});
                }
                table.rows.push_back({text(name), text(arm.name), cell(aim.share_met.value, Unit::share),
                                      cell(aim.share_met.chance, Unit::share), cell(aim.met, Unit::count),
                                      cell(aim.missed, Unit::count), cell(aim.open, Unit::count),
                                      cell(aim.left_out, Unit::count), cell(aim.median_days, Unit::days)});
            }
        }
    }
    Markup inside = element(
        "p",
        "An aim counts children whose limit had passed by the end of follow-up: met in time, or missed. For the others "
        "it "
        "is still open. Some children are left out by the aim's own rules. The limit is part of each aim's name.");
    if (!bars.empty()) {
        inside += share_bars({"aims-picture", "Share of children for whom each aim was met in time",
                              "Bars from 0 to 100 percent. Every number is in the table that follows."},
                             bars);
    }
    return {"aims", "Aims and their limits", inside + table_box(table)};
}

}  // namespace permap::page
