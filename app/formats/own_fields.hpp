// What our own exports say of an event beyond what a format has words for, so that an exported log is read back whole:
// attributes "permap:kind" and so on.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formats/source_event.hpp"

namespace permap {

inline constexpr std::string_view own_prefix = "permap:";

// Texts as in the file; empty: not said. Where there is a kind, it rules over all else that the event says.
struct OwnFields {
    std::string_view kind;       // a RecordKind by its name
    std::string_view event;      // its place among the child's events, from 1
    std::string_view cause;      // the place of its cause, from 0
    std::string_view detail;     // Record::detail; may be written with a minus
    std::string_view way;        // of decided
    std::string_view attribute;  // of attribute_set
    std::string_view value;      // likewise
    std::string_view visit;      // where there is no place
    std::string_view precision;  // "day": of the time, the date is known; else "minute"
};

// Takes "permap:kind" and the like; false where the name is none of these.
bool take_own_field(OwnFields& fields, std::string_view name, std::string_view value);

struct FieldFault {
    std::string field, value, rule;
};

// Turns the fields into what the event says; `event.name` is the step's by now. With a kind only.
std::optional<FieldFault> apply_own_fields(const OwnFields& fields, SourceEvent& event);

}  // namespace permap
