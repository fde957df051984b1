#include "commands/recorded_replay.hpp"

#include "commands/recorded_arm.hpp"
#include "commands/replay_asked.hpp"
#include "commands/sharing_options.hpp"
#include "experiment/experiment.hpp"
#include "projection/fold.hpp"
#include "report/for_sharing.hpp"
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

RecordedFigures recorded_figures(const RecordedArm& recorded, const std::optional<CalendarRule>& hours) {
    RecordedFigures figures;
    figures.has_map = recorded.map.has_value();
    figures.names = bound_names(recorded.binding, recorded.header, recorded.left_out, recorded.known_import);
    figures.coverage = recorded.coverage;
    figures.flows = flows_of(recorded.log);
    figures.times = visit_times_of(recorded.plan, working_hours(recorded.plan, hours), recorded.log);
    figures.unexplained = recorded.unexplained;
    return figures;
}

}  // namespace

Exit replay_recorded(const Arguments& arguments) {
    Problems problems;
    RecordedChoices choices{arguments.text("map"), arguments.text("mapping"), {}};
    if (const auto at = arguments.date("at", problems)) choices.known_at = date_of(*at);
    std::optional<CalendarRule> hours;
    if (arguments.has("working-hours")) {
        hours = weekday_hours(arguments.text("working-hours"));
        if (!hours)
            problems.push_back({"--working-hours", "is no span of hours: " + arguments.text("working-hours"),
                                "such as 09:00-17:00: Monday to Friday, without Scottish public holidays"});
    }
    check_sharing(arguments, problems);
    const std::int64_t below = suppress_below(arguments, problems);
    if (!problems.empty()) return report(problems);
    const Result<RecordedArm> recorded = load_recorded(arguments.positional()[0], choices);
    if (!recorded) return report(recorded.problems());
    Asked asked = asked_of(arguments, recorded->plan, recorded->log, LogKind::recorded, problems);
    if (!problems.empty()) return report(problems);
    const Simulation replayed = replay(recorded->plan, recorded->log, 1);
    const ResultHeader header = header_of(*recorded, replayed);
    RecordedFigures figures = recorded_figures(*recorded, hours);
    figures.asked = std::move(asked);
    if (arguments.has("for-sharing"))
        return print(document_for_sharing(recorded_json(header, recorded->binding.map, replayed, figures), below));
    return print(arguments.has("json") ? recorded_json(header, recorded->binding.map, replayed, figures)
                                       : recorded_tables(header, recorded->binding.map, replayed, figures));
}

}  // namespace permap
