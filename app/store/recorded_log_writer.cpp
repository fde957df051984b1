#include <filesystem>
#include <unordered_set>

#include "store/database.hpp"
#include "store/import_seal.hpp"
#include "store/part_file.hpp"
#include "store/record_text.hpp"
#include "store/recorded_log_file.hpp"
#include "store/recorded_schema.hpp"

namespace permap {

struct RecordedLogWriter::State {
    State(std::string named, PartFile&& file)
        : target(std::move(named)), part(std::move(file)), database(part.path(), Database::Open::to_write) {}

    // Once the tables are there.
    void prepare() {
        child.emplace(database, "INSERT INTO child VALUES (?, ?)");
        journey.emplace(database, "INSERT INTO journey VALUES (?, ?, ?)");
        attribute_value.emplace(database, "INSERT INTO attribute_value VALUES (NULL, ?, ?, ?)");
        relation.emplace(database, "INSERT INTO relation VALUES (NULL, ?, ?, ?, ?, ?, ?)");
        records_before.emplace(database,
                               "SELECT first + json_array_length(records) FROM journey WHERE number BETWEEN ? AND ? "
                               "ORDER BY number DESC LIMIT 1");
        there.emplace(database, "SELECT number, records FROM journey WHERE number BETWEEN ? AND ? ORDER BY number");
    }

    void add_attribute_value(const Record& record) {
        attribute_value->bind(0, import);
        attribute_value->bind(1, std::int64_t{record.name});
        if (record.value == no_word) {
            attribute_value->bind_nothing(2);
        } else {
            attribute_value->bind(2, std::int64_t{record.value});
        }
        attribute_value->run();
    }

    std::string target;
    PartFile part;
    Database database;
    std::optional<Statement> child, journey, attribute_value, relation, records_before, there;
    std::unordered_set<std::uint64_t> attribute_values;  // name and value: those that the log has
    ImportSeal seal;
    std::string seal_before, array;
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

std::uint64_t name_and_value(const Record& record) {
    return std::uint64_t{record.name} << 32 | record.value;
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
        Statement pairs(database, "SELECT name, value FROM attribute_value");
        while (pairs.next()) {
            Record record;
            record.name = static_cast<std::uint32_t>(pairs.number(0).value_or(no_word));
            record.value = static_cast<std::uint32_t>(pairs.number(1).value_or(no_word));
            state->attribute_values.insert(name_and_value(record));
        }
    }
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
    const RecordBounds bounds{static_cast<std::size_t>(state.steps), static_cast<std::size_t>(state.words)};
    state.there->bind(0, journey_number(child, 0));
    state.there->bind(1, journey_number(child, last_import));
    while (state.there->next()) {
        const auto import = static_cast<std::uint16_t>(state.there->number(0).value_or(0));
        if (read_records(state.there->text_view(1), bounds, import, records)) break;
    }
    state.there->reset();
    return records;
}

void RecordedLogWriter::add(std::uint32_t child, const std::string& pseudonym, const std::vector<Record>& added) {
    State& state = *state_;
    if (added.empty() || state.database.failed()) return;
    std::int64_t first = 0;
    if (child < state.children) {
        state.records_before->bind(0, journey_number(child, 0));
        state.records_before->bind(1, journey_number(child, last_import));
        if (state.records_before->next()) first = state.records_before->number(0).value_or(0);
        state.records_before->reset();
    } else {
        PERMAP_ASSERT(child == state.children);
        ++state.children;
        state.child->bind(0, std::int64_t{child});
        state.child->bind(1, pseudonym);
        state.child->run();
    }
    state.array = "[";
    for (const Record& record : added) {
        write_record(state.array, record);
        if (record.kind == RecordKind::attribute_set && state.attribute_values.insert(name_and_value(record)).second)
            state.add_attribute_value(record);
    }
    state.array += ']';
    state.journey->bind(0, journey_number(child, state.import));
    state.journey->bind(1, first);
    state.journey->bind(2, state.array);
    state.journey->run();
    state.seal.add(child, pseudonym, state.array);
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
    state.journey.reset();
    state.attribute_value.reset();
    state.relation.reset();
    state.records_before.reset();
    state.there.reset();
    database.run("COMMIT");
    if (!database.failed()) database.close();
    if (database.failed()) return {cannot_write(state.target, database)};
    return state.part.commit();
}

}  // namespace permap
