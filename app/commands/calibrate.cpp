#include <filesystem>
#include <sstream>

#include "calibration/calibrate.hpp"
#include "commands/all_commands.hpp"
#include "commands/study_options.hpp"
#include "commands/targets_of.hpp"
#include "commands/terminal.hpp"
#include "fitting/calibration_report.hpp"
#include "map/overlay_writer.hpp"
#include "store/whole_file.hpp"

namespace permap {

namespace {

namespace fs = std::filesystem;

Problems cannot_be_written(const std::string& target, bool overwrite) {
    std::error_code ignored;
    if (target.empty()) return {{"--output", "where shall the fitted map go?", "-o MAP2.json"}};
    const fs::path folder = fs::absolute(target, ignored).parent_path();
    if (!fs::is_directory(folder, ignored))
        return {{target, "there is no folder " + folder.string(), "make it first, or write elsewhere"}};
    if (fs::is_directory(target, ignored)) return {{target, "is a folder", "name a file, such as fitted.json"}};
    if (fs::exists(target, ignored) && !overwrite) return {{target, "is there already", "--overwrite replaces it"}};
    return {};
}

// --parameter, and the lines of --parameters: an id a line; what follows a # is for readers.
std::vector<std::string> parameters_of(const Arguments& arguments, Problems& problems) {
    std::vector<std::string> ids = arguments.texts("parameter");
    if (!arguments.has("parameters")) return ids;
    const Result<std::string> text = read_whole_file(arguments.text("parameters"));
    if (!text) {
        problems.insert(problems.end(), text.problems().begin(), text.problems().end());
        return ids;
    }
    std::istringstream lines(*text);
    for (std::string line; std::getline(lines, line);) {
        line.erase(std::min(line.find('#'), line.size()));
        const std::size_t first = line.find_first_not_of(" \t\r"), last = line.find_last_not_of(" \t\r");
        if (first != std::string::npos) ids.push_back(line.substr(first, last - first + 1));
    }
    return ids;
}

std::string relative_to(const std::string& target, const std::string& map) {
    std::error_code ignored;
    const fs::path from = fs::absolute(target, ignored).parent_path();
    return fs::relative(fs::absolute(map, ignored), from, ignored).generic_string();
}

std::string without(const std::string& text, const std::string& end, const std::string& otherwise) {
    return text.ends_with(end) ? text.substr(0, text.size() - end.size()) : text + otherwise;
}

// The fitted map is an overlay, so it has an id of its own; scenarios for the start may be run on it. What was marked
// as a start loses that mark.
OverlayHeader header_of_fit(const Map& map, const std::string& target, const std::string& start, const Study& study,
                            const Calibration& calibration) {
    OverlayHeader header;
    header.id = without(map.id, "_start", "_fitted");
    header.version = map.version;
    header.name = without(map.name, ", before the fit", ", fitted");
    header.about = map.about + (map.about.empty() ? "" : " ") + std::to_string(calibration.numbers.size()) +
                   " assumed numbers are fitted to " + std::to_string(calibration.fitted_targets.size()) +
                   " published figures (permap calibrate, seed " + std::to_string(study.settings.key.seed) + ").";
    header.overlay_of = relative_to(target, start);
    return header;
}

}  // namespace

Exit calibrate_command(const Arguments& arguments) {
    const std::string& start = arguments.positional()[0];
    const Result<LoadedMap> map = chosen_map(start, arguments);
    if (!map) return report(map.problems());
    Problems problems;
    CalibrationSettings settings;
    settings.study = whole_journeys_study_of(arguments, map->map, 2, problems);
    settings.parameters = parameters_of(arguments, problems);
    settings.most_parameters = static_cast<std::size_t>(arguments.whole("most", 0, 0, 1000, problems));
    settings.most_trials = static_cast<int>(arguments.whole("trials", 400, 1, 100000, problems));
    const std::string target = arguments.text("output");
    const Problems unwritable = cannot_be_written(target, arguments.has("overwrite"));
    problems.insert(problems.end(), unwritable.begin(), unwritable.end());
    const Result<Targets> targets = targets_of(arguments, *map);
    if (!targets) problems.insert(problems.end(), targets.problems().begin(), targets.problems().end());
    if (!problems.empty()) return report(problems);
    settings.study.progress = progress_bar("calibrate", arguments.has("quiet"));
    const Result<Calibration> fit = calibrate(map->map, *targets, settings);
    if (!fit) return report(fit.problems());
    const ResultHeader header = header_of("calibrate", *map, settings.study);
    if (fit->improved()) {
        const std::string text =
            overlay_to_json(map->map, fit->map, header_of_fit(map->map, target, start, settings.study, *fit));
        const Problems unwritten = write_whole_file(target, text, arguments.has("overwrite"));
        if (!unwritten.empty()) return report(unwritten, Exit::could_not);
    }
    const Exit printed = print(calibration_tables(header, *targets, *fit));
    if (!fit->improved()) {
        return report({{"calibrate", "the fit did not improve on the start; nothing was written",
                        "other parameters, or wider ranges"}},
                      Exit::could_not);
    }
    return printed;
}

}  // namespace permap
