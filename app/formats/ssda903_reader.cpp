#include <algorithm>
#include <unordered_map>

#include "formats/csv_rows.hpp"
#include "formats/readers.hpp"
#include "formats/ssda903_child.hpp"
#include "formats/ssda903_rows.hpp"
#include "vocabulary/suggestion.hpp"

namespace permap {

namespace {

Problems attribute_problems(const std::vector<std::string>& attributes) {
    const std::vector<std::string> known = return_attributes();
    Problems problems;
    for (const std::string& name : attributes) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        problems.push_back({"attributes", quoted(name) + " is no column of a return that can be kept",
                            name == "DOB" ? "of a birthday the month is kept, and nothing else" : meant(name, known)});
    }
    return problems;
}

}  // namespace

Result<GuessedMapping> guess_ssda903(const std::string& path) {
    Problems problems = look_at_return(path);
    if (!problems.empty()) return problems;
    GuessedMapping guessed;
    guessed.mapping.format = SourceFormat::ssda903;
    guessed.mapping.dates = DateOrder::day_first;
    guessed.mapping.attributes = {"LS", "PLACE", "PREV_PERM"};
    // Next year's return goes on where this one ends. What it says of the same episode counts as a correction, as every
    // record here belongs to a visit.
    guessed.mapping.later_file = LaterFile::adds;
    guessed.mapping.words.ends = ssda903_step::ends();
    return guessed;
}

Result<SourceSummary> read_ssda903(const std::string& path, const Mapping& mapping, RecordSink& sink,
                                   const ReadProgress& progress) {
    Problems faults = attribute_problems(mapping.attributes);
    if (!faults.empty()) return faults;
    ReturnSettings settings;
    settings.wanted = {mapping.attributes.begin(), mapping.attributes.end()};
    settings.encoding = csv_encoding_of(mapping.csv.encoding).value_or(CsvEncoding::utf_8);
    SourceSummary summary;
    ReturnProblems problems(sink, summary);
    Result<ReturnRows> rows = read_return(path, settings, problems, summary, progress);
    if (!rows) return rows.problems();
    std::unordered_map<std::int32_t, std::vector<std::size_t>> of_child;
    for (std::size_t i = 0; i < rows->rows.size(); ++i) of_child[rows->rows[i].child].push_back(i);
    for (const std::int32_t child : rows->children) {
        std::vector<ReturnRow> all;
        for (const std::size_t at : of_child[child]) all.push_back(rows->rows[at]);
        tell_child(*rows, std::move(all), settings.wanted, sink, problems);
    }
    return summary;
}

}  // namespace permap
