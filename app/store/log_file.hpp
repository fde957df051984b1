// A log on disk: one SQLite file (*.permap) per run, complete in itself, open to anybody's SQL (MEASURES 1, Store).
//
//   SELECT * FROM event_readable WHERE stream = 7;      SELECT * FROM stream_readable;
//
// The chain of digests shows accident and careless edits, not a forger who recomputes it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "log/stream.hpp"
#include "vocabulary/result.hpp"

namespace permap {

inline constexpr int log_schema_version = 1;

// What a log must carry to be replayed alone.
struct LogHeader {
    std::string program;        // name and version
    std::string map_json;       // the whole merged map
    std::string scenario_json;  // may be empty
    std::string map_digest;
    std::uint64_t seed = 1;
    Instant start{};
    double horizon_years = 10;
    std::uint32_t replications = 1;
    std::string settings_json;  // everything else that was asked for

    bool operator==(const LogHeader&) const = default;
};

struct StoredLog {
    LogHeader header;
    std::vector<std::string> step_names;  // by StepIndex
    EventLog log;
    std::string root;  // of the chain, 64 hex digits

    bool operator==(const StoredLog&) const = default;
};

// Writes beside `path`, syncs, renames; on any fault nothing is left behind. Gives the root of the chain.
// Every step of the log is in `step_names`; every text is UTF-8 without zero bytes.
Result<std::string> write_log(const std::string& path, const LogHeader& header, const EventLog& log,
                              const std::vector<std::string>& step_names, bool overwrite);

// Reads and verifies: a log that was cut short, altered or extended is refused, and the problem says where.
Result<StoredLog> read_log(const std::string& path);

}  // namespace permap
