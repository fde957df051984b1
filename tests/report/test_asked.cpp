// Run charts, where children stand and the caseload, as JSON and as text.
#include <catch2/catch.hpp>

#include "report/asked_json.hpp"

using namespace permap;

namespace {

Month month(const char* text) {
    return *parse_month(text);
}

Date date(const char* text) {
    return date_of(*parse_instant(text));
}

RunCharts charts() {
    RunChart chart;
    const Month first = month("2024-01");
    for (int i = 0; i < 14; ++i) {
        if (i == 3) continue;
        chart.points.push_back({first + std::chrono::months{i}, i < 6 ? 2 : 9, i < 6 ? 8 : 1, 120.5});
    }
    chart.points.back().median_days.reset();
    chart.baseline = run_baseline(chart.points, StatedBaseline{month("2024-01"), month("2024-06")});
    chart.shifts = shifts(chart.points, *chart.baseline.median);
    chart.trends = trends(chart.points);
    return {{{"pace_aim_3", "Recommendation ratified within 14 weeks", chart}},
            {{date("2024-07-01"), "panel every week"}, {date("2024-04-02"), ""}}};
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a run chart as JSON says its baseline, its months, its shifts and what was changed") {
    Notes notes;
    const Json chart = run_charts_json(charts(), notes)[0];
    CHECK(chart["aim"] == "pace_aim_3");
    CHECK(chart["baseline"]["from"] == "2024-01");
    CHECK(chart["baseline"]["to"] == "2024-06");
    CHECK(chart["baseline"]["median"] == 0.2);
    CHECK(chart["baseline"]["months"] == 5);
    CHECK(has(chart["baseline"]["how"], "stated"));
    REQUIRE(chart["points"].size() == 13);
    CHECK(chart["points"][3]["month"] == "2024-05");  // April has no child
    CHECK(chart["points"][0] == Json{{"month", "2024-01"},
                                     {"children", 10},
                                     {"met", 2},
                                     {"missed", 8},
                                     {"share_met", 0.2},
                                     {"median_days", 120.5}});
    CHECK(chart["points"][12]["median_days"].is_null());
    CHECK(
        chart["shifts"] ==
        Json::array({Json{{"from_month", "2024-07"}, {"to_month", "2025-02"}, {"direction", "above"}, {"months", 8}}}));
    CHECK(chart["trends"].empty());
    CHECK(chart["changes"][0] == Json{{"date", "2024-07-01"}, {"label", "panel every week"}});
    bool is_named = false;
    for (const std::string& note : notes.all()) is_named = is_named || has(note, "Perla");
    CHECK(is_named);
}

TEST_CASE("a run chart as text: a line a month, the median, the rules by name, and no line over 100 columns") {
    const std::string text = run_charts_text(charts());
    INFO(text);
    CHECK(has(text, "2024-07        10    9     90.0 %          121  ....|.............o.."));
    CHECK(has(text, "changed 2024-07-01"));
    CHECK(has(text, "panel every week"));
    CHECK(has(text, "Shift: 8 months above the median, 2024-07 to 2025-02."));
    CHECK(has(text, "Changed in months without a point: 2024-04-02."));
    CHECK(has(text, "Median ( | ): 20.0 %, of the stated baseline, 2024-01 to 2024-06 (5 months with children)"));
    std::size_t column = 0, widest = 0;
    for (const char letter : text) {
        column = letter == '\n' ? 0 : column + ((static_cast<unsigned char>(letter) & 0xC0U) != 0x80U ? 1 : 0);
        widest = std::max(widest, column);
    }
    CHECK(widest <= 100);
}

TEST_CASE("a chart without a baseline or without months says so") {
    RunCharts none = charts();
    none.changes.clear();
    none.charts[0].chart = {};
    CHECK(has(run_charts_text(none), "No child's limit fell within follow-up"));
    Notes notes;
    const Json chart = run_charts_json(none, notes)[0];
    CHECK(chart["baseline"]["median"].is_null());
    CHECK(chart["baseline"]["from"].is_null());
    bool is_explained = false;
    for (const std::string& note : notes.all())
        is_explained = is_explained || has(note, "run_charts.pace_aim_3.baseline");
    CHECK(is_explained);
}

TEST_CASE("where children stand: the day, how many, and lists that add up to them") {
    const Questions questions{
        {{date("2025-07-31"),
          12,
          2,
          {{"placement", "Where they live", {{"kinship", "kinship care", 5}, {"foster", "foster care", 7}}}}}},
        "changes of \"placement\""};
    Notes notes;
    const Json json = questions_json(questions, notes);
    CHECK(json[0]["date"] == "2025-07-31");
    CHECK(json[0]["children"] == 12);
    CHECK(json[0]["not_followed"] == 2);
    CHECK(json[0]["lists"][0]["by"] == "placement");
    CHECK(json[0]["lists"][0]["values"][1] == Json{{"id", "foster"}, {"name", "foster care"}, {"children", 7}});
    const std::string text = questions_text(questions);
    CHECK(has(text, "Where the children stood at the end of 2025-07-31: 12 under way"));
    CHECK(has(text, "Where they live: kinship care 5; foster care 7."));
    CHECK(has(text, "2 more are not followed so far."));
    CHECK(has(text, "Moves are changes of \"placement\"."));
}

TEST_CASE("a list of many values shows the largest and sums up the rest") {
    CountList list{"step", "Where in the process", {}};
    for (int i = 0; i < 20; ++i) list.values.push_back({"s" + std::to_string(i), "step " + std::to_string(i), i + 1});
    const std::string text = questions_text({{{date("2025-07-31"), 210, 0, {list}}}, ""});
    CHECK(has(text, "Where in the process: step 19 20; step 18 19;"));
    CHECK(has(text, "elsewhere 15"));  // 1 + 2 + 3 + 4 + 5
}

TEST_CASE("the caseload shows its last year, or all of it where that is asked for") {
    Caseload caseload;
    for (int i = 0; i < 20; ++i)
        caseload.months.push_back({month("2024-01") + std::chrono::months{i}, 100 + i, 3, 2, 0, {}});
    Notes notes;
    const Json json = caseload_json(caseload, notes);
    REQUIRE(json.size() == 20);
    CHECK(json[19]["month"] == "2025-08");
    CHECK(json[19]["children"] == 119);
    CHECK(json[19]["came_in"] == 3);
    CHECK(json[19]["left"] == 2);
    CHECK_FALSE(has(caseload_text(caseload), "2024-08"));
    CHECK(has(caseload_text(caseload), "2024-09"));
    CHECK_FALSE(has(caseload_text(caseload), "No longer followed"));
    caseload.shows_all = true;
    caseload.months[3].no_longer_followed = 1;
    CHECK(has(caseload_text(caseload), "2024-01"));
    CHECK(has(caseload_text(caseload), "No longer"));
    CHECK(caseload_text({}).empty());
}

TEST_CASE("only what was asked for is in the document") {
    Notes notes;
    CHECK(asked_json({}, notes).empty());
    CHECK(notes.all().empty());
    CHECK(asked_text({}).empty());
    Asked asked;
    asked.run_charts = charts();
    CHECK(asked_json(asked, notes).size() == 1);
    CHECK(asked_json(asked, notes).contains("run_charts"));
}
