#include "store/recorded_schema.hpp"

namespace permap {

const char* const recorded_log_tables = R"sql(
CREATE TABLE step(number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE word(number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE kind(number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
INSERT INTO kind VALUES (0, 'entered'), (1, 'ready'), (2, 'started'), (3, 'completed'), (4, 'decided'), (5, 'attribute_set'),
    (6, 'merged'), (7, 'cancelled'), (8, 'clock_started'), (9, 'clock_fired'), (10, 'clock_ended'), (11, 'left'),
    (12, 'happened'), (13, 'withdrawn');
-- known_since: days since 1970-01-01; followed_until: minutes since then. seal: over all before and all this one added.
CREATE TABLE import(number INTEGER PRIMARY KEY, known_since INTEGER NOT NULL, followed_until INTEGER NOT NULL,
    format TEXT NOT NULL, source_digest TEXT NOT NULL, mapping TEXT NOT NULL, program TEXT NOT NULL, rows INTEGER NOT NULL,
    records INTEGER NOT NULL, withdrawn INTEGER NOT NULL, rejected INTEGER NOT NULL, steps INTEGER NOT NULL,
    words INTEGER NOT NULL, relations INTEGER NOT NULL, seal TEXT NOT NULL);
CREATE TABLE child(number INTEGER PRIMARY KEY, pseudonym TEXT NOT NULL UNIQUE);
-- name: of attribute_set a word, else a step. at: minutes since 1970-01-01 00:00, local civil time as the file has it.
-- precision: 0 minute, 1 day. withdraws: ordinal of a record of the same child that no longer holds.
CREATE TABLE record(child INTEGER NOT NULL, ordinal INTEGER NOT NULL, import INTEGER NOT NULL, kind INTEGER NOT NULL,
    name INTEGER, value INTEGER, at INTEGER NOT NULL, milliseconds INTEGER NOT NULL, utc_offset INTEGER,
    precision INTEGER NOT NULL, visit INTEGER NOT NULL, cause INTEGER, detail INTEGER NOT NULL, line INTEGER NOT NULL,
    withdraws INTEGER, PRIMARY KEY(child, ordinal)) WITHOUT ROWID;
CREATE TABLE relation(number INTEGER PRIMARY KEY, import INTEGER NOT NULL, from_type TEXT NOT NULL, from_id TEXT NOT NULL,
    to_type TEXT NOT NULL, to_id TEXT NOT NULL, qualifier TEXT NOT NULL);
CREATE TRIGGER step_keeps BEFORE UPDATE ON step BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE TRIGGER step_stays BEFORE DELETE ON step BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE TRIGGER word_keeps BEFORE UPDATE ON word BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE TRIGGER word_stays BEFORE DELETE ON word BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE TRIGGER kind_keeps BEFORE UPDATE ON kind BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE TRIGGER kind_stays BEFORE DELETE ON kind BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE TRIGGER import_keeps BEFORE UPDATE ON import BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE TRIGGER import_stays BEFORE DELETE ON import BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE TRIGGER child_keeps BEFORE UPDATE ON child BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE TRIGGER child_stays BEFORE DELETE ON child BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE TRIGGER record_keeps BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE TRIGGER record_stays BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE TRIGGER relation_keeps BEFORE UPDATE ON relation BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE TRIGGER relation_stays BEFORE DELETE ON relation BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE VIEW import_readable AS SELECT number, date(known_since * 86400, 'unixepoch') AS known_since,
    strftime('%Y-%m-%d %H:%M', followed_until * 60, 'unixepoch') AS followed_until, format, rows, records, withdrawn, rejected
    FROM import;
CREATE VIEW record_readable AS SELECT record.child, child.pseudonym, ordinal, import, kind.name AS kind,
    CASE WHEN record.kind = 5 THEN attribute.text ELSE step.name END AS name, value.text AS value,
    CASE precision WHEN 1 THEN date(at * 60, 'unixepoch') ELSE strftime('%Y-%m-%d %H:%M', at * 60, 'unixepoch') END AS at,
    line, withdraws
    FROM record JOIN child ON child.number = record.child JOIN kind ON kind.number = record.kind
    LEFT JOIN step ON step.number = record.name LEFT JOIN word attribute ON attribute.number = record.name
    LEFT JOIN word value ON value.number = record.value;
)sql";

}  // namespace permap
