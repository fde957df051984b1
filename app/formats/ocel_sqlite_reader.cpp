#include <algorithm>
#include <filesystem>
#include <map>
#include <unordered_map>

#include "formats/date_text.hpp"
#include "formats/kept_attributes.hpp"
#include "formats/ocel_log.hpp"
#include "formats/own_fields.hpp"
#include "formats/readers.hpp"
#include "formats/utf8.hpp"
#include "store/database.hpp"

namespace permap {

namespace {

// A name of the file's own as SQL writes it.
std::string sql_name(const std::string& name) {
    std::string text = "\"";
    for (const char letter : name) text += letter == '"' ? "\"\"" : std::string(1, letter);
    return text + "\"";
}

class Tables {
public:
    Tables(const std::string& path, const Mapping& mapping, KeptAttributes& attributes, RecordSink& sink)
        : path_(path),
          database_(path, Database::Open::read_only),
          mapping_(mapping),
          attributes_(attributes),
          sink_(sink) {}

    // What must be there before anything is read.
    Problems check() {
        std::error_code fault;
        if (std::filesystem::is_directory(path_, fault)) return {{path_, "is a folder, not a file", ""}};
        Statement names(database_, "SELECT name FROM sqlite_master WHERE type = 'table'");
        while (names.next()) tables_.emplace(names.text(0).value_or(""), std::vector<std::string>());
        for (auto& [table, columns] : tables_) {
            Statement infos(database_, "SELECT name FROM pragma_table_info(?)");
            infos.bind(0, table);
            while (infos.next()) columns.push_back(infos.text(0).value_or(""));
        }
        if (database_.failed()) return {broken()};
        need("event", {"ocel_id", "ocel_type"});
        need("object", {"ocel_id", "ocel_type"});
        need("event_map_type", {"ocel_type", "ocel_type_map"});
        need("object_map_type", {"ocel_type", "ocel_type_map"});
        need("event_object", {"ocel_event_id", "ocel_object_id", "ocel_qualifier"});
        need("object_object", {"ocel_source_id", "ocel_target_id", "ocel_qualifier"});
        if (!problems_.empty()) return problems_;
        event_maps_ = maps("event");
        object_maps_ = maps("object");
        for (const auto& [type, table] : event_maps_) need(table, {"ocel_id", "ocel_time"});
        for (const auto& [type, table] : object_maps_) need(table, {"ocel_id", "ocel_time"});
        if (database_.failed()) return {broken()};
        return problems_;
    }

    std::vector<std::string> object_types() const { return types(object_maps_); }

    Problems read(OcelLog& log) {
        log.event_types = types(event_maps_);
        log.object_types = types(object_maps_);
        rows("event", {"ocel_id", "ocel_type"}, [&](const Row& row, std::uint32_t place) {
            OcelLog::Event event;
            event.id = row.text(0), event.type = row.text(1), event.place = place;
            log.events.push_back(std::move(event));
        });
        rows("object", {"ocel_id", "ocel_type"}, [&](const Row& row, std::uint32_t place) {
            log.objects.push_back({row.text(0), row.text(1), {}, place});
        });
        read_events(log);
        for (const auto& [type, table] : object_maps_) read_changes(log, type, table);
        read_links("event_object", "ocel_event_id", "ocel_object_id", log.event_object);
        read_links("object_object", "ocel_source_id", "ocel_target_id", log.object_object);
        if (database_.failed()) return {broken()};
        return {};
    }

private:
    using Maps = std::vector<std::pair<std::string, std::string>>;  // type, table of its attributes

    Problem broken() const { return {path_, "cannot be read as SQLite: " + database_.fault(), ""}; }

    bool has(const std::string& table, const std::string& column) const {
        const std::vector<std::string>& columns = tables_.at(table);
        return std::find(columns.begin(), columns.end(), column) != columns.end();
    }

    void need(const std::string& table, const std::vector<std::string>& columns) {
        if (tables_.count(table) == 0) {
            problems_.push_back({path_, "has no table \"" + table + "\", which OCEL 2.0 needs", ""});
            return;
        }
        for (const std::string& column : columns) {
            if (!has(table, column))
                problems_.push_back({path_, "its table \"" + table + "\" has no column \"" + column + "\"", ""});
        }
    }

    static std::vector<std::string> types(const Maps& maps) {
        std::vector<std::string> names;
        for (const auto& [type, table] : maps) names.push_back(type);
        return names;
    }

    Maps maps(const std::string& what) {
        Maps all;
        rows(what + "_map_type", {"ocel_type", "ocel_type_map"},
             [&](const Row& row, std::uint32_t) { all.emplace_back(row.text(0), what + "_" + row.text(1)); });
        return all;
    }

    // The columns asked for, as text; nothing there is empty text.
    class Row {
    public:
        explicit Row(const Statement& statement) : statement_(statement) {}
        std::string text(int column) const { return statement_.text(column).value_or(""); }
        bool is_nothing(int column) const { return statement_.is_nothing(column); }

    private:
        const Statement& statement_;
    };

    // In the order in which they lie in the table.
    template <class Take>
    void rows(const std::string& table, const std::vector<std::string>& columns, Take take) {
        std::string sql = "SELECT ";
        for (const std::string& column : columns)
            sql += (column == columns.front() ? "" : ", ") + ("CAST(t." + sql_name(column) + " AS TEXT)");
        sql += " FROM " + sql_name(table) + " AS t NOT INDEXED";
        Statement statement(database_, sql.c_str());
        for (std::uint32_t place = 1; statement.next(); ++place) {
            const Row row(statement);
            if (is_utf8(row, static_cast<int>(columns.size()))) {
                take(row, place);
            } else {
                sink_.reject({table, place, "", "", "is not UTF-8", ""});
            }
        }
    }

    static bool is_utf8(const Row& row, int columns) {
        for (int i = 0; i < columns; ++i)
            if (first_not_utf8(row.text(i)) != std::string_view::npos) return false;
        return true;
    }

    std::optional<SourceTime> time_of(const Row& row, int column, const std::string& table, std::uint32_t place) {
        const std::string text = row.text(column);
        const auto time = parse_source_time(text, mapping_.dates);
        if (!time) {
            sink_.reject({table, place, "ocel_time", shown_time(text),
                          text.empty() ? "is missing" : "is no time as OCEL writes it: 2026-04-06 09:30:00", ""});
        }
        return time;
    }

    // Of a type's table, the attributes that are kept; the others are named.
    std::vector<std::string> kept_columns(const std::string& table) {
        std::vector<std::string> kept;
        for (const std::string& column : tables_.at(table)) {
            if (column == "ocel_id" || column == "ocel_time" || column == "ocel_changed_field") continue;
            if (attributes_.keeps(column) || column.substr(0, own_prefix.size()) == own_prefix) {
                kept.push_back(column);
            } else {
                attributes_.leave_behind(column);
            }
        }
        return kept;
    }

    void read_events(OcelLog& log) {
        std::unordered_map<std::string, std::size_t> event_of;
        for (std::size_t i = 0; i < log.events.size(); ++i) event_of.emplace(log.events[i].id, i);
        std::vector<bool> has_row(log.events.size(), false);
        for (const auto& [type, table] : event_maps_) {
            const std::vector<std::string> kept = kept_columns(table);
            std::vector<std::string> columns = {"ocel_id", "ocel_time"};
            columns.insert(columns.end(), kept.begin(), kept.end());
            rows(table, columns, [&](const Row& row, std::uint32_t place) {
                const auto found = event_of.find(row.text(0));
                if (found == event_of.end() || log.events[found->second].type != type)
                    return reject(table, place, "ocel_id", "names no event of this type");
                if (has_row[found->second]) return reject(table, place, "ocel_id", "stands twice");
                OcelLog::Event& event = log.events[found->second];
                has_row[found->second] = true;
                if (const auto time = time_of(row, 1, table, place)) {
                    event.time = *time;
                } else {
                    event.is_rejected = true;
                }
                for (std::size_t i = 0; i < kept.size(); ++i) {
                    const int column = static_cast<int>(i) + 2;
                    if (!row.is_nothing(column)) event.attributes.emplace_back(kept[i], row.text(column));
                }
            });
        }
        for (std::size_t i = 0; i < log.events.size(); ++i) {
            OcelLog::Event& event = log.events[i];
            const bool is_of_known_type = std::any_of(event_maps_.begin(), event_maps_.end(),
                                                      [&](const auto& map) { return map.first == event.type; });
            if (has_row[i] || !is_of_known_type || event_of.at(event.id) != i) continue;
            reject("event", event.place, "ocel_time", "is missing: its type's table has no row for it");
            event.is_rejected = true;
        }
    }

    // A row without a changed field is what the object was at that time; else it is the one field that changed.
    void read_changes(OcelLog& log, const std::string& type, const std::string& table) {
        std::unordered_map<std::string, std::size_t> object_of;
        for (std::size_t i = 0; i < log.objects.size(); ++i)
            if (log.objects[i].type == type) object_of.emplace(log.objects[i].id, i);
        const std::vector<std::string> kept = kept_columns(table);
        std::vector<std::string> columns = {"ocel_id", "ocel_time"};
        columns.insert(columns.end(), kept.begin(), kept.end());
        const int changed_field = static_cast<int>(columns.size());
        const bool tells_changes = has(table, "ocel_changed_field");
        if (tells_changes) columns.emplace_back("ocel_changed_field");
        rows(table, columns, [&](const Row& row, std::uint32_t place) {
            const auto found = object_of.find(row.text(0));
            if (found == object_of.end()) return reject(table, place, "ocel_id", "names no object of this type");
            if (type != mapping_.child_type || kept.empty()) return;
            const std::string changed = tells_changes ? row.text(changed_field) : "";
            std::optional<SourceTime> time;
            for (std::size_t i = 0; i < kept.size(); ++i) {
                const int column = static_cast<int>(i) + 2;
                if (row.is_nothing(column) || (!changed.empty() && changed != kept[i])) continue;
                if (!time) time = time_of(row, 1, table, place);
                if (!time) return;
                log.objects[found->second].changes.push_back(
                    {kept[i], row.text(column), *time, is_from_the_beginning(*time), place});
            }
        });
    }

    void read_links(const std::string& table, const std::string& from, const std::string& to,
                    std::vector<OcelLog::Link>& links) {
        rows(table, {from, to, "ocel_qualifier"}, [&](const Row& row, std::uint32_t place) {
            links.push_back({row.text(0), row.text(1), row.text(2), place});
        });
    }

    void reject(const std::string& table, std::uint32_t place, const std::string& field, const std::string& rule) {
        sink_.reject({table, place, field, "", rule, ""});
    }

    std::string path_;
    Database database_;
    const Mapping& mapping_;
    KeptAttributes& attributes_;
    RecordSink& sink_;
    std::map<std::string, std::vector<std::string>> tables_;  // their columns
    Maps event_maps_, object_maps_;
    Problems problems_;
};

// A guess looks at the tables only.
class NoSink : public RecordSink {
public:
    void add(const SourceEvent&) override {}
    void add(const SourceRelation&) override {}
    void reject(const RowProblem&) override {}
};

}  // namespace

Result<GuessedMapping> guess_ocel_sqlite(const std::string& path) {
    const Mapping mapping;
    KeptAttributes attributes(mapping);
    NoSink sink;
    Tables tables(path, mapping, attributes, sink);
    if (Problems problems = tables.check(); !problems.empty()) return problems;
    return guess_ocel(SourceFormat::ocel_sqlite, tables.object_types());
}

Result<SourceSummary> read_ocel_sqlite(const std::string& path, const Mapping& mapping, RecordSink& sink,
                                       const ReadProgress& progress) {
    OcelLog log;
    KeptAttributes attributes(mapping);
    Tables tables(path, mapping, attributes, sink);
    if (Problems problems = tables.check(); !problems.empty()) return problems;
    if (Problems problems = tables.read(log); !problems.empty()) return problems;
    if (progress) progress(1, 2);  // SQLite does not tell how far it is
    if (Problems problems = hand_over_ocel(path, log, mapping, attributes, sink); !problems.empty()) return problems;
    return SourceSummary{static_cast<std::int64_t>(log.events.size()), attributes.left_behind()};
}

}  // namespace permap
