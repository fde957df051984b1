// Which step or stage to look at first: the simulated effect of a change to each, beside the days attributed to it.
#include "page/arms.hpp"
#include "page/charts.hpp"
#include "page/sections.hpp"
#include "page/shown.hpp"
#include "page/table.hpp"

namespace permap::page {

namespace {

std::string place_of(const RankRow& row) {
    return shown(row.rank, Unit::count) + (row.is_tied ? "=" : "");
}

Markup picture(const std::string& id, const std::vector<RankRow>& rows) {
    std::vector<Whisker> effects;
    for (const RankRow& row : rows) {
        if (row.days_saved)
            effects.push_back({row.name, with_sign(row.days_saved, Unit::days) + (row.is_told_apart ? "" : " ○"),
                               *row.days_saved, row.chance, row.assumptions});
    }
    if (effects.empty()) return {};
    return whiskers({id + "-picture", "Mean days saved a child, days not yet permanent",
                     "A dot for each row with its interval, most saved first: " + effects.front().name + " with " +
                         effects.front().value + " days. Every number is in the table that follows."},
                    "mean days saved a child", effects);
}

Markup effects(const std::string& id, const std::vector<RankRow>& rows) {
    Table table{id + "-table",
                "Effect of changing each, one at a time. “Not yet”: not told apart from none",
                {{"Step or stage"},
                 {"Place", true},
                 {"Change"},
                 {"Mean days saved", true},
                 {"95\u00a0%, all rows at once", true},
                 {"Assumed numbers drawn", true},
                 {"One area in one year", true},
                 {"Told apart"},
                 {"Attributed child-days", true},
                 {"Vanished child-days", true},
                 {"Share vanished", true}},
                {}};
    for (const RankRow& row : rows) {
        table.rows.push_back({text(row.name), text(place_of(row)), text(row.edit),
                              signed_cell(row.days_saved, Unit::days), signed_cell(row.chance, Unit::days),
                              signed_cell(row.assumptions, Unit::days), signed_cell(row.range, Unit::days),
                              text(row.is_told_apart ? "yes" : "not\u00a0yet"), cell(row.attributed, Unit::child_days),
                              cell(row.vanished, Unit::child_days), cell(row.vanished_share, Unit::share)});
    }
    return table_box(without_unknown(std::move(table)));
}

std::string harms_of(const RankRow& row) {
    std::string words;
    for (const Difference& one : row.harms) {
        const Unit unit = difference_unit(one.unit);
        words += (words.empty() ? "" : "; ") + one.name + " " + with_sign(one.mean, unit) + " " + unit_words(unit);
    }
    return words.empty() ? "nothing that is measured here" : words;
}

std::string moved_of(const RankRow& row) {
    std::string words;
    for (const MovedTo& one : row.moved_to)
        words += (words.empty() ? "" : "; ") + one.name + " " + with_sign(one.child_days, Unit::child_days);
    return words.empty() ? "not told" : words;
}

Markup what_stands_behind(const std::string& id, const std::vector<RankRow>& rows) {
    Table table{
        id + "-behind",
        "What stands behind each: what it protects, what a change takes, what gets worse",
        {{"Step or stage"}, {"Rests on"}, {"Protects"}, {"What it takes"}, {"Gets worse"}, {"Delay grows most in"}},
        {}};
    for (const RankRow& row : rows) {
        Markup name = text(row.name);
        if (!row.label.empty()) name += element("span", {{"class", "label"}}, text(row.label));
        table.rows.push_back({name, text(row.basis), text(row.protects.empty() ? "the map does not say" : row.protects),
                              text(row.what_it_takes.empty() ? "the map does not say" : row.what_it_takes),
                              text(harms_of(row)), text(moved_of(row))});
    }
    return table_box(table);
}

Markup pairs(const std::string& id, const ResultFile& result) {
    if (result.pairs.empty()) return {};
    Table table{id + "-pairs",
                "Two at once: what both save together, beside the two alone (mean days saved a child)",
                {{"Pair"},
                 {"First alone", true},
                 {"Second alone", true},
                 {"Together", true},
                 {"More than both", true},
                 {"95\u00a0%", true},
                 {"Told apart"}},
                {}};
    const auto name_of = [&](const std::string& step) {
        for (const RankRow& row : result.ranking) {
            if (row.id == step) return row.name;
        }
        return words_of_id(step);
    };
    for (const RankPair& pair : result.pairs) {
        table.rows.push_back({text(name_of(pair.a) + " and " + name_of(pair.b)), signed_cell(pair.saved_a, Unit::days),
                              signed_cell(pair.saved_b, Unit::days), signed_cell(pair.saved_together, Unit::days),
                              signed_cell(pair.more_than_both, Unit::days), signed_cell(pair.chance, Unit::days),
                              text(pair.is_told_apart ? "yes" : "not\u00a0yet")});
    }
    return table_box(table);
}

}  // namespace

Section ranking_section(const Results& results) {
    Markup inside;
    std::size_t rankings = 0;
    for (const ResultFile& result : results) rankings += result.kind == ResultKind::rank ? 1 : 0;
    for (std::size_t i = 0; i < results.size(); ++i) {
        const ResultFile& result = results[i];
        if (result.kind != ResultKind::rank || result.ranking.empty()) continue;
        const std::string id = "run" + std::to_string(i + 1) + "-ranking";
        inside += heading_if_several(rankings, run_name(results, result));
        inside += ranking_warning(result.ranking) + picture(id, result.ranking) + effects(id, result.ranking);
        if (result.replications_for_choosing && result.replications_shown) {
            inside += element("p", "Rows were chosen in " + shown(result.replications_for_choosing, Unit::count) +
                                       " replications; what is shown comes from " +
                                       shown(result.replications_shown, Unit::count) +
                                       " others, so that no row stands here because chance favoured it.");
        }
        inside += what_stands_behind(id, result.ranking) + pairs(id, result);
        if (!result.left_out.empty()) {
            std::string names;
            for (const std::string& one : result.left_out) names += (names.empty() ? "" : ", ") + one;
            inside += folded("Left out of the ranking", element("p", names));
        }
    }
    if (inside.empty())
        return {"ranking", "Which step or stage to look at first",
                not_here("The effect of changing each step, one at a time.", "permap rank MAP --json")};
    return {
        "ranking", "Which step or stage to look at first",
        element("p",
                "Each row is simulated: the same children, with the same luck, in the system with that one change. "
                "What is saved is days not yet in a permanent home, over all children. Attributed days are those the "
                "step holds today; fewer may vanish, because queues, joins and routes change.") +
            inside};
}

}  // namespace permap::page
