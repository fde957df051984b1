// What both forms of OCEL 2.0 call things.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "exporting/event_rows.hpp"

namespace permap {

inline constexpr const char* child_type = "child";
inline constexpr const char* sibling_group_type = "sibling_group";
inline constexpr const char* of_child = "of";                // event → child
inline constexpr const char* member_of_group = "member of";  // child → sibling group

// The type of an event: its step's id. Events without a step have a type of their own: "permap:left" and the like.
std::string ocel_type(const EventRow& row);

// "e000000001": in the order of the log, so that events of one minute stay in order when they are sorted by id.
std::string ocel_event_id(std::int64_t number);

// Every event type that the log has, in the order of its first event.
std::vector<std::string> ocel_event_types(const ExportedLog& log);

// Sibling groups in the order of their first child.
std::vector<std::string> sibling_groups(const ExportedLog& log);

// What OCEL leaves out of such a log, besides what a log leaves out anyway.
std::vector<std::string> ocel_leaves_out();

}  // namespace permap
