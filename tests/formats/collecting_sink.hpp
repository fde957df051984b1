// Keeps everything that a reader hands over, to be looked at.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "formats/source_event.hpp"

namespace permap {

struct CollectedEvent {
    std::string child;
    RecordKind kind = RecordKind::happened;
    std::string name, value, visit;
    Instant at{};
    std::uint16_t milliseconds = 0;
    std::int16_t utc_offset_minutes = no_utc_offset;
    TimePrecision precision = TimePrecision::minute;
    std::uint32_t event_number = 0;
    Ordinal cause = no_cause;
    std::uint32_t detail = 0, line = 0;
};

struct CollectedRelation {
    std::string from_type, from, to_type, to, qualifier;

    bool operator==(const CollectedRelation&) const = default;
};

class CollectingSink : public RecordSink {
public:
    void add(const SourceEvent& event) override {
        events.push_back({std::string(event.child), event.kind, std::string(event.name), std::string(event.value),
                          std::string(event.visit), event.time.at, event.time.milliseconds,
                          event.time.utc_offset_minutes, event.time.precision, event.event_number, event.cause,
                          event.detail, event.line});
    }
    void add(const SourceRelation& relation) override {
        relations.push_back({std::string(relation.from_type), std::string(relation.from), std::string(relation.to_type),
                             std::string(relation.to), std::string(relation.qualifier)});
    }
    void reject(const RowProblem& problem) override { rejected.push_back(problem); }

    std::vector<CollectedEvent> events;
    std::vector<CollectedRelation> relations;
    std::vector<RowProblem> rejected;
};

}  // namespace permap
