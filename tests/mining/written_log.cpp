#include "mining/written_log.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "recorded/journey_events.hpp"

namespace permap {

namespace {

std::uint32_t place_of(std::vector<std::string>& texts, const std::string& text) {
    for (std::size_t i = 0; i < texts.size(); ++i)
        if (texts[i] == text) return static_cast<std::uint32_t>(i);
    texts.push_back(text);
    return static_cast<std::uint32_t>(texts.size() - 1);
}

RecordKind kind_of(const std::string& text) {
    for (int kind = 0; kind <= static_cast<int>(RecordKind::withdrawn); ++kind)
        if (text == name_of(static_cast<RecordKind>(kind))) return static_cast<RecordKind>(kind);
    FAIL("no kind " << text);
    return RecordKind::happened;
}

std::vector<Record>& records_of(RecordedLog& log, const std::string& child) {
    for (RecordedJourney& journey : log.journeys)
        if (journey.pseudonym == child) return journey.records;
    log.journeys.push_back({child, {}});
    return log.journeys.back().records;
}

}  // namespace

RecordedLog written_log(std::string_view lines) {
    RecordedLog log;
    log.imports.emplace_back();
    std::istringstream text{std::string(lines)};
    for (std::string line; std::getline(text, line);) {
        std::istringstream words{line};
        std::string child, date, kind, name, value;
        if (!(words >> child >> date >> kind)) continue;
        Record record;
        if (kind.find(':') != std::string::npos) {
            date += " " + kind;
            words >> kind;
        } else {
            record.precision = TimePrecision::day;
        }
        words >> name >> value;
        const auto at = parse_instant(date);
        if (!at) FAIL("no date: " << line);
        record.at = *at;
        record.kind = kind_of(kind);
        if (record.kind == RecordKind::attribute_set) {
            record.name = place_of(log.words, name);
            record.value = place_of(log.words, value);
            log.attribute_values[record.name].push_back(record.value);
        } else if (!name.empty()) {
            record.name = place_of(log.step_names, name);
            if (!value.empty()) record.value = place_of(log.words, value);
        }
        records_of(log, child).push_back(record);
    }
    return log;
}

Binding bound(const RecordedLog& log) {
    return without_map(log, {});
}

Binding bound(const RecordedLog& log, const Map& map) {
    Result<Binding> binding = bind_to_map(map, log, {}, "a test");
    REQUIRE(binding);
    return *std::move(binding);
}

EventLog events_of(const RecordedLog& log, const Binding& binding) {
    EventLog events;
    std::int64_t left_out = 0;
    for (std::uint32_t child = 0; child < log.journeys.size(); ++child) {
        events.streams.push_back(journey_events(binding, known_records(log.journeys[child].records, 1), log.words,
                                                child, *parse_instant("2030-01-01"), left_out));
    }
    return events;
}

StepIndex step_of(const Binding& binding, const std::string& id) {
    for (std::size_t i = 0; i < binding.map.steps.size(); ++i)
        if (binding.map.steps[i].id == id) return StepIndex{static_cast<std::uint16_t>(i)};
    FAIL("no step " << id);
    return no_step;
}

Step step_named(const std::string& id, StepKind kind, const std::vector<std::string>& next) {
    Step step;
    step.id = step.name = id;
    step.kind = kind;
    for (const std::string& to : next) {
        Way way;
        way.id = way.to = to;
        step.ways.push_back(way);
    }
    return step;
}

CalendarRule office_hours() {
    CalendarRule rule;
    rule.id = rule.name = "office";
    for (int weekday = 1; weekday <= 5; ++weekday) rule.open.push_back({weekday, 9 * 60, 17 * 60});
    return rule;
}

}  // namespace permap
