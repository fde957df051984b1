#include "experiment/sensitivity.hpp"

#include <algorithm>

#include "commands/all_commands.hpp"
#include "commands/memory.hpp"
#include "commands/study_options.hpp"
#include "commands/terminal.hpp"
#include "input/scenario_arm.hpp"
#include "report/sensitivity_report.hpp"

namespace permap {

Exit sensitivity_command(const Arguments& arguments) {
    const Result<LoadedMap> map = chosen_map(arguments.positional()[0], arguments);
    if (!map) return report(map.problems());
    Problems problems;
    Study study = study_of(arguments, map->map, 10, problems);
    std::vector<std::string> results;
    for (const Measure& measure : main_measures(measure_plan(map->map))) results.push_back(measure.id);
    const std::string by = arguments.one_of("by", results.front(), results, problems);
    const auto at_most = static_cast<std::size_t>(arguments.whole("top", 20, 1, 10'000, problems));
    if (study.replications < 2) {
        problems.push_back(
            {"--replications", "sensitivity needs at least 2", "intervals come from differences between them"});
    }
    if (!problems.empty()) return report(problems);
    const Result<Arm> baseline = scenario_arm(map->map, {});
    if (!baseline) return report(baseline.problems());
    if (const Problems large = fit_recorded_to_memory(*baseline, study); !large.empty()) return report(large);
    study.progress = progress_bar("sensitivity", arguments.has("quiet"));
    const auto chosen = static_cast<std::size_t>(std::find(results.begin(), results.end(), by) - results.begin());
    const Result<Sensitivity> swings = sensitivity(map->map, chosen, at_most, study);
    if (!swings) return report(swings.problems());
    if (swings->rows.empty()) {
        return report({{arguments.positional()[0], "has no assumed number that could be another",
                        "every number has a source, or is held fast by those that have"}},
                      Exit::could_not);
    }
    ResultHeader header = header_of("sensitivity", *map, study);
    header.fingerprint = swings->fingerprint;
    return print(arguments.has("json") ? sensitivity_json(header, map->map, *swings)
                                       : sensitivity_tables(header, map->map, *swings));
}

}  // namespace permap
