// A recorded log on disk: one SQLite file (*.permap), append-only, open to anybody's SQL (MEASURES 1).
//
//   SELECT * FROM record_readable WHERE child = 7;      SELECT * FROM import_readable;
//
// Every import is sealed by a digest over all that was there before and all it added. It shows accident and careless
// edits, not a forger who recomputes it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "recorded/record.hpp"
#include "vocabulary/result.hpp"

namespace permap {

inline constexpr int recorded_schema_version = 2;

// Whether the file is a recorded log; a simulated one is read by store/log_file. Problems where it is neither.
Result<bool> is_recorded_log(const std::string& path);

// All but the journeys.
Result<RecordedLog> read_recorded_header(const std::string& path);

// Journey by journey, in order; their place is counted from 0. Reads and verifies: a log that was cut short, altered or
// extended is refused, and the problem says where. What was handed over before a fault was found is not to be used.
using TakeJourney = std::function<void(std::uint32_t child, RecordedJourney&& journey)>;
Problems read_recorded_journeys(const std::string& path, const TakeJourney& take);

Result<RecordedLog> read_recorded_log(const std::string& path);  // all of it, for tests and small logs

// Writes a log journey by journey, beside its target; nothing is there until finish(). Where `base` is named, that
// log's imports stay as they are, and journeys of it are added to.
class RecordedLogWriter {
public:
    static Result<RecordedLogWriter> create(const std::string& target, bool overwrite);
    static Result<RecordedLogWriter> add_to(const std::string& target);  // the log there; it is replaced at the end

    RecordedLogWriter(RecordedLogWriter&&) noexcept;
    RecordedLogWriter& operator=(RecordedLogWriter&&) noexcept;
    ~RecordedLogWriter();

    // What the log held of a child before this import, as read_recorded_log() has checked it.
    std::vector<Record> records_there(std::uint32_t child);

    // Of one child: the records that this import adds, after those that are there already. Children come in order of
    // their places; one who is not in the log yet is added, and must have the next place.
    void add(std::uint32_t child, const std::string& pseudonym, const std::vector<Record>& added);
    void add(const Relation& relation);  // once all children have been added

    // All names, those that were there first; seals and renames. Empty when all went well.
    Problems finish(const Import& import, const std::vector<std::string>& step_names,
                    const std::vector<std::string>& words);

private:
    struct State;
    explicit RecordedLogWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace permap
