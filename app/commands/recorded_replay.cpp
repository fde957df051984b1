#include "commands/recorded_replay.hpp"

#include "commands/recorded_arm.hpp"
#include "commands/replay_asked.hpp"
#include "experiment/experiment.hpp"
#include "projection/fold.hpp"
#include "report/recorded_report.hpp"

namespace permap {

namespace {

ResultHeader header_of(const RecordedArm& recorded, const Simulation& replayed) {
    ResultHeader header;
    header.program = std::string("permap ") + PERMAP_VERSION;
    header.command = "replay";
    header.map_id = recorded.binding.map.id;
    header.map_version = recorded.binding.map.version;
    header.map_name = recorded.binding.map.name;
    if (recorded.map) header.map_digest = recorded.map->digest;
    header.scenario = "as recorded";
    header.population = "recorded";
    header.arrivals = "as recorded";
    header.replications = 1;
    header.fingerprint = replayed.fingerprint;
    for (const Stream& stream : recorded.log.streams) {
        if (header.start == Instant{} || stream.child.entered < header.start) header.start = stream.child.entered;
    }
    return header;
}

RecordedFigures recorded_figures(const RecordedArm& recorded) {
    RecordedFigures figures;
    figures.has_map = recorded.map.has_value();
    figures.names = bound_names(recorded.binding, recorded.header, recorded.left_out, recorded.known_import);
    return figures;
}

}  // namespace

Exit replay_recorded(const Arguments& arguments) {
    const Result<RecordedArm> recorded =
        load_recorded(arguments.positional()[0], {arguments.text("map"), arguments.text("mapping"), {}});
    if (!recorded) return report(recorded.problems());
    Problems problems;
    Asked asked = asked_of(arguments, recorded->plan, recorded->log, LogKind::recorded, problems);
    if (!problems.empty()) return report(problems);
    const Simulation replayed = replay(recorded->plan, recorded->log, 1);
    const ResultHeader header = header_of(*recorded, replayed);
    RecordedFigures figures = recorded_figures(*recorded);
    figures.asked = std::move(asked);
    return print(arguments.has("json") ? recorded_json(header, replayed, figures)
                                       : recorded_tables(header, replayed, figures));
}

}  // namespace permap
