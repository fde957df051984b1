#include <filesystem>

#include "commands/all_commands.hpp"
#include "commands/interrupt.hpp"
#include "commands/memory.hpp"
#include "commands/recorded_replay.hpp"
#include "commands/replay_asked.hpp"
#include "commands/stored_arm.hpp"
#include "commands/study_options.hpp"
#include "commands/terminal.hpp"
#include "input/scenario_arm.hpp"
#include "report/result_json.hpp"
#include "report/tables.hpp"
#include "store/recorded_log_file.hpp"

namespace permap {

namespace {

Exit exit_for(const Figures& figures) {
    return figures.stuck.empty() ? Exit::done : Exit::could_not;
}

void say_stuck(const Figures& figures) {
    if (!figures.stuck.empty())
        report({{"map", "children are stuck: the map forgets them", "see \"stuck\" in the result"}}, Exit::could_not);
}

Exit print_simulation(const Arguments& arguments, const ResultHeader& header, const Arm& arm,
                      const Simulation& simulation, const Asked& asked = {}) {
    const Exit printed = print(arguments.has("json") ? simulation_json(header, arm, simulation, asked)
                                                     : simulation_tables(header, arm, simulation, asked));
    say_stuck(simulation.figures);
    if (printed != Exit::done) return printed;
    return header.stopped ? Exit::stopped : exit_for(simulation.figures);
}

std::vector<std::string> step_names(const Map& map) {
    std::vector<std::string> names;
    for (const Step& step : map.steps) names.push_back(step.id);
    return names;
}

// Said before the run, not after it.
Problems cannot_be_written(const std::string& target, bool overwrite) {
    if (target.empty()) return {{"--output", "the name of a file is missing", "-o run.permap"}};
    std::error_code ignored;
    const auto folder = std::filesystem::absolute(target, ignored).parent_path();
    if (!std::filesystem::is_directory(folder, ignored)) {
        return {{target, "there is no folder " + folder.string(), "make it first, or write elsewhere"}};
    }
    const auto status = std::filesystem::status(target, ignored);
    if (std::filesystem::is_directory(status))
        return {{target, "is a folder", "name a file, such as " + target + "/run.permap"}};
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
        return {{target, "is not a regular file", "name a file"}};
    if (std::filesystem::exists(status) && !overwrite) return {{target, "is there already", "--overwrite replaces it"}};
    return {};
}

}  // namespace

Exit simulate_command(const Arguments& arguments) {
    const Result<LoadedMap> map = chosen_map(arguments.positional()[0], arguments);
    if (!map) return report(map.problems());
    Problems problems;
    Study study = study_to_precision_of(arguments, map->map, 1, problems);
    const std::string target = arguments.text("output");
    if (arguments.has("output")) {
        const Problems unwritable = cannot_be_written(target, arguments.has("overwrite"));
        problems.insert(problems.end(), unwritable.begin(), unwritable.end());
    }
    std::vector<Scenario> scenarios;
    if (arguments.has("scenario")) {
        Result<std::vector<Scenario>> loaded = load_scenarios(arguments.text("scenario"));
        if (loaded) {
            scenarios = std::move(*loaded);
        } else {
            problems.insert(problems.end(), loaded.problems().begin(), loaded.problems().end());
        }
    }
    if (!problems.empty()) return report(problems);
    const Result<Arm> arm = scenario_arm(map->map, scenarios);
    if (!arm) return report(arm.problems());
    warn(arm->warnings);
    const Kept kept = arguments.has("output") ? Kept::every_event : Kept::figures;
    if (const Problems large = too_large(*arm, study, kept); !large.empty()) return report(large);
    study.progress = progress_bar("simulate", arguments.has("quiet"));
    const Simulation simulation = [&] {
        const StopOnInterrupt interrupt;
        study.stop = interrupt.stop();
        return simulate(*arm, study, arguments.has("output"));
    }();
    const Figures& figures = simulation.figures;
    const Ended ended{figures.replications,
                      relative_half_width(figures.days_not_permanent, figures.days_not_permanent.value)};
    if (ended.is_too_few(study)) return report_too_few("simulate", ended, study);
    ResultHeader header = header_of("simulate", *map, study, ended);
    name_assumptions(arm->scenarios, header);
    header.scenario = arm->name;
    header.scenario_sentences = arm->sentences;
    header.fingerprint = simulation.fingerprint;
    if (arguments.has("output")) {
        study.replications = ended.replications;
        const Result<std::string> written = write_log(target, log_header(*map, *arm, study), *simulation.log,
                                                      step_names(map->map), arguments.has("overwrite"));
        if (!written) return report(written.problems(), Exit::could_not);
    }
    return print_simulation(arguments, header, *arm, simulation);
}

Exit replay_command(const Arguments& arguments) {
    const std::string& name = arguments.positional()[0];
    const Result<bool> recorded = is_recorded_log(name);
    if (!recorded) return report(recorded.problems());
    if (*recorded) return replay_recorded(arguments);
    Problems problems;
    for (const char* const option : {"mapping", "at", "working-hours", "for-sharing", "suppress-below"}) {
        if (arguments.has(option))
            problems.push_back(
                {std::string("--") + option, "is for recorded logs; this one was simulated", "leave it out"});
    }
    if (!problems.empty()) return report(problems);
    const Result<StoredArm> log = load_log(name);
    if (!log) return report(log.problems());
    const LogHeader& stored = log->stored.header;
    if (arguments.has("map")) {
        const std::optional<Instant> law_at = log->map.map.law_at;  // the given map's law is frozen as the log's is
        const Result<LoadedMap> given = load_map(arguments.text("map"), {.resources_on = false, .law_at = law_at});
        if (!given) return report(given.problems());
        const Result<LoadedMap> with_all = load_map(arguments.text("map"), {.resources_on = true, .law_at = law_at});
        if (given->digest != stored.map_digest && with_all->digest != stored.map_digest) {
            return report({{name,
                            "is a log of another map: digest " + stored.map_digest.substr(0, 12) + "…, not " +
                                given->digest.substr(0, 12) + "…",
                            "a simulated log replays only on the map it was made with; leave out --map"}});
        }
    }
    Study study;
    study.settings.key.seed = stored.seed;
    study.settings.start = stored.start;
    study.settings.horizon_years = stored.horizon_years;
    study.replications = static_cast<int>(stored.replications);
    Asked asked = asked_of(arguments, log->arm.plan, log->stored.log, LogKind::simulated, problems);
    if (!problems.empty()) return report(problems);
    const Simulation simulation = replay(log->arm.plan, log->stored.log, stored.seed);
    ResultHeader header = header_of("replay", log->map, study);
    header.arrivals = "as in the log";
    name_assumptions(log->arm.scenarios, header);
    header.scenario = log->arm.name;
    header.scenario_sentences = log->arm.sentences;
    header.fingerprint = simulation.fingerprint;
    if (arguments.has("variants")) asked.flows = flows_of(log->stored.log);
    return print_simulation(arguments, header, log->arm, simulation, asked);
}

Exit fingerprint_command(const Arguments& arguments) {
    const Result<LoadedMap> map = chosen_map(arguments.positional()[0], arguments);
    if (!map) return report(map.problems());
    Problems problems;
    const Study study = study_of(arguments, map->map, 1, problems);
    std::vector<Scenario> scenarios;
    if (arguments.has("scenario")) {
        Result<std::vector<Scenario>> loaded = load_scenarios(arguments.text("scenario"));
        if (loaded)
            scenarios = std::move(*loaded);
        else
            problems.insert(problems.end(), loaded.problems().begin(), loaded.problems().end());
    }
    if (!problems.empty()) return report(problems);
    const Result<Arm> arm = scenario_arm(map->map, scenarios);
    if (!arm) return report(arm.problems());
    return print("map " + map->digest + "\nmodel " + model_digest(arm->model) + "\nevents " +
                 to_string(fingerprint_of_runs(arm->model, study)) + "\n");
}

}  // namespace permap
