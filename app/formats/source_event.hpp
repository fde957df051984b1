// What readers of files hand over, whatever the format: one thing said about one child, in the file's own words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "recorded/record.hpp"

namespace permap {

struct SourceTime {
    Instant at{};
    std::uint16_t milliseconds = 0;                   // of the minute
    std::int16_t utc_offset_minutes = no_utc_offset;  // where the file says it
    TimePrecision precision = TimePrecision::minute;
};

// Texts live until the call that hands the event over returns.
struct SourceEvent {
    std::string_view child;  // as in the file: it becomes a pseudonym, and is kept nowhere
    RecordKind kind = RecordKind::happened;
    std::string_view name;   // of the step; of attribute_set the attribute's
    std::string_view value;  // of decided the way; of attribute_set the value
    std::string_view visit;  // what ties the records of one visit together; empty: not said
    SourceTime time;
    std::uint32_t event_number = 0;  // of our own exports: its place among the child's events, from 1; `visit` is empty
    Ordinal cause = no_cause;        // likewise: place of its cause, from 0
    std::uint32_t detail = 0;        // likewise: Record::detail
    std::uint32_t line = 0;          // from 1
};

struct SourceRelation {
    std::string_view from_type, from, to_type, to, qualifier;
};

// One thing wrong with one row. Nothing here may tell who a child is: `value` is left empty where it could.
struct RowProblem {
    std::string table;       // of a file with several; else empty
    std::uint32_t line = 0;  // from 1
    std::string field, value, rule;
    std::string child;  // as in the file, to become a pseudonym; empty where it is not known
};

// Takes what a reader finds, in the order of the file.
class RecordSink {
public:
    virtual ~RecordSink() = default;
    virtual void add(const SourceEvent& event) = 0;
    virtual void add(const SourceRelation& relation) = 0;
    virtual void reject(const RowProblem& problem) = 0;  // the row is not kept; the reader goes on
};

}  // namespace permap
