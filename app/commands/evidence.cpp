#include "commands/all_commands.hpp"
#include "commands/interrupt.hpp"
#include "commands/study_options.hpp"
#include "commands/targets_of.hpp"
#include "commands/terminal.hpp"
#include "input/scenario_arm.hpp"
#include "report/evidence_tables.hpp"
#include "report/result_json.hpp"

namespace permap {

Exit evidence_command(const Arguments& arguments) {
    const Result<LoadedMap> map = chosen_map(arguments.positional()[0], arguments);
    if (!map) return report(map.problems());
    Problems problems;
    Study study = whole_journeys_study_of(arguments, map->map, 10, problems);
    const Result<Targets> targets = targets_of(arguments, *map);
    if (!targets) problems.insert(problems.end(), targets.problems().begin(), targets.problems().end());
    if (!problems.empty()) return report(problems);
    const Result<Arm> arm = scenario_arm(map->map, {});
    if (!arm) return report(arm.problems());
    study.progress = progress_bar("evidence", arguments.has("quiet"));
    const Result<Evidence> evidence = [&] {
        const StopOnInterrupt interrupt;
        study.stop = interrupt.stop();
        return evidence_of(*arm, *targets, study);
    }();
    if (!evidence) return report(evidence.problems());
    const Ended ended{evidence->replications, {}};
    if (ended.is_too_few(study)) return report_too_few("evidence", ended, study);
    ResultHeader header = header_of("evidence", *map, study, ended);
    header.scenario = arm->name;
    header.fingerprint = evidence->fingerprint;
    const Exit printed = print(arguments.has("json") ? evidence_json(header, *targets, *evidence)
                                                     : evidence_tables(header, *targets, *evidence));
    return printed == Exit::done && header.stopped ? Exit::stopped : printed;
}

}  // namespace permap
