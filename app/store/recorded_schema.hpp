// Tables of a recorded log.
#pragma once

#include <cstdint>

namespace permap {

inline constexpr std::int64_t recorded_application_id = 0x706d7263;  // "pmrc", PRAGMA application_id

// Where what an import says of a child lies in the table `journey`.
constexpr std::int64_t journey_number(std::uint32_t child, std::int64_t import) {
    return std::int64_t{child} << 16 | import;
}
inline constexpr std::int64_t last_import = 0xffff;

extern const char* const recorded_log_tables;  // tables, guards and views

}  // namespace permap
