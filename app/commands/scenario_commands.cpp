#include "commands/all_commands.hpp"
#include "commands/load.hpp"
#include "commands/study_options.hpp"
#include "input/scenario_arm.hpp"
#include "report/map_pages.hpp"
#include "report/tables.hpp"

namespace permap {

namespace {

// The scenario on its map, checked as any map is.
Result<Arm> edited_arm(const Arguments& arguments, std::vector<Scenario>& scenarios) {
    if (!arguments.has("map")) return Problem{"--map", "which map is it for?", "--map maps/scotland"};
    const Result<LoadedMap> map = chosen_map(arguments.text("map"), arguments);
    if (!map) return map.problems();
    Result<std::vector<Scenario>> loaded = load_scenarios(arguments.positional()[0]);
    if (!loaded) return loaded.problems();
    scenarios = *loaded;
    return scenario_arm(map->map, scenarios);
}

}  // namespace

Exit scenario_explain_command(const Arguments& arguments) {
    std::vector<Scenario> scenarios;
    const Result<Arm> arm = edited_arm(arguments, scenarios);
    if (!arm) return report(arm.problems());
    warn(arm->warnings);
    std::string text = law_line(arm->map.law_at);
    for (const Scenario& scenario : scenarios) {
        text += scenario.name + "\n";
        const auto line = [&](const char* what, const std::string& words) {
            if (!words.empty()) text += wrapped(std::string(what) + ": " + words, 2);
        };
        line("Aim", scenario.aim);
        line("Prediction", scenario.prediction);
        line("Why", scenario.why);
        line("Status", scenario.status);
        line("What happened", scenario.what_happened);
        line("What next", scenario.what_next);
    }
    text += "\nThe edits\n";
    for (const std::string& sentence : arm->sentences) text += wrapped("- " + sentence, 2);
    for (const RemovedNote& note : arm->removed) {
        text += "\n" + note.name + "\n";
        if (!note.protects.empty()) text += wrapped("protects: " + note.protects, 2);
        if (!note.what_it_takes.empty()) text += wrapped("removing it would take: " + note.what_it_takes, 2);
        if (!note.label.empty()) text += wrapped(note.label, 2);
    }
    if (!arm->removed.empty()) text += "\n" + std::string(what_the_model_does_not_see) + "\n";
    return print(text);
}

Exit scenario_check_command(const Arguments& arguments) {
    std::vector<Scenario> scenarios;
    const Result<Arm> arm = edited_arm(arguments, scenarios);
    if (!arm) return report(arm.problems());
    std::string text = law_line(arm->map.law_at) + arm->name + ": no errors, " + std::to_string(arm->warnings.size()) +
                       (arm->warnings.size() == 1 ? " warning\n" : " warnings\n");
    for (const Problem& warning : arm->warnings) text += "    " + to_string(warning) + "\n";
    return print(text);
}

}  // namespace permap
