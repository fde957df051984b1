// Small maps for the tests of graph and checks, as short to write as to draw.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "map/map.hpp"

namespace permap::test {

inline Provenance teaching() {
    Provenance from;
    from.assumption = "teaching value";
    return from;
}

inline Quantity share(double value) {
    return {value, teaching()};
}

inline Condition when(const std::string& text) {
    const auto condition = parse_condition(text);
    if (!condition) throw std::runtime_error(to_string(condition.problems().front()));
    return *condition;
}

inline Way way(const std::string& to) {
    Way way;
    way.id = way.to = to;
    return way;
}

inline Way way(const std::string& to, double probability) {
    Way result = way(to);
    result.probability = share(probability);
    return result;
}

inline Way way_if(const std::string& to, const std::string& condition) {
    Way result = way(to);
    result.when = when(condition);
    return result;
}

inline Way way_if(const std::string& to, double probability, const std::string& condition) {
    Way result = way(to, probability);
    result.when = when(condition);
    return result;
}

inline Way named(const std::string& id, Way way) {
    way.id = id;
    return way;
}

inline Duration lasting(double days) {
    Duration duration;
    duration.ends = Lasts{Fixed{days}};
    duration.from = teaching();
    return duration;
}

inline Step step(const std::string& id, StepKind kind, std::vector<Way> ways = {}, double days = 0) {
    Step step;
    step.id = step.name = id;
    step.kind = kind;
    step.ways = std::move(ways);
    step.protects = "teaching";
    if (days > 0) step.duration = lasting(days);
    return step;
}

inline Step join_of(const std::string& id, std::vector<std::string> inputs, std::vector<Way> ways) {
    Step join = step(id, StepKind::join, std::move(ways));
    Join joins;
    joins.sets.emplace_back();
    for (const std::string& input : inputs) {
        const auto dot = input.find('.');
        Slot slot;
        slot.step = input.substr(0, dot);
        if (dot != std::string::npos) slot.way = input.substr(dot + 1);
        joins.sets.front().push_back(static_cast<int>(joins.slots.size()));
        joins.slots.push_back(slot);
    }
    join.joins = joins;
    return join;
}

inline Step clock_of(const std::string& id, std::vector<std::string> starts_at, std::vector<Way> ways, double days) {
    Step step = test::step(id, StepKind::clock, std::move(ways), days);
    step.clock.emplace();
    step.clock->starts_at = std::move(starts_at);
    return step;
}

inline Attribute attribute(const std::string& id, std::vector<std::string> values) {
    Attribute attribute;
    attribute.id = id;
    attribute.start = values.front();
    attribute.values = std::move(values);
    return attribute;
}

inline Map map_of(std::vector<Step> steps) {
    Map map;
    map.id = "small";
    map.steps = std::move(steps);
    for (std::size_t i = 0; i < map.steps.size(); ++i) {
        map.steps[i].where = "small.json#/steps/" + std::to_string(i);
    }
    return map;
}

}  // namespace permap::test
