// Does each part of the map have what its kind needs, and nothing that belongs to another?
#include <algorithm>
#include <set>
#include <string>

#include "graph/findings.hpp"

namespace permap {

namespace {

const Step* step_of(const Findings& findings, std::string_view id) {
    const auto place = findings.steps.find(id);
    return place ? &findings.map.steps[*place] : nullptr;
}

bool contains(const std::vector<std::string>& list, const std::string& id) {
    return std::find(list.begin(), list.end(), id) != list.end();
}

void check_join_kind(Findings& findings, std::size_t i, const Step& step) {
    const auto at = [&](const std::string& suffix) { return findings.of_step(i, suffix); };
    const bool is_join = step.kind == StepKind::join;
    if (is_join != step.joins.has_value()) {
        findings.error(at("/join"), is_join ? "join " + quoted(step.id) + " does not say what it waits for"
                                            : "step " + quoted(step.id) + " waits for others, but is not a join");
    }
    if (!step.joins) return;
    const Join& join = *step.joins;
    const bool counts_branches = !join.started_by.empty();
    if (counts_branches == !join.sets.empty()) {
        findings.error(at("/join"), "join " + quoted(step.id) +
                                        " must wait either for the branches of a split (started_by) or for sets");
    }
    const Step* const split = step_of(findings, join.started_by);
    if (split != nullptr && split->kind != StepKind::split) {
        findings.error(at("/join/started_by"), "join " + quoted(step.id) + " waits for the branches of " +
                                                   quoted(join.started_by) + ", which is not a split");
    }
}

void check_split_kind(Findings& findings, std::size_t i, const Step& step) {
    const std::string who = "step " + quoted(step.id);
    if (step.kind != StepKind::split) {
        if (!step.branches.empty() || !step.join.empty() || !step.clears.empty()) {
            findings.error(findings.of_step(i, "/split"), who + " has branches, a join or clears, but is not a split");
        }
        return;
    }
    const Step* const join = step_of(findings, step.join);
    if (join != nullptr && join->kind != StepKind::join) {
        findings.error(findings.of_step(i, "/split/join"),
                       who + " names " + quoted(step.join) + " as its join, which is not a join");
    }
}

void check_clock_kind(Findings& findings, std::size_t i, const Step& step) {
    const std::string who = "clock " + quoted(step.id);
    const bool is_clock = step.kind == StepKind::clock;
    if (is_clock != step.clock.has_value()) {
        findings.error(findings.of_step(i, "/clock"),
                       is_clock ? who + " does not say what starts and ends it"
                                : "step " + quoted(step.id) + " is started like a clock, but is not one");
    }
    if (!is_clock) return;
    if (is_instant(step.duration)) findings.error(findings.of_step(i, "/duration"), who + " takes no time");
    if (step.uses) findings.error(findings.of_step(i, "/uses"), who + " runs beside the journey and can use nothing");
    if (std::holds_alternative<UntilStep>(step.duration.ends)) {
        findings.error(findings.of_step(i, "/duration"), who + " waits for a step; only a wait can");
    }
}

void check_together(Findings& findings, std::size_t i, const Step& step) {
    if (!step.together_one_decision) return;
    const std::string at = findings.of_step(i, "/together/one_decision");
    if (step.kind != StepKind::decision) {
        findings.error(at, "step " + quoted(step.id) + " is decided once for siblings, but is not a decision");
    }
    if (!step.together_gather_days) {
        findings.error(at, "step " + quoted(step.id) + " is decided once for siblings, but does not gather them",
                       "say for how long: \"gather_days\"");
    }
}

void check_resource_use(Findings& findings, std::size_t i, const Step& step) {
    const auto pool = findings.resources.find(step.adds_to);
    if (pool && findings.map.resources[*pool].kind != ResourceKind::pool) {
        findings.error(findings.of_step(i, "/adds_to"),
                       "step " + quoted(step.id) + " adds to " + quoted(step.adds_to) + ", which is not a pool");
    }
    if (!step.uses || !step.uses->for_good) return;
    const auto used = findings.resources.find(step.uses->resource);
    if (used && findings.map.resources[*used].kind != ResourceKind::pool) {
        findings.error(findings.of_step(i, "/uses/for_good"),
                       "step " + quoted(step.id) + " takes a place at a sitting for good");
    }
}

void check_hand_overs(Findings& findings, std::size_t i, const Step& step) {
    for (std::size_t w = 0; w < step.ways.size(); ++w) {
        const Way& way = step.ways[w];
        const Step* const called = step_of(findings, way.to);
        if (way.returns_to.empty() || called == nullptr) continue;
        const auto& steps = findings.map.steps;
        const bool has_exit = std::any_of(steps.begin(), steps.end(), [&](const Step& other) {
            return !other.exit_of.empty() && other.exit_of == called->process;
        });
        if (has_exit) continue;
        findings.error(findings.of_step(i, in_list("/ways", w) + "/returns_to"),
                       "step " + quoted(step.id) + " waits for process " + quoted(called->process) + " to return to " +
                           quoted(way.returns_to) + ", but no step is the exit of that process");
    }
}

bool is_removable(const Step& step) {
    switch (step.kind) {
        case StepKind::start:
        case StepKind::outcome:
        case StepKind::strand_end:
        case StepKind::split:
        case StepKind::join:
            return false;
        case StepKind::milestone:
            return !is_instant(step.duration);
        default:
            return true;
    }
}

// Pattern by way: an only way is taken without a decision, so it leaves no event to look for.
void check_pattern_ways(Findings& findings, const std::vector<EventPattern>& patterns, const std::string& where,
                        const std::string& who) {
    for (std::size_t p = 0; p < patterns.size(); ++p) {
        const Step* const step = step_of(findings, patterns[p].step);
        if (step == nullptr || patterns[p].ways.empty()) continue;
        const bool decides = step->kind == StepKind::split || step->ways.size() != 1 || step->ways[0].probability ||
                             step->ways[0].when.kind != Condition::Kind::always;
        if (decides) continue;
        findings.warning(
            in_list(where, p) + "/ways",
            who + " looks for a way of " + quoted(step->id) + ", which has one way only and so decides nothing",
            "leave out the way");
    }
}

// Every number of milestones, aims and routes comes from such patterns.
void check_all_patterns(Findings& findings) {
    const Map& map = findings.map;
    for (std::size_t i = 0; i < map.milestones.size(); ++i) {
        check_pattern_ways(findings, map.milestones[i].any_of, findings.of_list("milestones", i, "/any_of"),
                           "milestone " + quoted(map.milestones[i].id));
    }
    for (std::size_t i = 0; i < map.aims.size(); ++i) {
        const Aim& aim = map.aims[i];
        const std::string who = "aim " + quoted(aim.id);
        check_pattern_ways(findings, aim.from, findings.of_list("aims", i, "/from"), who);
        check_pattern_ways(findings, aim.to, findings.of_list("aims", i, "/to"), who);
        check_pattern_ways(findings, aim.left_out_by, findings.of_list("aims", i, "/left_out_by"), who);
    }
    if (!map.permanence) return;
    check_pattern_ways(findings, map.permanence->from, findings.of_map("/permanence/from"), "permanence");
    for (std::size_t r = 0; r < map.permanence->routes.size(); ++r) {
        check_pattern_ways(findings, map.permanence->routes[r].any_of,
                           findings.of_map(in_list("/permanence/routes", r) + "/any_of"),
                           "route " + quoted(map.permanence->routes[r].id));
    }
    check_pattern_ways(findings, map.permanence->competing_ends, findings.of_map("/permanence/competing_ends"),
                       "permanence");
}

void check_resting(Findings& findings) {
    for (std::size_t i = 0; i < findings.map.resting.size(); ++i) {
        const RestingState& resting = findings.map.resting[i];
        const std::string who = "resting state " + quoted(resting.id);
        const std::string at = findings.of_list("resting", i, "/clocks");
        if (resting.clocks.empty()) findings.error(at, who + " has no clock that ends it");
        for (std::size_t c = 0; c < resting.clocks.size(); ++c) {
            const Step* const clock = step_of(findings, resting.clocks[c]);
            if (clock == nullptr || clock->kind == StepKind::clock) continue;
            findings.error(in_list(at, c), who + " rests on " + quoted(clock->id) + ", which is not a clock");
        }
    }
}

// A way out of one region into the start of another leaves the first one running unless it is ended.
void check_region_changes(Findings& findings, std::size_t i, const Step& step) {
    for (std::size_t w = 0; w < step.ways.size(); ++w) {
        const Way& way = step.ways[w];
        const Step* const target = step_of(findings, way.to);
        if (target == nullptr || target->kind != StepKind::start) continue;
        bool leaves_one = false, ends_one = false;
        std::string left, entered;
        for (const Region& region : findings.map.regions) {
            const bool has_source = contains(region.steps, step.id);
            const bool has_target = contains(region.steps, target->id);
            if (has_source && has_target) ends_one = true;  // stays in the region
            if (has_target && !has_source) entered = region.id;
            if (has_source && !has_target) {
                leaves_one = true;
                left = region.id;
                ends_one = ends_one || contains(way.interrupts, region.id) || contains(target->cancels, region.id);
            }
        }
        if (!leaves_one || entered.empty() || ends_one) continue;
        findings.warning(findings.of_step(i, in_list("/ways", w)),
                         "step " + quoted(step.id) + " leads from region " + quoted(left) + " to " +
                             quoted(target->id) + ", a start in region " + quoted(entered) +
                             ", without ending the first",
                         "name it in \"interrupts\", or in \"cancels\" of the start");
    }
}

void check_arrival_kinds(Findings& findings) {
    for (std::size_t i = 0; i < findings.map.arrivals.size(); ++i) {
        const Step* const entry = step_of(findings, findings.map.arrivals[i].entry);
        if (entry == nullptr || (entry->kind != StepKind::clock && entry->kind != StepKind::join)) continue;
        findings.error(findings.of_list("arrivals", i, "/entry"),
                       "children arrive at " + quoted(entry->id) + ", but nobody can enter at a clock or a join");
    }
    if (findings.map.steps.empty()) findings.error(findings.of_map("/steps"), "the map has no steps");
}

}  // namespace

void check_kinds(Findings& findings) {
    for (std::size_t i = 0; i < findings.map.steps.size(); ++i) {
        const Step& step = findings.map.steps[i];
        check_join_kind(findings, i, step);
        check_split_kind(findings, i, step);
        check_clock_kind(findings, i, step);
        check_resource_use(findings, i, step);
        check_together(findings, i, step);
        check_hand_overs(findings, i, step);
        check_region_changes(findings, i, step);
        if (step.kind == StepKind::strand_end && !step.ways.empty()) {
            findings.error(findings.of_step(i, "/ways"), "strand end " + quoted(step.id) + " has a way out");
        }
        if (is_removable(step) && step.protects.empty()) {
            findings.warning(findings.of_step(i),
                             "step " + quoted(step.id) +
                                 " could be removed by a scenario, but does not say what it is "
                                 "there for",
                             "add \"protects\"");
        }
    }
    check_all_patterns(findings);
    check_resting(findings);
    check_arrival_kinds(findings);
}

}  // namespace permap
