#include "store/schema.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <limits>

namespace permap {

const char* const log_tables = R"sql(
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE step(number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE kind(number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
INSERT INTO kind VALUES (0, 'entered'), (1, 'ready'), (2, 'started'), (3, 'completed'), (4, 'decided'), (5, 'attribute_set'),
    (6, 'merged'), (7, 'cancelled'), (8, 'clock_started'), (9, 'clock_fired'), (10, 'clock_ended'), (11, 'left');
-- entered, followed_until, at: minutes since 1970-01-01 00:00, local civil time; birth_date: days. entry, step: NULL is no step.
CREATE TABLE stream(id INTEGER PRIMARY KEY, replication INTEGER NOT NULL, entry INTEGER, candidate INTEGER NOT NULL,
    sibling INTEGER NOT NULL, supply INTEGER NOT NULL, entered INTEGER NOT NULL, birth_date INTEGER NOT NULL,
    followed_until INTEGER NOT NULL, events INTEGER NOT NULL, head TEXT NOT NULL);
-- cause: ordinal in the same stream, NULL is none. link: first 64 bits of the chain's head after this event.
CREATE TABLE event(stream INTEGER NOT NULL, ordinal INTEGER NOT NULL, at INTEGER NOT NULL, kind INTEGER NOT NULL,
    step INTEGER, cause INTEGER, detail INTEGER NOT NULL, link INTEGER NOT NULL, PRIMARY KEY(stream, ordinal)) WITHOUT ROWID;
)sql";

const char* const log_guards = R"sql(
CREATE TRIGGER meta_keeps BEFORE UPDATE ON meta BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE TRIGGER meta_stays BEFORE DELETE ON meta BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE TRIGGER step_keeps BEFORE UPDATE ON step BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE TRIGGER step_stays BEFORE DELETE ON step BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE TRIGGER kind_keeps BEFORE UPDATE ON kind BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE TRIGGER kind_stays BEFORE DELETE ON kind BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE TRIGGER stream_keeps BEFORE UPDATE ON stream BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE TRIGGER stream_stays BEFORE DELETE ON stream BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE TRIGGER event_keeps BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE TRIGGER event_stays BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE VIEW stream_readable AS SELECT stream.id AS stream, replication, step.name AS entry, candidate, sibling, supply,
    strftime('%Y-%m-%d %H:%M', entered * 60, 'unixepoch') AS entered, date(birth_date * 86400, 'unixepoch') AS birth_date,
    strftime('%Y-%m-%d %H:%M', followed_until * 60, 'unixepoch') AS followed_until, events
    FROM stream LEFT JOIN step ON step.number = stream.entry;
CREATE VIEW event_readable AS SELECT event.stream, ordinal, strftime('%Y-%m-%d %H:%M', at * 60, 'unixepoch') AS at,
    kind.name AS kind, step.name AS step, cause, detail
    FROM event JOIN kind ON kind.number = event.kind LEFT JOIN step ON step.number = event.step;
)sql";

Description describe(const LogHeader& header) {
    char horizon[40];
    std::snprintf(horizon, sizeof horizon, "%.17g", header.horizon_years);
    return {{"program", header.program},
            {"map", header.map_json},
            {"scenario", header.scenario_json},
            {"map_digest", header.map_digest},
            {"seed", std::to_string(header.seed)},
            {"start", to_string(header.start)},
            {"horizon_years", horizon},
            {"replications", std::to_string(header.replications)},
            {"settings", header.settings_json}};
}

namespace {

std::optional<std::uint64_t> whole_number(const std::string& text, std::uint64_t most) {
    if (text.empty() || text.size() > 19 || text.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    const std::uint64_t value = std::strtoull(text.c_str(), nullptr, 10);
    if (value > most) return std::nullopt;
    return value;
}

}  // namespace

std::optional<LogHeader> header_of(const Description& description) {
    const auto text = [&](const char* key) {
        const auto row = description.find(key);
        return row == description.end() ? std::optional<std::string>{} : row->second;
    };
    const auto program = text("program"), map = text("map"), scenario = text("scenario"), digest = text("map_digest");
    const auto settings = text("settings"), start = text("start"), horizon = text("horizon_years");
    const auto seed = whole_number(text("seed").value_or(""), std::numeric_limits<std::uint64_t>::max());
    const auto replications = whole_number(text("replications").value_or(""), 0xffffffffU);
    if (!program || !map || !scenario || !digest || !settings || !start || !horizon || !seed || !replications)
        return std::nullopt;
    const auto first = parse_instant(*start);
    char* end = nullptr;
    const double years = std::strtod(horizon->c_str(), &end);
    if (!first || horizon->empty() || *end != '\0') return std::nullopt;
    return LogHeader{
        *program, *map, *scenario, *digest, *seed, *first, years, static_cast<std::uint32_t>(*replications), *settings};
}

}  // namespace permap
