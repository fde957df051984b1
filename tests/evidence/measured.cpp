#include "evidence/measured.hpp"

#include <catch2/catch.hpp>

#include "evidence/counting_plan.hpp"
#include "evidence/target_codec.hpp"
#include "projection/drawn_stream.hpp"

namespace permap {

namespace {

CountingPlan plan_for(const Targets& targets, const MeasurePlan& measured) {
    Result<CountingPlan> plan = counting_plan(targets, measured);
    for (const Problem& problem : plan.problems()) UNSCOPED_INFO(to_string(problem));
    REQUIRE(plan);
    return *std::move(plan);
}

Counts counts_of(const Map& map, const MeasurePlan& measured, const CountingPlan& plan,
                 const std::vector<DrawnJourney>& journeys) {
    ChildCounter counter(measured, plan);
    for (const DrawnJourney& journey : journeys) {
        Child child = drawn_child(map, map.steps.front().id, journey.followed_days);
        child.birth_date = date_of(*parse_instant(journey.born));
        child.supply = journey.supply;
        counter.count(child, drawn_events(map, then("0 entered " + map.steps.front().id + "\n", journey.events)));
    }
    return counter.take();
}

}  // namespace

std::string questions(const std::vector<std::string>& measures, std::string_view named) {
    std::string text = "{" + std::string(named) + "\"targets\": [";
    for (std::size_t i = 0; i < measures.size(); ++i) {
        text += (i == 0 ? "" : ", ") + std::string("{\"id\": \"q") + std::to_string(i) +
                "\", \"statement\": \"a question\", \"measure\": " + measures[i] + "}";
    }
    return text + "]}";
}

Targets targets_in(std::string_view text) {
    Result<Targets> targets = targets_from_json("asked.json", text);
    for (const Problem& problem : targets.problems()) UNSCOPED_INFO(to_string(problem));
    REQUIRE(targets);
    return *std::move(targets);
}

Counts counts_over(const Map& map, const Targets& targets, const std::vector<DrawnJourney>& journeys) {
    const MeasurePlan measured = measure_plan(map);
    return counts_of(map, measured, plan_for(targets, measured), journeys);
}

Values values_over(const Map& map, const Targets& targets, const std::vector<DrawnJourney>& journeys, double years) {
    const MeasurePlan measured = measure_plan(map);
    const CountingPlan plan = plan_for(targets, measured);
    return values_of(plan, counts_of(map, measured, plan, journeys), years);
}

}  // namespace permap
