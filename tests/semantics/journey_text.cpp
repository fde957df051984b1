#include "semantics/journey_text.hpp"

#include <catch2/catch.hpp>
#include <cstdio>
#include <sstream>
#include <vector>

#include "oracle/oracle.hpp"
#include "semantics/engine_half.hpp"
#include "semantics/log_difference.hpp"

namespace permap {

namespace {

const char* word_of(EventKind kind) {
    switch (kind) {
        case EventKind::entered:
            return "entered";
        case EventKind::ready:
            return "ready";
        case EventKind::started:
            return "started";
        case EventKind::completed:
            return "completed";
        case EventKind::decided:
            return "decided";
        case EventKind::attribute_set:
            return "set";
        case EventKind::merged:
            return "merged";
        case EventKind::cancelled:
            return "cancelled";
        case EventKind::clock_started:
            return "clock_started";
        case EventKind::clock_fired:
            return "clock_fired";
        case EventKind::clock_ended:
            return "clock_ended";
        case EventKind::left:
            return "left";
    }
    return "?";
}

std::string time_text(Instant at, Instant entered, Times times) {
    if (times == Times::dates) return to_string(at);
    const int minutes = (at - entered).count();
    char text[32];
    std::snprintf(text, sizeof text, "%dd%02d:%02d", minutes / 1440, minutes / 60 % 24, minutes % 60);
    return text;
}

std::string step_name(const Map& map, const Event& event) {
    return event.step == no_step ? "-" : map.steps.at(index(event.step)).id;
}

std::string value_text(const Map& map, const Event& event) {
    const Attribute& attribute = map.attributes.at(index(attribute_of(event.detail)));
    const int value = value_of(event.detail);
    return attribute.id + " = " +
           (attribute.counter_max ? std::to_string(value) : attribute.values.at(static_cast<std::size_t>(value)));
}

// What happened, without its time and cause.
std::string fact_text(const Map& map, const Event& event) {
    std::string text = word_of(event.kind);
    if (event.kind == EventKind::attribute_set) return text + " " + value_text(map, event);
    text += " " + step_name(map, event);
    if (event.kind == EventKind::decided) text += "." + map.steps.at(index(event.step)).ways.at(event.detail).id;
    if (event.kind == EventKind::ready && event.detail > 1) text += " #" + std::to_string(event.detail);
    if (event.kind == EventKind::started && event.detail != 0) {
        text += " (out of hours " + std::to_string(out_of_hours_of(event.detail).count()) + ", gathering " +
                std::to_string(gathering_of(event.detail).count() / 60) + "h)";
    }
    return text;
}

// Whether event i follows event i − 1 of the same visit at once, caused by it.
bool follows(const std::vector<Event>& events, std::size_t i, EventKind kind) {
    return i < events.size() && events[i].kind == kind && events[i].step == events[i - 1].step &&
           events[i].at == events[i - 1].at && events[i].cause == i - 1 &&
           (kind != EventKind::started || events[i].detail == 0);
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    std::istringstream in{std::string(text)};
    for (std::string line; std::getline(in, line);) {
        const auto from = line.find_first_not_of(" \t");
        if (from == std::string::npos) continue;
        lines.push_back(line.substr(from, line.find_last_not_of(" \t") - from + 1));
    }
    return lines;
}

const Stream& stream_of(const DrawnMap& drawn, const EventLog& log, const std::string& child) {
    const std::size_t plus = child.find('+');
    const std::string name = child.substr(0, plus);
    const int sibling = plus == std::string::npos ? 0 : std::stoi(child.substr(plus + 1));
    for (const Stream& stream : log.streams) {
        if (drawn.map.steps.at(index(stream.child.entry)).id != name || stream.child.sibling != sibling) continue;
        return stream;
    }
    FAIL("nobody came in as " << child);
    return log.streams.front();
}

// Written lines without a cause are compared without it. Lines that do not match stay side by side in the report.
std::string as_written(const std::string& journey, const std::vector<std::string>& expected) {
    std::string result;
    const std::vector<std::string> lines = lines_of(journey);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool with_cause = i < expected.size() && expected[i].find(" <- ") != std::string::npos;
        result += (with_cause ? lines[i] : lines[i].substr(0, lines[i].find(" <- "))) + "\n";
    }
    return result;
}

void check_reading(const char* reader, const DrawnMap& drawn, const EventLog& log, const std::string& child,
                   const std::vector<std::string>& expected, Times times) {
    INFO(reader << " on the journey of " << child);
    std::string written;
    for (const std::string& line : expected) written += line + "\n";
    CHECK(as_written(journey_text(drawn.map, stream_of(drawn, log, child), times), expected) == written);
}

}  // namespace

std::string journey_text(const Map& map, const Stream& stream, Times times) {
    const std::vector<Event>& events = stream.events;
    std::string text;
    for (std::size_t i = 0; i < events.size(); ++i) {
        const Event& event = events[i];
        std::string fact = fact_text(map, event);
        if (event.kind == EventKind::ready && follows(events, i + 1, EventKind::started)) {
            const bool at_once = follows(events, i + 2, EventKind::completed);
            fact = (at_once ? "through" : "begins") + fact.substr(fact.find(' '));
            i += at_once ? 2 : 1;
        } else if (event.kind == EventKind::entered && follows(events, i + 1, EventKind::ready) &&
                   follows(events, i + 2, EventKind::started) && follows(events, i + 3, EventKind::completed)) {
            i += 3;
        }
        text += time_text(event.at, stream.child.entered, times) + " " + fact;
        if (event.cause != no_cause) text += " <- " + fact_text(map, events.at(event.cause));
        text += "\n";
    }
    return text;
}

void check_journey(const DrawnMap& drawn, const std::string& child, std::string_view expected, Times times) {
    const std::vector<std::string> lines = lines_of(expected);
    const EventLog oracle = oracle_run(drawn.map, drawn.settings);
    check_reading("the oracle", drawn, oracle, child, lines, times);
    const EventLog engine = engine_run(drawn.map, drawn.settings);
    check_reading("the engine", drawn, engine, child, lines, times);
    CHECK(difference(drawn.map, oracle, engine) == "");
}

void check_dates(const DrawnMap& drawn, const std::string& child, std::string_view expected) {
    check_journey(drawn, child, expected, Times::dates);
}

std::string journey_of(const DrawnMap& drawn, const std::string& child, Times times) {
    return journey_text(drawn.map, stream_of(drawn, oracle_run(drawn.map, drawn.settings), child), times);
}

}  // namespace permap
