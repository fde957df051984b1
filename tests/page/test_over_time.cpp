// Run charts and where children stand, on the page.
#include <algorithm>
#include <catch2/catch.hpp>

#include "html_scan.hpp"
#include "page/page.hpp"
#include "page/result_json.hpp"
#include "whole_results.hpp"

using namespace permap;

namespace {

json point(const std::string& month, int met, int missed) {
    return {{"month", month},
            {"children", met + missed},
            {"met", met},
            {"missed", missed},
            {"share_met", static_cast<double>(met) / (met + missed)},
            {"median_days", 99}};
}

json counted(const char* id, const char* name, int children) {
    return {{"id", id}, {"name", name}, {"children", children}};
}

// A replay with a chart of an aim, a day, and a caseload of two months.
json whole_replay(const char* population) {
    json result = whole_simulation();
    result["schema"] = "permap.replay/1";
    result["population"] = population;
    result["children"] = 90;
    result["outcomes"] = json::array({counted("home", "Home", 40), counted("open", "Still open", 50)});
    result.erase("groups");
    result["aims"] = json::array({{{"id", "ratified"},
                                   {"name", "Ratified in time"},
                                   {"met", 34},
                                   {"missed", 21},
                                   {"open", 0},
                                   {"left_out", 0},
                                   {"share_met", 34.0 / 55},
                                   {"median_days", 90}}});
    result["run_charts"] = json::array(
        {{{"aim", "ratified"},
          {"name", "Ratified in time"},
          {"baseline",
           {{"from", "2024-01"}, {"to", "2024-02"}, {"median", 0.5}, {"months", 2}, {"how", "the stated baseline"}}},
          {"points", {point("2024-01", 8, 8), point("2024-02", 7, 7), point("2024-04", 19, 6)}},
          {"shifts", {{{"from_month", "2024-01"}, {"to_month", "2024-04"}, {"direction", "above"}, {"months", 6}}}},
          {"trends", json::array()},
          {"changes", {{{"date", "2024-02-15"}, {"label", "panel <every> week"}}}}}});
    result["questions"] =
        json::array({{{"date", "2024-07-31"},
                      {"children", 50},
                      {"not_followed", 0},
                      {"lists",
                       {{{"by", "placement"},
                         {"name", "Where they live"},
                         {"values",
                          {counted("kinship", "kinship care", 3), counted("foster", "foster care", 17),
                           counted("home", "parents", 30)}}}}}}});
    result["caseload"] = json::array({{{"month", "2024-06"},
                                       {"children", 0},
                                       {"came_in", 70},
                                       {"left", 10},
                                       {"no_longer_followed", 0},
                                       {"lists", json::array()}},
                                      {{"month", "2024-07"},
                                       {"children", 60},
                                       {"came_in", 20},
                                       {"left", 30},
                                       {"no_longer_followed", 50},
                                       {"lists", json::array()}}});
    return result;
}

std::string page_of(const json& document, std::int64_t below = suppress_below_by_default) {
    auto result = page::read_result(document.dump(), "replay.json", below);
    REQUIRE(result);
    return page::board_page({*std::move(result)});
}

std::vector<std::string> cells_of(const ScannedHtml& html, const std::string& table, const std::string& name) {
    const HtmlElement* const of = html.with_id(table);
    REQUIRE(of != nullptr);
    std::vector<std::string> cells;
    for (const HtmlElement* const row : html.inside(*of, "tr")) {
        const auto names = html.inside(*row, "th");
        if (names.size() != 1 || names[0]->text != name) continue;
        for (const HtmlElement* const cell : html.inside(*row, "td")) cells.push_back(cell->text);
    }
    return cells;
}

std::int64_t many(const std::string& text, const std::string& part) {
    std::int64_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

}  // namespace

TEST_CASE("a run chart has a point for each month, the median, the change and the shift, and its table") {
    const std::string text = page_of(whole_replay("simulated"));
    const ScannedHtml html = scan_html(text);
    CHECK(html.with_id("run-charts") != nullptr);
    CHECK(many(text, "class=\"run-point\"") == 3);
    CHECK(many(text, "class=\"run-line\"") == 1);  // nothing joins February and April
    CHECK(many(text, "class=\"run-median\"") == 1);
    CHECK(many(text, "class=\"run-change\"") == 1);
    CHECK(many(text, "class=\"run-baseline\"") == 1);
    CHECK(many(text, ">shift, above<") == 1);
    CHECK(many(text, "panel &lt;every&gt; week") == 1);
    CHECK(cells_of(html, "run-chart-run1-arm0-ratified-table", "2024-04") ==
          std::vector<std::string>{"25", "19", "6", "76.0\u00a0%", "99.0"});
}

TEST_CASE("where children stand has a table for each list, and the caseload a row for each month") {
    const std::string text = page_of(whole_replay("simulated"));
    const ScannedHtml html = scan_html(text);
    CHECK(cells_of(html, "run1-arm0-on-2024-07-31-1", "kinship care") == std::vector<std::string>{"3"});
    CHECK(cells_of(html, "run1-arm0-caseload", "2024-07") == std::vector<std::string>{"60", "20", "30", "50"});
    CHECK(text.find("Simulated children are nobody") != std::string::npos);
}

TEST_CASE("of recorded children the page hides small counts, and says so") {
    const std::string text = page_of(whole_replay("recorded"));
    const ScannedHtml html = scan_html(text);
    CHECK(cells_of(html, "run1-arm0-on-2024-07-31-1", "kinship care")[0].find('3') == std::string::npos);
    CHECK(cells_of(html, "run1-arm0-on-2024-07-31-1", "foster care")[0].find("17") == std::string::npos);
    CHECK(cells_of(html, "run1-arm0-on-2024-07-31-1", "parents") == std::vector<std::string>{"30"});
    CHECK(text.find("Counts below 5 are not shown") != std::string::npos);
    CHECK(text.find("Simulated children are nobody") == std::string::npos);
    CHECK(text.find("What the records say") != std::string::npos);
    CHECK(many(page_of(whole_replay("recorded"), 10), "class=\"run-point\"") < 3);
}

TEST_CASE("results without charts and without days have no such sections") {
    const std::string text = page_of(whole_simulation());
    CHECK(text.find("id=\"run-charts\"") == std::string::npos);
    CHECK(text.find("id=\"standing\"") == std::string::npos);
}
