// Tables of a recorded log.
#pragma once

#include <cstdint>

namespace permap {

inline constexpr std::int64_t recorded_application_id = 0x706d7263;  // "pmrc", PRAGMA application_id

extern const char* const recorded_log_tables;  // tables, guards and views

}  // namespace permap
