// A child's events as rows of texts: the same in every format that has a row an event.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "exporting/exported_log.hpp"

namespace permap {

struct EventRow {
    std::uint32_t number = 1;  // place among the child's rows, from 1
    EventKind kind = EventKind::entered;
    std::string_view kind_word;
    StepIndex step_index = no_step;  // of attribute_set none: it is the step of the cause
    std::string_view step;           // its id; empty: none
    Instant at{};
    std::optional<Ordinal> cause;         // place of the cause, from 0
    std::optional<std::uint32_t> detail;  // as in log/event.hpp, where it is no way and no attribute; 0 is left out
    std::string_view way;                 // of decided: its id
    std::string_view attribute, value;    // of attribute_set
};

// The child's events in order; behind them, as attribute_set in the minute of the last event, what is known of the
// child itself: birth_month, sibling_group, followed_until. Texts live until the call returns.
void for_each_row(const ExportedLog& log, std::size_t child, const std::function<void(const EventRow&)>& take);

// "2026-04-06T09:30:00.000+00:00": local civil time; the offset stands there because many readers want one.
std::string xml_time(Instant at);

}  // namespace permap
