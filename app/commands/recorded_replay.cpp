#include "commands/recorded_replay.hpp"

#include "commands/recorded_arm.hpp"
#include "experiment/experiment.hpp"
#include "projection/fold.hpp"
#include "report/result_json.hpp"
#include "report/study_header.hpp"
#include "report/tables.hpp"

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

}  // namespace

Exit replay_recorded(const Arguments& arguments) {
    const Result<RecordedArm> recorded =
        load_recorded(arguments.positional()[0], {arguments.text("map"), arguments.text("mapping"), {}});
    if (!recorded) return report(recorded.problems());
    const Simulation replayed = replay(recorded->plan, recorded->log, 1);
    const ResultHeader header = header_of(*recorded, replayed);
    Arm arm;
    arm.name = header.scenario;
    return print(arguments.has("json") ? simulation_json(header, arm, replayed)
                                       : simulation_tables(header, arm, replayed));
}

}  // namespace permap
