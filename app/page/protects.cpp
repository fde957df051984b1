// What removed steps are there for: the side that days cannot show.
#include <algorithm>

#include "page/arms.hpp"
#include "page/sections.hpp"
#include "page/table.hpp"

namespace permap::page {

namespace {

std::vector<Removed> removed_in(const Results& results) {
    std::vector<Removed> all;
    const auto add = [&](const Removed& one) {
        const auto same = [&](const Removed& other) {
            return other.name == one.name && other.protects == one.protects;
        };
        if (std::none_of(all.begin(), all.end(), same)) all.push_back(one);
    };
    for (const ResultFile& result : results) {
        for (const Arm& arm : result.arms) {
            for (const Removed& one : arm.removed) add(one);
        }
        for (const RankRow& row : result.ranking) {
            if (row.edit == "remove") add({row.name, row.basis, row.protects, row.what_it_takes, row.label});
        }
    }
    return all;
}

}  // namespace

Section protects_section(const Results& results) {
    const std::vector<Removed> all = removed_in(results);
    if (all.empty()) {
        return {"protects", "What removed steps protect",
                element("p",
                        "No step is taken out in these results. Where one is, this section says what it is there "
                        "for.")};
    }
    Table table{"protects-table",
                "What each removed step protects, and what removing it would take",
                {{"Step or stage"}, {"Rests on"}, {"Protects"}, {"Removing it takes"}, {"In law"}},
                {}};
    for (const Removed& one : all) {
        table.rows.push_back(
            {text(one.name), text(one.basis), text(one.protects.empty() ? "the map does not say" : one.protects),
             text(one.what_it_takes.empty() ? "the map does not say" : one.what_it_takes),
             one.label.empty() ? text("no label") : element("span", {{"class", "label"}}, text(one.label))});
    }
    return {
        "protects", "What removed steps protect",
        element("p", {{"class", "caution"}},
                text("The model sees time and routes. It does not see the care with which a hearing was held, or how "
                     "a child was heard. A change that only takes away safeguards will look good in days.")) +
            table_box(table)};
}

}  // namespace permap::page
