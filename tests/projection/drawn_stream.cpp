#include "projection/drawn_stream.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <sstream>

namespace permap {
namespace {

const std::vector<std::string> kinds = {"entered",       "ready",         "started",     "completed",
                                        "decided",       "attribute_set", "merged",      "cancelled",
                                        "clock_started", "clock_fired",   "clock_ended", "left"};

std::uint32_t attribute_text(const Map& map, const std::string& text) {
    const std::string id = text.substr(0, text.find('='));
    const std::string value = text.substr(text.find('=') + 1);
    for (std::size_t i = 0; i < map.attributes.size(); ++i) {
        if (map.attributes[i].id != id) continue;
        const auto& values = map.attributes[i].values;
        const auto found = std::find(values.begin(), values.end(), value);
        const auto code = values.empty() ? std::stol(value) : found - values.begin();
        return attribute_detail(AttributeIndex{static_cast<std::uint16_t>(i)}, static_cast<std::uint8_t>(code));
    }
    FAIL("no attribute " << id);
    return 0;
}

std::uint32_t way_of(const Step& step, const std::string& id) {
    for (std::size_t i = 0; i < step.ways.size(); ++i) {
        if (step.ways[i].id == id) return static_cast<std::uint32_t>(i);
    }
    FAIL("no way " << id << " from " << step.id);
    return 0;
}

}  // namespace

Step drawn_step(const std::string& id, StepKind kind, const std::vector<std::string>& to) {
    Step step;
    step.id = step.name = id;
    step.kind = kind;
    for (const std::string& target : to) {
        Way way;
        way.id = way.to = target;
        step.ways.push_back(way);
    }
    return step;
}

Step drawn_clock(const std::string& id, const std::vector<std::string>& to, bool lifelong) {
    Step step = drawn_step(id, StepKind::clock, to);
    step.clock = Clock{};
    step.clock->lifelong = lifelong;
    return step;
}

std::string then(std::string events, std::string_view more) {
    events += more;
    return events;
}

Instant day(double days) {
    return *parse_instant("2026-01-05") + Minutes{static_cast<int>(std::lround(days * 24 * 60))};
}

StepIndex step_of(const Map& map, const std::string& id) {
    const Step* step = find_step(map, id);
    INFO(id);
    REQUIRE(step != nullptr);
    return StepIndex{static_cast<std::uint16_t>(step - map.steps.data())};
}

Child drawn_child(const Map& map, const std::string& entry, double followed_days) {
    Child child;
    child.entry = step_of(map, entry);
    child.entered = day(0);
    child.birth_date = date_of(*parse_instant("2016-01-05"));
    child.followed_until = day(followed_days);
    return child;
}

std::vector<Event> drawn_events(const Map& map, std::string_view text) {
    std::vector<Event> events;
    std::map<std::string, std::uint32_t> visits;
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        double at = 0;
        std::string kind, step;
        if (!(words >> at >> kind >> step)) continue;
        Event event{};
        event.at = day(at);
        const auto found = std::find(kinds.begin(), kinds.end(), kind);
        REQUIRE(found != kinds.end());
        event.kind = static_cast<EventKind>(found - kinds.begin());
        event.step = step == "-" ? no_step : step_of(map, step);
        event.cause = no_cause;
        if (event.kind == EventKind::ready) event.detail = ++visits[step];
        for (std::string word; words >> word;) {
            if (word[0] == '<') {
                event.cause = static_cast<Ordinal>(std::stoul(word.substr(1)));
            } else if (event.kind == EventKind::decided) {
                event.detail = way_of(map.steps[index(event.step)], word);
            } else if (event.kind == EventKind::attribute_set) {
                event.detail = attribute_text(map, word);
            } else {
                event.detail = static_cast<std::uint32_t>(std::stoul(word));
            }
        }
        if (!events.empty()) REQUIRE(event.at >= events.back().at);
        events.push_back(event);
    }
    return events;
}

}  // namespace permap
