#include <sys/stat.h>

#include <cstdio>

#include "store/chain.hpp"
#include "store/column.hpp"
#include "store/database.hpp"
#include "store/log_file.hpp"
#include "store/part_file.hpp"
#include "store/schema.hpp"

namespace permap {

namespace {

// What is wrong with a log: found once, then reading stops.
struct Fault {
    std::string what;
};

std::string stream_name(std::int64_t id) {
    return "stream " + std::to_string(id);
}
std::string event_name(std::int64_t id, std::int64_t ordinal) {
    return stream_name(id) + ", event " + std::to_string(ordinal);
}

bool read(const Statement& row, int column, Instant& field) {
    std::int32_t minutes = 0;
    if (!read(row, column, minutes)) return false;
    field = Instant{Minutes{minutes}};
    return true;
}

bool read_step(const Statement& row, int column, std::size_t steps, StepIndex& field) {
    if (row.is_nothing(column)) {
        field = no_step;
        return true;
    }
    std::uint16_t number = 0;
    if (!read(row, column, number) || number >= steps) return false;
    field = StepIndex{number};
    return true;
}

bool read_child(const Statement& row, std::size_t steps, Child& child) {
    std::uint8_t supply = 0;
    std::int32_t birth_day = 0;
    const bool fits = read(row, 1, child.replication) && read_step(row, 2, steps, child.entry) &&
                      read(row, 3, child.candidate) && read(row, 4, child.sibling) && read(row, 5, supply) &&
                      read(row, 6, child.entered) && read(row, 7, birth_day) && read(row, 8, child.followed_until);
    child.supply = supply != 0;
    child.birth_date = Date{std::chrono::days{birth_day}};
    return fits && supply <= 1;
}

bool read_event(const Statement& row, std::size_t steps, Event& event) {
    std::uint8_t kind = 0;
    event.cause = no_cause;
    const bool fits = read(row, 2, event.at) && read(row, 3, kind) && read_step(row, 4, steps, event.step) &&
                      (row.is_nothing(5) || read(row, 5, event.cause)) && read(row, 6, event.detail);
    event.kind = static_cast<EventKind>(kind);
    event.reserved = 0;
    return fits && kind <= static_cast<std::uint8_t>(EventKind::left);
}

// Rows of `event`, in order, handed to the streams they belong to.
class EventRows {
public:
    explicit EventRows(Database& database)
        : rows_(database,
                "SELECT stream, ordinal, at, kind, step, cause, detail, link FROM event ORDER BY stream, ordinal") {
        step_on();
    }

    // The events of one stream, added over its chain.
    std::optional<Fault> take(std::int64_t id, std::int64_t expected, std::size_t steps, Stream& stream,
                              StreamChain& chain) {
        if (there_ && stream_ < id) return Fault{event_name(stream_, ordinal_) + " belongs to no stream of this log"};
        std::int64_t taken = 0;
        for (; there_ && stream_ == id; step_on(), ++taken) {
            if (ordinal_ > taken && taken < expected) return Fault{event_name(id, taken) + " is missing"};
            if (taken >= expected) {
                return Fault{event_name(id, ordinal_) + " was added: the stream ends after " +
                             std::to_string(expected) + " events"};
            }
            Event event;
            if (ordinal_ < taken || !read_event(rows_, steps, event)) {
                return Fault{event_name(id, ordinal_) + " holds what no event can hold"};
            }
            chain.add(event);
            if (rows_.number(7) != chain.link()) {
                const char* const or_row = taken == 0 ? ", or its stream's row," : "";
                return Fault{event_name(id, taken) + or_row + " has been altered"};
            }
            stream.events.push_back(event);
        }
        if (taken < expected) {
            return Fault{stream_name(id) + " is cut short: " + std::to_string(taken) + " of " +
                         std::to_string(expected) + " events"};
        }
        return std::nullopt;
    }

    // What is left when all streams are read.
    std::optional<Fault> rest() const {
        if (there_) return Fault{event_name(stream_, ordinal_) + " belongs to no stream of this log"};
        return std::nullopt;
    }

private:
    void step_on() {
        there_ = rows_.next();
        if (!there_) return;
        stream_ = rows_.number(0).value_or(-1);
        ordinal_ = rows_.number(1).value_or(-1);
    }

    Statement rows_;
    bool there_ = false;
    std::int64_t stream_ = 0, ordinal_ = 0;
};

std::optional<Fault> read_streams(Database& database, std::int64_t streams, StoredLog& stored, RootChain& root) {
    const std::size_t steps = stored.step_names.size();
    EventRows events(database);
    Statement rows(
        database,
        "SELECT id, replication, entry, candidate, sibling, supply, entered, birth_date, followed_until, events, head "
        "FROM stream ORDER BY id");
    std::int64_t id = 0;
    while (rows.next()) {
        ++id;
        if (rows.number(0) != id)
            return Fault{id > streams ? stream_name(rows.number(0).value_or(-1)) + " was added"
                                      : stream_name(id) + " is missing"};
        if (id > streams)
            return Fault{stream_name(id) + " was added: the log ends after " + std::to_string(streams) + " streams"};
        Stream stream;
        std::uint32_t expected = 0;
        if (!read_child(rows, steps, stream.child) || !read(rows, 9, expected)) {
            return Fault{stream_name(id) + ": its row holds what no stream can hold"};
        }
        StreamChain chain(stream.child);
        if (auto fault = events.take(id, expected, steps, stream, chain)) return fault;
        if (rows.text(10) != to_hex(chain.head())) return Fault{stream_name(id) + ": its row has been altered"};
        root.add(chain.head());
        stored.log.streams.push_back(std::move(stream));
    }
    if (database.failed()) return std::nullopt;
    if (id < streams)
        return Fault{"is cut short: " + std::to_string(id) + " of " + std::to_string(streams) + " streams"};
    return events.rest();
}

std::optional<Fault> read_all(Database& database, StoredLog& stored) {
    Description description;
    {
        Statement rows(database, "SELECT key, value FROM meta");
        while (rows.next()) {
            const auto key = rows.text(0), value = rows.text(1);
            if (!key || !value) return Fault{"the description of the run holds something that is not text"};
            description[*key] = *value;
        }
    }
    {
        Statement rows(database, "SELECT number, name FROM step ORDER BY number");
        while (rows.next()) {
            const auto name = rows.text(1);
            if (rows.number(0) != static_cast<std::int64_t>(stored.step_names.size()) || !name) {
                return Fault{"its list of steps has been altered"};
            }
            stored.step_names.push_back(*name);
        }
    }
    if (database.failed()) return std::nullopt;
    const auto header = header_of(description);
    const std::string counted = description["streams"];
    std::int64_t streams = -1;
    if (counted.empty() || counted.size() > 10 || std::sscanf(counted.c_str(), "%ld", &streams) != 1) streams = -1;
    if (!header || streams < 0) return Fault{"the description of the run is incomplete or has been altered"};
    stored.header = *header;
    stored.root = description["root"];
    description.erase("root");
    description.erase("streams");
    RootChain root(description, stored.step_names);
    if (auto fault = read_streams(database, streams, stored, root)) return fault;
    if (!database.failed() && root.finish() != stored.root) {
        return Fault{"the description of the run, or its list of steps, has been altered"};
    }
    return std::nullopt;
}

}  // namespace

Result<StoredLog> read_log(const std::string& path) {
    struct stat status;
    if (::stat(path.c_str(), &status) != 0) return Problem{path, "cannot be read: " + system_error_text(), ""};
    if (S_ISDIR(status.st_mode)) return Problem{path, "is a folder, not a log", ""};
    if (!S_ISREG(status.st_mode)) return Problem{path, "is not a regular file", ""};

    Database database(path, Database::Open::read_only);
    const std::int64_t application = database.number("PRAGMA application_id");
    if (database.failed()) return Problem{path, "is not a log of permap, or is damaged: " + database.fault(), ""};
    if (application != log_application_id) return Problem{path, "is not a log of permap", ""};
    const std::int64_t version = database.number("PRAGMA user_version");
    if (version != log_schema_version) {
        return Problem{path,
                       "is a log of schema version " + std::to_string(version) + "; this program reads version " +
                           std::to_string(log_schema_version),
                       version > log_schema_version ? "use a newer permap" : "write it again with this permap"};
    }
    StoredLog stored;
    const std::optional<Fault> fault = read_all(database, stored);
    if (database.failed()) return Problem{path, "the log is damaged: " + database.fault(), ""};
    if (fault) return Problem{path, fault->what, "the log is not as it was written"};
    return stored;
}

}  // namespace permap
