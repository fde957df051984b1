#include "store/chain.hpp"
#include "store/database.hpp"
#include "store/log_file.hpp"
#include "store/part_file.hpp"
#include "store/schema.hpp"

namespace permap {

namespace {

void bind_step(Statement& insert, int parameter, StepIndex step) {
    if (step == no_step) {
        insert.bind_nothing(parameter);
    } else {
        insert.bind(parameter, static_cast<std::int64_t>(index(step)));
    }
}

std::int64_t minutes(Instant at) {
    return at.time_since_epoch().count();
}

void insert_description(Database& database, const Description& description) {
    Statement insert(database, "INSERT INTO meta VALUES (?, ?)");
    for (const auto& [key, text] : description) {
        insert.bind(0, key);
        insert.bind(1, text);
        insert.run();
    }
}

void insert_steps(Database& database, const std::vector<std::string>& names) {
    Statement insert(database, "INSERT INTO step VALUES (?, ?)");
    for (std::size_t i = 0; i < names.size(); ++i) {
        insert.bind(0, static_cast<std::int64_t>(i));
        insert.bind(1, names[i]);
        insert.run();
    }
}

// All streams and their events; gives the root.
std::string insert_streams(Database& database, const EventLog& log, RootChain root) {
    Statement insert_stream(database, "INSERT INTO stream VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    Statement insert_event(database, "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    std::int64_t id = 0;
    for (const Stream& stream : log.streams) {
        if (database.failed()) break;
        ++id;
        StreamChain chain(stream.child);
        insert_event.bind(0, id);
        std::int64_t ordinal = 0;
        for (const Event& event : stream.events) {
            chain.add(event);
            insert_event.bind(1, ordinal++);
            insert_event.bind(2, minutes(event.at));
            insert_event.bind(3, static_cast<std::int64_t>(event.kind));
            bind_step(insert_event, 4, event.step);
            if (event.cause == no_cause) {
                insert_event.bind_nothing(5);
            } else {
                insert_event.bind(5, std::int64_t{event.cause});
            }
            insert_event.bind(6, std::int64_t{event.detail});
            insert_event.bind(7, chain.link());
            insert_event.run();
        }
        const Child& child = stream.child;
        const std::string head = to_hex(chain.head());
        insert_stream.bind(0, id);
        insert_stream.bind(1, std::int64_t{child.replication});
        bind_step(insert_stream, 2, child.entry);
        insert_stream.bind(3, std::int64_t{child.candidate});
        insert_stream.bind(4, std::int64_t{child.sibling});
        insert_stream.bind(5, std::int64_t{child.supply});
        insert_stream.bind(6, minutes(child.entered));
        insert_stream.bind(7, child.birth_date.time_since_epoch().count());
        insert_stream.bind(8, minutes(child.followed_until));
        insert_stream.bind(9, ordinal);
        insert_stream.bind(10, head);
        insert_stream.run();
        root.add(chain.head());
    }
    return root.finish();
}

}  // namespace

Result<std::string> write_log(const std::string& path, const LogHeader& header, const EventLog& log,
                              const std::vector<std::string>& step_names, bool overwrite) {
    Result<PartFile> part = PartFile::beside(path, overwrite);
    if (!part) return part.problems();
    const Description description = describe(header);
    std::string root;
    {
        Database database(part->path(), Database::Open::to_write);
        // Nobody sees the part until it is synced and renamed, so SQLite itself need not sync on the way.
        database.run(
            "PRAGMA page_size=8192; PRAGMA journal_mode=DELETE; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;"
            "PRAGMA cache_size=-16384");
        const std::string marks = "PRAGMA application_id=" + std::to_string(log_application_id) +
                                  "; PRAGMA user_version=" + std::to_string(log_schema_version);
        database.run(marks.c_str());
        database.run("BEGIN");
        database.run(log_tables);
        insert_steps(database, step_names);
        root = insert_streams(database, log, RootChain(description, step_names));
        Description rows = description;
        rows["root"] = root;
        rows["streams"] = std::to_string(log.streams.size());
        insert_description(database, rows);
        database.run(log_guards);
        database.run("COMMIT");
        if (!database.failed()) database.close();
        if (database.failed()) {
            const char* const hint = database.out_of_space() ? "free some space, or write elsewhere" : "";
            return Problem{path, "the log could not be written: " + database.fault(), hint};
        }
    }
    Problems problems = part->commit();
    if (!problems.empty()) return problems;
    return root;
}

}  // namespace permap
