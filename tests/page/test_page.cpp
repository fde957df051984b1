#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <set>

#include "html_scan.hpp"
#include "page/page.hpp"
#include "page/result_json.hpp"
#include "whole_results.hpp"

using namespace permap;

namespace {

std::string page_of(const std::vector<json>& documents) {
    std::vector<page::ResultFile> results;
    for (const json& document : documents) {
        auto result = page::read_result(document.dump(), "/home/somebody/" + std::to_string(results.size()) + ".json");
        REQUIRE(result);
        results.push_back(*std::move(result));
    }
    REQUIRE(page::fit_together(results).empty());
    return page::board_page(results);
}

std::vector<json> every_kind() {
    return {whole_compare(), whole_rank(), whole_simulation(), whole_evidence(), whole_sensitivity()};
}

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

// Everything that an attribute, or a fill, names by id.
std::set<std::string> named_ids(const ScannedHtml& html) {
    std::set<std::string> ids;
    for (const HtmlElement& one : html.elements) {
        for (const char* key : {"aria-labelledby", "aria-describedby"}) {
            if (one.attributes.count(key) != 0) ids.insert(one.attributes.at(key));
        }
        if (one.attributes.count("href") != 0) ids.insert(one.attributes.at("href").substr(1));
        for (std::size_t at = 0; (at = one.text.find("url(#", at)) != std::string::npos && one.tag == "style"; ++at)
            ids.insert(one.text.substr(at + 5, one.text.find(')', at) - at - 5));
    }
    return ids;
}

// The cells of the row with this name, the name left out.
std::vector<const HtmlElement*> row_of(const ScannedHtml& html, const std::string& table, const std::string& name) {
    const HtmlElement* const of = html.with_id(table);
    REQUIRE(of != nullptr);
    for (const HtmlElement* const row : html.inside(*of, "tr")) {
        const auto names = html.inside(*row, "th");
        if (names.size() == 1 && names[0]->text == name) return html.inside(*row, "td");
    }
    FAIL("no row " << name << " in " << table);
    return {};
}

// The numbers behind a cell, as the result holds them.
std::vector<double> numbers_in(const ScannedHtml& html, const HtmlElement& cell) {
    std::vector<double> numbers;
    for (const HtmlElement* const one : html.inside(cell, "data"))
        numbers.push_back(std::strtod(one->attributes.at("value").c_str(), nullptr));
    return numbers;
}

// What is shown, read as a person would: "−1,234.5 %" is −1234.5.
double as_read(std::string words) {
    for (const auto& [from, to] : {std::pair<std::string, std::string>{"−", "-"}, {",", ""}, {"+", ""}}) {
        for (std::size_t at = 0; (at = words.find(from)) != std::string::npos;) words.replace(at, from.size(), to);
    }
    return std::strtod(words.c_str(), nullptr);
}

}  // namespace

TEST_CASE("the page is well formed: tags end, ids are unique, whatever is named is there") {
    for (const std::vector<json>& documents :
         {every_kind(), std::vector<json>{whole_rank()}, std::vector<json>{whole_evidence()},
          std::vector<json>{whole_compare(), whole_simulation(), whole_rank(), whole_sensitivity()}}) {
        const ScannedHtml html = scan_html(page_of(documents));
        CHECK(html.faults.empty());
        std::set<std::string> ids;
        for (const HtmlElement& one : html.elements) {
            if (one.attributes.count("id") == 0) continue;
            INFO(one.attributes.at("id"));
            CHECK(ids.insert(one.attributes.at("id")).second);
        }
        for (const std::string& id : named_ids(html)) {
            INFO(id);
            CHECK(ids.count(id) == 1);
        }
        CHECK(html.all("h1").size() == 1);
        CHECK(html.all("main").size() == 1);
    }
}

TEST_CASE("the page fetches nothing and runs nothing") {
    const std::string text = page_of(every_kind());
    const ScannedHtml html = scan_html(text);
    for (const char* tag : {"script", "link", "img", "iframe", "object", "form", "base"}) CHECK(html.all(tag).empty());
    for (const HtmlElement& one : html.elements) {
        CHECK(one.attributes.count("src") == 0);
        if (one.attributes.count("href") != 0) CHECK(one.attributes.at("href")[0] == '#');
        for (const auto& [name, value] : one.attributes) CHECK(name.rfind("on", 0) != 0);
    }
    CHECK_FALSE(holds(text, "http://"));
    CHECK_FALSE(holds(text, "https://"));
    CHECK_FALSE(holds(html.all("style")[0]->text, "@import"));
    CHECK(holds(text, "default-src 'none'"));
}

TEST_CASE("texts of a result stay texts") {
    const std::string nasty = "<script>alert(\"1\")</script>&amp;'";
    // Every text of every result, but those that make it a result of this map.
    const std::set<std::string> kept = {"schema", "digest", "better", "unit", "edit", "use", "by", "measure"};
    const auto spoil = [&](const auto& self, json& value, const std::string& key) -> void {
        if (value.is_string() && kept.count(key) == 0) {
            value = nasty;
        } else if (value.is_object()) {
            for (const auto& [name, inner] : value.items()) self(self, inner, name);
        } else if (value.is_array()) {
            for (json& inner : value) self(self, inner, key);
        }
    };
    std::vector<json> documents = every_kind();
    for (json& document : documents) spoil(spoil, document, "");
    const std::string text = page_of(documents);
    CHECK(scan_html(text).faults.empty());
    CHECK_FALSE(holds(text, "<script"));
    CHECK(holds(text, "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;amp;"));
}

TEST_CASE("the same results give the same bytes, without the names of their files") {
    const std::string text = page_of(every_kind());
    CHECK(text == page_of(every_kind()));
    CHECK_FALSE(holds(text, "/home/somebody"));
}

TEST_CASE("each number side by side is the result's own, and shown as it rounds") {
    const json result = whole_compare();
    const ScannedHtml html = scan_html(page_of({result}));
    for (const json& row : result["arms"][1]["difference"]) {
        const double scale = row["unit"] == "share" ? 100 : 1;
        const auto cells = row_of(html, "run1-side-by-side", row["name"]);
        REQUIRE(cells.size() == 5);
        std::vector<double> expected = {row["baseline"], row["arm"], row["mean"]};
        for (const json& other : result["arms"][2]["difference"]) {
            if (other["measure"] == row["measure"]) expected.insert(expected.end(), {other["arm"], other["mean"]});
        }
        for (std::size_t i = 0; i < cells.size(); ++i) {
            INFO(row["name"] << ", column " << i);
            CHECK(numbers_in(html, *cells[i]) == std::vector<double>{expected[i]});
            CHECK(std::abs(as_read(cells[i]->text) - scale * expected[i]) <= 0.0501);
        }
        const bool is_outcome = row["better"].is_null();
        const auto spreads = row_of(html, is_outcome ? "run1-arm1-outcomes" : "run1-arm1-spreads", row["name"]);
        REQUIRE(spreads.size() == 6);
        CHECK(numbers_in(html, *spreads[2]) == std::vector<double>{row["low"], row["high"]});
        CHECK(numbers_in(html, *spreads[3]) == std::vector<double>{row["low_assumptions"], row["high_assumptions"]});
        CHECK(numbers_in(html, *spreads[4]) == std::vector<double>{row["range_low"], row["range_high"]});
        CHECK(holds(spreads[5]->text, row["told_apart"] ? "yes" : "not"));
    }
    // One method is said once, several row by row.
    CHECK(holds(html.with_id("run1-arm1-spreads")->text, "(all simulated)"));
    CHECK(row_of(html, "run1-arm2-spreads", "Days not yet permanent, a child").at(6)->text == "exact");
    CHECK(row_of(html, "run1-arm2-spreads", "Permanent within 365 days").at(6)->text == "simulated");
}

TEST_CASE("groups, services, lanes, costs and exact parts stand beside the baseline's") {
    const json result = whole_compare();
    const json &baseline = result["arms"][0], &arm = result["arms"][1];
    const ScannedHtml html = scan_html(page_of({result}));
    const auto group = row_of(html, "run1-arm1-groups-1", "under 1");
    CHECK(numbers_in(html, *group[1])[0] == baseline["groups"][0]["days_not_permanent"]["value"]);
    CHECK(numbers_in(html, *group[2])[0] == arm["groups"][0]["days_not_permanent"]["value"]);
    CHECK(numbers_in(html, *group[3])[0] == baseline["groups"][0]["within"][0]["share"]);
    CHECK(numbers_in(html, *group[4])[0] == arm["groups"][0]["within"][0]["share"]);
    CHECK(row_of(html, "run1-arm1-groups-2", "Section 25").size() == group.size());
    CHECK(numbers_in(html, *row_of(html, "run1-arm1-services", "Children's hearings")[1])[0] == -21.5);
    const auto lane = row_of(html, "run1-arm1-lane-visits", "Permanence panel");
    CHECK(numbers_in(html, *lane[0])[0] == baseline["lanes"][0]["visits"]);
    CHECK(numbers_in(html, *lane[1])[0] == arm["lanes"][0]["visits"]);
    CHECK(numbers_in(html, *lane[4])[0] == 78);                           // months 1 to 12: 1 + 2 + … + 12
    CHECK(numbers_in(html, *lane[5])[0] == 222);                          // 13 + … + 24
    CHECK(numbers_in(html, *lane[6])[0] == 25 + 26 + 27 + 28 + 29 + 30);  // as far as it goes
    CHECK(numbers_in(html, *row_of(html, "run1-arm1-costs", "Children's hearings")[3])[0] == 164768.75);
    CHECK(numbers_in(html, *row_of(html, "run1-arm1-exact", "Panel to court")[4])[0] == -20.5);
    CHECK(numbers_in(html, *row_of(html, "run1-arm1-by-route", "With parents")[1])[0] ==
          arm["within_by_route"][0]["within"][0]["share"]);
}

TEST_CASE("findings are sentences: the result's own, or made by the same rule") {
    const ScannedHtml html = scan_html(page_of({whole_compare()}));
    const std::string found = html.with_id("findings")->text;
    CHECK(holds(found,
                "▲ better Days not yet permanent, a child: 20.3 fewer (95 %: 16.3 to 24.3 fewer; with assumed "
                "numbers drawn: 12.3 to 28.3 fewer). Told apart."));
    CHECK(holds(found, "▼ worse Recommended within six months: 4.0 points fewer"));
    CHECK(holds(found, "◆ changed Settled at home: 3.0 points more"));
    CHECK(holds(found,
                "Permanent within 365 days: not yet told apart. It may be anything from 3.0 points fewer to 5.0 "
                "points more."));
    CHECK(holds(found, "A sentence of the result's own. Told apart. (Exact, not simulated.)"));
}

TEST_CASE("a result that was stopped, or that was to be tight, says so where it says how it was made") {
    json result = whole_compare();
    CHECK_FALSE(holds(scan_html(page_of({result})).with_id("findings")->text, "stopped by hand"));
    result["replications"] = 7;
    result["stopped"] = {{"replications", 7}, {"of", 30}};
    result["precision"] = {{"asked", 0.02}, {"reached", 0.0312}};
    CHECK(holds(
        scan_html(page_of({result})).with_id("findings")->text,
        "7 replications, stopped by hand before the 30, for days not yet permanent known to ±2.0\u00a0% (reached: "
        "±3.1\u00a0%), seed"));
    result["stopped"] = nullptr;
    result["precision"] = nullptr;
    CHECK_FALSE(holds(scan_html(page_of({result})).with_id("findings")->text, "known to"));
}

TEST_CASE("where a step is taken out, the page says what the model does not see") {
    const std::string warning = "The model sees time and routes. It does not see what this step protects.";
    const ScannedHtml html = scan_html(page_of({whole_compare(), whole_rank()}));
    CHECK(holds(html.with_id("findings")->text, warning + " Panel sits: not lawful to remove as the law stands"));
    for (const json& alone : {whole_compare(), whole_rank()})
        CHECK(holds(scan_html(page_of({alone})).with_id("protects")->text, "a second look"));
    CHECK(holds(html.with_id("run2-ranking-behind")->text, "not lawful to remove as the law stands"));
    CHECK_FALSE(holds(scan_html(page_of({whole_simulation()})).with_id("findings")->text, warning));
}

TEST_CASE("the share of next to nothing is not shown as if it said something") {
    json rank = whole_rank();
    const auto table = [&] { return scan_html(page_of({rank})).with_id("run1-ranking-table")->text; };
    CHECK(holds(table(), "80.0\u00a0%"));
    rank["ranking"][0]["vanished_share"] = 548.42;
    CHECK(holds(table(), "over 1,000\u00a0%"));
    CHECK_FALSE(holds(table(), "54,842"));
    rank["ranking"][0]["vanished_share"] = -11;
    CHECK(holds(table(), "below −1,000\u00a0%"));
}

TEST_CASE("a section without data says which command gives it") {
    const ScannedHtml html = scan_html(page_of({whole_evidence()}));
    for (const auto& [section, command] : {std::pair{"findings", "permap compare MAP"},
                                           {"lanes", "permap simulate MAP"},
                                           {"delay", "permap simulate MAP"},
                                           {"side-by-side", "permap compare MAP"},
                                           {"routes", "permap simulate MAP"},
                                           {"aims", "permap simulate MAP"},
                                           {"ranking", "permap rank MAP"},
                                           {"assumptions", "permap sensitivity MAP"}}) {
        INFO(section);
        CHECK(holds(html.with_id(section)->text, command));
    }
    CHECK(holds(scan_html(page_of({whole_simulation()})).with_id("assumptions")->text, "permap evidence MAP"));
}

TEST_CASE("methods follow the guideline's items, and leave blanks where a person has to write") {
    const ScannedHtml html = scan_html(page_of(every_kind()));
    const std::string methods = html.with_id("methods")->text;
    for (const char* part : {"1.1 Purpose of the model", "2.5 Components", "3.4 Assumptions", "4.3 Estimation approach",
                             "5.4 System specification", "6.1 Computer model sharing statement",
                             "[to be written by whoever asks", "permap 0.1.0", "9007199254740991",
                             "permap compare MAP --scenario no_panel --scenario faster_court", "a note of the run"}) {
        INFO(part);
        CHECK(holds(methods, part));
    }
    CHECK(holds(html.all("footer")[0]->text, "ab12cd34ef56ab12"));
    CHECK(holds(html.all("footer")[0]->text, "f0e1rank"));
}

TEST_CASE("bars are as long as their numbers") {
    const ScannedHtml html = scan_html(page_of({whole_simulation()}));
    const auto bars = html.inside(*html.with_id("delay"), "rect");
    std::vector<std::string> widths;
    for (const HtmlElement* const bar : bars) {
        if (holds(bar->attributes.at("width"), "%")) widths.push_back(bar->attributes.at("width"));
    }
    // Steps: 5000 + 1000 (rework 100) and a clock of 900, of 6000; stages: 5000 + 1000 + 900 (rework 100), of 6900.
    CHECK(widths ==
          std::vector<std::string>{"83.33%", "16.67%", "1.67%", "15.00%", "72.46%", "14.49%", "13.04%", "1.45%"});
}

TEST_CASE("a year that nobody was followed to is left out, not drawn as nothing") {
    const ScannedHtml html = scan_html(page_of({whole_simulation()}));
    const HtmlElement* const table = html.with_id("run1-arm0-routes");
    REQUIRE(table != nullptr);
    CHECK(html.inside(*table, "th").size() == 1 + 2 + 2);  // Route, two years; two routes
    CHECK(
        holds(html.with_id("routes")->text, "At their ends: With parents 30.0\u00a0%; Kinship care order 8.0\u00a0%."));
}
