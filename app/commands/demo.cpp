// The main job on the national map, with nothing to choose: what is delayed, where, and what removing steps would do.
#include <cstdio>

#include "commands/all_commands.hpp"
#include "commands/interrupt.hpp"
#include "commands/rank_ended.hpp"
#include "commands/study_options.hpp"
#include "commands/terminal.hpp"
#include "report/tables.hpp"
#include "scenario/apply.hpp"

namespace permap {

namespace {

constexpr int demo_replications = 10;
constexpr std::size_t demo_rows = 10;

}  // namespace

Exit demo_command(const Arguments& arguments) {
    const Result<LoadedMap> map = chosen_map(shipped("maps/scotland"), arguments);
    if (!map) return report(map.problems());
    Problems problems;
    Study study = study_of(arguments, map->map, demo_replications, problems);
    if (study.replications < 2) problems.push_back({"--replications", "the demo needs at least 2", ""});
    if (!problems.empty()) return report(problems);
    study.progress = progress_bar("demo", arguments.has("quiet"));
    const Result<Ranked> ranked = [&] {
        const StopOnInterrupt interrupt;
        study.stop = interrupt.stop();
        return rank(map->map, {RankEdit::remove, RankBy::step, demo_rows, 0}, study);
    }();
    if (!ranked) return report(ranked.problems());
    if (is_too_early(*ranked)) return report_too_early("demo", *ranked);
    ResultHeader header = header_of("demo", *map, study, *ranked);
    header.fingerprint = ranked->fingerprint;
    const Figures& figures = ranked->baseline;
    std::string text = what_was_run(header, figures);
    text += "\nOutcomes\n" + outcome_table(figures) + "\nPermanence\n" + permanence_tables(figures) +
            "\nThe four PACE aims\n" + aim_table(figures);
    text += "\nWhere delay accumulates: the ten steps with most child-days on the path that mattered\n" +
            delay_table(figures.delay, demo_rows);
    text += "\nWhat removing would do, one step at a time: the ten that save most, of all that can be removed\n" +
            rank_table(ranked->rows);
    text += "\n" + std::string(what_the_model_does_not_see) + "\n";
    text += stuck_lines(figures);
    const Exit printed = print(text);
    if (printed == Exit::done && header.stopped) return Exit::stopped;
    return printed == Exit::done && !figures.stuck.empty() ? Exit::could_not : printed;
}

}  // namespace permap
