#include <algorithm>
#include <filesystem>

#include "analysis/absorbing_chain.hpp"
#include "commands/all_commands.hpp"
#include "commands/study_options.hpp"
#include "commands/terminal.hpp"
#include "graph/map_part.hpp"
#include "graph/process_graph.hpp"
#include "input/scenario_arm.hpp"
#include "map/map_codec.hpp"
#include "report/map_dot.hpp"
#include "report/map_markdown.hpp"
#include "report/map_pages.hpp"
#include "report/map_svg.hpp"
#include "report/tables.hpp"
#include "store/whole_file.hpp"
#include "vocabulary/suggestion.hpp"

namespace permap {

namespace {

constexpr std::uint32_t walked_children = 20'000;

std::string reason(const std::string& seldom, const InForce& law) {
    if (!law.never) return seldom;
    return seldom.empty() ? "not in force" : "not in force; " + seldom;
}

WalkFindings never_met(const Map& map, const Model& model, const RunSettings& settings) {
    std::vector<bool> met(map.steps.size());
    std::vector<std::vector<bool>> taken;
    for (const Step& step : map.steps) taken.emplace_back(step.ways.size());
    run(model, settings, [&](const Child&, std::span<const Event> events) {
        for (const Event& event : events) {
            if (event.step == no_step) continue;
            const std::size_t step = index(event.step);
            met[step] = met[step] || event.kind == EventKind::ready || event.kind == EventKind::clock_fired;
            const bool leaves = event.kind == EventKind::completed || event.kind == EventKind::clock_fired;
            if (event.kind == EventKind::decided) taken[step][event.detail] = true;
            if (leaves && taken[step].size() == 1 && map.steps[step].kind != StepKind::split) taken[step][0] = true;
        }
    });
    WalkFindings never;
    for (std::size_t i = 0; i < map.steps.size(); ++i) {
        const Step& step = map.steps[i];
        if (!met[i]) {
            (step.kind == StepKind::clock ? never.clocks : never.steps)
                .push_back({step.id, reason(step.seldom, step.in_force)});
            continue;
        }
        for (std::size_t way = 0; way < step.ways.size(); ++way) {
            if (taken[i][way]) continue;
            (step.ways[way].interrupts.empty() ? never.ways : never.interrupts)
                .push_back(
                    {step.id + " → " + step.ways[way].id, reason(step.ways[way].seldom, step.ways[way].in_force)});
        }
    }
    return never;
}

std::vector<std::string> texts(const Problems& problems) {
    std::vector<std::string> all;
    for (const Problem& problem : problems) all.push_back(to_string(problem));
    return all;
}

// An id that a person gave and that must be in a list of the map.
template <class List>
void check_known(const Arguments& arguments, const std::string& option, const char* what, const List& list,
                 Problems& problems) {
    if (!arguments.has(option)) return;
    const std::string id = arguments.text(option);
    std::vector<std::string> known;
    std::string listed;
    for (const auto& one : list) {
        if (one.id == id) return;
        known.push_back(one.id);
        listed += (listed.empty() ? "one of " : ", ") + one.id;
    }
    const std::string near = meant(id, known);
    problems.push_back({"--" + option, "the map has no " + std::string(what) + " " + permap::quoted(id),
                        near.empty() ? listed : near});
}

// Every page or none is begun: a file that a person wrote is never replaced. Other files in the folder stay.
Exit write_pages(const Map& map, const std::string& folder) {
    const std::vector<PageFile> files = map_files(map, process_graph(map));
    std::error_code fault;
    std::filesystem::create_directories(folder, fault);
    if (!std::filesystem::is_directory(folder, fault)) {
        return report({{folder, "is no folder and could not be made one", "name another folder"}});
    }
    Problems problems;
    for (const PageFile& file : files) {
        const std::string path = folder + "/" + file.name;
        if (!std::filesystem::exists(path, fault)) continue;
        const Result<std::string> there = read_whole_file(path);
        if (!there) {
            problems.insert(problems.end(), there.problems().begin(), there.problems().end());
        } else if (!is_made_from_map(*there)) {
            problems.push_back(
                {path, "is there already and was not made from a map", "name another folder, or move that file away"});
        }
    }
    if (!problems.empty()) return report(problems);
    for (const PageFile& file : files) {
        const Problems faults = write_whole_file(folder + "/" + file.name, file.text, true);
        if (!faults.empty()) return report(faults, Exit::could_not);
    }
    return Exit::done;
}

std::string picture_text(const Map& map, const std::string& format, const Arguments& arguments) {
    const ProcessGraph graph = process_graph(map);
    const bool is_svg = format == "svg";
    if (arguments.has("process")) {
        const std::string process = arguments.text("process");
        return is_svg ? process_svg(map, graph, process) : process_dot(map, graph, process);
    }
    std::vector<std::string> wanted;
    for (const Process& process : processes_of(map)) {
        if (!arguments.has("phase") || process.phase == arguments.text("phase")) wanted.push_back(process.id);
    }
    std::string title = map.name;
    for (const Phase& phase : map.phases) {
        if (arguments.has("phase") && phase.id == arguments.text("phase")) title = phase.name;
    }
    // A map of several sub-processes is first shown as a whole; each of them, or all, on request.
    if (!arguments.has("phase") && !arguments.has("whole") && wanted.size() > 1) {
        return is_svg ? overview_svg(map, graph) : overview_dot(map, graph);
    }
    return is_svg ? processes_svg(map, graph, title, wanted) : processes_dot(map, graph, wanted);
}

}  // namespace

Exit map_check_command(const Arguments& arguments) {
    const Result<LoadedMap> map = chosen_map(arguments.positional()[0], arguments);
    if (!map) return report(map.problems());
    Problems problems;
    Study study = study_of(arguments, map->map, 1, problems);
    if (!problems.empty()) return report(problems);
    if (!arguments.has("children")) study.settings.children = walked_children;
    if (!arguments.has("horizon-years")) study.settings.horizon_years = 20;
    const Result<Arm> arm = scenario_arm(map->map, {});
    if (!arm) return report(arm.problems());
    const WalkFindings never = never_met(map->map, arm->model, study.settings);
    const Simulation simulation = simulate(*arm, study, false);
    const std::vector<StuckFigure>& stuck = simulation.figures.stuck;
    if (arguments.has("json")) {
        const Exit printed =
            print(map_check_json(map->map, map->digest, texts(map->warnings), never, simulation.figures));
        return printed == Exit::done && !stuck.empty() ? Exit::could_not : printed;
    }
    std::string text = map->map.name + ": " + with_separators(static_cast<std::int64_t>(map->map.steps.size())) +
                       " steps, no errors, " + with_separators(static_cast<std::int64_t>(map->warnings.size())) +
                       (map->warnings.size() == 1 ? " warning\n" : " warnings\n");
    for (const Problem& warning : map->warnings) text += wrapped(to_string(warning), 4);
    text += law_line(map->map.law_at) + resources_line(map->resources) + "digest " + map->digest + "\n\nWalked " +
            with_separators(simulation.figures.children) + " children for " +
            in_days(study.settings.horizon_years * 365.25) + " each.\n";
    text += never_met_lines(never);
    text += stuck.empty() ? "Nobody is stuck.\n" : stuck_lines(simulation.figures);
    const Exit printed = print(text);
    return printed == Exit::done && !stuck.empty() ? Exit::could_not : printed;
}

Exit map_show_command(const Arguments& arguments) {
    Problems problems;
    const bool is_part = arguments.has("process") || arguments.has("phase") || arguments.has("lane");
    if (arguments.has("step") + is_part + arguments.has("exact") > 1) {
        problems.push_back(
            {"map show", "a step, a part (--process, --phase, --lane) and --exact are different pages", "keep one"});
    }
    if (arguments.has("json") && (is_part || arguments.has("step"))) {
        problems.push_back({"--json", "is for the whole map or --exact", "permap map export has every step as JSON"});
    }
    if (!problems.empty()) return report(problems);
    const Result<LoadedMap> map = chosen_map(arguments.positional()[0], arguments);
    if (!map) return report(map.problems());
    if (arguments.has("step")) {
        const std::string id = arguments.text("step");
        if (const Step* step = find_step(map->map, id)) return print(step_page(map->map, *step));
        std::vector<std::string> known;
        for (const Step& step : map->map.steps) known.push_back(step.id);
        return report({{"--step", "the map has no step " + permap::quoted(id), meant(id, known)}});
    }
    if (is_part) {
        check_known(arguments, "process", "sub-process", map->map.processes, problems);
        check_known(arguments, "phase", "phase", map->map.phases, problems);
        check_known(arguments, "lane", "lane", map->map.lanes, problems);
        if (!problems.empty()) return report(problems);
        const StepFilter part{arguments.text("process"), arguments.text("phase"), arguments.text("lane")};
        if (has_steps(map->map, part)) return print(part_page(map->map, part));
        return report({{"map show", "no step is in all of these", "leave out --process, --phase or --lane"}});
    }
    const ProcessGraph graph = process_graph(map->map);
    if (arguments.has("exact")) {
        const std::vector<ExactPart> parts = exact_parts(map->map);
        return print(arguments.has("json") ? exact_json(map->map, map->digest, parts) : exact_page(map->map, parts));
    }
    return print(arguments.has("json") ? map_show_json(map->map, map->digest, graph)
                                       : resources_line(map->resources) + map_page(map->map, map->digest, graph));
}

Exit map_export_command(const Arguments& arguments) {
    Problems problems;
    const std::optional<Instant> law_at = arguments.date("law-at", problems);
    const Result<Map> map = load_map_as_written(arguments.positional()[0], law_at);
    if (!map) problems.insert(problems.end(), map.problems().begin(), map.problems().end());
    if (!problems.empty()) return report(problems);
    const std::string format = arguments.one_of("format", "json", {"json", "svg", "dot", "pages"}, problems);
    const bool is_picture = format == "svg" || format == "dot";
    const bool has_part = arguments.has("process") || arguments.has("phase") || arguments.has("whole");
    if (problems.empty() && has_part && !is_picture) {
        problems.push_back({"--format " + format, "is always of the whole map",
                            "--process, --phase and --whole go with --format svg and --format dot"});
    }
    if (arguments.has("process") + arguments.has("phase") + arguments.has("whole") > 1) {
        problems.push_back({"map export", "--process, --phase and --whole are three different pictures", "keep one"});
    }
    if (format == "pages" && !arguments.has("output")) {
        problems.push_back({"--format pages", "needs a folder to write to", "-o docs/map"});
    }
    check_known(arguments, "process", "sub-process", map->processes, problems);
    check_known(arguments, "phase", "phase", map->phases, problems);
    if (!problems.empty()) return report(problems);
    const std::string target = arguments.text("output");
    if (format == "pages") return write_pages(*map, target);
    const std::string text = format == "json" ? map_to_json(*map) : picture_text(*map, format, arguments);
    if (!arguments.has("output")) return print(text);
    const Problems faults = write_whole_file(target, text, arguments.has("overwrite"));
    return faults.empty() ? Exit::done : report(faults);
}

}  // namespace permap
