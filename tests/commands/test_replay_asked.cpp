// What people ask of a log besides its figures: what the options mean, and every fault at once.
#include <catch2/catch.hpp>

#include "commands/replay_asked.hpp"
#include "commands/sharing_options.hpp"
#include "projection/drawn_stream.hpp"

using namespace permap;

namespace {

Map asked_map() {
    Map map;
    map.steps = {drawn_step("start", StepKind::start, {"approve"}),
                 drawn_step("approve", StepKind::milestone, {"lodge"}), drawn_step("lodge", StepKind::outcome),
                 drawn_step("moved", StepKind::milestone)};
    Aim aim;
    aim.id = "lodged";
    aim.from = {{"approve", false, {}}};
    aim.to = {{"lodge", false, {}}};
    aim.limit = 28;
    aim.limit_unit = TimeUnit::calendar_days;
    map.aims = {aim};
    map.milestones = {{"move", "Moved", {{"moved", false, {}}}}};
    map.attributes = {{"placement", {"none", "foster"}, "none", {}, {}}, {"sex", {"unknown", "f"}, "unknown", {}, {}}};
    Attribute derived;
    derived.id = "placed";
    derived.derived = Condition{};
    map.attributes.push_back(derived);
    return map;
}

EventLog asked_log(const Map& map, const std::string& more = "") {
    EventLog log;
    Stream stream;
    stream.child = drawn_child(map, "start", 1000);  // from 5 January 2026 to 1 October 2028
    stream.events = drawn_events(map,
                                 "0 entered start\n0 ready start <0\n0 completed start <1\n10 ready approve <2\n"
                                 "10 completed approve <3\n" +
                                     more);
    log.streams = {stream};
    return log;
}

struct Answer {
    Asked asked;
    Problems problems;
};

Answer ask(const std::vector<std::string>& words, LogKind kind = LogKind::recorded, const std::string& more = "",
           bool with_aims = true) {
    const Result<Arguments> arguments = Arguments::parse(words, asked_options());
    REQUIRE(arguments);
    Map map = asked_map();
    if (!with_aims) map.aims.clear();
    const MeasurePlan plan = measure_plan(map);
    Answer answer;
    answer.asked = asked_of(*arguments, plan, asked_log(map, more), kind, answer.problems);
    return answer;
}

std::vector<std::string> days_of(const Answer& answer) {
    std::vector<std::string> days;
    for (const StandingOn& one : answer.asked.questions->on) days.push_back(to_date_string(midnight(one.on)));
    return days;
}

bool has_list(const Answer& answer, const std::string& by) {
    for (const CountList& list : answer.asked.questions->on.front().lists) {
        if (list.by == by) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("of a recorded log the last day and the caseload are told unasked, of a simulated one only when asked for") {
    const Answer recorded = ask({});
    CHECK(recorded.problems.empty());
    CHECK(days_of(recorded) == std::vector<std::string>{"2028-09-30"});
    CHECK(recorded.asked.caseload->months.size() == 33);
    CHECK_FALSE(recorded.asked.run_charts);
    const Answer simulated = ask({}, LogKind::simulated);
    CHECK_FALSE(simulated.asked.questions);
    CHECK_FALSE(simulated.asked.caseload);
    CHECK(ask({"--by-year"}, LogKind::simulated).asked.questions);
    CHECK(ask({"--caseload"}, LogKind::simulated).asked.caseload->shows_all);
}

TEST_CASE("days: as given, in order, each once; or each 31 July within the log") {
    CHECK(days_of(ask({"--on", "2027-05-01", "--on", "2026-02-03", "--on", "2027-05-01"})) ==
          std::vector<std::string>{"2026-02-03", "2027-05-01"});
    CHECK(days_of(ask({"--by-year"})) == std::vector<std::string>{"2026-07-31", "2027-07-31", "2028-07-31"});
    CHECK(ask({"--on", "May"}).problems.size() == 1);
}

TEST_CASE("moves are the map's where the log tells of them, else changes of placement") {
    CHECK(ask({}).asked.questions->moves_are.find("placement") != std::string::npos);
    CHECK(ask({}, LogKind::recorded, "20 ready moved <4\n20 completed moved <5\n")
              .asked.questions->moves_are.find("milestone") != std::string::npos);
}

TEST_CASE("children are told apart by the usual attributes, and by those asked for") {
    CHECK(has_list(ask({}), "placement"));
    CHECK_FALSE(has_list(ask({}), "sex"));
    CHECK(has_list(ask({"--by", "sex"}), "sex"));
    const Answer wrong = ask({"--by", "placemnt", "--by", "placed"});
    REQUIRE(wrong.problems.size() == 2);
    CHECK(wrong.problems[0].hint.find("placement") != std::string::npos);
    CHECK(wrong.problems[1].what.find("worked out") != std::string::npos);
}

TEST_CASE("run charts: all aims or those named, a stated baseline, changes by date") {
    const Answer all = ask(
        {"--run-chart", "--baseline", "2026-02..2026-03", "--change", "2026-03-01=second", "--change", "2026-02-01"});
    CHECK(all.problems.empty());
    REQUIRE(all.asked.run_charts);
    REQUIRE(all.asked.run_charts->charts.size() == 1);
    CHECK(all.asked.run_charts->charts[0].chart.points.size() == 1);
    CHECK(to_string(all.asked.run_charts->charts[0].chart.points[0].month) == "2026-02");  // 28 days from 15 January
    CHECK(all.asked.run_charts->charts[0].chart.baseline.is_stated);
    REQUIRE(all.asked.run_charts->changes.size() == 2);
    CHECK(all.asked.run_charts->changes[0].label.empty());
    CHECK(all.asked.run_charts->changes[1].label == "second");
}

TEST_CASE("every fault of a run chart's options at once") {
    const Answer wrong = ask({"--run-chart", "--aim", "lodge", "--baseline", "2026-03..2026-02", "--change", "soon"});
    REQUIRE(wrong.problems.size() == 3);
    bool is_meant = false;
    for (const Problem& problem : wrong.problems)
        is_meant = is_meant || problem.hint.find("lodged") != std::string::npos;
    CHECK(is_meant);
    CHECK(ask({"--run-chart"}, LogKind::recorded, "", false).problems.size() == 1);
    CHECK(ask({"--baseline", "2026-01..2026-02"}).problems.size() == 1);  // without --run-chart
}

TEST_CASE("sharing: JSON only, and a limit that hides something") {
    const auto faults = [](const std::vector<std::string>& words) {
        std::vector<OptionSpec> options = sharing_options();
        options.push_back({"json", nullptr, ""});
        const Result<Arguments> arguments = Arguments::parse(words, options);
        REQUIRE(arguments);
        Problems problems;
        check_sharing(*arguments, problems);
        suppress_below(*arguments, problems);
        return problems.size();
    };
    CHECK(faults({}) == 0);
    CHECK(faults({"--for-sharing", "--json", "--suppress-below", "10"}) == 0);
    CHECK(faults({"--for-sharing"}) == 1);
    CHECK(faults({"--suppress-below", "10", "--json"}) == 1);
    CHECK(faults({"--for-sharing", "--json", "--suppress-below", "1"}) == 1);
}
