// Figures made up for the tests of reports: something in every field, and something missing in most.
#pragma once

#include <limits>

#include "experiment/experiment.hpp"
#include "experiment/rank.hpp"
#include "report/result_header.hpp"

namespace permap {

inline Estimate known(double value, double low, double high) {
    return {value, low, high, ""};
}

inline DelayRow delay_row(const char* id, const char* name, double days) {
    DelayRow row;
    row.id = id;
    row.name = name;
    row.lane = "panel";
    row.basis = "practice";
    row.step = StepIndex{3};
    row.visits = 12'345;
    row.child_days = days;
    row.waiting_child_days = days * 0.75;
    row.working_child_days = days * 0.25;
    row.share = 0.5;
    row.mean_working_days = 3;
    return row;
}

inline Difference difference_in(const char* id, const char* name, const char* unit, Better better, double mean) {
    Difference difference;
    difference.measure = {id, name, unit, better, {}};
    difference.baseline.value = 0.5;
    difference.arm.value = 0.5 + mean;
    difference.mean = known(mean, mean - 0.01, mean + 0.01);
    difference.told_apart = true;
    return difference;
}

inline Figures shown_figures() {
    Figures figures;
    figures.replications = 2;
    figures.children = 24'690;
    figures.children_a_replication = 12'345;
    figures.events = 1'234'567;
    figures.outcomes = {{"home", "Settled at home", 12'345, known(0.5, 0.48, 0.52)},
                        {"open", "Still on their way", 12'345, {0.5, {}, {}, "one replication"}}};
    figures.time_to_permanence.children_with_a_spell = 20'000;
    figures.time_to_permanence.children_permanent = 9'000;
    figures.time_to_permanence.mean_days_completed = known(612.4, 600, 625);
    figures.time_to_permanence.median_days.reason_if_null = "not reached within follow-up";
    figures.time_to_permanence.within = {{365, known(0.25, 0.24, 0.26)}};
    figures.routes = {
        {"home", "Home", {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, std::vector<Estimate>(10, known(0.2, 0.1, 0.3))}};
    figures.aims = {
        {"aim2", "Recommended within six months", 10, 30, 2, 1, known(0.25, 0.2, 0.3), known(200, 190, 210)}};
    figures.moves = {1.5, {}, {}, "one replication"};
    figures.days_not_permanent = known(1000, 990, 1010);
    figures.delay = {delay_row("booking", "Wait for a panel date", 1'234'567.8),
                     delay_row("clock", "Yearly clock", 10)};
    figures.delay[1].mean_waiting_days = std::numeric_limits<double>::quiet_NaN();  // must never be seen
    figures.stages = {delay_row("panel", "Panel", 2'000'000)};
    figures.stages[0].step = no_step;
    return figures;
}

inline ResultHeader shown_header(const char* command) {
    ResultHeader header;
    header.program = "permap 0.1.0";
    header.command = command;
    header.map_id = "small";
    header.map_version = "1";
    header.map_name = "A small map";
    header.map_digest = "ab12";
    header.scenario = "baseline";
    header.seed = 9007199254740991;
    header.start = *parse_instant("2026-01-01");
    header.replications = 2;
    header.arrivals = "all who come in during 1 year";
    header.population = "simulated";
    header.assumptions = {{"booking.duration", 1, 0.5, 2}};
    header.notes = {"a note of the command"};
    return header;
}

inline Arm arm_that_removes() {
    Arm arm;
    arm.name = "no_panel";
    arm.scenarios.resize(1);
    arm.sentences = {"\"Panel\" is passed through: no time, nobody's capacity."};
    arm.removed = {{"panel", "Panel", false, "", Basis::statute, true, "a second look", "a change of law",
                    std::string(not_lawful_to_remove)}};
    return arm;
}

inline std::vector<ComparedArm> two_arms() {
    std::vector<ComparedArm> compared(2);
    compared[0].figures = compared[1].figures = shown_figures();
    compared[1].comparison.emplace();
    compared[1].comparison->children_in_both = 24'000;
    compared[1].comparison->children_only_in_arm = 7;
    compared[1].comparison->differences = {
        difference_in("mean_days_not_permanent", "Days not yet permanent, a child", "days", Better::down, -12.3),
        difference_in("aim_share_met:aim2", "Recommended within six months", "share", Better::up, -0.04),
        difference_in("outcome_share:home", "Settled at home", "share", Better::neither, 0.02)};
    compared[1].comparison->differences[0].low_assumptions = -20;
    compared[1].comparison->differences[0].high_assumptions = -5;
    return compared;
}

inline Ranked shown_ranking() {
    Ranked ranked;
    ranked.baseline = shown_figures();
    RankRow row;
    row.id = "panel";
    row.name = "Panel sits";
    row.edit = "remove";
    row.basis = "rules, rights";
    row.protects = "a second look";
    row.what_it_takes = "a change of the rules";
    row.label = std::string(not_lawful_to_remove);
    row.attributed_child_days = 1234.5;
    row.vanished_child_days = known(987.6, 900, 1000);
    row.vanished_share = 0.8;
    row.moved_to = {{"court", "Court decides", known(222.2, 200, 240)}};
    row.range = known(10.2, -3, 23);
    row.replications = 4;
    row.replications_for_choosing = 2;
    row.tied = true;
    row.mean_days_saved = known(10.2, 8, 12);
    row.told_apart = true;
    row.harms = {two_arms()[1].comparison->differences[1]};
    ranked.rows = {row};
    ranked.left_out = {"refer", "assess"};
    ranked.not_run = {{"assess", "Assessment", "a loop in which no time passes"}};
    ranked.pairs = {{"panel", "court", 10.2, 20, 42.5, known(12.3, 11, 14), {}, {}, true}};
    ranked.allocation.candidates = 3;
    ranked.allocation.replications_for_choosing = 6;
    ranked.allocation.replications_shown = 4;
    return ranked;
}

}  // namespace permap
