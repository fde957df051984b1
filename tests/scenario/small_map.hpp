// A small map for the tests of scenarios: a referral, an assessment, a panel that may defer, and two ends.
#pragma once

#include <string>

#include "map/map.hpp"
#include "scenario/scenario.hpp"

namespace permap {

inline Quantity assumed(double value) {
    return {value, {"", "", "for the test", {}, {}}};
}

inline Duration lasts(Law law, TimeUnit unit) {
    Duration duration;
    duration.ends = Lasts{std::move(law)};
    duration.unit = unit;
    duration.from.assumption = "for the test";
    return duration;
}

inline Way way(std::string to, std::optional<double> probability = {}, const std::string& when = "",
               std::string id = "") {
    Way made;
    made.id = id.empty() ? to : std::move(id);
    made.to = std::move(to);
    if (probability) made.probability = assumed(*probability);
    if (!when.empty()) made.when = *parse_condition(when);
    return made;
}

inline Step step(std::string id, StepKind kind, std::string name, std::vector<Way> ways) {
    Step made;
    made.id = std::move(id);
    made.kind = kind;
    made.name = std::move(name);
    made.ways = std::move(ways);
    return made;
}

inline Map small_map() {
    Map map;
    map.id = "small";
    map.sources = {{"study", "A study", "Somebody", 2020}};
    map.attributes = {{"area_meets", {"no", "yes"}, "no", {}, {}},
                      {"placed", {"home", "away", "kin"}, "home", {}, {}},
                      {"unused", {"no", "yes"}, "no", {}, {}},
                      {"moves", {}, "0", 9, {}},
                      {"is_away", {}, "", {}, *parse_condition("placed = away|kin")}};
    Resource panel;
    panel.id = "panel_dates";
    panel.name = "Panel";
    panel.kind = ResourceKind::sitting;
    panel.units = assumed(4);
    Resource spare;
    spare.id = "spare";
    spare.units = assumed(2);
    map.resources = {panel, spare};

    Step refer = step("refer", StepKind::start, "Referral", {way("meet")});
    Step meet = step("meet", StepKind::decision, "Is a meeting held?",
                     {way("assess", 1, "area_meets = yes", "held"), way("assess", 1, "area_meets = no", "not_held")});
    Step assess = step("assess", StepKind::activity, "Assessment", {way("booking")});
    assess.duration = lasts(Triangular{4, 8, 14}, TimeUnit::weeks);
    assess.basis = Basis::rules;
    assess.protects = "the child's needs are known";
    assess.what_it_takes = "a change of the rules";
    Step booking = step("booking", StepKind::wait, "Wait for a panel date", {way("panel")});
    booking.duration = lasts(Uniform{0, 4}, TimeUnit::weeks);
    booking.timescales = {Timescale{12, TimeUnit::weeks, "refer", false, false, "aim", {}, {}}};
    Step sits = step("panel", StepKind::activity, "Panel sits", {way("advice")});
    sits.duration = lasts(Fixed{1}, TimeUnit::working_days);
    sits.uses = Use{"panel_dates", {}, false};
    sits.basis = Basis::statute;
    sits.rights = true;
    sits.protects = "a second look by people who are not the child's workers";
    Step advice = step(
        "advice", StepKind::decision, "Panel's advice",
        {way("agreed", 0.8), way("booking", 0.15, "is_away = yes", "deferred"), way("refused", 0.05, "is_away = yes")});
    advice.ways[0].name = "agree";
    Step agreed = step("agreed", StepKind::split, "Plan agreed", {way("notice"), way("letter", 0.3)});
    Step notice = step("notice", StepKind::wait, "Notice", {way("both")});
    notice.duration = lasts(Lognormal{30, 0.5}, TimeUnit::calendar_days);
    notice.rights = true;
    Step letter = step("letter", StepKind::activity, "Letter", {way("both")});
    letter.duration = lasts(Fixed{2}, TimeUnit::months);
    letter.basis = Basis::statute;
    Step both = step("both", StepKind::join, "Both done", {way("home")});
    Step home = step("home", StepKind::outcome, "Settled", {});
    Step refused = step("refused", StepKind::outcome, "Refused", {});
    Step yearly = step("yearly", StepKind::clock, "Yearly review", {way("meet")});
    yearly.duration = lasts(Fixed{1}, TimeUnit::years);
    yearly.clock = Clock{{"refer"}, {}, {}, false, false};
    Step birthday = step("birthday", StepKind::wait, "Sixteenth birthday", {way("home")});
    birthday.duration.ends = UntilAge{Fixed{16}};
    Step order_made = step("order_made", StepKind::milestone, "Order made", {way("home")});
    map.steps = {refer,  meet, assess, booking, sits,   advice,   agreed,    notice,
                 letter, both, home,   refused, yearly, birthday, order_made};
    map.stages = {{"panel_stage", "Panel", {"booking", "panel", "advice"}, "an independent look", "a change of law"},
                  {"ends", "Ends", {"home", "refused"}, "", ""},
                  {"papers", "Papers", {"agreed", "notice", "letter", "both", "birthday"}, "", ""}};
    return map;
}

inline Scenario scenario_of(std::vector<Change> changes) {
    Scenario scenario;
    scenario.id = "test";
    scenario.name = "A test";
    scenario.map = "small";
    scenario.where = "t.json";
    for (Change& change : changes) {
        scenario.edits.push_back({std::move(change), "t.json#/edits/" + std::to_string(scenario.edits.size())});
    }
    return scenario;
}

}  // namespace permap
