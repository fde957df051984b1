#include "commands/rank_ended.hpp"

#include "report/tables.hpp"

namespace permap {

bool is_too_early(const Ranked& ranked) {
    return ranked.stopped && ranked.stopped->replications < 2;
}

Exit report_too_early(const char* command, const Ranked& ranked) {
    const Ranked::Stopped& stopped = *ranked.stopped;
    const std::string when =
        stopped.replications == 0
            ? "stopped by you before any of the " + with_separators(stopped.of) + " replications to be shown was done"
            : "stopped by you after one of the " + with_separators(stopped.of) + " replications to be shown";
    return report(
        {{command, when + ": nothing can be said yet", "those that choose the rows come first and are not shown"}},
        Exit::stopped);
}

ResultHeader header_of(const char* command, const LoadedMap& map, const Study& study, const Ranked& ranked) {
    Study done = study;
    done.replications = ranked.baseline.replications;
    ResultHeader header = header_of(command, map, done);
    if (ranked.stopped) header.stopped = {ranked.stopped->replications, ranked.stopped->of};
    return header;
}

}  // namespace permap
