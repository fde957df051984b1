// What a scenario makes of a journey (docs/semantics.md 10): from a date on, for some children, begun ahead, side by
// side, in one visit, put in.
#include <catch2/catch.hpp>

#include "scenario/apply.hpp"
#include "scenario/scenario_codec.hpp"
#include "semantics/journey_text.hpp"

using namespace permap;

namespace {

DrawnMap with_edits(DrawnMap drawn, const std::string& edits) {
    drawn.map.lanes = {{"social_work", "Social work", "acts"}};
    drawn.map.id = "drawn";
    const Result<Scenario> scenario = scenario_from_json(
        "s", R"({"id": "s", "name": "S", "map": "drawn", "aim": "a", "prediction": "p", "why": "w", "status": "s",
                 "edits": [)" +
                 edits + "]}");
    for (const Problem& problem : scenario.problems()) UNSCOPED_INFO(to_string(problem));
    REQUIRE(scenario);
    Result<Applied> applied = apply_scenario(drawn.map, std::vector{*scenario});
    for (const Problem& problem : applied.problems()) UNSCOPED_INFO(to_string(problem));
    REQUIRE(applied);
    drawn.map = std::move(applied->map);
    return drawn;
}

}  // namespace

TEST_CASE("an edit with a start date holds for visits that become ready on or after that day") {
    const DrawnMap drawn = with_edits(draw_map(R"(
        enter ann 2026-01-05 -> report
        enter bea 2026-01-12 -> report
        report takes 10 days -> again
        again takes 10 days -> home
        home outcome
    )"),
                                      R"({"edit": "remove", "step": "report", "start": "2026-01-12"},
                                         {"edit": "remove", "step": "again", "start": "2026-01-15"})");
    // Ready before the day: the visit goes on as it began, even though the day comes.
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 begins report
        10d00:00 completed report
        10d00:00 through again
        10d00:00 through home
        10d00:00 left home
    )");
    check_journey(drawn, "bea", R"(
        0d00:00 entered bea
        0d00:00 through report
        0d00:00 begins again
        10d00:00 completed again
        10d00:00 through home
        10d00:00 left home
    )");
}

TEST_CASE("a decision is made as the scenario has it on that day, whenever its step became ready") {
    const DrawnMap drawn =
        with_edits(draw_map(R"(
        enter ann 2026-01-05 -> panel
        panel takes 10 days -> home 1 ; away 0
        home outcome
        away outcome
    )"),
                   R"({"edit": "set_probability", "step": "panel", "way": "away", "start": "2026-01-10",
                                          "probability": {"value": 1, "assumption": "drawn"}})");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 begins panel
        10d00:00 completed panel
        10d00:00 decided panel.away
        10d00:00 through away
        10d00:00 left away
    )");
}

TEST_CASE("an edit with a condition holds where that is true when the visit becomes ready; of two the later counts") {
    const std::string map = R"(
        attribute setting home|away
        enter ann 2026-01-05 sets [setting = away] -> report
        enter bea 2026-01-05 -> report
        report takes 10 days -> home
        home outcome
    )";
    const std::string days = R"("unit": "calendar_days", "law": "fixed", "assumption": "drawn"})";
    const DrawnMap drawn =
        with_edits(draw_map(map), R"({"edit": "set_duration", "step": "report", "duration": {"value": 3, )" + days +
                                      R"(},
                                         {"edit": "set_duration", "step": "report", "when": "setting = away",
                                          "duration": {"value": 5, )" +
                                      days + "}");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 set setting = away
        0d00:00 through ann
        0d00:00 begins report
        5d00:00 completed report
        5d00:00 through home
        5d00:00 left home
    )");
    check_journey(drawn, "bea", R"(
        0d00:00 entered bea
        0d00:00 begins report
        3d00:00 completed report
        3d00:00 through home
        3d00:00 left home
    )");
}

TEST_CASE("a step begun ahead is not done again, and what follows waits for its old place") {
    const std::string map = R"(
        enter ann 2026-01-05 -> assess
        assess takes 10 days -> review
        review takes 2 days -> report
        report takes LENGTH days -> choose
        choose decision -> home 1 ; review: review 0
        home outcome
    )";
    const auto drawn = [&](const std::string& length) {
        std::string text = map;
        text.replace(text.find("LENGTH"), 6, length);
        return with_edits(draw_map(text), R"({"edit": "start_with", "step": "report", "with": "assess"})");
    };
    // Done first: the arrival is what the way on needed last.
    check_journey(drawn("5"), "ann", R"(
        0d00:00 entered ann
        0d00:00 begins assess
        0d00:00 begins report <- started assess
        5d00:00 completed report
        10d00:00 completed assess
        10d00:00 begins review
        12d00:00 completed review
        12d00:00 merged report <- completed review
        12d00:00 through choose <- merged report
        12d00:00 decided choose.home
        12d00:00 through home
        12d00:00 left home
    )");
    // Reached first: its completion is.
    check_journey(drawn("20"), "ann", R"(
        0d00:00 entered ann
        0d00:00 begins assess
        0d00:00 begins report <- started assess
        10d00:00 completed assess
        10d00:00 begins review
        12d00:00 completed review
        12d00:00 merged report <- completed review
        20d00:00 completed report
        20d00:00 through choose <- completed report
        20d00:00 decided choose.home
        20d00:00 through home
        20d00:00 left home
    )");
}

TEST_CASE("a step is begun ahead once: later visits happen at the old place") {
    const DrawnMap drawn = with_edits(draw_map(R"(
        counter rounds 3
        enter ann 2026-01-05 -> assess
        assess takes 3 days sets [rounds + 1] -> report
        report takes 2 days -> choose
        choose decision -> assess when [rounds < 2] ; home when [rounds >= 2]
        home outcome
    )"),
                                      R"({"edit": "start_with", "step": "report", "with": "assess"})");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 begins assess
        0d00:00 set rounds = 1
        0d00:00 begins report <- started assess
        2d00:00 completed report
        3d00:00 completed assess
        3d00:00 merged report
        3d00:00 through choose <- merged report
        3d00:00 decided choose.assess
        3d00:00 begins assess #2
        3d00:00 set rounds = 2
        6d00:00 completed assess
        6d00:00 begins report #2 <- completed assess
        8d00:00 completed report
        8d00:00 through choose #2
        8d00:00 decided choose.home
        8d00:00 through home
        8d00:00 left home
    )");
}

TEST_CASE("several steps can be begun ahead: what follows the last of them waits") {
    const DrawnMap drawn =
        with_edits(draw_map(R"(
        enter ann 2026-01-05 -> assess
        assess takes 10 days -> report
        report takes 2 days -> check
        check takes 3 days -> panel
        panel takes 1 days -> home
        home outcome
    )"),
                   R"({"edit": "start_with", "step": "report", "through": "check", "with": "assess"})");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 begins assess
        0d00:00 begins report
        2d00:00 completed report
        2d00:00 begins check
        5d00:00 completed check
        10d00:00 completed assess
        10d00:00 merged report
        10d00:00 begins panel <- merged report
        11d00:00 completed panel
        11d00:00 through home
        11d00:00 left home
    )");
}

TEST_CASE("what was begun ahead ends with its region, and is begun again at its old place") {
    const DrawnMap drawn = with_edits(draw_map(R"(
        region planning report
        enter ann 2026-01-05 -> assess
        assess takes 4 days -> stop
        stop takes 1 days -> report interrupts planning
        report takes 6 days -> home
        home outcome
    )"),
                                      R"({"edit": "start_with", "step": "report", "with": "assess"})");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 begins assess
        0d00:00 begins report
        4d00:00 completed assess
        4d00:00 begins stop
        5d00:00 completed stop
        5d00:00 cancelled report
        5d00:00 begins report #2
        11d00:00 completed report
        11d00:00 through home
        11d00:00 left home
    )");
}

TEST_CASE("steps made parallel begin together, every time, and what follows waits for all of them") {
    const DrawnMap drawn = with_edits(draw_map(R"(
        enter ann 2026-01-05 -> health
        health takes 4 days -> school
        school takes 9 days -> home_report
        home_report takes 6 days -> panel
        panel takes 1 days -> home
        home outcome
    )"),
                                      R"({"edit": "make_parallel", "steps": ["health", "school", "home_report"]})");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 begins health
        0d00:00 begins school <- started health
        0d00:00 begins home_report <- started health
        4d00:00 completed health
        4d00:00 merged school
        6d00:00 completed home_report
        9d00:00 completed school
        9d00:00 merged home_report <- completed school
        9d00:00 begins panel
        10d00:00 completed panel
        10d00:00 through home
        10d00:00 left home
    )");
}

TEST_CASE("merged steps are one visit") {
    const DrawnMap drawn = with_edits(draw_map(R"(
        enter ann 2026-01-05 -> review
        review takes 4 days -> hearing
        hearing takes 9 days -> home
        home outcome
    )"),
                                      R"({"edit": "merge", "steps": ["review", "hearing"], "keep": "hearing"})");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 through review
        0d00:00 begins hearing
        9d00:00 completed hearing
        9d00:00 through home
        9d00:00 left home
    )");
}

TEST_CASE("an inserted step stands in one way, or before all that led to a step; without its date it takes no time") {
    const std::string map = R"(
        enter ann 2026-01-05 -> choose
        choose decision -> short: report 1 ; long: report 0
        report takes 2 days -> home
        home outcome
    )";
    const std::string step = R"("step": {"id": "visit", "name": "Visit", "lane": "social_work", "kind": "activity",
                                "basis": "practice", "duration": {"law": "fixed", "value": 3, "unit": "calendar_days",
                                "assumption": "drawn"}})";
    for (const char* const where : {R"("after": "choose", "way": "short")", R"("before": "report")"}) {
        check_journey(with_edits(draw_map(map), R"({"edit": "insert", )" + step + ", " + where + "}"), "ann", R"(
            0d00:00 entered ann
            0d00:00 through choose
            0d00:00 decided choose.short
            0d00:00 begins visit
            3d00:00 completed visit
            3d00:00 begins report
            5d00:00 completed report
            5d00:00 through home
            5d00:00 left home
        )");
    }
    check_journey(
        with_edits(draw_map(map), R"({"edit": "insert", "start": "2026-02-01", )" + step + R"(, "before": "report"})"),
        "ann", R"(
        0d00:00 entered ann
        0d00:00 through choose
        0d00:00 decided choose.short
        0d00:00 through visit
        0d00:00 begins report
        2d00:00 completed report
        2d00:00 through home
        2d00:00 left home
    )");
}

TEST_CASE("an inserted step delivers to a join in place of the step it follows") {
    const DrawnMap drawn = with_edits(draw_map(R"(
        enter ann 2026-01-05 -> both
        both split -> plan ; report
        plan takes 1 days -> ready
        report takes 2 days -> ready
        ready join fires {plan,report} -> home
        home outcome
    )"),
                                      R"({"edit": "insert", "after": "report", "step": {"id": "check", "name": "Check",
                                          "lane": "social_work", "kind": "activity", "basis": "practice",
                                          "duration": {"law": "fixed", "value": 3, "unit": "calendar_days",
                                          "assumption": "drawn"}}})");
    check_journey(drawn, "ann", R"(
        0d00:00 entered ann
        0d00:00 through both
        0d00:00 decided both.plan
        0d00:00 begins plan
        0d00:00 decided both.report
        0d00:00 begins report
        1d00:00 completed plan
        2d00:00 completed report
        2d00:00 begins check
        5d00:00 completed check
        5d00:00 through ready <- completed check
        5d00:00 through home
        5d00:00 left home
    )");
}
