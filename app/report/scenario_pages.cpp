#include "report/scenario_pages.hpp"

#include <algorithm>

#include "report/difference_sentence.hpp"
#include "report/markdown_text.hpp"
#include "report/step_words.hpp"
#include "report/tables.hpp"
#include "scenario/apply.hpp"

namespace permap {

namespace {

// As forges make it of a heading: letters and digits in small, spaces as hyphens, the rest left out.
std::string anchor_of(const std::string& heading) {
    std::string anchor;
    for (const char letter : heading) {
        const bool is_capital = letter >= 'A' && letter <= 'Z';
        const bool stays =
            (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-' || letter == '_';
        if (is_capital) anchor += static_cast<char>(letter - 'A' + 'a');
        if (letter == ' ') anchor += '-';
        if (stays || static_cast<unsigned char>(letter) >= 0x80U) anchor += letter;
    }
    return anchor;
}

std::string file_name(const std::string& path) {
    return path.substr(path.find_last_of('/') + 1);
}

// What is asked for first; and whatever else could be told apart.
bool is_shown(const Difference& difference, const std::vector<Measure>& main) {
    const auto is_it = [&](const Measure& measure) { return measure.id == difference.measure.id; };
    return difference.measure.id == "moves" || difference.told_apart || std::any_of(main.begin(), main.end(), is_it);
}

bool is_nought(const std::optional<double>& value) {
    return !value || *value == 0;
}

bool is_the_same_in_every_run(const Difference& difference) {
    return difference.mean.value && *difference.mean.value == 0 && is_nought(difference.mean.low) &&
           is_nought(difference.mean.high) && is_nought(difference.low_assumptions) &&
           is_nought(difference.high_assumptions);
}

std::string differences_text(const ArmComparison& comparison, const MeasurePlan& plan) {
    const std::vector<Measure> main = main_measures(plan);
    std::string text, same;
    for (const Difference& difference : comparison.differences) {
        if (!is_shown(difference, main)) continue;
        if (is_the_same_in_every_run(difference))
            same += (same.empty() ? "" : "; ") + plain_markdown(difference.measure.name);
        else
            text += "- " + plain_markdown(difference_sentence(difference)) + "\n";
    }
    if (!same.empty()) text += "- No difference in any run: " + same + ".\n";
    if (comparison.children_only_in_baseline + comparison.children_only_in_arm > 0) {
        text +=
            "- Children who come in only without the change: " + with_separators(comparison.children_only_in_baseline) +
            ", only with it: " + with_separators(comparison.children_only_in_arm) + ". They are in no difference.\n";
    }
    return text;
}

std::string sources_text(const Scenario& scenario, const Map& map) {
    std::string text;
    for (const std::string& id : scenario.sources) {
        const Source* source = find_source(map, id);
        text += (text.empty() ? "" : "; ") + plain_markdown(source == nullptr ? id : source->title);
        if (source == nullptr) continue;
        text += " (" + plain_markdown(source->publisher) +
                (source->year == 0 ? "" : ", " + std::to_string(source->year)) + ")";
    }
    return text;
}

std::string removed_text(const std::vector<RemovedNote>& removed) {
    std::string text, stage_protects;
    for (const RemovedNote& note : removed) {
        if (note.is_stage) stage_protects = note.protects;
        // A step of a removed stage is named where it says more than its stage.
        if (!note.stage.empty() && (note.protects.empty() || note.protects == stage_protects)) continue;
        text += "- **" + plain_markdown(note.name) + "**";
        if (!note.protects.empty()) text += " protects: " + markdown_sentence(note.protects);
        if (!note.what_it_takes.empty()) text += " Removing it takes: " + markdown_sentence(note.what_it_takes);
        if (!note.label.empty()) text += " *" + plain_markdown(note.label) + "*";
        text += "\n";
    }
    if (text.empty()) return text;
    return "What is removed\n\n" + text + "\n" + std::string(what_the_model_does_not_see) + "\n\n";
}

std::string scenario_text(const Arm& arm, const ArmComparison& comparison, const Arm& baseline) {
    const Scenario& scenario = arm.scenarios.front();
    std::string text = "### " + plain_markdown(scenario.name) + "\n\n`" + file_name(scenario.where) + "`\n\n";
    const auto line = [&](const char* what, const std::string& words) {
        if (!words.empty()) text += "- **" + std::string(what) + "**: " + words + "\n";
    };
    line("Aim", markdown_sentence(scenario.aim));
    line("Prediction", markdown_sentence(scenario.prediction));
    line("Why", markdown_sentence(scenario.why));
    line("Status", markdown_sentence(scenario.status));
    line("What happened", markdown_sentence(scenario.what_happened));
    line("What next", markdown_sentence(scenario.what_next));
    line("Sources", sources_text(scenario, baseline.map));
    text += "\nThe edits\n\n";
    for (const std::string& sentence : arm.sentences) text += "- " + plain_markdown(sentence) + "\n";
    text += "\n" + removed_text(arm.removed) + "What it does\n\n" + differences_text(comparison, baseline.plan);
    return text + "\n";
}

std::string table_cell(const Measure& measure, const std::optional<double>& low, const std::optional<double>& high) {
    return low && high ? between(measure, low, high) : "–";
}

// The one figure that is defined for every child, of all scenarios.
std::string overview(const std::vector<Arm>& arms, const std::vector<ComparedArm>& compared) {
    const Measure& measure = compared[1].comparison->differences.front().measure;
    std::string text = "| scenario | " + plain_markdown(measure.name) +
                       " | chance only, 95 % | with assumptions | told apart |\n|---|--:|--:|--:|---|\n";
    for (std::size_t i = 1; i < arms.size(); ++i) {
        const Difference& difference = compared[i].comparison->differences.front();
        const std::string& name = arms[i].scenarios.front().name;
        text += "| [" + plain_markdown(name) + "](#" + anchor_of(name) + ") | " +
                in_unit(measure, difference.mean.value, true) + " | " +
                table_cell(measure, difference.mean.low, difference.mean.high) + " | " +
                table_cell(measure, difference.low_assumptions, difference.high_assumptions) + " | " +
                (!difference.told_apart ? "not yet"
                 : difference.is_harm() ? "yes, later"
                                        : "yes, sooner") +
                " |\n";
    }
    return text + "\n";
}

}  // namespace

std::string scenario_pages(const ResultHeader& header, const Map& map, const std::vector<Arm>& arms,
                           const std::vector<ComparedArm>& compared) {
    std::string text = "## " + plain_markdown(map.name);
    if (header.resources == "on") text += ": with scarce resources";
    text += "\n\n";
    if (header.resources == "on")
        text += "These scenarios need to know what is scarce, so both arms were run with `--resources on`. ";
    const Figures& figures = compared.front().figures;
    text += with_separators(figures.children) + " children in " + with_separators(header.replications) +
            " replications (each time " + plain_markdown(header.arrivals) + "), from " + to_date_string(header.start) +
            ", each followed for " + in_days(header.horizon_years * 365.25) + "; seed " + std::to_string(header.seed) +
            ". The same children, with the same luck, with and without each change.\n\n";
    text += overview(arms, compared);
    for (std::size_t i = 1; i < arms.size(); ++i) text += scenario_text(arms[i], *compared[i].comparison, arms[0]);
    return text;
}

std::string scenario_list(const std::vector<Scenario>& scenarios) {
    std::vector<std::vector<std::string>> rows;
    for (const Scenario& scenario : scenarios) {
        // Of the standing, the first sentence says whether it was tried.
        const std::size_t end = std::min(scenario.status.find_first_of(".:;"), scenario.status.size());
        rows.push_back({scenario.id, scenario.name, scenario.status.substr(0, end), scenario.map});
    }
    return table({{"scenario", false, 34}, {"name", false, 36}, {"status", false, 24}, {"map", false, 10}}, rows);
}

}  // namespace permap
