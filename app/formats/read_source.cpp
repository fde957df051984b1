#include <array>

#include "formats/readers.hpp"
#include "vocabulary/result.hpp"

namespace permap {

namespace {

// The one place that chooses by format.
struct Reader {
    SourceFormat format;
    const char* name;
    Result<GuessedMapping> (*guess)(const std::string& path);
    Result<SourceSummary> (*read)(const std::string& path, const Mapping& mapping, RecordSink& sink,
                                  const ReadProgress& progress);
};

constexpr std::array<Reader, 6> readers = {
    {{SourceFormat::csv, "csv", guess_csv, read_csv},
     {SourceFormat::xes, "xes", guess_xes, read_xes},
     {SourceFormat::ocel_json, "ocel_json", guess_ocel_json, read_ocel_json},
     {SourceFormat::ocel_sqlite, "ocel_sqlite", guess_ocel_sqlite, read_ocel_sqlite},
     {SourceFormat::ssda903, "ssda903", guess_ssda903, read_ssda903},
     {SourceFormat::tracker, "tracker", guess_tracker, read_tracker}}};

const Reader& reader_of(SourceFormat format) {
    const auto at = static_cast<std::size_t>(format);
    PERMAP_ASSERT(at < readers.size() && readers[at].format == format);
    return readers[at];
}

}  // namespace

const char* name_of(SourceFormat format) {
    return reader_of(format).name;
}

Result<GuessedMapping> guess_mapping(const std::string& path, SourceFormat format) {
    return reader_of(format).guess(path);
}

Result<SourceSummary> read_source(const std::string& path, const Mapping& mapping, RecordSink& sink,
                                  const ReadProgress& progress) {
    return reader_of(mapping.format).read(path, mapping, sink, progress);
}

}  // namespace permap
