#include "report/coverage_report.hpp"

#include "report/tables.hpp"

namespace permap {

namespace {

std::string of(std::int64_t some, std::int64_t all) {
    return with_separators(some) + " of " + with_separators(all);
}

}  // namespace

Json coverage_json(const Coverage& coverage) {
    return {{"known",
             {{"records", coverage.records},
              {"records_with_date_only", coverage.with_date_only},
              {"visits", coverage.visits},
              {"visits_with_ready", coverage.ready_known},
              {"visits_with_start", coverage.start_known},
              {"visits_with_end_only", coverage.only_end_known}}}};
}

std::vector<std::string> what_cannot_be_known(const Coverage& coverage) {
    std::vector<std::string> notes;
    if (coverage.only_end_known > 0)
        notes.push_back(of(coverage.only_end_known, coverage.visits) +
                        " visits have only the date on which they were done: the time before it is neither waiting nor "
                        "working (unsplit)");
    if (coverage.visits > coverage.ready_known)
        notes.push_back("when " + of(coverage.visits - coverage.ready_known, coverage.visits) +
                        " visits became ready was not written down: taken from the latest step before them that leads "
                        "to them, else from the latest step before them");
    if (coverage.with_date_only > 0)
        notes.push_back(of(coverage.with_date_only, coverage.records) +
                        " records have a date without a time, and stand at its midnight: lengths of time are good to a "
                        "day, and what happened on one day stands in the order of the file");
    if (coverage.records > 0)
        notes.emplace_back(
            "intervals: how far the figures could have been other by chance alone, from drawing the children again "
            "with replacement, each by itself; they say nothing of what was written down wrongly or not at all, and "
            "they are too narrow where children waited for the same people, meetings and courts");
    return notes;
}

}  // namespace permap
