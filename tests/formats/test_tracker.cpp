// The tracker: what its rows tell, and what a spreadsheet may do to it.
#include <catch2/catch.hpp>

#include "formats/tracker.hpp"
#include "return_text.hpp"

using namespace permap;

using Texts = std::vector<std::string>;

namespace {

constexpr const char* header = "child,step,started,completed,outcome,placement,legal_basis,birth_month,note\n";

ReadText read_tracker_text(const std::string& text) {
    const TestFolder folder;
    const std::string path = folder.write("t.csv", text);
    CHECK(*format_of(path) == SourceFormat::tracker);
    return read_text(path, SourceFormat::tracker);
}

ReadText read_rows(const std::string& rows) {
    return read_tracker_text(header + rows);
}

}  // namespace

TEST_CASE("a row is a step: begun, done, or both; what changes with it holds from its first date on") {
    const ReadText read = read_rows(
        "A1,Milestone: Becomes looked after away from home [laac_start],,05/01/2026,,foster,icso,2019-04,met her\n"
        "A1,First LAAC review,10/02/2026,12/02/2026,,,,,\n"
        "A1,adm_decision,01/04/2026,03/04/2026 14:30,permanence_ratified (plan approved),,,,\n"
        "A1,court_application_prepare,10/04/2026,,,,,04/2019,\n");
    CHECK(read.rejected.empty());
    CHECK(read.remarks.empty());
    CHECK(read.events == Texts{"A1 2026-01-05 birth_month = 2019-04", "A1 2026-01-05 placement = foster",
                               "A1 2026-01-05 legal_basis = icso", "A1 2026-01-05 happened laac_start",
                               "A1 2026-02-10 started First LAAC review", "A1 2026-02-12 completed First LAAC review",
                               "A1 2026-04-01 started adm_decision", "A1 2026-04-03 completed adm_decision",
                               "A1 2026-04-03 decided adm_decision → permanence_ratified",
                               "A1 2026-04-10 started court_application_prepare"});
    CHECK(read.summary.left_behind == Texts{"note"});
    CHECK(read.summary.rows == 4);
    CHECK(read.sink.events.at(7).precision == TimePrecision::minute);
    CHECK(read.sink.events.at(4).visit == read.sink.events.at(5).visit);
}

TEST_CASE("each time that a child comes to a step is a visit of its own, the same one in next month's file") {
    const ReadText read = read_rows(
        "A1,laac_further_review,,05/01/2026,,,,,\nA1,laac_further_review,,05/07/2026,,,,,\n"
        "A2,laac_further_review,,05/01/2026,,,,,\n");
    REQUIRE(read.sink.events.size() == 3);
    CHECK(read.sink.events[0].visit == "laac_further_review 1");
    CHECK(read.sink.events[1].visit == "laac_further_review 2");
    CHECK(read.sink.events[2].visit == "laac_further_review 1");
}

TEST_CASE("rows still to be filled in are passed over; wrong ones are told without what might be free text") {
    const ReadText read = read_rows(
        ",Milestone: x [laac_start],,,,,,,\n"
        ",,,,,,,,\n"
        "A1,laac_start,,,,,,,\n"
        ",laac_start,,05/01/2026,,,,,\n"
        "A2,,,05/01/2026,,,,,\n"
        "A3,laac_start,after her birthday,,,,,,\n"
        "A4,laac_start,06/01/2026,05/01/2026,,,,,\n"
        "A5,laac_start,,05/01/26,,,,,\n"
        "A6,laac_start,,05/01/2026,,,,,,more,more\n"
        "A7,laac_start,,05/01/2026,he was glad,with her aunt,see file,soon,\n"
        "A8,laac_start,05/01/2026,,agreed,,,,\n");
    CHECK(read.rejected == Texts{":5 child: must be given", ":6 step: must be given",
                                 ":7 started: is no date: DD/MM/YYYY or YYYY-MM-DD, with a year of four digits",
                                 ":8 completed \"05/01/2026\": it is completed before it started",
                                 ":9 completed: is no date: DD/MM/YYYY or YYYY-MM-DD, with a year of four digits",
                                 ":10 : has more fields than the header"});
    CHECK(read.remarks == Texts{":4 completed: has no date yet; nothing of it is kept",
                                ":11 birth_month: is no month: 2017-04; it is left out",
                                ":11 placement: is no word of the list; it is left out",
                                ":11 legal_basis: is no word of the list; it is left out",
                                ":11 outcome: is no word of the list of steps; it is left out",
                                ":12 outcome: the step is not completed yet; its outcome is left out"});
    CHECK(read.events == Texts{"A7 2026-01-05 happened laac_start", "A8 2026-01-05 started laac_start"});
    CHECK(read.summary.rows == 9);
}

TEST_CASE("saved with semicolons and in Windows-1252, with capitals and blanks in its header") {
    const ReadText read = read_tracker_text(
        "Child;Step;Started;Completed;Outcome;Placement;Legal basis;Birth month;Note\r\n"
        "A1;laac_start;;2026-01-05;;Foster;CSO;;caf\xe9\r\n");
    CHECK(read.rejected.empty());
    CHECK(read.events == Texts{"A1 2026-01-05 placement = foster", "A1 2026-01-05 legal_basis = cso",
                               "A1 2026-01-05 happened laac_start"});
}

TEST_CASE("a tracker is told by its header") {
    CHECK(is_tracker({"child", "step", "started", "completed", "note"}));
    CHECK(is_tracker({"Child", "Step", "Started", "Completed", "Legal Basis", ""}));
    CHECK_FALSE(is_tracker({"child", "step", "started", "completed"}));
    CHECK_FALSE(is_tracker({"child", "step", "started", "completed", "note", "team"}));
    CHECK_FALSE(is_tracker({"child", "step", "completed", "outcome", "note"}));
    const TestFolder folder;
    Mapping mapping;
    mapping.format = SourceFormat::tracker;
    CollectingSink sink;
    const Result<SourceSummary> read = read_source(folder.write("c.csv", "a,b\n1,2\n"), mapping, sink, {});
    REQUIRE_FALSE(read);
    CHECK(read.problems()[0].hint == "permap import --template tracker -o tracker.csv makes an empty one");
}

TEST_CASE("the birth month is kept once, however it is written, and never the day") {
    const ReadText read = read_rows(
        "A1,laac_start,,05/01/2026,,,,17/04/2019,\nA1,cso_made,,06/01/2026,,,,04/2019,\n"
        "A1,laac_start,,07/01/2026,,,,2019-05,\n");
    CHECK(read.events.size() == 5);
    CHECK(has(read.events, "2026-01-05 birth_month = 2019-04"));
    CHECK(has(read.events, "2026-01-07 birth_month = 2019-05"));
    CHECK(read.remarks == Texts{":4 birth_month: is another than an earlier row of this child gives"});
}

TEST_CASE("the CSV template: the header, a row for each milestone, and it is read back as empty") {
    TrackerTemplate form;
    form.steps.push_back({"m", "A, milestone", "Part", "", "", {}, true});
    form.steps.push_back({"s", "A step", "Part", "", "", {}, false});
    const std::string text = tracker_csv(form);
    CHECK(text ==
          "child,step,started,completed,outcome,placement,legal_basis,birth_month,note\r\n"
          ",\"Milestone: A, milestone [m]\",,,,,,,\r\n");
    const ReadText read = read_tracker_text(text);
    CHECK(read.rejected.empty());
    CHECK(read.remarks.empty());
    CHECK(read.events.empty());
    CHECK(step_of_label("Part: A step [s]") == "s");
    CHECK(step_of_label("s") == "s");
    CHECK(step_of_label("a [b] c") == "a [b] c");
}
