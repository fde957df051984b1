// Methods, item by item as STRESS-DES asks: Monks T, Currie CSM, Onggo BS, Robinson S, Kunc M, Taylor SJE (2019),
// "Strengthening the reporting of empirical simulation studies: introducing the STRESS guidelines", Journal of
// Simulation 13(1), 55-67. What the program knows is filled in; what a person has to write is a visible blank.
#include <algorithm>

#include "page/arms.hpp"
#include "page/sections.hpp"
#include "page/shown.hpp"
#include "page/table.hpp"

namespace permap::page {

namespace {

Markup blank(const std::string& who_and_what) {
    return element("p", {{"class", "blank"}}, text("[to be written by " + who_and_what + "]"));
}

Markup item(const std::string& number_and_name, const Markup& inside) {
    return element("h4", number_and_name) + inside;
}

std::string seed_of(const ResultFile& result) {
    return result.seed ? std::to_string(static_cast<long long>(*result.seed)) : "not known";
}

// As far as a result says how it was made; files are not named in it.
std::string command_line(const ResultFile& result) {
    std::string line =
        std::string("permap ") + command_of(result.kind) + (result.kind == ResultKind::replay ? " LOG.permap" : " MAP");
    if (result.kind == ResultKind::compare) {
        for (std::size_t i = 1; i < result.arms.size(); ++i) line += " --scenario " + result.arms[i].scenario;
    } else if (result.kind == ResultKind::simulate && result.scenario != "baseline" && !result.scenario.empty()) {
        line += " --scenario " + result.scenario;
    }
    if (result.kind != ResultKind::replay) {
        line += " --seed " + seed_of(result) + " --replications " + shown(result.replications, Unit::count) +
                " --start " + result.start;
        // Evidence follows everybody to the end of the journey; there it is no option.
        if (result.kind != ResultKind::evidence) line += " --horizon-years " + shown(result.horizon_years, Unit::value);
        if (!result.branch_at.empty()) line += " --branch-at " + result.branch_at;
        if (!result.law_at.empty()) line += " --law-at " + result.law_at;
        if (result.resources == "on") line += " --resources on";
    }
    return line + " --json";
}

Markup objectives(const Results& results) {
    Markup scenarios;
    for (const NamedArm& arm : changed_arms(results)) {
        std::string words;
        for (const std::string& sentence : arm.arm->sentences) words += (words.empty() ? "" : " ") + sentence;
        scenarios += element("li", element("strong", arm.name) + text(": " + words));
    }
    Markup aims = scenarios.empty() ? element("p", "No scenario stands in these results.") : element("ul", scenarios);
    if (has_kind(results, ResultKind::rank))
        aims += element("p", "Each step or stage of the ranking was changed by itself.");
    return element("h3", "1 Objectives") +
           item("1.1 Purpose of the model",
                element("p",
                        "permap models the Scottish child protection and permanence system as a graph of steps, "
                        "walks simulated children through it and measures where the time goes.") +
                    blank("whoever asks: the background, and the question this study is to answer")) +
           item("1.2 Model outputs",
                element("p",
                        "Days not yet permanent, up to the end of follow-up, over all counted children (a "
                        "restricted mean); shares permanent within set times, from summed cumulative incidence "
                        "(Aalen–Johansen; the routes compete); aims met of those whose limit has passed; moves; "
                        "outcomes; child-days on the path that mattered. All are computed from the events of a run "
                        "after it, never during it. Intervals are at 95 %.")) +
           item("1.3 Experimentation aims", aims + blank("whoever asks: why these scenarios, and what was expected"));
}

Markup logic(const Results& results) {
    const ResultFile& first = results.front();
    return element("h3", "2 Logic") +
           item(
               "2.1 Base model overview diagram",
               element("p", "Map " + first.map_id + " " + first.map_version +
                                ". permap map export MAP --format svg draws it; --format pages draws every sub-process "
                                "with a page of words.")) +
           item("2.2 Base model logic",
                element("p",
                        "Children enter, take steps, wait, decide, split and join as docs/semantics.md of the "
                        "program says; the map says which steps, in what order, and under what conditions.")) +
           item("2.3 Scenario logic",
                element("p",
                        "A scenario is a list of edits to the map; they stand in sentences under 1.3. Everything "
                        "else is the same map, the same children and the same luck.")) +
           item("2.4 Algorithms",
                element("p",
                        "Ways of a decision are taken by probability among those open; durations are drawn from "
                        "the distributions of the map; see docs/semantics.md.")) +
           item("2.5 Components",
                element("p",
                        "Entities: children, with siblings as families. Activities: the steps of the map. "
                        "Resources: the pools and sittings of the map" +
                            std::string(first.resources == "off"  ? "; switched off in the first of these runs"
                                        : first.resources == "on" ? "; switched on in the first of these runs"
                                                                  : "") +
                            ". Queues: by priority, then in the order of asking; a child whose need has ended "
                            "leaves the queue. Entry: by the map's arrivals, a thinned Poisson process of "
                            "families. Exit: the map's outcomes, or the end of follow-up."));
}

Markup data(const Results& results) {
    std::size_t most = 0;
    for (const ResultFile& result : results) most = std::max(most, result.assumptions.size());
    return element("h3", "3 Data") +
           item("3.1 Data sources",
                element("p",
                        "Every number in the map names its source or is called an assumption: permap map export MAP "
                        "--format json lists them. permap evidence MAP sets the model beside published figures.")) +
           item("3.2 Pre-processing", blank("whoever brought local numbers: what was done to them before")) +
           item("3.3 Input parameters",
                element("p",
                        "In the map, with distributions and parameters. Where a scenario uses another number, its "
                        "sentence under 1.3 says so.")) +
           item("3.4 Assumptions",
                element("p", counted(most) + " assumed numbers, listed with their low and high in this page "
                                             "under “What the figures lean on”.") +
                    blank("whoever knows the area: what the map simplifies there"));
}

Markup experimentation(const Results& results) {
    Table table{"methods-runs",
                "How each run was made",
                {{"Run"},
                 {"Seed", true},
                 {"Replications", true},
                 {"Children"},
                 {"Start"},
                 {"Followed for, years", true},
                 {"Intervals"}},
                {}};
    for (const ResultFile& result : results) {
        table.rows.push_back({text(run_name(results, result)), text(seed_of(result)),
                              text(shown(result.replications, Unit::count)), text(result.arrivals), text(result.start),
                              text(shown(result.horizon_years, Unit::value)), text(result.interval_method)});
    }
    Markup notes;
    for (const ResultFile& result : results) {
        if (result.notes.empty()) continue;
        Markup list;
        for (const std::string& note : result.notes) list += element("li", note);
        notes += folded("Notes of " + run_name(results, result), element("ul", list));
    }
    return element("h3", "4 Experimentation") +
           item("4.1 Initialisation",
                element("p",
                        "Terminating for each child: followed from coming in to the end of follow-up. Without shared "
                        "resources the system begins empty, and no child waits for another; a warm-up is then not "
                        "needed. Where there are shared resources, the warm-up stands with the children in the "
                        "table, and whether the queues were steady by its end is not measured.")) +
           item("4.2 Run length", table_box(table)) +
           item("4.3 Estimation approach",
                element("p",
                        "Independent replications; arms paired child by child through common random numbers. With "
                        "two replications or more, Student's t over the replications' (paired) means; with one, a "
                        "bootstrap over families.") +
                    blank("whoever ran it: why this number of replications is enough") + notes);
}

Markup implementation(const Results& results) {
    Markup commands;
    for (const ResultFile& result : results) commands += element("li", element("code", command_line(result)));
    return element("h3", "5 Implementation") +
           item("5.1 Software or programming language",
                element("p", results.front().program + ", written in C++20.") +
                    element("p",
                            "As far as the results say, they were made by these commands (files are not named in a "
                            "result; further options that choose the children stand under 4.2):") +
                    element("ol", commands) + blank("whoever ran it: operating system and compiler")) +
           item("5.2 Random sampling",
                element("p",
                        "Philox 4x32-10, a counter-based generator (Salmon and others 2011). Every draw is a pure "
                        "function of seed, replication, child, step, visit and purpose, so a child meets the same "
                        "luck in every scenario.")) +
           item("5.3 Model execution",
                element("p",
                        "Next-event time advance in whole minutes. Families that share no resource are walked one by "
                        "one; results are the same bits for any number of threads.")) +
           item("5.4 System specification", blank("whoever ran it: the machine, and how long it took"));
}

Markup code_access() {
    return element("h3", "6 Code access") +
           item("6.1 Computer model sharing statement",
                element("p",
                        "permap is under the Apache 2.0 licence; maps and scenarios come with it. The digest of the "
                        "map and the fingerprints at the foot of this page say whether a repeated run is the same.") +
                    blank("whoever publishes this: where program, map and scenarios can be had"));
}

}  // namespace

Section methods_section(const Results& results) {
    return {
        "methods", "Methods",
        element("p", text("Following STRESS-DES: Monks and others (2019), “Strengthening the reporting of empirical "
                          "simulation studies: introducing the STRESS guidelines”, ") +
                         element("cite", "Journal of Simulation") + text(" 13(1). Blanks are for people to fill.")) +
            objectives(results) + logic(results) + data(results) + experimentation(results) + implementation(results) +
            code_access()};
}

}  // namespace permap::page
