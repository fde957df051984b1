#include "commands/all_commands.hpp"
#include "commands/load.hpp"
#include "experiment/arm.hpp"
#include "graph/map_check.hpp"

namespace permap {

namespace {

// The scenario on its map, checked as any map is.
Result<Arm> edited_arm(const Arguments& arguments, std::vector<Scenario>& scenarios) {
    if (!arguments.has("map")) return Problem{"--map", "which map is it for?", "--map maps/scotland"};
    const Result<LoadedMap> map = load_map(arguments.text("map"));
    if (!map) return map.problems();
    Result<std::vector<Scenario>> loaded = load_scenarios(arguments.positional()[0]);
    if (!loaded) return loaded.problems();
    scenarios = *loaded;
    Result<Arm> arm = make_arm(map->map, arm_name(scenarios), scenarios);
    if (!arm) return arm.problems();
    const CheckReport report = check_map(arm->map);
    if (!report.errors.empty()) return report.errors;
    return arm;
}

}  // namespace

Exit scenario_explain_command(const Arguments& arguments) {
    std::vector<Scenario> scenarios;
    const Result<Arm> arm = edited_arm(arguments, scenarios);
    if (!arm) return report(arm.problems());
    warn(arm->warnings);
    std::string text;
    for (const Scenario& scenario : scenarios) {
        text += scenario.name + "\n";
        const auto line = [&](const char* what, const std::string& words) {
            if (!words.empty()) text += "  " + std::string(what) + ": " + words + "\n";
        };
        line("Aim", scenario.aim);
        line("Prediction", scenario.prediction);
        line("Why", scenario.why);
        line("Status", scenario.status);
        line("What happened", scenario.what_happened);
        line("What next", scenario.what_next);
    }
    text += "\nThe edits\n";
    for (const std::string& sentence : arm->sentences) text += "  - " + sentence + "\n";
    for (const RemovedNote& note : arm->removed) {
        text += "\n" + note.name + "\n";
        if (!note.protects.empty()) text += "  protects: " + note.protects + "\n";
        if (!note.what_it_takes.empty()) text += "  removing it would take: " + note.what_it_takes + "\n";
        if (!note.label.empty()) text += "  " + note.label + "\n";
    }
    if (!arm->removed.empty()) text += "\n" + std::string(what_the_model_does_not_see) + "\n";
    return print(text);
}

Exit scenario_check_command(const Arguments& arguments) {
    std::vector<Scenario> scenarios;
    const Result<Arm> arm = edited_arm(arguments, scenarios);
    if (!arm) return report(arm.problems());
    std::string text = arm->name + ": no errors, " + std::to_string(arm->warnings.size()) + " warnings\n";
    for (const Problem& warning : arm->warnings) text += "    " + to_string(warning) + "\n";
    return print(text);
}

}  // namespace permap
