#include "commands/all_commands.hpp"
#include "commands/study_options.hpp"
#include "commands/terminal.hpp"
#include "input/scenario_arm.hpp"
#include "report/result_json.hpp"
#include "report/tables.hpp"

namespace permap {

Exit compare_command(const Arguments& arguments) {
    const Result<LoadedMap> map = chosen_map(arguments.positional()[0], arguments);
    if (!map) return report(map.problems());
    Problems problems;
    Study study = study_of(arguments, map->map, 30, problems);
    if (!arguments.has("scenario")) {
        problems.push_back(
            {"--scenario", "compare needs at least one scenario", "--scenario FILE, or FILE+FILE for two at once"});
    }
    std::vector<Arm> arms;
    const auto add_arm = [&](const std::vector<Scenario>& scenarios) {
        Result<Arm> arm = scenario_arm(map->map, scenarios);
        if (!arm) return problems.insert(problems.end(), arm.problems().begin(), arm.problems().end()), void();
        warn(arm->warnings);
        arms.push_back(std::move(*arm));
    };
    add_arm({});
    for (const std::string& files : arguments.texts("scenario")) {
        const Result<std::vector<Scenario>> scenarios = load_scenarios(files);
        if (scenarios)
            add_arm(*scenarios);
        else
            problems.insert(problems.end(), scenarios.problems().begin(), scenarios.problems().end());
    }
    if (!problems.empty()) return report(problems);
    study.progress = progress_bar("compare", arguments.has("quiet"));
    const Result<std::vector<ComparedArm>> compared = compare(map->map, arms, study);
    if (!compared) return report(compared.problems());
    ResultHeader header = header_of("compare", *map, study);
    for (const Arm& arm : arms) name_assumptions(arm.scenarios, header);
    header.fingerprint = compared->front().fingerprint;
    return print(arguments.has("json") ? comparison_json(header, arms, *compared)
                                       : comparison_tables(header, arms, *compared));
}

Exit rank_command(const Arguments& arguments) {
    const Result<LoadedMap> map = chosen_map(arguments.positional()[0], arguments);
    if (!map) return report(map.problems());
    Problems problems;
    Study study = study_of(arguments, map->map, 30, problems);
    const std::string edit = arguments.one_of("edit", "remove", {"remove", "halve", "capacity"}, problems);
    const std::string by = arguments.one_of("by", "step", {"step", "stage"}, problems);
    RankQuestion question;
    question.edit = edit == "remove" ? RankEdit::remove : edit == "halve" ? RankEdit::halve : RankEdit::capacity;
    question.by = by == "step" ? RankBy::step : RankBy::stage;
    question.at_most = static_cast<std::size_t>(arguments.whole("top", 0, 1, 10'000, problems));
    question.pairs_of = static_cast<std::size_t>(arguments.whole("pairs", 0, 2, 50, problems));
    if (study.replications < 2)
        problems.push_back({"--replications", "rank needs at least 2", "intervals come from differences between them"});
    if (!problems.empty()) return report(problems);
    const Result<Arm> baseline = scenario_arm(map->map, {});
    if (!baseline) return report(baseline.problems());
    study.progress = progress_bar("rank", arguments.has("quiet"));
    const Result<Ranked> ranked = rank(map->map, question, study);
    if (!ranked) return report(ranked.problems());
    ResultHeader header = header_of("rank", *map, study);
    header.fingerprint = ranked->fingerprint;
    return print(arguments.has("json") ? ranking_json(header, *baseline, *ranked)
                                       : ranking_tables(header, *baseline, *ranked));
}

}  // namespace permap
