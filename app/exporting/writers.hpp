// Journeys for other programs, one function a format. Each writes beside its target and renames; nothing is there
// unless all went well.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "exporting/exported_log.hpp"
#include "vocabulary/result.hpp"

namespace permap {

struct ExportTarget {
    std::string path;
    bool overwrite = false;
};

struct Written {
    std::int64_t rows = 0;              // events, or visits
    std::vector<std::string> left_out;  // what the format cannot hold, in words
};

// One row an event: child,event,kind,step,at,cause,detail,way,attribute,value. Read back by `permap import` it gives
// the same journeys.
Result<Written> write_csv_events(const ExportedLog& log, const ExportTarget& target);
// One row a visit: child,step,ready,started,completed,cancelled,way.
Result<Written> write_csv_visits(const ExportedLog& log, const ExportTarget& target);

// XES (IEEE 1849): one trace a child, one element an event, in local civil time written with the offset +00:00.
// Compressed where the name ends in ".gz".
Result<Written> write_xes(const ExportedLog& log, const ExportTarget& target);

// OCEL 2.0: children and sibling groups as objects.
Result<Written> write_ocel_json(const ExportedLog& log, const ExportTarget& target);
Result<Written> write_ocel_sqlite(const ExportedLog& log, const ExportTarget& target);

// A plain database: tables child, step, event, visit, attribute_change, and views. Everything in readable texts.
Result<Written> write_plain_sqlite(const ExportedLog& log, const ExportTarget& target);

}  // namespace permap
