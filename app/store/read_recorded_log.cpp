#include <sys/stat.h>

#include <unordered_set>

#include "store/column.hpp"
#include "store/database.hpp"
#include "store/import_seal.hpp"
#include "store/part_file.hpp"
#include "store/record_text.hpp"
#include "store/recorded_log_file.hpp"
#include "store/recorded_schema.hpp"
#include "store/schema.hpp"

namespace permap {

namespace {

struct Fault {
    std::string what;
};

// What an import says of itself, and how much was there after it.
struct SealedImport {
    Import import;
    std::size_t steps = 0, words = 0;
    std::int64_t relations = 0;
    std::string seal;
};

constexpr const char* values_altered = "its list of the attributes' values has been altered";

Result<std::int64_t> application_of(const std::string& path, std::int64_t& version) {
    struct stat status;
    if (::stat(path.c_str(), &status) != 0) return Problem{path, "cannot be read: " + system_error_text(), ""};
    if (S_ISDIR(status.st_mode)) return Problem{path, "is a folder, not a log", ""};
    if (!S_ISREG(status.st_mode)) return Problem{path, "is not a regular file", ""};
    Database database(path, Database::Open::read_only);
    const std::int64_t application = database.number("PRAGMA application_id");
    version = database.number("PRAGMA user_version");
    if (database.failed()) return Problem{path, "is not a log of permap, or is damaged: " + database.fault(), ""};
    return application;
}

bool read_names(Database& database, const char* sql, std::vector<std::string>& names) {
    Statement rows(database, sql);
    while (rows.next()) {
        auto name = rows.text(1);
        if (rows.number(0) != static_cast<std::int64_t>(names.size()) || !name) return false;
        names.push_back(std::move(*name));
    }
    return true;
}

bool read_import(const Statement& row, SealedImport& into) {
    std::int32_t known_since = 0, followed_until = 0;
    if (!read(row, 1, known_since) || !read(row, 2, followed_until)) return false;
    Import& import = into.import;
    import.known_since = Date{std::chrono::days { known_since }};
    import.followed_until = Instant{Minutes { followed_until }};
    std::string* const texts[] = {&import.format, &import.source_digest, &import.mapping_json, &import.program};
    for (int i = 0; i < 4; ++i) {
        auto text = row.text(3 + i);
        if (!text) return false;
        *texts[i] = std::move(*text);
    }
    std::int64_t* const numbers[] = {&import.rows, &import.records, &import.withdrawn, &import.rejected};
    for (int i = 0; i < 4; ++i)
        if (!read(row, 7 + i, *numbers[i])) return false;
    std::uint32_t steps = 0, words = 0;
    if (!read(row, 11, steps) || !read(row, 12, words) || !read(row, 13, into.relations)) return false;
    into.steps = steps;
    into.words = words;
    auto seal = row.text(14);
    if (!seal) return false;
    into.seal = std::move(*seal);
    return true;
}

// Which attributes there are, and every value that each was set to.
std::optional<Fault> read_attribute_values(Database& database, RecordedLog& log) {
    Statement pairs(database, "SELECT DISTINCT name, value FROM attribute_value ORDER BY name, value");
    while (pairs.next()) {
        std::uint32_t name = 0, value = no_word;
        const bool has_value = !pairs.is_nothing(1);
        if (!read(pairs, 0, name) || name >= log.words.size() ||
            (has_value && (!read(pairs, 1, value) || value >= log.words.size())))
            return Fault{values_altered};
        log.attribute_values[name].push_back(value);
    }
    return std::nullopt;
}

std::optional<Fault> read_header(Database& database, RecordedLog& log, std::vector<SealedImport>& imports) {
    if (!read_names(database, "SELECT number, name FROM step ORDER BY number", log.step_names) ||
        !read_names(database, "SELECT number, text FROM word ORDER BY number", log.words))
        return Fault{"its list of names has been altered"};
    if (log.step_names.size() >= index(no_step)) return Fault{"it has more steps than a log can hold"};
    Statement rows(database, "SELECT * FROM import ORDER BY number");
    while (rows.next()) {
        SealedImport import;
        if (rows.number(0) != static_cast<std::int64_t>(imports.size() + 1) || !read_import(rows, import) ||
            import.steps > log.step_names.size() || import.words > log.words.size() || imports.size() >= 0xffff)
            return Fault{"what it says of its imports has been altered"};
        log.imports.push_back(import.import);
        imports.push_back(std::move(import));
    }
    if (imports.empty() && !database.failed()) return Fault{"it holds no import"};
    return read_attribute_values(database, log);
}

std::string child_name(std::int64_t child) {
    return "child " + std::to_string(child);
}

std::optional<Fault> read_journeys(Database& database, const RecordedLog& log, std::vector<ImportSeal>& seals,
                                   const TakeJourney& take) {
    Statement children(database, "SELECT number, pseudonym FROM child ORDER BY number");
    Statement rows(database, "SELECT number, first, records FROM journey ORDER BY number");
    const RecordBounds bounds{log.step_names.size(), log.words.size()};
    std::unordered_set<std::uint64_t> values;  // name and value of attributes
    bool there = rows.next();
    std::uint32_t child = 0;
    for (; children.next(); ++child) {
        auto pseudonym = children.text(1);
        if (children.number(0) != std::int64_t{child} || !pseudonym)
            return Fault{"its list of children has been altered at " + child_name(child)};
        RecordedJourney journey{std::move(*pseudonym), {}};
        for (; there && rows.number(0) <= journey_number(child, last_import); there = rows.next()) {
            const std::int64_t import = rows.number(0).value_or(0) - journey_number(child, 0);
            if (import < 1 || import > static_cast<std::int64_t>(log.imports.size()) ||
                rows.number(1) != static_cast<std::int64_t>(journey.records.size()))
                return Fault{child_name(child) + " has records of no import, or some are missing"};
            const std::string_view array = rows.text_view(2);
            if (const auto place = read_records(array, bounds, static_cast<std::uint16_t>(import), journey.records))
                return Fault{child_name(child) + ", record " + std::to_string(*place) +
                             " holds what no record can hold"};
            seals[static_cast<std::size_t>(import - 1)].add(child, journey.pseudonym, array);
        }
        for (const Record& record : journey.records)
            if (record.kind == RecordKind::attribute_set)
                values.insert(std::uint64_t{record.name} << 32 | record.value);
        if (journey.records.empty()) return Fault{child_name(child) + " has no record"};
        take(child, std::move(journey));
    }
    if (there) return Fault{"records belong to no child of this log"};
    std::size_t listed = 0;
    for (const auto& [name, of_name] : log.attribute_values)
        for (const std::uint32_t value : of_name) listed += values.count(std::uint64_t{name} << 32 | value);
    if (listed != values.size()) return Fault{values_altered};
    return std::nullopt;
}

std::optional<Fault> read_relations(Database& database, std::vector<SealedImport>& imports,
                                    std::vector<ImportSeal>& seals, std::vector<Relation>& into) {
    Statement rows(database,
                   "SELECT import, from_type, from_id, to_type, to_id, qualifier FROM relation ORDER BY number");
    while (rows.next()) {
        const std::int64_t import = rows.number(0).value_or(0);
        auto from_type = rows.text(1), from = rows.text(2), to_type = rows.text(3), to = rows.text(4),
             qualifier = rows.text(5);
        if (import < 1 || import > static_cast<std::int64_t>(imports.size()) || !from_type || !from || !to_type ||
            !to || !qualifier)
            return Fault{"its relations have been altered"};
        into.push_back(
            {std::move(*from), std::move(*to), std::move(*from_type), std::move(*to_type), std::move(*qualifier)});
        seals[static_cast<std::size_t>(import - 1)].add(into.back());
        --imports[static_cast<std::size_t>(import - 1)].relations;
    }
    for (const SealedImport& import : imports)
        if (import.relations != 0) return Fault{"its relations have been altered"};
    return std::nullopt;
}

std::optional<Fault> read_all(Database& database, const TakeJourney& take, RecordedLog& log) {
    std::vector<SealedImport> imports;
    if (auto fault = read_header(database, log, imports)) return fault;
    if (database.failed()) return std::nullopt;
    std::vector<ImportSeal> seals(imports.size());
    if (auto fault = read_journeys(database, log, seals, take)) return fault;
    if (auto fault = read_relations(database, imports, seals, log.relations)) return fault;
    if (database.failed()) return std::nullopt;
    std::string before;
    for (std::size_t i = 0; i < imports.size(); ++i) {
        const SealedImport& one = imports[i];
        const std::string seal = seals[i].finish(one.import, log.step_names, one.steps, log.words, one.words, before);
        if (seal != one.seal)
            return Fault{"what import " + std::to_string(i + 1) + " brought in has been altered since"};
        before = seal;
    }
    return std::nullopt;
}

Problems read(const std::string& path, const TakeJourney& take, RecordedLog& log) {
    const Result<bool> recorded = is_recorded_log(path);
    if (!recorded) return recorded.problems();
    if (!*recorded) return {{path, "is a simulated log, not a recorded one", ""}};
    Database database(path, Database::Open::read_only);
    const std::optional<Fault> fault = read_all(database, take, log);
    if (database.failed()) return {{path, "the log is damaged: " + database.fault(), ""}};
    if (fault) return {{path, fault->what, "the log is not as it was written"}};
    return {};
}

}  // namespace

Result<bool> is_recorded_log(const std::string& path) {
    std::int64_t version = 0;
    const Result<std::int64_t> application = application_of(path, version);
    if (!application) return application.problems();
    if (*application == log_application_id) return false;
    if (*application != recorded_application_id) return Problem{path, "is not a log of permap", ""};
    if (version != recorded_schema_version) {
        return Problem{path,
                       "is a recorded log of schema version " + std::to_string(version) +
                           "; this program reads version " + std::to_string(recorded_schema_version),
                       version > recorded_schema_version ? "use a newer permap" : "import its files again"};
    }
    return true;
}

Result<RecordedLog> read_recorded_header(const std::string& path) {
    const Result<bool> recorded = is_recorded_log(path);
    if (!recorded) return recorded.problems();
    if (!*recorded) return Problem{path, "is a simulated log, not a recorded one", ""};
    Database database(path, Database::Open::read_only);
    RecordedLog log;
    std::vector<SealedImport> imports;
    std::optional<Fault> fault = read_header(database, log, imports);
    std::vector<ImportSeal> seals(imports.size());  // not looked at: that takes the journeys too
    if (!fault && !database.failed()) fault = read_relations(database, imports, seals, log.relations);
    if (database.failed()) return Problem{path, "the log is damaged: " + database.fault(), ""};
    if (fault) return Problem{path, fault->what, "the log is not as it was written"};
    return log;
}

Problems read_recorded_journeys(const std::string& path, const TakeJourney& take) {
    RecordedLog log;
    return read(path, take, log);
}

Result<RecordedLog> read_recorded_log(const std::string& path) {
    Result<RecordedLog> log = read_recorded_header(path);
    if (!log) return log;
    Problems problems = read_recorded_journeys(
        path, [&](std::uint32_t, RecordedJourney&& journey) { log->journeys.push_back(std::move(journey)); });
    if (!problems.empty()) return problems;
    return log;
}

}  // namespace permap
