#include <algorithm>
#include <catch2/catch.hpp>

#include "projection/drawn_stream.hpp"
#include "projection/fold.hpp"
#include "projection/random_stream.hpp"

using namespace permap;

namespace {

// refer -> fork -> (report, views) -> meet -> panel -> ok | defer (rework, back to booking) -> done
Map small_map() {
    Map map;
    map.id = "small";
    map.steps = {drawn_step("refer", StepKind::start, {"fork"}),
                 drawn_step("fork", StepKind::split, {"report", "views"}),
                 drawn_step("report", StepKind::activity, {"meet"}),
                 drawn_step("views", StepKind::activity, {"meet"}),
                 drawn_step("meet", StepKind::join, {"booking"}),
                 drawn_step("booking", StepKind::activity, {"panel"}),
                 drawn_step("panel", StepKind::decision, {"done", "booking"}),
                 drawn_step("done", StepKind::outcome),
                 drawn_clock("review", {"done"}),
                 drawn_clock("age18", {"done"}, true),
                 drawn_step("letter", StepKind::activity, {"letter_sent"}),
                 drawn_step("letter_sent", StepKind::strand_end)};
    map.steps[6].ways[1].back = BackWay::rework;
    map.stages = {{"sitting", "Panel", {"booking", "panel"}, "", ""}};
    return map;
}

Replication folded(const Map& map, const Child& child, const std::vector<Event>& events) {
    const MeasurePlan plan = measure_plan(map);
    FoldScratch scratch(plan);
    Replication replication(plan);
    fold_child(plan, child, events, scratch, replication);
    return replication;
}

const StepTally& of(const Map& map, const Replication& replication, const std::string& step) {
    return replication.tally.steps[index(step_of(map, step))];
}

double in_days(std::int64_t minutes) {
    return static_cast<double>(minutes) / (24 * 60);
}

constexpr const char* deferred_once =
    "0  entered   refer            \n"     // 0
    "0  ready     refer    <0      \n"     // 1
    "0  started   refer    <1      \n"     // 2
    "0  completed refer    <2      \n"     // 3
    "0  ready     fork     <3      \n"     // 4
    "0  started   fork     <4      \n"     // 5
    "0  completed fork     <5      \n"     // 6
    "0  decided   fork     <6 report\n"    // 7
    "0  ready     report   <7      \n"     // 8
    "0  decided   fork     <6 views\n"     // 9
    "0  ready     views    <9      \n"     // 10
    "0  started   views    <10     \n"     // 11
    "2  started   report   <8      \n"     // 12
    "5  completed views    <11     \n"     // 13
    "9  completed report   <12     \n"     // 14
    "9  ready     meet     <14     \n"     // 15
    "9  started   meet     <15     \n"     // 16
    "9  completed meet     <16     \n"     // 17
    "9  ready     booking  <17     \n"     // 18
    "9  started   booking  <18     \n"     // 19
    "12 completed booking  <19     \n"     // 20
    "12 ready     panel    <20     \n"     // 21
    "20 started   panel    <21     \n"     // 22
    "20 completed panel    <22     \n"     // 23
    "20 decided   panel    <23 booking\n"  // 24
    "20 ready     booking  <24     \n"     // 25
    "20 started   booking  <25     \n"     // 26
    "24 completed booking  <26     \n"     // 27
    "24 ready     panel    <27     \n"     // 28
    "34 started   panel    <28     \n"     // 29
    "35 completed panel    <29     \n"     // 30
    "35 decided   panel    <30 done\n"     // 31
    "35 ready     done     <31     \n"     // 32
    "35 started   done     <32     \n"     // 33
    "35 completed done     <33     \n"     // 34
    "35 left      done     <34     \n";

}  // namespace

TEST_CASE("the branch that came last is on the path that mattered, the other is not") {
    const Map map = small_map();
    const Replication result = folded(map, drawn_child(map, "refer", 100), drawn_events(map, deferred_once));

    CHECK(in_days(of(map, result, "report").path_waiting_minutes()) == 2);
    CHECK(in_days(of(map, result, "report").path_working_minutes) == 7);
    CHECK(of(map, result, "views").path_minutes() == 0);
    CHECK(in_days(of(map, result, "views").working_minutes) == 5);  // it happened all the same
    CHECK(in_days(of(map, result, "booking").path_working_minutes) == 7);
    CHECK(in_days(of(map, result, "panel").path_waiting_minutes()) == 18);
    CHECK(in_days(of(map, result, "panel").path_working_minutes) == 1);
    CHECK(in_days(result.tally.elapsed_minutes) == 35);
    CHECK(result.tally.open_elapsed_minutes == 0);
}

TEST_CASE("rework is the critical time from being sent back until the step is reached again") {
    const Map map = small_map();
    const Replication result = folded(map, drawn_child(map, "refer", 100), drawn_events(map, deferred_once));

    CHECK(in_days(of(map, result, "booking").path_rework_minutes) == 4);  // days 20 to 24, not the first booking
    CHECK(of(map, result, "panel").path_rework_minutes == 0);
}

TEST_CASE("a stage is visited when it is come into from outside, not when its steps follow each other") {
    const Map map = small_map();
    const Replication result = folded(map, drawn_child(map, "refer", 100), drawn_events(map, deferred_once));
    CHECK(result.tally.stage_visits == std::vector<std::int64_t>{1});
}

TEST_CASE("waiting is told apart by why: hours, siblings, then the unit or the sitting") {
    Map map = small_map();
    Resource panels;
    panels.id = "panels";
    panels.kind = ResourceKind::sitting;
    map.resources.push_back(panels);
    map.steps[6].uses = Use{"panels", {}, false};
    std::vector<Event> events = drawn_events(map, deferred_once);
    events[22].detail = wait_detail(Minutes{600}, Minutes{2 * 24 * 60});  // of 8 days
    const Replication result = folded(map, drawn_child(map, "refer", 100), events);

    const StepTally& panel = of(map, result, "panel");
    CHECK(panel.path_out_of_hours_minutes == 600);
    CHECK(panel.path_gathering_minutes == 2 * 24 * 60);
    CHECK(panel.path_next_sitting_minutes == 18 * 24 * 60 - 600 - 2 * 24 * 60);
    CHECK(panel.path_no_free_unit_minutes == 0);
}

TEST_CASE("an open journey is attributed to the step ready longest that can still reach an outcome") {
    const Map map = small_map();
    const char* text =
        "0 entered   refer         \n"
        "0 ready     refer  <0     \n"
        "0 started   refer  <1     \n"
        "0 completed refer  <2     \n"
        "0 ready     letter <3     \n"  // ready longer, but leads only to a strand end
        "0 clock_started review <3 \n"
        "0 ready     views  <3     \n"
        "0 ready     booking <3    \n"
        "4 started   views  <6     \n"
        "5 started   booking <7    \n";
    const Replication result = folded(map, drawn_child(map, "refer", 50), drawn_events(map, text));
    CHECK(in_days(of(map, result, "views").open_minutes) == 50);
    CHECK(of(map, result, "letter").open_minutes == 0);
    CHECK(of(map, result, "views").path_minutes() == 0);
    CHECK(in_days(result.tally.open_elapsed_minutes) == 50);
    CHECK(result.tally.elapsed_minutes == 0);
}

TEST_CASE("what has been ready longest counts from its present visit, and a way to a clock leads to no outcome") {
    Map map = small_map();
    map.steps[10].ways[0].to = map.steps[10].ways[0].id =
        "review";  // the letter starts the clock that leads to the outcome
    const char* text =
        "0 entered   refer         \n"
        "0 ready     views   <0    \n"
        "0 ready     letter  <0    \n"
        "3 started   views   <1    \n"
        "3 completed views   <3    \n"
        "3 ready     booking <4    \n"
        "3 ready     views   <4    \n";
    const Replication result = folded(map, drawn_child(map, "refer", 50), drawn_events(map, text));
    CHECK(in_days(of(map, result, "booking").open_minutes) == 47);
    CHECK(in_days(of(map, result, "views").open_minutes) == 3);
}

TEST_CASE("sent back twice, each stretch of rework ends when the step is next reached") {
    const Map map = small_map();
    const char* text =
        "0  entered   refer             \n"
        "0  ready     panel    <0       \n"
        "1  started   panel    <1       \n"
        "1  completed panel    <2       \n"
        "1  decided   panel    <3 booking\n"
        "1  ready     booking  <4       \n"
        "1  started   booking  <5       \n"
        "5  completed booking  <6       \n"
        "5  ready     panel    <7       \n"
        "15 started   panel    <8       \n"
        "15 completed panel    <9       \n"
        "15 decided   panel    <10 booking\n"
        "15 ready     booking  <11      \n"
        "15 started   booking  <12      \n"
        "17 completed booking  <13      \n"
        "17 ready     panel    <14      \n"
        "17 started   panel    <15      \n"
        "17 completed panel    <16      \n"
        "17 decided   panel    <17 done \n"
        "17 ready     done     <18      \n"
        "17 completed done     <19      \n"
        "17 left      done     <20      \n";
    const Replication result = folded(map, drawn_child(map, "refer", 100), drawn_events(map, text));
    CHECK(in_days(of(map, result, "booking").path_rework_minutes) == 4 + 2);
    CHECK(of(map, result, "panel").path_rework_minutes == 0);
}

TEST_CASE("an open journey with nothing but clocks is attributed to the clock, the lifelong one last") {
    const Map map = small_map();
    const char* text =
        "0  entered       refer      \n"
        "0  clock_started age18  <0  \n"
        "10 clock_started review <0  \n";
    const Replication result = folded(map, drawn_child(map, "refer", 50), drawn_events(map, text));
    CHECK(in_days(of(map, result, "review").open_minutes) == 50);
    CHECK(of(map, result, "age18").open_minutes == 0);
}

TEST_CASE("time on a clock that fired is neither waiting nor working") {
    const Map map = small_map();
    const char* text =
        "0   entered       refer      \n"
        "0   clock_started review <0  \n"
        "365 clock_fired   review <1  \n"
        "365 ready         done   <2  \n"
        "365 started       done   <3  \n"
        "365 completed     done   <4  \n"
        "365 left          done   <5  \n";
    const Replication result = folded(map, drawn_child(map, "refer", 1000), drawn_events(map, text));
    CHECK(in_days(of(map, result, "review").path_clock_minutes) == 365);
    CHECK(of(map, result, "review").visits == 1);
    CHECK(of(map, result, "review").path_waiting_minutes() + of(map, result, "review").path_working_minutes == 0);
}

TEST_CASE("the path ends at the last outcome even when other strands run on") {
    const Map map = small_map();
    const char* text =
        "0  entered   refer       \n"
        "0  ready     letter <0   \n"
        "0  started   letter <1   \n"
        "0  ready     views  <0   \n"
        "0  started   views  <3   \n"
        "7  completed views  <4   \n"
        "7  ready     done   <5   \n"
        "7  started   done   <6   \n"
        "7  completed done   <7   \n"
        "30 completed letter <2   \n"
        "30 ready     letter_sent <9 \n"
        "30 started   letter_sent <10\n"
        "30 completed letter_sent <11\n"
        "30 left      done   <12  \n";
    const Replication result = folded(map, drawn_child(map, "refer", 100), drawn_events(map, text));
    CHECK(in_days(result.tally.elapsed_minutes) == 7);
    CHECK(of(map, result, "letter").path_minutes() == 0);
}

TEST_CASE("time beyond a step's own timescale counts from the end of its last day, on the path only") {
    Map map = small_map();
    Timescale five_days;
    five_days.value = 5;
    map.steps[6].timescales = {five_days};  // panel, from its ready: day 12 -> end of day 17 -> over from day 18
    const Replication result = folded(map, drawn_child(map, "refer", 100), drawn_events(map, deferred_once));
    // First sitting: over from 18 to 20. Second, ready on 24: over from 30 to 35.
    CHECK(in_days(of(map, result, "panel").path_over_limit_minutes) == 2 + 5);
}

TEST_CASE("a milestone's timescale covers the steps before it, and no minute counts twice") {
    Map map = small_map();
    Timescale own;
    own.value = 5;
    map.steps[6].timescales = {own};
    Timescale from_referral;
    from_referral.value = 10;
    from_referral.from_step = "refer";
    map.steps[7].timescales = {from_referral};  // done: over from day 11
    const Replication result = folded(map, drawn_child(map, "refer", 100), drawn_events(map, deferred_once));
    CHECK(of(map, result, "report").path_over_limit_minutes == 0);                // done on day 9
    CHECK(in_days(of(map, result, "booking").path_over_limit_minutes) == 1 + 4);  // 11 to 12, 20 to 24
    CHECK(in_days(of(map, result, "panel").path_over_limit_minutes) == 8 + 11);   // 12 to 20, 24 to 35
}

TEST_CASE("each visit has the timescale in force when it became ready") {
    Map map = small_map();
    Timescale five_days;
    five_days.value = 5;
    five_days.in_force.until = day(20);
    Timescale two_days = five_days;
    two_days.value = 2;
    two_days.in_force = {day(20), std::nullopt};
    map.steps[6].timescales = {five_days, two_days};
    const auto over = [&] {
        const Replication result = folded(map, drawn_child(map, "refer", 100), drawn_events(map, deferred_once));
        return in_days(of(map, result, "panel").path_over_limit_minutes);
    };
    CHECK(over() == 2 + 8);  // ready on 12: over from 18 to 20. Ready on 24: over from 27 to 35
    std::swap(map.steps[6].timescales[0], map.steps[6].timescales[1]);
    CHECK(over() == 2 + 8);
}

TEST_CASE("the law of a visit counts, not that of the event its timescale is counted from") {
    Map map = small_map();
    Timescale from_referral;
    from_referral.value = 10;
    from_referral.from_step = "refer";
    from_referral.in_force.from = day(20);
    map.steps[7].timescales = {from_referral};  // done is ready on 35; the referral was on day 0
    const auto over = [&] {
        const Replication result = folded(map, drawn_child(map, "refer", 100), drawn_events(map, deferred_once));
        return in_days(of(map, result, "panel").path_over_limit_minutes);
    };
    CHECK(over() == 8 + 11);  // as if it had been law all along
    map.steps[7].timescales[0].in_force = {std::nullopt, day(20)};
    CHECK(over() == 0);
}

TEST_CASE("a timescale that was not yet law when the visit became ready is no limit") {
    Map map = small_map();
    Timescale five_days;
    five_days.value = 5;
    five_days.in_force.from = day(20);
    map.steps[6].timescales = {five_days};
    const Replication result = folded(map, drawn_child(map, "refer", 100), drawn_events(map, deferred_once));
    CHECK(in_days(of(map, result, "panel").path_over_limit_minutes) == 5);  // the second sitting only
}

TEST_CASE("law: attributed minutes equal elapsed minutes, whatever happened") {
    const Map map = small_map();
    const MeasurePlan plan = measure_plan(map);
    FoldScratch scratch(plan);
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        const RandomStream drawn = random_stream(map, seed);
        Replication replication(plan);
        fold_child(plan, drawn.child, drawn.events, scratch, replication);
        std::int64_t closed = 0, open = 0;
        for (const StepTally& step : replication.tally.steps) {
            closed += step.path_minutes();
            open += step.open_minutes;
        }
        INFO("seed " << seed);
        CHECK(closed == (drawn.is_over ? drawn.elapsed.count() : 0));
        CHECK(open == (drawn.is_over ? 0 : drawn.elapsed.count()));
    }
}

TEST_CASE("law: folding two halves and merging them equals folding the whole") {
    Map map = small_map();
    Aim aim;
    aim.from = {{"views", true, {}}};
    aim.to = {{"report", true, {}}};
    map.aims = {aim};
    const MeasurePlan plan = measure_plan(map);
    FoldScratch scratch(plan);
    Replication whole(plan), first(plan), second(plan);
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        const RandomStream drawn = random_stream(map, seed);
        fold_child(plan, drawn.child, drawn.events, scratch, whole);
        fold_child(plan, drawn.child, drawn.events, scratch, seed <= 37 ? first : second);
    }
    first.merge(second);
    CHECK(first == whole);
    CHECK(whole.tally.children == 100);
}

TEST_CASE("work begun ahead of a place that the child never came to is counted; work whose place was reached is not") {
    Map map;
    map.steps = {drawn_step("away", StepKind::start, {"assess"}), drawn_step("assess", StepKind::activity, {"report"}),
                 drawn_step("report", StepKind::activity, {"end"}), drawn_step("end", StepKind::outcome)};
    map.steps[1].ahead = {{"report", "", false}};
    const auto report_of = [&](const std::string& text) {
        const MeasurePlan plan = measure_plan(map);
        FoldScratch scratch(plan);
        Replication replication(plan);
        fold_child(plan, drawn_child(map, "away", 365), drawn_events(map, text), scratch, replication);
        return replication.tally.steps[2];
    };
    const std::string begun =
        "0 entered away\n 0 ready assess <0\n 0 started assess <1\n 0 ready report <2\n 0 started report <3\n"
        " 5 completed report <4\n 10 completed assess <2\n";
    const StepTally in_vain =
        report_of(then(begun, "10 ready end <6\n10 started end <7\n10 completed end <8\n10 left end <9\n"));
    CHECK(in_vain.in_vain_visits == 1);
    CHECK(in_vain.in_vain_minutes == 5 * one_day.count());
    const StepTally reached = report_of(
        then(begun, "10 merged report <6\n10 ready end <7\n10 started end <8\n10 completed end <9\n10 left end <10\n"));
    CHECK(reached.in_vain_visits == 0);
    CHECK(reached.in_vain_minutes == 0);
}
