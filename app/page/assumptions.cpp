// What the figures lean on: assumed numbers, which of them to measure next, and how near the map is to what is
// published.
#include "page/arms.hpp"
#include "page/charts.hpp"
#include "page/sections.hpp"
#include "page/shown.hpp"
#include "page/table.hpp"

namespace permap::page {

namespace {

Markup assumed(const Results& results) {
    const ResultFile* most = &results.front();
    for (const ResultFile& result : results) {
        if (result.assumptions.size() > most->assumptions.size()) most = &result;
    }
    if (most->assumptions.empty()) return element("p", "These results name no assumed number.");
    Table table{"assumptions-table",
                "Assumed numbers, each with its low and high (lengths of time as a factor, shares as fractions)",
                {{"Number"}, {"Value", true}, {"Low", true}, {"High", true}},
                {}};
    for (const Assumption& one : most->assumptions) {
        table.rows.push_back(
            {text(one.id), cell(one.value, Unit::ratio), cell(one.low, Unit::ratio), cell(one.high, Unit::ratio)});
    }
    const std::string count = counted(most->assumptions.size());
    return element("p", "The figures lean on " + count + (most->assumptions.size() == 1 ? " number" : " numbers") +
                            " that nobody has published: assumptions, each with a low and a high. Where numbers were "
                            "drawn between them, the second spread shows what that does to an answer.") +
           folded("All " + count, table_box(table));
}

Markup measure_next(const Results& results) {
    Markup inside;
    for (std::size_t i = 0; i < results.size(); ++i) {
        const ResultFile& result = results[i];
        if (result.swings.empty()) continue;
        const std::string id = "run" + std::to_string(i + 1) + "-swings";
        const Unit unit = difference_unit(result.swings.front().unit);
        std::vector<Whisker> effects;
        Table table{id,
                    "Assumed numbers by how far the answer (" + words_of_id(result.swing_measure) +
                        ") swings between their low and high, in " + unit_words(unit),
                    {{"Assumed number"},
                     {"Place", true},
                     {"Now"},
                     {"Swing", true},
                     {"95\u00a0%, all rows at once", true},
                     {"Told apart"},
                     {"Could be counted by"}},
                    {}};
        const double scale = unit == Unit::points ? 100 : 1;  // the picture's axis is in points then
        const auto scaled = [&](const Interval& interval) {
            return Interval{interval.low ? Number(scale * *interval.low) : Number(),
                            interval.high ? Number(scale * *interval.high) : Number()};
        };
        for (const Swing& one : result.swings) {
            if (one.swing)
                effects.push_back({one.what, with_sign(one.swing, unit), scale * *one.swing, scaled(one.chance), {}});
            table.rows.push_back({text(one.what), text(shown(one.rank, Unit::count) + (one.is_tied ? "=" : "")),
                                  text(one.value_in_words), signed_cell(one.swing, unit), signed_cell(one.chance, unit),
                                  text(one.is_told_apart ? "yes" : "not\u00a0yet"),
                                  text(one.counted_by.empty() ? "the map does not say" : one.counted_by)});
        }
        if (!effects.empty()) {
            inside +=
                whiskers({id + "-picture", "How far the answer swings with each assumed number",
                          "A dot for each assumed number with its interval, the widest first: " + effects.front().name +
                              " with " + effects.front().value + ". Every number is in the table that follows."},
                         "swing in " + unit_words(unit), effects);
        }
        inside += table_box(table);
    }
    if (inside.empty()) inside = not_here("Which of these numbers to measure first.", "permap sensitivity MAP --json");
    return element("h3", "What to measure next") + inside;
}

Markup published(const Results& results) {
    Markup inside;
    for (std::size_t i = 0; i < results.size(); ++i) {
        const ResultFile& result = results[i];
        if (result.published.empty()) continue;
        Table table{"run" + std::to_string(i + 1) + "-published",
                    "Published figures beside the model",
                    {{"Figure"},
                     {"Use"},
                     {"Published", true},
                     {"Band", true},
                     {"Model", true},
                     {"95\u00a0%, chance only", true},
                     {"Inside"},
                     {"Period"}},
                    {}};
        for (const Published& one : result.published) {
            const Interval band{one.band_low, one.band_high};
            const std::string use = one.use == "calibration"  ? "fitted"
                                    : one.use == "validation" ? "held out"
                                    : one.use.empty()         ? "question"
                                                              : one.use;
            Markup inside_cell = text(!one.is_inside ? "cannot be said" : *one.is_inside ? "yes" : "no");
            if (!one.why.empty()) inside_cell += element("span", {{"class", "under-name"}}, text(one.why));
            table.rows.push_back({text(one.statement.empty() ? one.id : one.statement), text(use),
                                  cell(one.published, Unit::value), cell(band, Unit::value),
                                  cell(one.model.value, Unit::value), cell(one.model.chance, Unit::value), inside_cell,
                                  text(one.period)});
        }
        const std::string rows = counted(result.published.size());
        inside += folded("All " + rows + " figures", table_box(table));
    }
    if (inside.empty()) {
        inside = not_here("How near the model comes to what is published.", "permap evidence MAP --json");
    } else {
        inside = element("p",
                         "Each figure is counted in the model as it was counted where it was published. Bands were "
                         "fixed by rule before any fit. A fit that agrees is no proof.") +
                 inside;
    }
    return element("h3", "Beside published figures") + inside;
}

}  // namespace

Section assumptions_section(const Results& results) {
    return {"assumptions", "What the figures lean on", assumed(results) + measure_next(results) + published(results)};
}

}  // namespace permap::page
