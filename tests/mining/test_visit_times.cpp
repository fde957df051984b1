#include <catch2/catch.hpp>

#include "mining/visit_times.hpp"
#include "mining/written_log.hpp"

using namespace permap;

namespace {

// 2024-01-05 is a Friday.
struct Timed {
    RecordedLog log;
    Binding binding;
    MeasurePlan plan;
    EventLog events;
    std::vector<VisitTimes> times;

    explicit Timed(const char* lines, bool hours = true)
        : log(written_log(lines)),
          binding(bound(log)),
          plan(measure_plan(binding.map)),
          events(events_of(log, binding)),
          times(visit_times_of(plan, working_hours(plan, hours ? std::optional(office_hours()) : std::nullopt),
                               events)) {}

    const VisitTimes& of(const char* id) const {
        for (const VisitTimes& one : times)
            if (one.step == step_of(binding, id)) return one;
        FAIL("no visit of " << id);
        return times.front();
    }
};

}  // namespace

TEST_CASE("work that ends exactly at closing time ends there") {
    const Timed timed(
        "a 2024-01-05 15:00 ready assess\na 2024-01-05 16:00 started assess\na 2024-01-05 17:00 completed assess\n");
    CHECK(timed.of("assess").working.total_minutes == 60);
    CHECK(timed.of("assess").working_open.total_minutes == 60);
    CHECK(timed.of("assess").waiting.total_minutes == 60);
    CHECK(timed.of("assess").waiting_open.total_minutes == 60);
}

TEST_CASE("work left over carries to the next opening: the weekend is calendar time, not working time") {
    const Timed timed(
        "a 2024-01-05 15:00 ready assess\na 2024-01-05 16:00 started assess\na 2024-01-08 10:00 completed assess\n");
    CHECK(timed.of("assess").working.total_minutes == (2 * 24 + 18) * 60);
    CHECK(timed.of("assess").working_open.total_minutes == 120);
}

TEST_CASE("work that is over before the next opening has used no minute of it") {
    const Timed timed(
        "a 2024-01-05 15:00 ready assess\na 2024-01-05 16:00 started assess\na 2024-01-08 09:00 completed assess\n");
    CHECK(timed.of("assess").working_open.total_minutes == 60);
}

TEST_CASE("without hours there is calendar time only") {
    const Timed timed("a 2024-01-05 16:00 started assess\na 2024-01-08 10:00 completed assess\n", false);
    CHECK_FALSE(timed.of("assess").hours_are_known);
    CHECK(timed.of("assess").working_open.count == 0);
    CHECK(timed.of("assess").working.count == 1);
}

TEST_CASE("a step's own calendar goes before the one for steps without") {
    Map map;
    map.steps = {step_named("duty", StepKind::activity, {}), step_named("office", StepKind::activity, {})};
    CalendarRule always;
    always.id = "always";
    for (int weekday = 1; weekday <= 7; ++weekday) always.open.push_back({weekday, 0, 24 * 60});
    map.calendars = {always};
    map.steps[0].calendar = "always";
    const MeasurePlan plan = measure_plan(map);
    const Instant friday = *parse_instant("2024-01-05 16:00"), monday = *parse_instant("2024-01-08 10:00");
    const WorkingHours given = working_hours(plan, office_hours());
    CHECK(given.of(StepIndex{0})->working_between(friday, monday) == monday - friday);
    CHECK(given.of(StepIndex{1})->working_between(friday, monday) == Minutes{120});
    CHECK(working_hours(plan, std::nullopt).of(StepIndex{1}) == nullptr);
    map.working_day_calendar = "always";
    CHECK(working_hours(measure_plan(map), std::nullopt).of(StepIndex{1}) != nullptr);
}

TEST_CASE("one date a visit: its time is neither waiting nor working") {
    const Timed timed("a 2024-01-05 happened refer\na 2024-01-08 happened assess\n");
    const VisitTimes& assess = timed.of("assess");
    CHECK(assess.only_end_known == 1);
    CHECK(assess.unsplit.total_minutes == 3 * 1440);
    CHECK(assess.waiting.count == 0);
    CHECK(assess.working.count == 0);
    CHECK(assess.waited_for.total() == 0);
}

TEST_CASE("waiting outside opening hours is out of hours, whatever else the wait was for") {
    const Timed timed(
        "a 2024-01-05 16:00 ready assess\na 2024-01-08 10:00 started assess\na 2024-01-08 12:00 completed assess\n");
    CHECK(timed.of("assess").waited_for.out_of_hours == (2 * 24 + 18) * 60 - 120);
    CHECK(timed.of("assess").waited_for.not_known == 120);
    CHECK(timed.of("assess").said == 0);
}

TEST_CASE("a child is passed over from the first start of one who became ready later") {
    const Timed timed(
        "a 2024-01-02 09:00 ready assess\n"
        "b 2024-01-02 10:00 ready assess\n"
        "b 2024-01-02 12:00 started assess\n"
        "c 2024-01-02 11:00 ready assess\n"
        "c 2024-01-02 13:00 started assess\n"
        "a 2024-01-02 16:00 started assess\n");
    const WaitedFor& waited = timed.of("assess").waited_for;
    CHECK(waited.passed_over == 4 * 60);          // a, from 12:00
    CHECK(waited.not_known == (3 + 2 + 2) * 60);  // a up to then, b, c
    CHECK(waited.total() == timed.of("assess").waiting.total_minutes);
}

TEST_CASE("who became ready in the same minute, or is the same child, passes nobody over") {
    CHECK(Timed("a 2024-01-02 09:00 ready x\nb 2024-01-02 09:00 ready x\n"
                "b 2024-01-02 12:00 started x\na 2024-01-02 16:00 started x\n")
              .of("x")
              .waited_for.passed_over == 0);
    RecordedLog log = written_log(
        "a 2024-01-02 09:00 ready x\na 2024-01-02 10:00 ready x\n"
        "a 2024-01-02 12:00 started x\na 2024-01-02 16:00 started x\n");
    std::vector<Record>& records = log.journeys[0].records;
    records[0].visit = records[3].visit = 1;
    records[1].visit = records[2].visit = 2;
    const Binding binding = bound(log);
    const MeasurePlan plan = measure_plan(binding.map);
    const auto times = visit_times_of(plan, working_hours(plan, std::nullopt), events_of(log, binding));
    CHECK(times[0].waited_for.passed_over == 0);
    CHECK(times[0].waited_for.not_known == (7 + 2) * 60);
}

TEST_CASE("started in the same minute as another child: a wait for the others or the day") {
    const char* const together =
        "a 2024-01-02 09:00 ready panel\n"
        "b 2024-01-02 12:00 ready panel\n"
        "a 2024-01-02 16:00 started panel\n"
        "b 2024-01-02 16:00 started panel\n";
    CHECK(Timed(together).of("panel").waited_for.together == (7 + 4) * 60);
    CHECK(Timed(together).of("panel").waited_for.not_known == 0);
    // Nobody else: not known. The same child twice is not several children.
    CHECK(Timed("a 2024-01-02 09:00 ready panel\na 2024-01-02 16:00 started panel\n").of("panel").waited_for.together ==
          0);
    CHECK(Timed("a 2024-01-02 09:00 ready panel\na 2024-01-02 10:00 ready panel\n"
                "a 2024-01-02 16:00 started panel\na 2024-01-02 16:00 started panel\n")
              .of("panel")
              .waited_for.together == 0);
}

TEST_CASE("dates without a time do not make children start together") {
    CHECK(Timed("a 2024-01-02 ready panel\nb 2024-01-03 ready panel\n"
                "a 2024-01-09 started panel\nb 2024-01-09 started panel\n",
                false)
              .of("panel")
              .waited_for.together == 0);
}

TEST_CASE("what the log says of a wait is kept, not estimated") {
    RecordedLog log = written_log(
        "a 2024-01-05 16:00 ready panel\na 2024-01-08 10:00 started panel\na 2024-01-08 12:00 completed panel\n");
    log.journeys[0].records[1].detail = wait_detail(Minutes{600}, Minutes{1200});
    Map map;
    map.steps = {step_named("panel", StepKind::activity, {})};
    Resource panels;
    panels.id = "panels";
    panels.kind = ResourceKind::sitting;
    map.resources = {panels};
    map.steps[0].uses.emplace();
    map.steps[0].uses->resource = "panels";
    const Binding binding = bound(log, map);
    const MeasurePlan plan = measure_plan(binding.map);
    const auto times = visit_times_of(plan, working_hours(plan, office_hours()), events_of(log, binding));
    REQUIRE(times.size() == 1);
    CHECK(times[0].said == 1);
    CHECK(times[0].waited_for.out_of_hours == 600);
    CHECK(times[0].waited_for.gathering == 1200);
    CHECK(times[0].waited_for.next_sitting == 66 * 60 - 1800);
    CHECK(times[0].waited_for.not_known == 0);
}

TEST_CASE("hours are told as FROM-TO on weekdays, and nothing else is hours") {
    const auto hours = weekday_hours("09:00-17:30");
    REQUIRE(hours);
    CHECK(hours->open.size() == 5);
    CHECK(hours->open[4] == OpeningHours{5, 540, 1050});
    CHECK(hours->scottish_public_holidays);
    for (const char* const wrong : {"", "9-17", "09:00", "17:00-09:00", "09:00-09:00", "09:60-17:00", "09:00-25:00",
                                    "ab:cd-ef:gh", "09:00_17:00", "09:00-17:00 "})
        CHECK_FALSE(weekday_hours(wrong));
    CHECK(weekday_hours("00:00-24:00"));
}
