// Journeys that were simulated on a map are explained by it.
#include <catch2/catch.hpp>

#include "experiment/experiment.hpp"
#include "mining/unexplained.hpp"
#include "national/shipped.hpp"

using namespace permap;

namespace {

EventLog simulated(const Map& map) {
    Study study;
    study.settings.start = map.start;
    study.settings.children = 500;
    study.threads = 1;
    return *simulate(arm_with(map, ""), study, true).log;
}

// What is unexplained when a log names these steps, and only what happened at them is told.
std::string unexplained(const Map& map, const EventLog& events, const std::vector<std::string>& names) {
    RecordedLog log;
    log.step_names = names;
    const Result<Binding> binding = bind_to_map(map, log, {}, "a test");
    REQUIRE(binding);
    std::vector<bool> is_told(map.steps.size(), false);
    for (const StepIndex step : binding->step_of_name) is_told[index(step)] = true;
    UnexplainedFold fold(*binding, log);
    for (Stream stream : events.streams) {
        if (stream.child.supply) continue;
        std::erase_if(stream.events,
                      [&](const Event& event) { return event.step == no_step || !is_told[index(event.step)]; });
        for (Event& event : stream.events) event.cause = no_cause;  // their places have changed
        fold.add({}, stream);
    }
    std::string text;
    for (const Unexplained& one : fold.result())
        text += (one.step == no_step ? "nowhere" : map.steps[index(one.step)].id) + ": " + in_words(one.kind) + "\n";
    return text;
}

}  // namespace

TEST_CASE("a map explains every journey that was simulated on it, whichever of its steps a log names") {
    for (const Map* map : {&scotland(), &teaching()}) {
        INFO(map->id);
        const EventLog events = simulated(*map);
        REQUIRE(events.streams.size() >= 500);
        std::vector<std::string> all;
        for (const Step& step : map->steps) all.push_back(step.id);
        CHECK(unexplained(*map, events, all).empty());
        // Every second, every third … step, as councils write down some and not others.
        for (std::size_t each = 2; each <= 5; ++each) {
            std::vector<std::string> some;
            for (std::size_t i = 0; i < all.size(); i += each) some.push_back(all[i]);
            INFO("each " << each);
            CHECK(unexplained(*map, events, some).empty());
        }
    }
}
