// Can every step be reached, is there a way out of every step, and can time stand still in a loop?
#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "graph/findings.hpp"
#include "graph/process_graph.hpp"

namespace permap {

namespace {

std::vector<std::string> names_of(const Map& map, const std::vector<StepIndex>& steps) {
    constexpr std::size_t most_names = 8;
    std::vector<std::string> names;
    for (const StepIndex step : steps) {
        if (names.size() == most_names) {
            names.emplace_back("…");
            break;
        }
        names.push_back(map.steps[index(step)].id);
    }
    return names;
}

// Steps by connected part, parts in order of their first step.
std::vector<std::vector<StepIndex>> members_of(const Parts& parts) {
    std::vector<std::vector<StepIndex>> members(static_cast<std::size_t>(parts.count));
    for (std::size_t i = 0; i < parts.part_of.size(); ++i) {
        members[static_cast<std::size_t>(parts.part_of[i])].push_back(StepIndex(i));
    }
    std::sort(members.begin(), members.end());
    return members;
}

// Each unreachable stretch once, at the step it begins with: what follows would be reached if that were.
void check_reached(Findings& findings, const ProcessGraph& graph) {
    const auto reached = reachable_from(graph, graph.entries);
    const Parts parts = connected_parts(graph);
    std::vector<bool> is_led_to(static_cast<std::size_t>(parts.count), false);
    for (const Link& link : graph.links) {
        const int from = parts.part_of[index(link.from)], to = parts.part_of[index(link.to)];
        if (link.kind != LinkKind::wakes && from != to) is_led_to[static_cast<std::size_t>(to)] = true;
    }
    for (const std::vector<StepIndex>& members : members_of(parts)) {
        const StepIndex first = members.front();
        if (reached[index(first)] || is_led_to[static_cast<std::size_t>(parts.part_of[index(first)])]) continue;
        // A second step of the same id has been reported; ways lead to the first.
        if (findings.steps.find(findings.map.steps[index(first)].id) != index(first)) continue;
        const auto follows = reachable_from(graph, std::span(&first, 1));
        std::vector<StepIndex> cut_off;
        for (std::size_t i = 0; i < follows.size(); ++i) {
            if (follows[i] && !reached[i] && StepIndex(i) != first) cut_off.push_back(StepIndex(i));
        }
        std::string what =
            "step " + quoted(findings.map.steps[index(first)].id) + " can be reached from no arrival and no start";
        if (!cut_off.empty()) what += ", and so cannot what follows: " + quoted(names_of(findings.map, cut_off));
        findings.error(findings.of_step(index(first)), what);
    }
    if (graph.entries.empty() && graph.step_count > 0) {
        findings.error(findings.of_map("/arrivals"), "the map has no start and no arrivals, so no child can enter");
    }
}

// Steps and loops that lead nowhere, each once, at the place where journeys stop.
void check_way_out(Findings& findings, const ProcessGraph& graph) {
    const auto ends = can_reach(graph, graph.ends);
    const Parts parts = connected_parts(graph);
    std::vector<bool> leads_on(static_cast<std::size_t>(parts.count), false);
    for (const Link& link : graph.links) {
        const int from = parts.part_of[index(link.from)], to = parts.part_of[index(link.to)];
        if (link.kind != LinkKind::wakes && from != to) leads_on[static_cast<std::size_t>(from)] = true;
    }
    for (const std::vector<StepIndex>& members : members_of(parts)) {
        const StepIndex first = members.front();
        const Step& step = findings.map.steps[index(first)];
        if (ends[index(first)] || leads_on[static_cast<std::size_t>(parts.part_of[index(first)])]) continue;
        // A way to a step that does not exist has been reported; what it means cannot be known.
        const bool broken = std::any_of(members.begin(), members.end(), [&](StepIndex member) {
            const auto& ways = findings.map.steps[index(member)].ways;
            return std::any_of(ways.begin(), ways.end(), [&](const Way& way) { return !findings.steps.has(way.to); });
        });
        if (broken) continue;
        if (members.size() == 1 && step.ways.empty() && !step.exit_of.empty()) {
            findings.error(findings.of_step(index(first), "/exit_of"),
                           "step " + quoted(step.id) + " is the exit of process " + quoted(step.exit_of) +
                               ", but nobody waits for that process and it has no way out");
        } else if (members.size() == 1) {
            findings.error(findings.of_step(index(first), "/ways"),
                           "step " + quoted(step.id) + " has no way out, and is neither an outcome nor a strand end");
        } else {
            findings.error(findings.of_step(index(first), "/ways"),
                           "there is no way out of the loop of steps " + quoted(names_of(findings.map, members)));
        }
    }
}

enum class TimeTaken { none, sometimes_none, some };

// A wait for a date or another step takes no time once that is past.
TimeTaken time_taken(const Findings& findings, const Step& step) {
    if (step.kind == StepKind::clock) return TimeTaken::some;
    if (step.edited.passed_through || step.in_force.never) return TimeTaken::none;
    const TimeTaken where_in_force = depends_on_date(step.in_force) ? TimeTaken::sometimes_none : TimeTaken::some;
    const auto used = step.uses ? findings.resources.find(step.uses->resource) : std::nullopt;
    const bool waits_for_sitting = used && findings.map.resources[*used].kind == ResourceKind::sitting;
    if (waits_for_sitting && step.uses->when.kind == Condition::Kind::always) return where_in_force;
    if (!std::holds_alternative<Lasts>(step.duration.ends)) return TimeTaken::sometimes_none;
    const bool scaled_away = step.edited.scale == 0 && step.edited.add <= 0;
    const bool capped_away = step.edited.cap && *step.edited.cap <= 0 && step.edited.cap_share >= 1;
    if ((is_instant(step.duration) && step.edited.add <= 0) || scaled_away || capped_away) return TimeTaken::none;
    return where_in_force;
}

// Whether every child who completes the step takes this link, in the same minute.
bool is_certain(const Map& map, const Link& link) {
    const Step& step = map.steps[index(link.from)];
    if (map.steps[index(link.to)].kind == StepKind::join) return false;  // may have to wait for others
    if (link.kind != LinkKind::way) return false;
    const Way& way = step.ways[static_cast<std::size_t>(link.way)];
    if (!step.edited.take.empty()) return way.id == step.edited.take;
    if (way.in_force != InForce{} || way.when.kind != Condition::Kind::always) return false;
    if (step.kind == StepKind::split) return !way.probability || way.probability->value >= 1;
    return step.ways.size() == 1 || (way.probability && way.probability->value >= 1);
}

bool is_settled_otherwise(const Map& map, const Link& link) {
    const Step& step = map.steps[index(link.from)];
    if (link.kind != LinkKind::way) return false;
    const Way& way = step.ways[static_cast<std::size_t>(link.way)];
    if (!step.edited.take.empty()) return way.id != step.edited.take;
    if (way.in_force.never) return true;
    return way.probability && way.probability->value == 0;
}

ProcessGraph instant_part(const Findings& findings, const ProcessGraph& graph, bool certain_only) {
    ProcessGraph part;
    part.step_count = graph.step_count;
    std::vector<bool> is_instant_step(graph.step_count);
    for (std::size_t i = 0; i < graph.step_count; ++i) {
        const TimeTaken taken = time_taken(findings, findings.map.steps[i]);
        is_instant_step[i] = taken == TimeTaken::none || (taken == TimeTaken::sometimes_none && !certain_only);
    }
    for (const Link& link : graph.links) {
        if (!is_instant_step[index(link.from)] || !is_instant_step[index(link.to)]) continue;
        if (is_settled_otherwise(findings.map, link)) continue;
        if (!certain_only || is_certain(findings.map, link)) part.links.push_back(link);
    }
    return part;
}

void check_zero_time_loops(Findings& findings, const ProcessGraph& graph) {
    std::set<StepIndex> told;
    for (const std::vector<StepIndex>& loop : loops(instant_part(findings, graph, true))) {
        told.insert(loop.begin(), loop.end());
        findings.error(findings.of_step(index(loop.front())),
                       "time stands still: no step takes time in the loop " + quoted(names_of(findings.map, loop)) +
                           ", and no child leaves it",
                       "give one of them a duration");
    }
    for (const std::vector<StepIndex>& loop : loops(instant_part(findings, graph, false))) {
        const bool is_told =
            std::any_of(loop.begin(), loop.end(), [&](StepIndex step) { return told.count(step) > 0; });
        if (is_told) continue;
        findings.warning(findings.of_step(index(loop.front())),
                         "a child may go round without time passing: no step need take time in the loop " +
                             quoted(names_of(findings.map, loop)),
                         "give one of them a duration");
    }
}

void check_stages(Findings& findings, const ProcessGraph& graph) {
    for (std::size_t i = 0; i < findings.map.stages.size(); ++i) {
        const Stage& stage = findings.map.stages[i];
        const std::string who = "stage " + quoted(stage.id);
        std::set<StepIndex> members, entered;
        for (const std::string& id : stage.steps) {
            if (const auto place = findings.steps.find(id)) members.insert(StepIndex(*place));
        }
        if (stage.steps.empty()) findings.error(findings.of_list("stages", i, "/steps"), who + " has no steps");
        for (const Link& link : graph.links) {
            if (link.kind == LinkKind::wakes) continue;
            if (members.count(link.to) > 0 && members.count(link.from) == 0) entered.insert(link.to);
        }
        for (const StepIndex entry : graph.entries) {
            if (members.count(entry) > 0) entered.insert(entry);
        }
        if (entered.size() <= 1) continue;
        const std::vector<StepIndex> ways_in(entered.begin(), entered.end());
        findings.warning(findings.of_list("stages", i, "/steps"),
                         who + " has more than one way in: " + quoted(names_of(findings.map, ways_in)));
    }
}

}  // namespace

void check_flow(Findings& findings) {
    const ProcessGraph graph = process_graph(findings.map);
    check_reached(findings, graph);
    check_way_out(findings, graph);
    check_zero_time_loops(findings, graph);
    check_stages(findings, graph);
}

}  // namespace permap
