#include "whole_results.hpp"

namespace permap {

namespace {

json header(const char* command) {
    return {{"schema", std::string("permap.") + command + "/1"},
            {"program", "permap 0.1.0"},
            {"map", {{"id", "small"}, {"version", "3"}, {"digest", "ab12cd34ef56ab12"}}},
            {"resources", "off"},
            {"scenario", "baseline"},
            {"seed", 9007199254740991},
            {"start", "2026-01-01"},
            {"law_at", nullptr},
            {"horizon_years", 10.0},
            {"replications", 4},
            {"arrivals", "the first 300 children"},
            {"population", "simulated"},
            {"interval_method", "t over replications"},
            {"fingerprint", std::string("f0e1") + command},
            {"assumptions", json::array({{{"id", "panel.duration"}, {"value", 1.0}, {"low", 0.5}, {"high", 2.0}}})},
            {"stuck", json::array()},
            {"notes", {"a note of the run"}}};
}

json share(int days, double value) {
    return {{"days", days}, {"share", value}, {"low", value - 0.02}, {"high", value + 0.02}};
}

json within(double shift) {
    return {share(180, 0.1 + shift), share(365, 0.2 + shift), share(730, 0.4 + shift), share(1460, 0.7 + shift)};
}

json delay(const char* id, const char* name, double waiting, double working, double clock) {
    return {{"name", name},
            {"lane", "la_panel"},
            {"basis", "statute"},
            {"visits", 123.5},
            {"child_days", waiting + working + clock},
            {"waiting_child_days", waiting},
            {"working_child_days", working},
            {"clock_child_days", clock},
            {"share", 0.25},
            {"mean_waiting_days", nullptr},
            {"over_limit_child_days", 7.0},
            {"rework_child_days", working / 10},
            {"open_child_days", 1.0},
            {"step", id}};
}

json figures(double shift) {
    return {{"children", 1200},
            {"outcomes",
             {{{"id", "home"},
               {"name", "Settled at home"},
               {"children", 600},
               {"share", 0.5},
               {"low", 0.4},
               {"high", 0.6}}}},
            {"time_to_permanence",
             {{"children_with_a_spell", 1000},
              {"children_permanent", 800},
              {"mean_days_completed", 612.25 + shift},
              {"mean_days_completed_low", 600.5},
              {"mean_days_completed_high", 620.5},
              {"median_days", nullptr},
              {"median_days_low", nullptr},
              {"median_days_high", nullptr},
              {"within", within(shift / 1000)}}},
            {"routes",
             {{{"id", "home"},
               {"name", "With parents"},
               {"years", {1, 2, 3}},
               {"share", {0.1, 0.3, nullptr}},
               {"low", {0.05, 0.25, nullptr}},
               {"high", {0.15, 0.35, nullptr}}},
              {{"id", "kinship"},
               {"name", "Kinship care order"},
               {"years", {1, 2, 3}},
               {"share", {0.05, 0.08, nullptr}},
               {"low", {0.01, 0.05, nullptr}},
               {"high", {0.09, 0.11, nullptr}}}}},
            {"aims",
             {{{"id", "aim2"},
               {"name", "Recommended within six months"},
               {"met", 10},
               {"missed", 30},
               {"open", 2},
               {"left_out", 1},
               {"share_met", 0.25},
               {"low", 0.2},
               {"high", 0.3},
               {"median_days", 201.5}}}},
            {"moves", {{"mean", 1.2345}, {"low", 1.1}, {"high", 1.3}}},
            {"days_not_permanent", {{"mean", 400.5 + shift}, {"low", 390.0}, {"high", 410.0}}},
            {"delay",
             {delay("booking", "Wait for a panel date", 5000, 1000, 0), delay("yearly", "Yearly clock", 0, 0, 900)}},
            {"stages", {delay("panel", "Panel", 5000, 1000, 900)}}};
}

json difference(const char* measure, const char* name, const char* unit, double mean, bool told_apart,
                const json& better) {
    const double size = unit == std::string("days") ? 4 : 0.02;
    return {{"measure", measure},
            {"name", name},
            {"unit", unit},
            {"baseline", unit == std::string("days") ? 400.5 : 0.3},
            {"arm", (unit == std::string("days") ? 400.5 : 0.3) + mean},
            {"mean", mean},
            {"low", mean - size},
            {"high", mean + size},
            {"low_assumptions", mean - 2 * size},
            {"high_assumptions", mean + 2 * size},
            {"range_low", mean - 3 * size},
            {"range_high", mean + 3 * size},
            {"told_apart", told_apart},
            {"better", better}};
}

json group(const char* by, const char* id, const char* name, double shift) {
    return {{"by", by},
            {"id", id},
            {"name", name},
            {"children", 150},
            {"days_not_permanent", {{"value", 333.25 + shift}, {"low", 300.0}, {"high", 350.0}}},
            {"within", within(shift / 1000)}};
}

// What stands in every arm beside the figures.
json added(double shift) {
    json months = json::array();
    for (int month = 0; month < 30; ++month) months.push_back(month + 1);
    return {
        {"groups",
         {group("age_at_entry", "under_1", "under 1", shift), group("legal_basis", "section_25", "Section 25", shift)}},
        {"within_by_route", {{{"id", "home"}, {"name", "With parents"}, {"within", within(shift / 1000)}}}},
        {"services",
         {{{"id", "hearings"},
           {"name", "Children's hearings"},
           {"visits", 321.5},
           {"difference", -21.5},
           {"low", -30.0},
           {"high", -10.0}}}},
        {"lanes",
         {{{"lane", "la_panel"},
           {"name", "Permanence panel"},
           {"visits", 246.75 + shift},
           {"child_days", 6900.5},
           {"visits_by_month", months}}}},
        {"costs",
         {{{"id", "hearings"},
           {"name", "Children's hearings"},
           {"unit_cost", 512.5},
           {"currency", "GBP"},
           {"price_year", 2024},
           {"source", "assumption"},
           {"units", 321.5},
           {"cost", 164768.75},
           {"difference", -11018.75},
           {"low", -15000.0},
           {"high", -5000.0}}}}};
}

json arm(const char* name, double shift) {
    json one = figures(shift);
    one.update(added(shift));
    one["scenario"] = name;
    one["fingerprint"] = std::string("arm") + name;
    one["sentences"] = {"\"Panel\" is passed through: no time, nobody's capacity."};
    one["removed"] = json::array();
    one["pairing"] = {{"in_both", 1190},
                      {"only_in_baseline", 3},
                      {"only_in_arm", 7},
                      {"variance_ratio", {{{"measure", "mean_days_not_permanent"}, {"ratio", 12.5}}}}};
    one["exact"] = {{{"part", "panel"},
                     {"name", "Panel to court"},
                     {"entry", "book"},
                     {"after", "court"},
                     {"mean_days_baseline", 61.25},
                     {"mean_days_arm", 40.75},
                     {"difference", -20.5}}};
    one["difference"] = {
        difference("mean_days_not_permanent", "Days not yet permanent, a child", "days", shift, true, "down"),
        difference("aim_share_met:aim2", "Recommended within six months", "share", -0.04, true, "up"),
        difference("share_permanent_within_365_days", "Permanent within 365 days", "share", 0.01, false, "up"),
        difference("outcome_share:home", "Settled at home", "share", 0.03, true, nullptr)};
    return one;
}

}  // namespace

json whole_compare() {
    json result = header("compare");
    json baseline = figures(0);
    baseline.update(added(0));
    baseline["scenario"] = "baseline";
    baseline["difference"] = json::array();
    json first = arm("no_panel", -20.25), second = arm("faster_court", -12.5);
    first["removed"] = {{{"step", "panel"},
                         {"name", "Panel sits"},
                         {"basis", "statute"},
                         {"rights", true},
                         {"protects", "a second look"},
                         {"what_it_takes", "a change of the rules"},
                         {"label", "not lawful to remove as the law stands; shown to size its time"}}};
    second["difference"][0]["sentence"] = "A sentence of the result's own. Told apart.";
    second["difference"][0]["method"] = "exact";
    result["arms"] = {baseline, first, second};
    return result;
}

json whole_rank() {
    json result = header("rank");
    result["ranking"] = {{{"rank", 1},
                          {"tied", true},
                          {"step", "panel"},
                          {"name", "Panel sits"},
                          {"edit", "remove"},
                          {"basis", "rules, rights"},
                          {"protects", "a second look"},
                          {"what_it_takes", "a change of the rules"},
                          {"attributed_child_days", 1234.5},
                          {"vanished_child_days", 987.5},
                          {"vanished_share", 0.8},
                          {"moved_to", {{{"id", "court"}, {"name", "Court"}, {"child_days", 55.5}}}},
                          {"mean_days_saved", 10.25},
                          {"low", 8.5},
                          {"high", 12.5},
                          {"low_assumptions", -1.5},
                          {"high_assumptions", 20.5},
                          {"told_apart", true},
                          {"aims", json::array()},
                          {"harms", {difference("aim", "Recommended within six months", "share", -0.04, true, "up")}}},
                         {{"rank", 2},
                          {"step", "book"},
                          {"name", "Booking"},
                          {"edit", "remove"},
                          {"basis", "practice"},
                          {"attributed_child_days", 34.5},
                          {"mean_days_saved", -0.5},
                          {"low", -1.5},
                          {"high", 0.5},
                          {"told_apart", false}}};
    result["pairs"] = {{{"a", "panel"},
                        {"b", "book"},
                        {"saved_a", 10.25},
                        {"saved_b", -0.5},
                        {"saved_together", 14.75},
                        {"more_than_both", 5.0},
                        {"low", 2.5},
                        {"high", 7.5},
                        {"told_apart", true}}};
    result["allocation"] = {{"replications_for_choosing", 4}, {"replications_shown", 8}};
    result["left_out"] = {"refer"};
    return result;
}

json whole_simulation() {
    json result = header("simulate");
    result.update(figures(0));
    return result;
}

json whole_evidence() {
    json result = header("evidence");
    result["figures"] = {{{"id", "a"},
                          {"statement", "Children looked after at the year's end"},
                          {"period", "2024"},
                          {"source", {"S1", "S2"}},
                          {"use", "calibration"},
                          {"published", 1234.0},
                          {"band_low", 1200.0},
                          {"band_high", 1300.0},
                          {"unit", "children"},
                          {"model", 1250.5},
                          {"low", 1240.0},
                          {"high", 1260.0},
                          {"inside", true},
                          {"why", nullptr}},
                         {{"id", "b"},
                          {"statement", "Share in kinship care"},
                          {"use", "validation"},
                          {"published", 0.33},
                          {"model", 0.45},
                          {"inside", false},
                          {"why", "counted otherwise"}}};
    return result;
}

json whole_sensitivity() {
    json result = header("sensitivity");
    result["by"] = "mean_days_not_permanent";
    result["sensitivity"] = {{{"rank", 1},
                              {"number", "panel.duration"},
                              {"what", "How long “Panel” takes"},
                              {"value_in_words", "3 to 9 weeks"},
                              {"could_be_counted_by", "Permanence panel"},
                              {"swings",
                               {{{"measure", "moves"}, {"unit", "moves"}, {"swing", 0.5}},
                                {{"measure", "mean_days_not_permanent"},
                                 {"unit", "days"},
                                 {"swing", 190.25},
                                 {"low", 157.5},
                                 {"high", 222.5},
                                 {"told_apart", true}}}}}};
    return result;
}

}  // namespace permap
