#include <algorithm>
#include <filesystem>

#include "commands/all_commands.hpp"
#include "commands/load.hpp"
#include "commands/study_options.hpp"
#include "commands/terminal.hpp"
#include "input/scenario_arm.hpp"
#include "report/scenario_pages.hpp"
#include "store/whole_file.hpp"
#include "vocabulary/suggestion.hpp"

namespace permap {

namespace {

// The scenarios of a map that are run with its scarce resources, or those run without.
struct Section {
    LoadedMap map;
    Study study;
    std::vector<Arm> arms;  // first the baseline
};

Result<Section> section(const Arguments& arguments, const std::vector<Scenario>& scenarios, bool resources_on) {
    Problems problems;
    const std::optional<Instant> law_at = arguments.date("law-at", problems);
    Result<LoadedMap> map = load_map(arguments.text("map"), {.resources_on = resources_on, .law_at = law_at});
    if (!map) problems.insert(problems.end(), map.problems().begin(), map.problems().end());
    if (!problems.empty()) return problems;
    Section section{*std::move(map), {}, {}};
    section.study = study_of(arguments, section.map.map, 30, problems);
    if (section.study.replications < 2) {
        problems.push_back(
            {"--replications", "a page needs at least 2", "intervals come from differences between replications"});
    }
    const auto add_arm = [&](std::vector<Scenario> edits) {
        Result<Arm> arm = scenario_arm(section.map.map, std::move(edits));
        if (!arm) return problems.insert(problems.end(), arm.problems().begin(), arm.problems().end()), void();
        warn(arm->warnings);
        section.arms.push_back(std::move(*arm));
    };
    add_arm({});
    for (const Scenario& scenario : scenarios) add_arm({scenario});
    if (!problems.empty()) return problems;
    return section;
}

Result<std::string> text_of(Section& section, bool quiet) {
    section.study.progress = progress_bar("scenarios", quiet);
    const Result<std::vector<ComparedArm>> compared = compare(section.map.map, section.arms, section.study);
    if (!compared) return compared.problems();
    const ResultHeader header = header_of("scenario pages", section.map, section.study);
    return scenario_pages(header, section.map.map, section.arms, *compared);
}

}  // namespace

Exit scenario_pages_command(const Arguments& arguments) {
    if (!arguments.has("map")) return report({{"--map", "which map are they for?", "--map maps/scotland"}});
    Problems problems;
    const std::string only = arguments.one_of("resources", "", {"", "off", "on"}, problems);
    const Result<std::vector<Scenario>> scenarios = scenarios_in(arguments.positional()[0]);
    if (!scenarios) problems.insert(problems.end(), scenarios.problems().begin(), scenarios.problems().end());
    const Result<Map> map = load_map_as_written(arguments.text("map"));
    if (!map) problems.insert(problems.end(), map.problems().begin(), map.problems().end());
    std::error_code ignored;
    if (arguments.has("output") && !arguments.has("overwrite") &&
        std::filesystem::exists(arguments.text("output"), ignored)) {
        // Said before the long run, not after it.
        problems.push_back({arguments.text("output"), "is there already", "--overwrite replaces it"});
    }
    if (!problems.empty()) return report(problems);
    std::vector<Section> sections;
    for (const bool on : {false, true}) {
        if (only == (on ? "off" : "on")) continue;
        std::vector<Scenario> wanted;
        for (const Scenario& scenario : *scenarios) {
            if (is_for(scenario, *map) && needs_resources(scenario, *map) == on) wanted.push_back(scenario);
        }
        if (wanted.empty()) continue;
        Result<Section> one = section(arguments, wanted, on);
        if (one) {
            sections.push_back(*std::move(one));
            continue;
        }
        for (const Problem& problem : one.problems()) {
            // What is wrong with the command line is wrong for both.
            if (std::find(problems.begin(), problems.end(), problem) == problems.end()) problems.push_back(problem);
        }
    }
    if (!problems.empty()) return report(problems);
    if (sections.empty()) {
        return report({{arguments.positional()[0], "no scenario in it is for the map " + permap::quoted(map->id),
                        "permap scenario list says which map each is for"}});
    }
    std::string text;
    for (Section& one : sections) {
        const Result<std::string> part = text_of(one, arguments.has("quiet"));
        if (!part) return report(part.problems());
        text += *part;
    }
    if (!arguments.has("output")) return print(text);
    const Problems faults = write_whole_file(arguments.text("output"), text, arguments.has("overwrite"));
    return faults.empty() ? Exit::done : report(faults);
}

Exit scenario_list_command(const Arguments& arguments) {
    const Result<std::vector<Scenario>> scenarios = scenarios_in(arguments.positional()[0]);
    if (!scenarios) return report(scenarios.problems());
    return print(scenario_list(*scenarios));
}

}  // namespace permap
