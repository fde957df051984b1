#include "page/page.hpp"

#include <algorithm>
#include <utility>

#include "page/arms.hpp"
#include "page/charts.hpp"
#include "page/sections.hpp"
#include "page/shown.hpp"
#include "page/style.hpp"
#include "vocabulary/result.hpp"

namespace permap::page {

namespace {

Markup head(const std::string& title) {
    return element("head",
                   lone("meta", {{"charset", "utf-8"}}) +
                       lone("meta", {{"http-equiv", "Content-Security-Policy"},
                                     {"content",
                                      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
                                      "form-action 'none'"}}) +
                       lone("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}) +
                       lone("meta", {{"name", "color-scheme"}, {"content", "light dark"}}) +
                       lone("meta", {{"name", "referrer"}, {"content", "no-referrer"}}) + element("title", title) +
                       style_sheet(style));
}

Markup contents(const std::vector<Section>& sections) {
    Markup list;
    for (const Section& section : sections)
        list += element("li", element("a", {{"href", "#" + section.id}}, text(section.title)));
    return element("nav", {{"aria-labelledby", "contents"}},
                   element("h2", {{"id", "contents"}}, text("On this page")) + element("ol", list));
}

bool are_recorded(const std::vector<ResultFile>& results) {
    return std::any_of(results.begin(), results.end(),
                       [](const ResultFile& result) { return result.population == "recorded"; });
}

Markup footer(const std::vector<ResultFile>& results) {
    const ResultFile& first = results.front();
    Markup runs;
    for (const ResultFile& result : results) {
        runs += element("li", text(run_name(results, result) + ", " + result.program + ", fingerprint of its events ") +
                                  element("code", result.fingerprint));
    }
    return element("footer",
                   element("p", text("Map " + first.map_id + " " + first.map_version + ", digest ") +
                                    element("code", first.map_digest)) +
                       element("ul", runs) +
                       element("p",
                               "The same results give the same page, byte for byte; that is why it bears "
                               "no date. " +
                                   std::string(are_recorded(results) ? "" : "Simulated children are nobody.")));
}

std::vector<Section> sections_of(const std::vector<ResultFile>& results) {
    std::vector<Section> sections = {findings_section(results),     lanes_section(results),  delay_section(results),
                                     side_by_side_section(results), routes_section(results), aims_section(results)};
    for (const auto& maybe : {run_charts_section(results), standing_section(results)}) {
        if (maybe) sections.push_back(*maybe);
    }
    for (Section& section :
         std::vector<Section>{ranking_section(results), assumptions_section(results), protects_section(results),
                              methods_section(results), glossary_section()})
        sections.push_back(std::move(section));
    return sections;
}

std::string what_it_is(const std::vector<ResultFile>& results) {
    if (!are_recorded(results))
        return "A what-if report from permap, which walks made-up children through a map of child protection and "
               "permanence.";
    std::string below;
    for (const ResultFile& result : results) {
        if (!result.suppressed_below) continue;
        const std::string one = shown(result.suppressed_below, Unit::count);
        if (below.find(one) == std::string::npos) below += (below.empty() ? "" : " or ") + one;
    }
    return "A report from permap on what was recorded about real children. Counts below " + below +
           " are not shown, nor others from which they could be worked out: a dash stands for them.";
}

}  // namespace

std::string board_page(const std::vector<ResultFile>& results) {
    PERMAP_ASSERT(!results.empty());
    const std::vector<Section> sections = sections_of(results);
    const std::string of = results.front().map_id + " " + results.front().map_version;
    const std::string title = (are_recorded(results) ? "What the records say: " : "What the model says: ") + of;
    Markup body;
    for (const Section& section : sections) {
        body += element("section", {{"id", section.id}, {"aria-labelledby", section.id + "-heading"}},
                        element("h2", {{"id", section.id + "-heading"}}, text(section.title)) + section.inside);
    }
    const Markup page = element(
        "html", {{"lang", "en-GB"}},
        head(title) +
            element("body", element("a", {{"class", "skip"}, {"href", "#main"}}, text("Skip to what was found")) +
                                chart_patterns() +
                                element("header", element("h1", title) + element("p", what_it_is(results))) +
                                contents(sections) + element("main", {{"id", "main"}, {"tabindex", "-1"}}, body) +
                                footer(results)));
    return "<!DOCTYPE html>\n" + page.html() + "\n";
}

}  // namespace permap::page
