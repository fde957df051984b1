// Keeps what a reader hands over, as lines of text that tests compare.
#pragma once

#include <string>
#include <vector>

#include "formats/source_event.hpp"

namespace permap {

class LineSink : public RecordSink {
public:
    // "3 child kind name[=value] 2026-04-06[ 09:30[+12345 ms]][ offset 60][ visit V][ #2 after 1 detail 7]"
    std::vector<std::string> events;
    std::vector<std::string> visits;  // of each event
    std::vector<std::string> relations;
    std::vector<std::string> rejects;  // "3 field \"value\": rule (child)"

    void add(const SourceEvent& event) override {
        std::string text = std::to_string(event.line) + " " + std::string(event.child) + " " + name_of(event.kind) +
                           " " + std::string(event.name);
        if (!event.value.empty()) text += "=" + std::string(event.value);
        const bool day = event.time.precision == TimePrecision::day;
        text += " " + (day ? to_date_string(event.time.at) : to_string(event.time.at));
        if (event.time.milliseconds != 0) text += "+" + std::to_string(event.time.milliseconds) + " ms";
        if (event.time.utc_offset_minutes != no_utc_offset)
            text += " offset " + std::to_string(event.time.utc_offset_minutes);
        if (event.event_number != 0) text += " #" + std::to_string(event.event_number);
        if (event.cause != no_cause) text += " after " + std::to_string(event.cause);
        if (event.detail != 0) text += " detail " + std::to_string(event.detail);
        events.push_back(text);
        visits.emplace_back(event.visit);
    }
    void add(const SourceRelation& relation) override {
        relations.push_back(std::string(relation.from_type) + " " + std::string(relation.from) + " → " +
                            std::string(relation.to_type) + " " + std::string(relation.to) + " " +
                            std::string(relation.qualifier));
    }
    void reject(const RowProblem& problem) override {
        std::string text = problem.table.empty() ? "" : problem.table + " ";
        text += std::to_string(problem.line);
        if (!problem.field.empty()) text += " " + problem.field;
        if (!problem.value.empty()) text += " \"" + problem.value + "\"";
        text += ": " + problem.rule;
        if (!problem.child.empty()) text += " (" + problem.child + ")";
        rejects.push_back(text);
    }
};

}  // namespace permap
