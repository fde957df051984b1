#include <algorithm>

#include "commands/all_commands.hpp"
#include "commands/interrupt.hpp"
#include "commands/memory.hpp"
#include "commands/rank_ended.hpp"
#include "commands/study_options.hpp"
#include "commands/terminal.hpp"
#include "engine/arrivals.hpp"
#include "input/scenario_arm.hpp"
#include "report/result_json.hpp"
#include "report/tables.hpp"

namespace permap {

namespace {

// Of several arms the widest is what was to be tight.
Ended ended(const std::vector<ComparedArm>& compared) {
    Ended how{compared.front().figures.replications, {}};
    for (const ComparedArm& arm : compared) {
        if (!arm.comparison) continue;
        const Difference& days = arm.comparison->differences.front();
        const std::optional<double> its = relative_half_width(days.mean, days.baseline.value);
        if (!its) return {how.replications, {}};
        how.half_width = std::max(how.half_width.value_or(0), *its);
    }
    return how;
}

// A past and a future: somebody has to be followed on both sides of the date.
void check_branch_date(Instant date, const Model& model, const Study& study, Problems& problems) {
    Instant last = study.settings.start;
    for (const Arrival& arrival : arrivals(model, study.settings)) {
        if (arrival.counted > 0) last = std::max(last, followed_until(study.settings, arrival.at));
    }
    if (date > study.settings.start && date < last) return;
    problems.push_back({"--branch-at", to_date_string(date) + " lies outside the run",
                        "a date after " + to_date_string(study.settings.start) +
                            ", when children begin to come in, and before " + to_date_string(last) +
                            ", when the last follow-up ends"});
}

Exit exit_of(const ResultHeader& header, Exit printed) {
    return printed == Exit::done && header.stopped ? Exit::stopped : printed;
}

}  // namespace

Exit compare_command(const Arguments& arguments) {
    const Result<LoadedMap> map = chosen_map(arguments.positional()[0], arguments);
    if (!map) return report(map.problems());
    Problems problems;
    Study study = study_to_precision_of(arguments, map->map, 30, problems);
    if (!arguments.has("scenario")) {
        problems.push_back(
            {"--scenario", "compare needs at least one scenario", "--scenario FILE, or FILE+FILE for two at once"});
    }
    study.branch_at = arguments.date("branch-at", problems);
    std::vector<Arm> arms;
    const auto add_arm = [&](std::vector<Scenario> scenarios) {
        if (study.branch_at) {
            for (Scenario& scenario : scenarios) scenario = not_before(std::move(scenario), *study.branch_at);
        }
        Result<Arm> arm = scenario_arm(map->map, std::move(scenarios));
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
    if (study.branch_at && !arms.empty()) check_branch_date(*study.branch_at, arms.front().model, study, problems);
    if (!problems.empty()) return report(problems);
    if (const Problems large = too_large(arms.front(), study, Kept::both_arms); !large.empty()) return report(large);
    study.progress = progress_bar("compare", arguments.has("quiet"));
    const Result<std::vector<ComparedArm>> compared = [&] {
        const StopOnInterrupt interrupt;
        study.stop = interrupt.stop();
        return compare(map->map, arms, study);
    }();
    if (!compared) return report(compared.problems());
    const Ended how = ended(*compared);
    if (how.is_too_few(study)) return report_too_few("compare", how, study);
    ResultHeader header = header_of("compare", *map, study, how);
    for (const Arm& arm : arms) name_assumptions(arm.scenarios, header);
    header.fingerprint = compared->front().fingerprint;
    header.branch_at = study.branch_at;
    return exit_of(header, print(arguments.has("json") ? comparison_json(header, arms, *compared)
                                                       : comparison_tables(header, arms, *compared)));
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
    if (const Problems large = fit_recorded_to_memory(*baseline, study); !large.empty()) return report(large);
    study.progress = progress_bar("rank", arguments.has("quiet"));
    const Result<Ranked> ranked = [&] {
        const StopOnInterrupt interrupt;
        study.stop = interrupt.stop();
        return rank(map->map, question, study);
    }();
    if (!ranked) return report(ranked.problems());
    if (is_too_early(*ranked)) return report_too_early("rank", *ranked);
    ResultHeader header = header_of("rank", *map, study, *ranked);
    header.fingerprint = ranked->fingerprint;
    return exit_of(header, print(arguments.has("json") ? ranking_json(header, *baseline, *ranked)
                                                       : ranking_tables(header, *baseline, *ranked)));
}

}  // namespace permap
