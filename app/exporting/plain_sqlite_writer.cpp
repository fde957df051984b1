#include <memory>

#include "analysis/delay_rows.hpp"
#include "exporting/database_file.hpp"
#include "exporting/event_rows.hpp"
#include "exporting/visits.hpp"
#include "exporting/writers.hpp"
#include "recorded/journey_events.hpp"
#include "report/words.hpp"

namespace permap {

namespace {

constexpr const char* tables = R"sql(
CREATE TABLE about(what TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE step(id TEXT PRIMARY KEY, name TEXT NOT NULL, lane TEXT, kind TEXT NOT NULL, basis TEXT NOT NULL);
CREATE TABLE child(id TEXT PRIMARY KEY, entered TEXT NOT NULL, followed_until TEXT NOT NULL, birth_month TEXT,
    sibling_group TEXT, over TEXT, outcome TEXT REFERENCES step(id));
CREATE TABLE event(child TEXT NOT NULL REFERENCES child(id), event INTEGER NOT NULL, kind TEXT NOT NULL,
    step TEXT REFERENCES step(id), at TEXT NOT NULL, caused_by INTEGER, way TEXT, attribute TEXT, value TEXT,
    age_days INTEGER, out_of_hours_minutes INTEGER, gathering_hours INTEGER,
    PRIMARY KEY(child, event), FOREIGN KEY(child, caused_by) REFERENCES event(child, event)) WITHOUT ROWID;
CREATE TABLE visit(child TEXT NOT NULL REFERENCES child(id), step TEXT NOT NULL REFERENCES step(id),
    visit INTEGER NOT NULL, ready TEXT, started TEXT, completed TEXT, cancelled TEXT, way TEXT,
    PRIMARY KEY(child, step, visit)) WITHOUT ROWID;
CREATE TABLE attribute_change(child TEXT NOT NULL, event INTEGER NOT NULL, at TEXT NOT NULL, attribute TEXT NOT NULL,
    value TEXT NOT NULL, PRIMARY KEY(child, event), FOREIGN KEY(child, event) REFERENCES event(child, event)) WITHOUT ROWID;
)sql";

constexpr const char* views = R"sql(
CREATE INDEX event_by_step ON event(step, kind);
CREATE INDEX visit_by_step ON visit(step);
CREATE VIEW visit_days AS SELECT visit.*, step.name AS step_name, step.lane,
    julianday(started) - julianday(ready) AS waiting_days, julianday(completed) - julianday(started) AS working_days
    FROM visit JOIN step ON step.id = visit.step;
CREATE VIEW step_days AS SELECT step, step_name, lane, count(*) AS visits, count(DISTINCT child) AS children,
    avg(waiting_days) AS mean_waiting_days, avg(working_days) AS mean_working_days,
    sum(waiting_days) AS waiting_days, sum(working_days) AS working_days
    FROM visit_days GROUP BY step;
CREATE VIEW outcome_children AS SELECT coalesce(step.name, CASE WHEN child.over IS NULL THEN 'open' ELSE 'over without an outcome' END)
    AS outcome, count(*) AS children FROM child LEFT JOIN step ON step.id = child.outcome GROUP BY 1;
CREATE VIEW directly_follows AS SELECT step AS from_step, next AS to_step, count(*) AS times, count(DISTINCT child) AS children
    FROM (SELECT child, step, lead(step) OVER (PARTITION BY child ORDER BY event) AS next FROM event WHERE kind = 'completed')
    WHERE next IS NOT NULL GROUP BY 1, 2;
)sql";

// Keeps the texts that it binds until the next row.
class Row {
public:
    Row(Database& database, const char* sql, std::size_t columns) : insert_(database, sql), texts_(columns) {}

    Row& text(std::string_view text) {
        if (text.empty()) return nothing();
        return word(text);
    }
    Row& word(std::string_view text) {
        texts_[at_].assign(text);
        insert_.bind(static_cast<int>(at_), texts_[at_]);
        ++at_;
        return *this;
    }
    Row& time(const std::optional<Instant>& at) { return at ? word(to_string(*at)) : nothing(); }
    Row& number(std::int64_t number) {
        insert_.bind(static_cast<int>(at_++), number);
        return *this;
    }
    Row& nothing() {
        insert_.bind_nothing(static_cast<int>(at_++));
        return *this;
    }
    void end() {
        PERMAP_ASSERT(at_ == texts_.size());
        insert_.run();
        at_ = 0;
    }

private:
    Statement insert_;
    std::vector<std::string> texts_;
    std::size_t at_ = 0;
};

void write_about(Database& database, const ExportedLog& log) {
    Row row(database, "INSERT INTO about VALUES (?, ?)", 2);
    const auto tell = [&](const char* what, const std::string& value) { row.word(what).word(value).end(); };
    const Map& map = log.plan->map;
    tell("population", log.is_recorded ? "recorded" : "simulated");
    tell("map", map.id);
    tell("map_version", map.version);
    tell("map_name", map.name);
    tell("times", "local civil time, to the minute");
    tell("program", std::string("permap ") + PERMAP_VERSION);
}

void write_steps(Database& database, const Map& map) {
    Row row(database, "INSERT INTO step VALUES (?, ?, ?, ?, ?)", 5);
    for (const Step& step : map.steps) {
        std::string lane;
        for (const Lane& one : map.lanes)
            if (one.id == step.lane) lane = one.name.empty() ? one.id : one.name;
        row.word(step.id).word(step.name.empty() ? step.id : step.name).text(lane);
        row.word(word(step.kind)).word(to_string(step.basis)).end();
    }
}

void write_child(Row& row, const Map& map, const ExportedChild& child, const Stream& stream) {
    row.word(child.id).time(stream.child.entered).time(stream.child.followed_until);
    row.text(child.birth_month).text(child.sibling_group);
    const Event* left = nullptr;
    for (const Event& event : stream.events)
        if (event.kind == EventKind::left) left = &event;
    row.time(left != nullptr ? std::optional(left->at) : std::nullopt);
    const bool has_outcome = left != nullptr && left->step != no_step;
    row.text(has_outcome ? std::string_view(map.steps[index(left->step)].id) : std::string_view()).end();
}

// `step` of an attribute_set: that of its cause.
void write_event(Row& event, Row& change, const std::string& child, const EventRow& row) {
    event.word(child).number(row.number).word(row.kind_word).text(row.step).time(row.at);
    row.cause ? event.number(std::int64_t{*row.cause} + 1) : event.nothing();
    event.text(row.way).text(row.attribute).text(row.value);
    const std::uint32_t detail = row.detail.value_or(0);
    row.kind == EventKind::entered ? event.number(static_cast<std::int32_t>(detail)) : event.nothing();
    if (row.kind == EventKind::started && detail != why_not_known) {
        event.number(out_of_hours_of(detail).count()).number(gathering_of(detail).count() / 60).end();
    } else {
        event.nothing().nothing().end();
    }
    if (row.kind != EventKind::attribute_set) return;
    change.word(child).number(row.number).time(row.at).word(row.attribute).word(row.value).end();
}

std::int64_t write_journeys(Database& database, const ExportedLog& log) {
    const Map& map = log.plan->map;
    Row child_row(database, "INSERT INTO child VALUES (?, ?, ?, ?, ?, ?, ?)", 7);
    Row event_row(database, "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", 12);
    Row visit_row(database, "INSERT INTO visit VALUES (?, ?, ?, ?, ?, ?, ?, ?)", 8);
    Row change_row(database, "INSERT INTO attribute_change VALUES (?, ?, ?, ?, ?)", 5);
    std::int64_t rows = 0;
    for (std::size_t i = 0; i < log.streams.size(); ++i) {
        const std::string& child = log.children[i].id;
        write_child(child_row, map, log.children[i], log.streams[i]);
        // What is about the child itself stands in its own row here.
        const std::size_t events = log.streams[i].events.size();
        for_each_row(log, i, [&](const EventRow& row) {
            if (row.number > events) return;
            write_event(event_row, change_row, child, row);
            ++rows;
        });
        for (const VisitRow& visit : visits_of(log.streams[i].events)) {
            visit_row.word(child).word(map.steps[index(visit.step)].id).number(visit.number);
            visit_row.time(visit.ready).time(visit.started).time(visit.completed).time(visit.cancelled);
            visit_row.text(ways_text(map, visit)).end();
        }
    }
    return rows;
}

}  // namespace

Result<Written> write_plain_sqlite(const ExportedLog& log, const ExportTarget& target) {
    Result<std::unique_ptr<DatabaseFile>> file = DatabaseFile::open(target.path, target.overwrite);
    if (!file) return file.problems();
    Database& database = (*file)->database();
    database.run(tables);
    write_about(database, log);
    write_steps(database, log.plan->map);
    const std::int64_t rows = write_journeys(database, log);
    database.run(views);
    if (Problems problems = (*file)->finish(); !problems.empty()) return problems;
    return Written{rows, {"ways, aims, timescales and sources of the map: `permap map export` writes them"}};
}

}  // namespace permap
