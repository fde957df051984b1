// A result of recorded journeys for sharing: nothing in it tells of fewer than five children.
#include <catch2/catch.hpp>

#include "report/for_sharing.hpp"

using namespace permap;

namespace {

Json outcome(const char* id, int children, int of) {
    return {{"id", id},   {"name", id}, {"children", children}, {"share", static_cast<double>(children) / of},
            {"low", 0.1}, {"high", 0.5}};
}

Json recorded(int children) {
    return {{"schema", "permap.replay/1"},
            {"program", "permap 0"},
            {"map", {{"id", "m"}, {"version", "1"}, {"digest", "d"}}},
            {"population", "recorded"},
            {"fingerprint", "f"},
            {"notes", {"why this is null", "3 children have no birth month"}},
            {"stuck", Json::array()},
            {"children", children},
            {"children_a_replication", children},
            {"events", 1234}};
}

Json point(const char* month, int met, int missed) {
    return {{"month", month},
            {"children", met + missed},
            {"met", met},
            {"missed", missed},
            {"share_met", static_cast<double>(met) / (met + missed)},
            {"median_days", 90}};
}

Json with_chart(const std::vector<Json>& points) {
    Json result = recorded(200);
    int met = 0, missed = 0;
    for (const Json& one : points) {
        met += one["met"].get<int>();
        missed += one["missed"].get<int>();
    }
    result["aims"] = Json::array({{{"id", "a"},
                                   {"name", "A"},
                                   {"met", met},
                                   {"missed", missed},
                                   {"open", 3},
                                   {"left_out", 0},
                                   {"share_met", static_cast<double>(met) / (met + missed)},
                                   {"low", 0.2},
                                   {"high", 0.9},
                                   {"median_days", 91}}});
    Json chart = {
        {"aim", "a"},
        {"name", "A"},
        {"baseline",
         {{"from", "2024-01"}, {"to", "2024-12"}, {"median", 0.5}, {"months", points.size()}, {"how", "stated"}}},
        {"points", points},
        {"shifts", {{{"from_month", "2024-01"}, {"to_month", "2024-06"}, {"direction", "above"}, {"months", 6}}}},
        {"trends", Json::array()},
        {"changes", Json::array()}};
    result["run_charts"] = Json::array({chart});
    return result;
}

Json list(const char* by, const std::vector<int>& counts) {
    Json values = Json::array();
    for (const int count : counts)
        values.push_back({{"id", std::to_string(values.size())}, {"name", "n"}, {"children", count}});
    return {{"by", by}, {"name", by}, {"values", values}};
}

Json month(const char* name, int children, int came, int left, const std::vector<int>& by_phase) {
    return {{"month", name}, {"children", children},    {"came_in", came},
            {"left", left},  {"no_longer_followed", 0}, {"lists", Json::array({list("phase", by_phase)})}};
}

bool says(const Json& result, const std::string& part) {
    for (const Json& note : result["notes"]) {
        if (note.get<std::string>().find(part) != std::string::npos) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("simulated results, and those that were made for sharing, come back as they are") {
    Json simulated = recorded(3);
    simulated["population"] = "simulated";
    CHECK(for_sharing(simulated, 5) == simulated);
    const Json once = for_sharing(with_chart({point("2024-01", 9, 8)}), 5);
    CHECK(once["suppressed_below"] == 5);
    CHECK(for_sharing(once, 10) == once);
    CHECK(for_sharing(Json::array(), 5) == Json::array());
}

TEST_CASE("of fewer children than the limit nothing is shared at all") {
    Json result = recorded(4);
    result["outcomes"] = Json::array({outcome("home", 4, 4)});
    const Json shared = for_sharing(result, 5);
    CHECK(shared["children"].is_null());
    CHECK_FALSE(shared.contains("outcomes"));
    CHECK_FALSE(shared.contains("events"));
    CHECK(shared["schema"] == "permap.replay/1");
    CHECK(for_sharing(recorded(5), 5)["children"] == 5);
}

TEST_CASE("a small outcome takes another with it, and its share and interval") {
    Json result = recorded(60);
    result["outcomes"] = Json::array({outcome("home", 40, 60), outcome("adopted", 2, 60), outcome("open", 18, 60)});
    const Json shared = for_sharing(result, 5);
    CHECK(shared["outcomes"][0]["children"] == 40);
    for (const char* const key : {"children", "share", "low", "high"}) {
        CHECK(shared["outcomes"][1][key].is_null());
        CHECK(shared["outcomes"][2][key].is_null());
    }
    CHECK(shared["outcomes"][1]["id"] == "adopted");
    CHECK(shared["children"] == 60);
}

TEST_CASE("what does not add up, and what the rules do not know, is left out and named") {
    Json result = recorded(60);
    result["outcomes"] = Json::array({outcome("home", 40, 60)});
    result["variants"] = Json::array({{{"children", 1}}});
    const Json shared = for_sharing(result, 5);
    CHECK_FALSE(shared.contains("outcomes"));
    CHECK_FALSE(shared.contains("variants"));
    CHECK(says(shared, "variants"));
    CHECK(says(shared, "why this is null"));
    CHECK_FALSE(says(shared, "birth month"));  // a note with a count in it
}

TEST_CASE("a month with a small count is no point of the chart, and the median is of the points that are shown") {
    const Json shared = for_sharing(with_chart({point("2024-01", 8, 8), point("2024-02", 3, 0), point("2024-03", 7, 6),
                                                point("2024-04", 12, 6), point("2024-05", 9, 0)}),
                                    5);
    const Json& chart = shared["run_charts"][0];
    const Json& points = chart["points"];
    CHECK(points[0]["share_met"] == 0.5);
    for (const char* const key : {"children", "met", "share_met", "median_days"}) CHECK(points[1][key].is_null());
    // The three who met it in February could be worked out from the aim's own sum, were no other month hidden.
    int hidden = 0;
    for (const Json& one : points) hidden += one["met"].is_null() ? 1 : 0;
    CHECK(hidden == 2);
    CHECK(points[4]["missed"] == 0);  // none is shown
    CHECK(chart["shifts"].empty());
    CHECK(chart["baseline"]["months"] == 3);
    CHECK(chart["baseline"]["how"].get<std::string>().find("the 3 that may be shown") != std::string::npos);
    std::vector<double> shares;
    for (const Json& one : points) {
        if (!one["share_met"].is_null()) shares.push_back(one["share_met"].get<double>());
    }
    std::sort(shares.begin(), shares.end());
    CHECK(chart["baseline"]["median"] == Approx(shares[1]));
    CHECK(shared["aims"][0]["open"].is_null());
    CHECK(shared["aims"][0]["met"] == 39);
}

TEST_CASE("an aim that few missed shows neither how many nor the share") {
    Json result = with_chart({point("2024-01", 30, 2), point("2024-02", 20, 0)});
    const Json shared = for_sharing(result, 5);
    CHECK(shared["aims"][0]["missed"].is_null());
    for (const char* const key : {"share_met", "low", "high"}) CHECK(shared["aims"][0][key].is_null());
    CHECK(shared["run_charts"][0]["points"][0]["share_met"].is_null());
    result.erase("run_charts");
    CHECK(for_sharing(result, 5)["aims"][0]["missed"].is_null());
    CHECK(for_sharing(result, 5)["aims"][0]["met"] == 50);
}

TEST_CASE("a chart that is not of these aims shows no month") {
    Json result = with_chart({point("2024-01", 30, 20)});
    result["aims"][0]["met"] = 29;
    CHECK(for_sharing(result, 5)["run_charts"][0]["points"].is_null());
}

TEST_CASE("shares that grow step by step are told only at steps of enough children") {
    Json result = recorded(100);
    result["time_to_permanence"] = {{"children_with_a_spell", 50},
                                    {"children_permanent", 30},
                                    {"median_days", 700},
                                    {"within",
                                     {{{"days", 180}, {"share", 0.04}, {"low", 0}, {"high", 0.1}},
                                      {{"days", 365}, {"share", 0.12}, {"low", 0}, {"high", 0.2}},
                                      {{"days", 730}, {"share", 0.16}, {"low", 0}, {"high", 0.3}},
                                      {{"days", 1461}, {"share", 0.6}, {"low", 0}, {"high", 0.9}}}}};
    const Json shares = Json::array({0.0, 0.12, 0.14, 0.3}), others = Json::array({0.0, 0.0, 0.1, 0.3});
    result["routes"] = {
        {{"id", "home"}, {"years", {1, 2, 3, 4}}, {"share", shares}, {"low", shares}, {"high", shares}},
        {{"id", "order"}, {"years", {1, 2, 3, 4}}, {"share", others}, {"low", others}, {"high", others}}};
    const Json shared = for_sharing(result, 5);
    const Json& within = shared["time_to_permanence"]["within"];
    CHECK(within[0]["share"].is_null());  // 2 of 50
    CHECK(within[1]["share"] == 0.12);    // 6
    CHECK(within[2]["share"].is_null());  // 2 more
    CHECK(within[3]["share"] == 0.6);     // 24 more
    CHECK(shared["routes"][0]["share"] == Json::array({0.0, 0.12, nullptr, 0.3}));
    CHECK(shared["routes"][1]["share"] == Json::array({0.0, 0.0, nullptr, 0.3}));
    result["time_to_permanence"]["children_permanent"] = 48;  // two never
    CHECK_FALSE(for_sharing(result, 5).contains("time_to_permanence"));
    CHECK_FALSE(for_sharing(result, 5).contains("routes"));
}

TEST_CASE("steps with few visits show no number, and never one of them alone") {
    Json result = recorded(100);
    const auto row = [](const char* step, int visits) {
        return Json{{"step", step}, {"name", step}, {"visits", visits}, {"child_days", 70.5}, {"merged", 2}};
    };
    result["delay"] = Json::array({row("panel", 50), row("secure", 3), row("review", 20), row("never", 0)});
    const Json delay = for_sharing(result, 5)["delay"];
    CHECK(delay[0]["child_days"] == 70.5);
    CHECK(delay[0]["merged"].is_null());
    CHECK(delay[1]["child_days"].is_null());
    CHECK(delay[1]["visits"].is_null());
    CHECK(delay[1]["name"] == "secure");
    CHECK(delay[2]["child_days"].is_null());  // the next smallest
    CHECK(delay[3]["visits"] == 0);
}

TEST_CASE("where children stand: all lists of a day are one riddle") {
    Json result = recorded(100);
    result["questions"] =
        Json::array({{{"date", "2025-07-31"},
                      {"children", 30},
                      {"not_followed", 2},
                      {"lists", Json::array({list("placement", {3, 12, 15}), list("age", {10, 20})})}}});
    const Json one = for_sharing(result, 5)["questions"][0];
    CHECK(one["children"] == 30);
    CHECK(one["not_followed"].is_null());
    CHECK(one["lists"][0]["values"][0]["children"].is_null());
    CHECK(one["lists"][0]["values"][1]["children"].is_null());
    CHECK(one["lists"][0]["values"][2]["children"] == 15);
    CHECK(one["lists"][1]["values"][0]["children"] == 10);
    result["questions"][0]["children"] = 31;
    CHECK_FALSE(for_sharing(result, 5).contains("questions"));
}

namespace {

// Sixty children: 15 left, 45 are still there when the log ends with March.
Json with_caseload() {
    Json result = recorded(60);
    result["caseload"] = Json::array(
        {month("2025-01", 0, 22, 2, {}), month("2025-02", 20, 20, 7, {8, 12}), month("2025-03", 33, 18, 6, {3, 30})});
    result["caseload"][2]["no_longer_followed"] = 45;
    return result;
}

Json day(const char* date, int children, const std::vector<int>& by_phase, const std::vector<int>& by_age) {
    return {{"date", date},
            {"children", children},
            {"not_followed", 0},
            {"lists", Json::array({list("phase", by_phase), list("age", by_age)})}};
}

}  // namespace

TEST_CASE("the caseload: who left cannot be worked out from who came in, nor from all months together") {
    const Json months = for_sharing(with_caseload(), 5)["caseload"];
    CHECK(months[0]["left"].is_null());
    CHECK(months[0]["came_in"].is_null());  // 0 + came in − left = 20
    CHECK(months[2]["came_in"].is_null());  // all who came in are 60
    CHECK(months[2]["left"].is_null());     // 33 + came in − left − 45 = 0
    CHECK(months[1]["came_in"] == 20);
    CHECK(months[1]["left"] == 7);
    for (const Json& one : months) CHECK_FALSE(one["children"].is_null());
    CHECK(months[1]["lists"][0]["values"][0]["children"] == 8);
    CHECK(months[2]["lists"][0]["values"][0]["children"].is_null());
    CHECK(months[2]["lists"][0]["values"][1]["children"].is_null());
}

TEST_CASE("months that do not add up to the children, or to those before, are left out") {
    Json result = with_caseload();
    result["caseload"][1]["children"] = 21;
    CHECK_FALSE(for_sharing(result, 5).contains("caseload"));
    result = with_caseload();
    result["children"] = 61;
    CHECK_FALSE(for_sharing(result, 5).contains("caseload"));
    result = with_caseload();
    result["outcomes"] = Json::array({outcome("home", 20, 60), outcome("open", 40, 60)});  // 45 are still there
    CHECK_FALSE(for_sharing(result, 5).contains("caseload"));
    CHECK(for_sharing(result, 5).contains("outcomes"));
}

TEST_CASE("a day that is also the eve of a month, or the last of the log, is not told in two ways") {
    Json result = with_caseload();
    // The end of February is the first of March; the end of March is the end of the log.
    result["questions"] =
        Json::array({day("2025-02-28", 33, {3, 30}, {4, 20, 9}), day("2025-03-31", 45, {45}, {20, 25})});
    const Json shared = for_sharing(result, 5);
    const Json &on = shared["questions"][0]["lists"], &of_march = shared["caseload"][2]["lists"];
    CHECK(on[0]["values"][0]["children"].is_null());
    CHECK(on[0]["values"][1]["children"].is_null());
    CHECK(of_march[0]["values"][0]["children"].is_null());
    CHECK(of_march[0]["values"][1]["children"].is_null());
    CHECK(on[1]["values"][0]["children"].is_null());
    CHECK(on[1]["values"][2]["children"].is_null());
    CHECK(on[1]["values"][1]["children"] == 20);
    CHECK(shared["questions"][1]["children"] == shared["caseload"][2]["no_longer_followed"]);
}

TEST_CASE("those still there when the log ends are the outcome that is open") {
    Json result = with_caseload();
    result["caseload"][2]["left"] = 0;
    result["caseload"][2]["no_longer_followed"] = 51;
    result["outcomes"] = Json::array({outcome("home", 9, 60), outcome("open", 51, 60)});
    const Json shared = for_sharing(result, 5);
    CHECK(shared["outcomes"][1]["children"] == shared["caseload"][2]["no_longer_followed"]);
    CHECK(shared["outcomes"][0]["children"] == 9);
}

TEST_CASE("a document as text") {
    const std::string text = document_for_sharing(recorded(50).dump(), 5);
    CHECK(text.back() == '\n');
    CHECK(Json::parse(text)["children"] == 50);
}
