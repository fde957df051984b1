#include <filesystem>

#include "store/database.hpp"
#include "store/import_seal.hpp"
#include "store/part_file.hpp"
#include "store/record_row.hpp"
#include "store/recorded_log_file.hpp"
#include "store/recorded_schema.hpp"

namespace permap {

struct RecordedLogWriter::State {
    State(std::string named, PartFile&& file)
        : target(std::move(named)), part(std::move(file)), database(part.path(), Database::Open::to_write) {}

    // Once the tables are there.
    void prepare() {
        child.emplace(database, "INSERT INTO child VALUES (?, ?)");
        record.emplace(database, "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        relation.emplace(database, "INSERT INTO relation VALUES (NULL, ?, ?, ?, ?, ?, ?)");
        last_ordinal.emplace(database, "SELECT max(ordinal) FROM record WHERE child = ?");
        there.emplace(database, "SELECT * FROM record WHERE child = ? ORDER BY ordinal");
    }

    std::string target;
    PartFile part;
    Database database;
    std::optional<Statement> child, record, relation, last_ordinal, there;
    ImportSeal seal;
    std::string seal_before;
    std::int64_t import = 1, children = 0, steps = 0, words = 0, relations = 0;
};

namespace {

// Nobody sees the part until it is synced and renamed, so SQLite itself need not sync on the way.
constexpr const char* write_quickly =
    "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-65536";

Problem cannot_write(const std::string& path, const Database& database) {
    return {path, "the log could not be written: " + database.fault(),
            database.out_of_space() ? "free some space, or write elsewhere" : ""};
}

void bind_optional(Statement& insert, int parameter, std::uint32_t number, std::uint32_t none) {
    if (number == none) {
        insert.bind_nothing(parameter);
    } else {
        insert.bind(parameter, std::int64_t{number});
    }
}

}  // namespace

RecordedLogWriter::RecordedLogWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
RecordedLogWriter::RecordedLogWriter(RecordedLogWriter&&) noexcept = default;
RecordedLogWriter& RecordedLogWriter::operator=(RecordedLogWriter&&) noexcept = default;
RecordedLogWriter::~RecordedLogWriter() = default;

Result<RecordedLogWriter> RecordedLogWriter::create(const std::string& target, bool overwrite) {
    Result<PartFile> part = PartFile::beside(target, overwrite);
    if (!part) return part.problems();
    auto state = std::make_unique<State>(target, *std::move(part));
    Database& database = state->database;
    database.run("PRAGMA page_size=16384");
    database.run(write_quickly);
    const std::string marks = "PRAGMA application_id=" + std::to_string(recorded_application_id) +
                              "; PRAGMA user_version=" + std::to_string(recorded_schema_version);
    database.run(marks.c_str());
    database.run("BEGIN");
    database.run(recorded_log_tables);
    state->prepare();
    if (database.failed()) return cannot_write(target, database);
    return RecordedLogWriter(std::move(state));
}

Result<RecordedLogWriter> RecordedLogWriter::add_to(const std::string& target) {
    Result<PartFile> part = PartFile::beside(target, true);
    if (!part) return part.problems();
    std::error_code fault;
    std::filesystem::copy_file(target, part->path(), std::filesystem::copy_options::overwrite_existing, fault);
    if (fault) return Problem{target, "cannot be copied to be added to: " + fault.message(), ""};
    auto state = std::make_unique<State>(target, *std::move(part));
    Database& database = state->database;
    database.run(write_quickly);
    database.run("BEGIN");
    state->prepare();
    state->import = database.number("SELECT count(*) FROM import") + 1;
    state->children = database.number("SELECT count(*) FROM child");
    state->steps = database.number("SELECT count(*) FROM step");
    state->words = database.number("SELECT count(*) FROM word");
    {
        Statement last(database, "SELECT seal FROM import ORDER BY number DESC LIMIT 1");
        if (last.next()) state->seal_before = last.text(0).value_or("");
    }
    if (database.failed()) return cannot_write(target, database);
    return RecordedLogWriter(std::move(state));
}

std::vector<Record> RecordedLogWriter::records_there(std::uint32_t child) {
    State& state = *state_;
    std::vector<Record> records;
    const RecordBounds bounds{static_cast<std::size_t>(state.import), static_cast<std::size_t>(state.steps),
                              static_cast<std::size_t>(state.words)};
    state.there->bind(0, std::int64_t{child});
    Record record;
    while (state.there->next() && read_record(*state.there, bounds, records.size(), record)) records.push_back(record);
    state.there->reset();
    return records;
}

void RecordedLogWriter::add(std::uint32_t child, const std::string& pseudonym, const std::vector<Record>& added) {
    State& state = *state_;
    if (added.empty() || state.database.failed()) return;
    std::int64_t ordinal = 0;
    if (child < state.children) {
        state.last_ordinal->bind(0, std::int64_t{child});
        if (state.last_ordinal->next()) ordinal = state.last_ordinal->number(0).value_or(-1) + 1;
        state.last_ordinal->reset();
    } else {
        PERMAP_ASSERT(child == state.children);
        ++state.children;
        state.child->bind(0, std::int64_t{child});
        state.child->bind(1, pseudonym);
        state.child->run();
    }
    state.seal.begin_child(child, pseudonym);
    Statement& insert = *state.record;
    insert.bind(0, std::int64_t{child});
    insert.bind(2, state.import);
    for (const Record& record : added) {
        insert.bind(1, ordinal++);
        insert.bind(3, static_cast<std::int64_t>(record.kind));
        bind_optional(insert, 4, record.name, no_word);
        bind_optional(insert, 5, record.value, no_word);
        insert.bind(6, std::int64_t{record.at.time_since_epoch().count()});
        insert.bind(7, std::int64_t{record.milliseconds});
        if (record.utc_offset_minutes == no_utc_offset) {
            insert.bind_nothing(8);
        } else {
            insert.bind(8, std::int64_t{record.utc_offset_minutes});
        }
        insert.bind(9, static_cast<std::int64_t>(record.precision));
        insert.bind(10, std::int64_t{record.visit});
        bind_optional(insert, 11, record.cause, no_cause);
        insert.bind(12, std::int64_t{record.detail});
        insert.bind(13, std::int64_t{record.line});
        bind_optional(insert, 14, record.withdraws, no_cause);
        insert.run();
        state.seal.add(record);
    }
}

void RecordedLogWriter::add(const Relation& relation) {
    State& state = *state_;
    state.relation->bind(0, state.import);
    state.relation->bind(1, relation.from_type);
    state.relation->bind(2, relation.from);
    state.relation->bind(3, relation.to_type);
    state.relation->bind(4, relation.to);
    state.relation->bind(5, relation.qualifier);
    state.relation->run();
    state.seal.add(relation);
    ++state.relations;
}

Problems RecordedLogWriter::finish(const Import& import, const std::vector<std::string>& step_names,
                                   const std::vector<std::string>& words) {
    State& state = *state_;
    Database& database = state.database;
    const auto insert_names = [&](const char* sql, const std::vector<std::string>& names, std::int64_t there) {
        Statement insert(database, sql);
        for (auto i = static_cast<std::size_t>(there); i < names.size(); ++i) {
            insert.bind(0, static_cast<std::int64_t>(i));
            insert.bind(1, names[i]);
            insert.run();
        }
    };
    insert_names("INSERT INTO step VALUES (?, ?)", step_names, state.steps);
    insert_names("INSERT INTO word VALUES (?, ?)", words, state.words);
    const std::string seal =
        state.seal.finish(import, step_names, step_names.size(), words, words.size(), state.seal_before);
    {
        Statement insert(database, "INSERT INTO import VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        insert.bind(0, state.import);
        insert.bind(1, std::int64_t{import.known_since.time_since_epoch().count()});
        insert.bind(2, std::int64_t{import.followed_until.time_since_epoch().count()});
        insert.bind(3, import.format);
        insert.bind(4, import.source_digest);
        insert.bind(5, import.mapping_json);
        insert.bind(6, import.program);
        insert.bind(7, import.rows);
        insert.bind(8, import.records);
        insert.bind(9, import.withdrawn);
        insert.bind(10, import.rejected);
        insert.bind(11, static_cast<std::int64_t>(step_names.size()));
        insert.bind(12, static_cast<std::int64_t>(words.size()));
        insert.bind(13, state.relations);
        insert.bind(14, seal);
        insert.run();
    }
    state.child.reset();
    state.record.reset();
    state.relation.reset();
    state.last_ordinal.reset();
    state.there.reset();
    database.run("COMMIT");
    if (!database.failed()) database.close();
    if (database.failed()) return {cannot_write(state.target, database)};
    return state.part.commit();
}

}  // namespace permap
