// Tables of a *.permap file, and the texts that describe its run.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "store/log_file.hpp"

namespace permap {

inline constexpr std::int64_t log_application_id = 0x706d6170;  // "pmap", PRAGMA application_id

extern const char* const log_tables;  // tables, before the rows
extern const char* const log_guards;  // triggers and views, after the rows

// The header as rows of `meta`, and back; nothing when a row is missing or malformed.
using Description = std::map<std::string, std::string>;
Description describe(const LogHeader& header);
std::optional<LogHeader> header_of(const Description& description);

}  // namespace permap
