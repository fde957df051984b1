#include "report/map_pages.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "graph/map_part.hpp"
#include "report/step_words.hpp"
#include "report/tables.hpp"
#include "report/words.hpp"

namespace permap {

namespace {

using nlohmann::ordered_json;

std::string count(std::size_t number, const char* of) {
    return with_separators(static_cast<std::int64_t>(number)) + " " + of + (number == 1 ? "" : "s");
}

std::string count(std::size_t number) {
    return with_separators(static_cast<std::int64_t>(number));
}

const std::string& id_of(const Map& map, StepIndex step) {
    return map.steps[index(step)].id;
}

template <class Ids>
std::string listed(const Map& map, const Ids& steps, const char* between = ", ") {
    std::string text;
    for (const StepIndex step : steps) text += (text.empty() ? "" : between) + id_of(map, step);
    return text;
}

bool is_in(const Map& map, const Step& step, const StepFilter& part) {
    if (!part.process.empty() && step.process != part.process) return false;
    if (!part.lane.empty() && step.lane != part.lane) return false;
    const Process* process = find_process(map, step.process);
    return part.phase.empty() || (process != nullptr && process->phase == part.phase);
}

// Who acts in which phase, in steps; nothing where all steps are in one phase.
std::string lanes_by_phase(const Map& map) {
    if (map.phases.size() < 2) return {};
    std::map<std::string, std::map<std::string, std::size_t>> steps;  // by lane, then phase
    for (const Step& step : map.steps) {
        const Process* process = find_process(map, step.process);
        ++steps[step.lane][process == nullptr ? "" : process->phase];
    }
    std::vector<Column> columns{{"lane", false, 22}};
    for (const Phase& phase : map.phases) columns.push_back({phase.id, true, 14});
    std::vector<std::vector<std::string>> rows;
    for (const Lane& lane : map.lanes) {
        rows.push_back({lane.id});
        for (const Phase& phase : map.phases) {
            const std::size_t here = steps[lane.id][phase.id];
            rows.back().push_back(here == 0 ? "·" : count(here));
        }
    }
    return "\nSteps by lane and phase\n" + table(columns, rows);
}

ordered_json law_at_json(const std::optional<Instant>& law_at) {
    return law_at ? ordered_json(to_date_string(*law_at)) : ordered_json(nullptr);
}

ordered_json ids_of(const std::vector<NeverMet>& never) {
    ordered_json list = ordered_json::array();
    for (const NeverMet& one : never) list.push_back(one.id);
    return list;
}

std::string never_met_lines(const std::string& title, const std::vector<NeverMet>& never) {
    if (never.empty()) return {};
    std::string text = title + " (" + count(never.size()) + "):\n", unexplained;
    std::size_t unexplained_count = 0;
    for (const NeverMet& one : never) {
        if (one.seldom.empty()) {
            unexplained += "        " + one.id + "\n";
            ++unexplained_count;
        } else {
            text += wrapped(one.id + ": " + one.seldom, 4);
        }
    }
    if (unexplained_count > 0) text += "    not explained (" + count(unexplained_count) + "):\n" + unexplained;
    return text;
}

}  // namespace

std::string never_met_lines(const WalkFindings& never) {
    return never_met_lines("Steps never visited", never.steps) +
           never_met_lines("Clocks that never fired", never.clocks) + never_met_lines("Ways never taken", never.ways) +
           never_met_lines("Interrupts never taken", never.interrupts);
}

std::string law_line(const std::optional<Instant>& law_at) {
    return law_at ? "The law is as it stood on " + to_date_string(*law_at) + ".\n" : "";
}

bool has_steps(const Map& map, const StepFilter& part) {
    return std::any_of(map.steps.begin(), map.steps.end(), [&](const Step& step) { return is_in(map, step, part); });
}

std::string map_page(const Map& map, const std::string& digest, const ProcessGraph& graph) {
    std::string text = map.name + " (" + map.id + ", version " + map.version + ")\n" + law_line(map.law_at);
    if (!map.about.empty()) text += wrapped(map.about, 0);
    text += "\n" + count(map.steps.size(), "step") + ", " + count(map.processes.size()) +
            (map.processes.size() == 1 ? " sub-process" : " sub-processes") + ", " + count(map.lanes.size(), "lane") +
            ", " + count(map.regions.size(), "region") + ", " + count(map.stages.size(), "stage") + ", " +
            count(map.attributes.size(), "attribute") + ", " + count(map.resources.size(), "shared resource") +
            "\ndigest " + digest + "\n\n";
    std::map<std::string, std::size_t> by_process, by_lane;
    for (const Step& step : map.steps) ++by_process[step.process], ++by_lane[step.lane];
    std::vector<std::vector<std::string>> rows;
    for (const Process& process : map.processes)
        rows.push_back({process.id, process.name, process.phase, count(by_process[process.id])});
    text += "Sub-processes\n" +
            table({{"id", false, 24}, {"name", false, 44}, {"phase", false, 16}, {"steps", true, 6}}, rows);
    rows.clear();
    for (const Lane& lane : map.lanes) rows.push_back({lane.id, lane.name, count(by_lane[lane.id])});
    text +=
        "\nLanes\n" + table({{"id", false, 24}, {"name", false, 60}, {"steps", true, 6}}, rows) + lanes_by_phase(map);
    rows.clear();
    for (const Arrivals& arrivals : map.arrivals) {
        rows.push_back({arrivals.entry,
                        number_words(arrivals.children_a_year.value) + (arrivals.supply ? " households" : " children"),
                        provenance_words(map, arrivals.children_a_year.from, NumberOf::count)});
    }
    text += "\nArrivals a year\n" + table({{"entry", false, 24}, {"a year", true, 18}, {"from", false, 50}}, rows);
    rows.clear();
    for (const Stage& stage : map.stages) rows.push_back({stage.id, stage.name, count(stage.steps.size())});
    if (!rows.empty()) text += "\nStages\n" + table({{"id", false, 30}, {"name", false, 50}, {"steps", true, 6}}, rows);
    rows.clear();
    for (const RestingState& resting : map.resting) rows.push_back({resting.name, to_string(resting.when)});
    if (!rows.empty())
        text += "\nResting states: waiting on a clock is what the law intends\n" +
                table({{"state", false, 44}, {"when", false, 50}}, rows);

    text += "\nShape of the graph\n";
    for (const StepIndex entry : graph.entries) {
        const auto passed = on_every_path(graph, entry);
        text += wrapped("from " + id_of(map, entry) + " every path passes: " + listed(map, passed), 2);
    }
    const auto knots = loops(graph);
    text += "  loops: " + count(knots.size()) + "\n";
    for (const auto& knot : knots) {
        if (knot.size() <= 12)
            text += wrapped(listed(map, knot), 4);
        else
            text += "    " + count(knot.size()) + " steps that can all be reached from one another, among them " +
                    id_of(map, knot.front()) + "\n";
    }
    const auto dead = dead_ends(graph);
    text += dead.empty() ? "  dead ends: none\n" : wrapped("dead ends: " + listed(map, dead), 2);
    return text;
}

std::string part_page(const Map& map, const StepFilter& part) {
    std::string text = law_line(map.law_at);
    std::vector<std::vector<std::string>> rows;
    std::string in_words;
    for (const Process& process : processes_of(map)) {
        std::size_t count_here = 0;
        for (const Step& step : map.steps) {
            if (step.process != process.id || !is_in(map, step, part)) continue;
            std::string ways;
            for (const Way& way : step.ways) ways += (ways.empty() ? "" : " · ") + way_words(way);
            rows.push_back({step.id, word(step.kind), step.lane, basis_words(step), duration_words(step), ways});
            if (++count_here == 1)
                in_words += "\n" + process.name + (process.id.empty() ? "" : " (" + process.id + ")") + "\n\n";
            in_words += step_page(map, step) + "\n";
        }
    }
    if (const Process* process = find_process(map, part.process)) {
        text += process->name + "\n" + (process->about.empty() ? "" : wrapped(process->about, 0));
    }
    for (const Phase& phase : map.phases) {
        if (phase.id == part.phase) text += "Phase: " + phase.name + "\n";
    }
    if (const Lane* lane = find_lane(map, part.lane)) {
        text += "Who acts: " + lane->name + "\n" + (lane->role.empty() ? "" : wrapped(lane->role, 0));
    }
    return text + count(rows.size(), "step") + "\n\n" +
           table({{"step", false, 24},
                  {"kind", false, 9},
                  {"lane", false, 12},
                  {"basis", false, 9},
                  {"time", false, 13},
                  {"leads to", false, 26}},
                 rows) +
           in_words;
}

std::string step_page(const Map& map, const Step& step) {
    std::string text = step.name + " (" + step.id + ")\n" + law_line(map.law_at);
    const auto line = [&](const char* what, const std::string& words) {
        if (!words.empty()) text += wrapped(std::string(what) + ": " + words, 2);
    };
    line("kind", word(step.kind));
    line("who acts", lane_name(map, step.lane));
    line("sub-process", step.process);
    line("basis", basis_words(step) + (step.law.empty() ? "" : "; " + step.law));
    line("time", duration_words(step) + (!has_number(step.duration)
                                             ? ""
                                             : " (" + provenance_words(map, step.duration.from, NumberOf::time) + ")"));
    for (const Timescale& timescale : step.timescales) {
        const std::string limit = limit_words(timescale) + " from " +
                                  (timescale.from_step.empty() ? "its own beginning" : timescale.from_step) + "; " +
                                  timescale.basis;
        line("limit", with_dates(limit, timescale.in_force) + " (" +
                          provenance_words(map, timescale.from, NumberOf::time) + ")");
    }
    line("in force", dates_words(step.in_force));
    if (step.uses) {
        line("needs", step.uses->resource + (step.uses->working ? ", where scarce resources are switched on" : ""));
        if (step.uses->working) {
            Step alone = step;
            alone.duration = *step.uses->working;
            line("work alone",
                 duration_words(alone) + " (" + provenance_words(map, alone.duration.from, NumberOf::time) + ")");
        }
    }
    if (step.together_gather_days) {
        line("brothers and sisters", "together" + std::string(step.together_one_decision ? ", one decision" : "") +
                                         "; the first waits at most " +
                                         length_words(*step.together_gather_days, TimeUnit::calendar_days));
    }
    line("protects", step.protects);
    line("removing it would take", step.what_it_takes);
    line("note", step.note);
    line("seldom", step.seldom);
    for (const Way& way : step.ways) {
        line("leads to",
             way_words(way) +
                 (way.probability ? " (" + provenance_words(map, way.probability->from, NumberOf::share) + ")" : ""));
        line("seldom", way.seldom);
    }
    return text;
}

std::string exact_page(const Map& map, const std::vector<ExactPart>& parts) {
    if (parts.empty())
        return wrapped(
            "No part of this map has an exact answer: splits, clocks, interrupts, shared resources or working "
            "calendars are everywhere.",
            0);
    std::string text = "Parts with exact answers (no split, clock, interrupt, shared resource or working calendar)\n";
    std::vector<std::vector<std::string>> rows;
    for (const ExactPart& part : parts) {
        const Result<ExactAnswer> answer = exact_answer(map, part);
        char mean[32] = "–";
        if (answer) std::snprintf(mean, sizeof mean, "%.2f", answer->mean_days);
        rows.push_back({id_of(map, part.entry),
                        part.after == no_step ? "the ends of the journey" : id_of(map, part.after),
                        count(part.steps.size()), mean});
    }
    return text + table({{"from", false, 32}, {"to", false, 32}, {"steps", true, 6}, {"mean days", true, 10}}, rows);
}

std::string exact_json(const Map& map, const std::string& digest, const std::vector<ExactPart>& parts) {
    ordered_json document{{"schema", "permap.map_exact/1"},
                          {"map", {{"id", map.id}, {"version", map.version}, {"digest", digest}}},
                          {"law_at", law_at_json(map.law_at)},
                          {"parts", ordered_json::array()},
                          {"notes", ordered_json::array()}};
    for (const ExactPart& part : parts) {
        ordered_json steps = ordered_json::array();
        for (const StepIndex step : part.steps) steps.push_back(id_of(map, step));
        const Result<ExactAnswer> answer = exact_answer(map, part);
        const std::string from = id_of(map, part.entry);
        document["parts"].push_back(
            {{"from", from},
             {"to", part.after == no_step ? ordered_json(nullptr) : ordered_json(id_of(map, part.after))},
             {"steps", steps},
             {"mean_days", answer ? ordered_json(answer->mean_days) : ordered_json(nullptr)}});
        if (part.after == no_step) document["notes"].push_back("parts from " + from + ": to is null, the journey ends");
        if (answer) continue;
        for (const Problem& problem : answer.problems()) {
            document["notes"].push_back("parts from " + from + ": mean_days is null: " + to_string(problem));
        }
    }
    return document.dump(2) + "\n";
}

std::string map_show_json(const Map& map, const std::string& digest, const ProcessGraph& graph) {
    const auto ids = [&](const auto& steps) {
        ordered_json list = ordered_json::array();
        for (const StepIndex step : steps) list.push_back(id_of(map, step));
        return list;
    };
    ordered_json document{{"schema", "permap.map_show/1"},
                          {"map", {{"id", map.id}, {"version", map.version}, {"digest", digest}}},
                          {"law_at", law_at_json(map.law_at)},
                          {"steps", map.steps.size()},
                          {"sub_processes", ordered_json::array()},
                          {"entries", ordered_json::array()}};
    for (const Process& process : map.processes)
        document["sub_processes"].push_back({{"id", process.id}, {"name", process.name}, {"phase", process.phase}});
    for (const StepIndex entry : graph.entries)
        document["entries"].push_back(
            {{"step", id_of(map, entry)}, {"on_every_path", ids(on_every_path(graph, entry))}});
    document["loops"] = ordered_json::array();
    for (const auto& knot : loops(graph)) document["loops"].push_back(ids(knot));
    document["dead_ends"] = ids(dead_ends(graph));
    return document.dump(2) + "\n";
}

std::string map_check_json(const Map& map, const std::string& digest, const std::vector<std::string>& warnings,
                           const WalkFindings& never, const Figures& figures) {
    ordered_json document{{"schema", "permap.map_check/1"},
                          {"map", {{"id", map.id}, {"version", map.version}, {"digest", digest}}},
                          {"law_at", law_at_json(map.law_at)},
                          {"errors", ordered_json::array()},
                          {"warnings", warnings},
                          {"children_walked", figures.children},
                          {"never_visited", ids_of(never.steps)},
                          {"clocks_never_fired", ids_of(never.clocks)},
                          {"ways_never_taken", ids_of(never.ways)},
                          {"interrupts_never_taken", ids_of(never.interrupts)},
                          {"explained", ordered_json::array()},
                          {"not_explained", ordered_json::array()},
                          {"stuck", ordered_json::array()}};
    for (const auto* list : {&never.steps, &never.clocks, &never.ways, &never.interrupts}) {
        for (const NeverMet& one : *list) {
            if (one.seldom.empty()) {
                document["not_explained"].push_back(one.id);
            } else {
                document["explained"].push_back({{"id", one.id}, {"seldom", one.seldom}});
            }
        }
    }
    for (const StuckFigure& stuck : figures.stuck) {
        document["stuck"].push_back(
            {{"step", stuck.step}, {"name", stuck.name}, {"children", stuck.children}, {"joins", stuck.joins}});
    }
    return document.dump(2) + "\n";
}

}  // namespace permap
