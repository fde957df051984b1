#include <catch2/catch.hpp>

#include "analysis/delay_rows.hpp"
#include "mining/flows.hpp"
#include "mining/generated_log.hpp"
#include "mining/unexplained.hpp"
#include "mining/visit_times.hpp"
#include "mining/written_log.hpp"
#include "projection/fold.hpp"
#include "recorded/journey_events.hpp"

using namespace permap;

namespace {

// Ways among some of the steps, so that some are bound, some are not, and causes are found in more than one way.
Map map_of_three() {
    Map map;
    map.steps = {step_named("step 0", StepKind::start, {"step 1", "step 2"}),
                 step_named("step 1", StepKind::activity, {"step 2", "step 0"}),
                 step_named("step 2", StepKind::outcome, {})};
    map.steps[1].ways[1].back = BackWay::rework;
    return map;
}

EventLog known_events(const RecordedLog& log, const Binding& binding, std::uint16_t last) {
    EventLog events;
    std::int64_t left_out = 0;
    for (std::uint32_t child = 0; child < log.journeys.size(); ++child) {
        events.streams.push_back(journey_events(binding, known_records(log.journeys[child].records, last), log.words,
                                                child, *parse_instant("2024-03-01"), left_out));
    }
    return events;
}

void check_laws(const RecordedLog& log, const Binding& binding) {
    for (const std::uint16_t last : {std::uint16_t{1}, std::uint16_t{2}}) {
        const EventLog events = known_events(log, binding, last);
        MeasurePlan plan = measure_plan(binding.map);
        plan.watches_stuck = false;
        const std::vector<Replication> folded = fold_log(plan, events);
        RC_ASSERT(folded.size() == 1U);
        const Tally& tally = folded[0].tally;

        // Attributed days are elapsed days, and waiting, working, clock and unsplit are all there is.
        std::int64_t attributed = 0, open = 0;
        for (const StepTally& step : tally.steps) {
            attributed += step.path_minutes();
            open += step.open_minutes;
        }
        RC_ASSERT(attributed == tally.elapsed_minutes);
        RC_ASSERT(open == tally.open_elapsed_minutes);
        double days = 0;
        for (const DelayRow& row : delay_by_step(plan, tally, 1)) {
            days += row.child_days;
            const double parts =
                row.waiting_child_days + row.working_child_days + row.clock_child_days + row.unsplit_child_days;
            RC_ASSERT(parts == row.child_days);
            if (row.never_split) RC_ASSERT(row.working_child_days == 0.0);
        }
        RC_ASSERT(std::abs(days * 1440 - static_cast<double>(tally.elapsed_minutes)) < 0.01);

        // What visits waited for is all of their waiting; working time is a part of calendar time.
        std::int64_t visits = 0;
        for (const VisitTimes& one : visit_times_of(plan, working_hours(plan, office_hours()), events)) {
            RC_ASSERT(one.waited_for.total() == one.waiting.total_minutes);
            RC_ASSERT(one.waiting_open.total_minutes <= one.waiting.total_minutes);
            RC_ASSERT(one.working_open.total_minutes <= one.working.total_minutes);
            RC_ASSERT(one.waiting_open.count == one.waiting.count);
            visits += one.visits;
        }
        std::int64_t tallied = 0, completed = 0;
        for (const StepTally& step : tally.steps) tallied += step.visits;
        for (const Stream& stream : events.streams) {
            for (const Event& event : stream.events) {
                tallied -= event.kind == EventKind::clock_fired ? 1 : 0;
                completed += completed_steps({&event, 1}).empty() ? 0 : 1;
            }
        }
        RC_ASSERT(visits == tallied);

        // Every completion but each child's first follows another; every child has a variant.
        const Flows flows = flows_of(events);
        std::int64_t pairs = 0, children = 0;
        for (const FollowedBy& pair : flows.follows.pairs) {
            pairs += pair.count;
            RC_ASSERT(pair.children <= pair.count);
            RC_ASSERT(*pair.between_completions.mean_minutes >= 0);
        }
        for (const Variant& variant : flows.variants) children += variant.children;
        RC_ASSERT(children == flows.children);
        RC_ASSERT(pairs == completed - (flows.children - flows.follows.with_nothing_completed));
    }
}

}  // namespace

TEST_CASE("laws of recorded logs: days add up, waits are told apart without loss, completions follow each other") {
    CHECK(rc::check("on the steps of the log alone", [] {
        const RecordedLog log = *generated_log();
        check_laws(log, bound(log));
    }));
    CHECK(rc::check("on a map that knows some of the steps", [] {
        const RecordedLog log = *generated_log();
        check_laws(log, bound(log, map_of_three()));
    }));
}

TEST_CASE("a child of whom only attributes are known has no path, and is counted") {
    const RecordedLog log =
        written_log("a 2024-01-01 attribute_set status order\na 2024-02-01 attribute_set status none\n");
    const Binding binding = bound(log, map_of_three());
    const MeasurePlan plan = measure_plan(binding.map);
    const std::vector<Replication> folded = fold_log(plan, events_of(log, binding));
    CHECK(folded[0].tally.children == 1);
    CHECK(folded[0].tally.open_elapsed_minutes == 0);
}

TEST_CASE("what is unexplained is counted at visits that there were") {
    CHECK(rc::check([] {
        const RecordedLog log = *generated_log();
        const Binding binding = bound(log, map_of_three());
        const EventLog events = known_events(log, binding, 1);
        UnexplainedFold fold(binding, log);
        for (std::size_t i = 0; i < events.streams.size(); ++i)
            fold.add(known_records(log.journeys[i].records, 1), events.streams[i]);
        for (const Unexplained& one : fold.result()) {
            RC_ASSERT(one.visits > 0);
            RC_ASSERT(one.children > 0);
            RC_ASSERT(one.children <= one.visits);
            if (one.kind == UnexplainedKind::not_on_the_map) RC_ASSERT(index(one.step) >= binding.steps_of_map);
        }
    }));
}
