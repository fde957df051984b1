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
-- What one import says of one child: see record_text.hpp. number: child * 2^16 + import, so that all of a child lies together.
-- first: how many records of this child earlier imports brought.
CREATE TABLE journey(number INTEGER PRIMARY KEY, first INTEGER NOT NULL, records TEXT NOT NULL,
    child INTEGER GENERATED ALWAYS AS (number >> 16) VIRTUAL, import INTEGER GENERATED ALWAYS AS (number & 65535) VIRTUAL);
-- Every value that an attribute was set to, once; import: the first that did.
CREATE TABLE attribute_value(number INTEGER PRIMARY KEY, import INTEGER NOT NULL, name INTEGER NOT NULL, value INTEGER);
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
CREATE TRIGGER journey_keeps BEFORE UPDATE ON journey BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE TRIGGER journey_stays BEFORE DELETE ON journey BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE TRIGGER value_keeps BEFORE UPDATE ON attribute_value BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE TRIGGER value_stays BEFORE DELETE ON attribute_value BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE TRIGGER relation_keeps BEFORE UPDATE ON relation BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE TRIGGER relation_stays BEFORE DELETE ON relation BEGIN SELECT RAISE(ABORT, 'a log is append-only'); END;
CREATE VIEW import_readable AS SELECT number, date(known_since * 86400, 'unixepoch') AS known_since,
    strftime('%Y-%m-%d %H:%M', followed_until * 60, 'unixepoch') AS followed_until, format, rows, records, withdrawn, rejected
    FROM import;
-- name: of attribute_set a word, else a step. at: minutes since 1970-01-01 00:00, local civil time as the file has it.
-- precision: 0 minute, 1 day. withdraws: ordinal of a record of the same child that no longer holds.
CREATE VIEW record AS SELECT child, first + record.key AS ordinal, import,
    record.value ->> 0 AS kind, record.value ->> 1 AS name, record.value ->> 2 AS value, record.value ->> 3 AS at,
    record.value ->> 4 AS precision, record.value ->> 5 AS visit, record.value ->> 6 AS line,
    coalesce(record.value ->> 7, 0) AS milliseconds, record.value ->> 8 AS utc_offset, record.value ->> 9 AS cause,
    coalesce(record.value ->> 10, 0) AS detail, record.value ->> 11 AS withdraws
    FROM journey JOIN json_each(journey.records) AS record;
CREATE VIEW record_readable AS SELECT record.child, child.pseudonym, ordinal, import, kind.name AS kind,
    CASE WHEN record.kind = 5 THEN attribute.text ELSE step.name END AS name, value.text AS value,
    CASE precision WHEN 1 THEN date(at * 60, 'unixepoch') ELSE strftime('%Y-%m-%d %H:%M', at * 60, 'unixepoch') END AS at,
    line, withdraws
    FROM record JOIN child ON child.number = record.child JOIN kind ON kind.number = record.kind
    LEFT JOIN step ON step.number = record.name LEFT JOIN word attribute ON attribute.number = record.name
    LEFT JOIN word value ON value.number = record.value;
)sql";

}  // namespace permap
