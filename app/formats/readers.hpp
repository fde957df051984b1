// The reader of each format. read_source chooses among them; nobody else calls them.
#pragma once

#include "formats/mapping.hpp"

namespace permap {

Result<GuessedMapping> guess_csv(const std::string& path);
Result<SourceSummary> read_csv(const std::string& path, const Mapping& mapping, RecordSink& sink,
                               const ReadProgress& progress);

Result<GuessedMapping> guess_xes(const std::string& path);
Result<SourceSummary> read_xes(const std::string& path, const Mapping& mapping, RecordSink& sink,
                               const ReadProgress& progress);

Result<GuessedMapping> guess_ocel_json(const std::string& path);
Result<SourceSummary> read_ocel_json(const std::string& path, const Mapping& mapping, RecordSink& sink,
                                     const ReadProgress& progress);

Result<GuessedMapping> guess_ocel_sqlite(const std::string& path);
Result<SourceSummary> read_ocel_sqlite(const std::string& path, const Mapping& mapping, RecordSink& sink,
                                       const ReadProgress& progress);

Result<GuessedMapping> guess_ssda903(const std::string& path);
Result<SourceSummary> read_ssda903(const std::string& path, const Mapping& mapping, RecordSink& sink,
                                   const ReadProgress& progress);

Result<GuessedMapping> guess_tracker(const std::string& path);
Result<SourceSummary> read_tracker(const std::string& path, const Mapping& mapping, RecordSink& sink,
                                   const ReadProgress& progress);

}  // namespace permap
