#include <map>
#include <memory>
#include <set>

#include "exporting/database_file.hpp"
#include "exporting/ocel_names.hpp"
#include "exporting/writers.hpp"

namespace permap {

namespace {

constexpr const char* tables = R"sql(
CREATE TABLE event_map_type(ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
CREATE TABLE object_map_type(ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
CREATE TABLE event(ocel_id TEXT PRIMARY KEY, ocel_type TEXT REFERENCES event_map_type(ocel_type));
CREATE TABLE object(ocel_id TEXT PRIMARY KEY, ocel_type TEXT REFERENCES object_map_type(ocel_type));
CREATE TABLE event_object(ocel_event_id TEXT REFERENCES event(ocel_id), ocel_object_id TEXT REFERENCES object(ocel_id),
    ocel_qualifier TEXT, PRIMARY KEY(ocel_event_id, ocel_object_id, ocel_qualifier));
CREATE TABLE object_object(ocel_source_id TEXT REFERENCES object(ocel_id), ocel_target_id TEXT REFERENCES object(ocel_id),
    ocel_qualifier TEXT, PRIMARY KEY(ocel_source_id, ocel_target_id, ocel_qualifier));
CREATE TABLE object_child(ocel_id TEXT REFERENCES object(ocel_id), ocel_time TIMESTAMP, ocel_changed_field TEXT,
    birth_month TEXT, followed_until TIMESTAMP);
INSERT INTO object_map_type VALUES ('child', 'child');
)sql";

constexpr const char* group_tables = R"sql(
CREATE TABLE object_sibling_group(ocel_id TEXT REFERENCES object(ocel_id), ocel_time TIMESTAMP, ocel_changed_field TEXT);
INSERT INTO object_map_type VALUES ('sibling_group', 'sibling_group');
)sql";

constexpr const char* from_the_beginning = "1970-01-01 00:00:00";

// "2026-04-06 09:30:00", as the form in SQLite writes times.
std::string sql_time(Instant at) {
    return to_string(at) + ":00";
}

// The end of a table's name: letters and digits only, and no two alike, capitals or not.
class TableNames {
public:
    std::string of(const std::string& type) {
        std::string name;
        for (const char letter : type) {
            const bool is_plain = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
                                  (letter >= 'A' && letter <= 'Z');
            name += is_plain ? letter : '_';
        }
        if (name.size() > most) name.resize(most);
        const std::string begins = name;
        for (int i = 2; !taken_.insert(small(name)).second; ++i) name = begins + "_" + std::to_string(i);
        return name;
    }

private:
    static constexpr std::size_t most = 60;
    static std::string small(std::string name) {
        for (char& letter : name)
            if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
        return name;
    }
    std::set<std::string> taken_ = {"object", "map_type"};  // event_object, event_map_type are tables already
};

void bind_text(Statement& insert, int parameter, std::string_view text) {
    if (text.empty()) {
        insert.bind_nothing(parameter);
    } else {
        insert.bind(parameter, text);
    }
}

template <class Number>
void bind_number(Statement& insert, int parameter, const std::optional<Number>& number) {
    if (number) {
        insert.bind(parameter, std::int64_t{*number});
    } else {
        insert.bind_nothing(parameter);
    }
}

using TypeTables = std::map<std::string, std::unique_ptr<Statement>>;  // by event type: into its table

TypeTables make_type_tables(Database& database, const ExportedLog& log) {
    TypeTables tables_of;
    TableNames names;
    Statement insert(database, "INSERT INTO event_map_type VALUES (?, ?)");
    for (const std::string& type : ocel_event_types(log)) {
        const std::string name = names.of(type);
        insert.bind(0, type);
        insert.bind(1, name);
        insert.run();
        const std::string table = "\"event_" + name + "\"";
        const std::string create =
            "CREATE TABLE " + table +
            "(ocel_id TEXT PRIMARY KEY REFERENCES event(ocel_id), ocel_time TIMESTAMP, \"permap:kind\" TEXT, "
            "\"permap:event\" INTEGER, \"permap:cause\" INTEGER, \"permap:detail\" INTEGER, \"permap:way\" TEXT, "
            "\"permap:attribute\" TEXT, \"permap:value\" TEXT)";
        database.run(create.c_str());
        const std::string into = "INSERT INTO " + table + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
        tables_of.emplace(type, std::make_unique<Statement>(database, into.c_str()));
    }
    return tables_of;
}

void write_objects(Database& database, const ExportedLog& log) {
    Statement object(database, "INSERT INTO object VALUES (?, ?)");
    Statement child_row(database, "INSERT INTO object_child VALUES (?, ?, NULL, ?, ?)");
    for (std::size_t i = 0; i < log.children.size(); ++i) {
        const ExportedChild& child = log.children[i];
        object.bind(0, child.id);
        object.bind(1, std::string_view(child_type));
        object.run();
        const std::string followed_until = sql_time(log.streams[i].child.followed_until);
        child_row.bind(0, child.id);
        child_row.bind(1, std::string_view(from_the_beginning));
        bind_text(child_row, 2, child.birth_month);
        child_row.bind(3, followed_until);
        child_row.run();
    }
    const std::vector<std::string> groups = sibling_groups(log);
    if (groups.empty()) return;
    database.run(group_tables);
    Statement group_row(database, "INSERT INTO object_sibling_group VALUES (?, ?, NULL)");
    for (const std::string& group : groups) {
        object.bind(0, group);
        object.bind(1, std::string_view(sibling_group_type));
        object.run();
        group_row.bind(0, group);
        group_row.bind(1, std::string_view(from_the_beginning));
        group_row.run();
    }
    Statement relation(database, "INSERT INTO object_object VALUES (?, ?, ?)");
    for (const ExportedChild& child : log.children) {
        if (child.sibling_group.empty()) continue;
        relation.bind(0, child.id);
        relation.bind(1, child.sibling_group);
        relation.bind(2, std::string_view(member_of_group));
        relation.run();
    }
}

std::int64_t write_events(Database& database, const ExportedLog& log) {
    const TypeTables tables_of = make_type_tables(database, log);
    Statement event(database, "INSERT INTO event VALUES (?, ?)");
    Statement relation(database, "INSERT INTO event_object VALUES (?, ?, ?)");
    std::int64_t rows = 0;
    for (std::size_t child = 0; child < log.streams.size(); ++child) {
        for_each_row(log, child, [&](const EventRow& row) {
            const std::string id = ocel_event_id(++rows), type = ocel_type(row), at = sql_time(row.at);
            event.bind(0, id);
            event.bind(1, type);
            event.run();
            relation.bind(0, id);
            relation.bind(1, log.children[child].id);
            relation.bind(2, std::string_view(of_child));
            relation.run();
            Statement& insert = *tables_of.at(type);
            insert.bind(0, id);
            insert.bind(1, at);
            insert.bind(2, row.kind_word);
            insert.bind(3, std::int64_t{row.number});
            bind_number(insert, 4, row.cause);
            bind_number(insert, 5, row.detail);
            bind_text(insert, 6, row.way);
            bind_text(insert, 7, row.attribute);
            bind_text(insert, 8, row.value);
            insert.run();
        });
    }
    return rows;
}

}  // namespace

Result<Written> write_ocel_sqlite(const ExportedLog& log, const ExportTarget& target) {
    Result<std::unique_ptr<DatabaseFile>> file = DatabaseFile::open(target.path, target.overwrite);
    if (!file) return file.problems();
    Database& database = (*file)->database();
    database.run(tables);
    write_objects(database, log);
    const std::int64_t rows = write_events(database, log);
    if (Problems problems = (*file)->finish(); !problems.empty()) return problems;
    Written written{rows, ocel_leaves_out()};
    written.left_out.emplace_back("that times are local civil time: this form of OCEL knows no offset");
    return written;
}

}  // namespace permap
