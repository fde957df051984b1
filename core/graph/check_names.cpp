// Ids given twice, and ids that nothing has.
#include <algorithm>
#include <functional>
#include <string>
#include <unordered_set>

#include "graph/findings.hpp"

namespace permap {

namespace {

void check_unique(Findings& findings, const std::vector<std::string>& ids, const std::string& noun,
                  const std::function<std::string(std::size_t)>& where) {
    std::unordered_set<std::string> seen;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (ids[i].empty()) {
            findings.error(where(i), "a " + noun + " has no id");
        } else if (!seen.insert(ids[i]).second) {
            findings.error(where(i), "a second " + noun + " has the id " + quoted(ids[i]));
        }
    }
}

template <class List>
void check_unique_list(Findings& findings, const List& list, const std::string& name, const std::string& noun) {
    std::vector<std::string> ids;
    for (const auto& entry : list) ids.push_back(entry.id);
    check_unique(findings, ids, noun, [&](std::size_t i) { return findings.of_list(name, i, "/id"); });
}

void check_all(Findings& findings, const Ids& known, const std::vector<std::string>& ids, const std::string& where,
               const std::string& who) {
    for (std::size_t i = 0; i < ids.size(); ++i) findings.known(known, ids[i], in_list(where, i), who);
}

void check_optional(Findings& findings, const Ids& known, const std::string& id, const std::string& where,
                    const std::string& who) {
    if (!id.empty()) findings.known(known, id, where, who);
}

std::vector<std::string> way_ids(const Step& step) {
    std::vector<std::string> ids;
    for (const Way& way : step.ways) ids.push_back(way.id);
    return ids;
}

void check_way_of(Findings& findings, const std::string& step_id, const std::string& way, const std::string& where,
                  const std::string& who) {
    const auto step = findings.steps.find(step_id);
    if (!step) return;
    const std::vector<std::string> ways = way_ids(findings.map.steps[*step]);
    if (std::find(ways.begin(), ways.end(), way) != ways.end()) return;
    findings.error(where, who + " names way " + quoted(way) + " of step " + quoted(step_id) + ", which has no such way",
                   meant(way, ways));
}

void check_ways(Findings& findings, std::size_t i, const Step& step) {
    const std::string who = "step " + quoted(step.id);
    check_unique(findings, way_ids(step), "way of " + who,
                 [&](std::size_t w) { return findings.of_step(i, in_list("/ways", w) + "/id"); });
    for (std::size_t w = 0; w < step.ways.size(); ++w) {
        const Way& way = step.ways[w];
        const std::string at = findings.of_step(i, in_list("/ways", w));
        findings.known(findings.steps, way.to, at + "/to", who);
        check_all(findings, findings.regions, way.interrupts, at + "/interrupts", who);
        check_optional(findings, findings.steps, way.returns_to, at + "/returns_to", who);
    }
}

void check_join_names(Findings& findings, std::size_t i, const Step& step) {
    const std::string who = "join " + quoted(step.id);
    const Join& join = *step.joins;
    check_optional(findings, findings.steps, join.started_by, findings.of_step(i, "/join/started_by"), who);
    for (std::size_t s = 0; s < join.slots.size(); ++s) {
        const Slot& slot = join.slots[s];
        const std::string at = findings.of_step(i, in_list("/join/slots", s));
        findings.known(findings.steps, slot.step, at + "/step", who);
        if (!slot.way.empty()) check_way_of(findings, slot.step, slot.way, at + "/way", who);
        check_all(findings, findings.steps, slot.withdrawn_by, at + "/withdrawn_by", who);
    }
    check_all(findings, findings.steps, join.waits_while, findings.of_step(i, "/join/waits_while"), who);
    check_all(findings, findings.steps, join.opened_by, findings.of_step(i, "/join/opened_by"), who);
}

void check_step(Findings& findings, std::size_t i, const Step& step) {
    const std::string who = "step " + quoted(step.id);
    const auto at = [&](const std::string& suffix) { return findings.of_step(i, suffix); };
    check_optional(findings, findings.processes, step.process, at("/process"), who);
    check_optional(findings, findings.lanes, step.lane, at("/lane"), who);
    check_optional(findings, findings.calendars, step.calendar, at("/calendar"), who);
    if (const auto* wait = std::get_if<UntilStep>(&step.duration.ends)) {
        findings.known(findings.steps, wait->step, at("/duration/step"), who);
    }
    for (std::size_t t = 0; t < step.timescales.size(); ++t) {
        const std::string where = at(timescale_pointer(step, t));
        check_optional(findings, findings.steps, step.timescales[t].from_step, where + "/from/step", who);
    }
    if (step.uses) findings.known(findings.resources, step.uses->resource, at("/uses/resource"), who);
    check_optional(findings, findings.resources, step.adds_to, at("/adds_to"), who);
    check_all(findings, findings.regions, step.cancels, at("/cancels"), who);
    check_all(findings, findings.steps, step.branches, at("/split/branches"), who);
    check_optional(findings, findings.steps, step.join, at("/split/join"), who);
    check_optional(findings, findings.processes, step.exit_of, at("/exit_of"), who);
    check_ways(findings, i, step);
    if (step.joins) check_join_names(findings, i, step);
    if (step.clock) {
        check_all(findings, findings.steps, step.clock->starts_at, at("/clock/starts_at"), who);
        check_all(findings, findings.steps, step.clock->ends_at, at("/clock/ends_at"), who);
    }
    if (!step.edited.take.empty()) check_way_of(findings, step.id, step.edited.take, at("/ways"), who);
}

void check_patterns(Findings& findings, const std::vector<EventPattern>& patterns, const std::string& where,
                    const std::string& who) {
    for (std::size_t p = 0; p < patterns.size(); ++p) {
        const EventPattern& pattern = patterns[p];
        const std::string at = in_list(where, p);
        if (!findings.known(findings.steps, pattern.step, at + "/step", who)) continue;
        for (std::size_t w = 0; w < pattern.ways.size(); ++w) {
            check_way_of(findings, pattern.step, pattern.ways[w], in_list(at + "/ways", w), who);
        }
        if (!pattern.ways.empty() && pattern.on_ready) {
            findings.error(at + "/on", who + " looks for a way of " + quoted(pattern.step) +
                                           " when it becomes ready, but ways are taken at its end");
        }
    }
}

void check_measures(Findings& findings) {
    const Map& map = findings.map;
    for (std::size_t i = 0; i < map.milestones.size(); ++i) {
        const Milestone& milestone = map.milestones[i];
        const std::string who = "milestone " + quoted(milestone.id);
        const std::string at = findings.of_list("milestones", i, "/any_of");
        if (milestone.any_of.empty()) findings.error(at, who + " can never be reached: it names no event");
        check_patterns(findings, milestone.any_of, at, who);
    }
    for (std::size_t i = 0; i < map.aims.size(); ++i) {
        const Aim& aim = map.aims[i];
        const std::string who = "aim " + quoted(aim.id);
        if (aim.from.empty()) findings.error(findings.of_list("aims", i, "/from"), who + " never begins to count");
        if (aim.to.empty()) findings.error(findings.of_list("aims", i, "/to"), who + " can never be met");
        check_patterns(findings, aim.from, findings.of_list("aims", i, "/from"), who);
        check_patterns(findings, aim.to, findings.of_list("aims", i, "/to"), who);
        check_patterns(findings, aim.left_out_by, findings.of_list("aims", i, "/left_out_by"), who);
        check_optional(findings, findings.sources, aim.source, findings.of_list("aims", i, "/source"), who);
    }
    if (!map.permanence) return;
    const Permanence& permanence = *map.permanence;
    check_patterns(findings, permanence.from, findings.of_map("/permanence/from"), "permanence");
    check_patterns(findings, permanence.competing_ends, findings.of_map("/permanence/competing_ends"), "permanence");
    std::vector<std::string> routes;
    for (std::size_t r = 0; r < permanence.routes.size(); ++r) {
        routes.push_back(permanence.routes[r].id);
        check_patterns(findings, permanence.routes[r].any_of,
                       findings.of_map(in_list("/permanence/routes", r) + "/any_of"),
                       "route " + quoted(permanence.routes[r].id));
    }
    check_unique(findings, routes, "route to permanence",
                 [&](std::size_t r) { return findings.of_map(in_list("/permanence/routes", r) + "/id"); });
}

// When a child's group is looked at: a word, or a milestone.
void check_grouping_at(Findings& findings, const Grouping& grouping, const std::string& where, const std::string& who) {
    if (grouping.at == grouped_at_entry) return;
    if (grouping.at == grouped_at_first_day_away) {
        if (findings.map.permanence) return;
        findings.error(where, who + " looks at the first day away, but the map does not say when that is",
                       "give the map \"permanence\", or use \"entry\"");
        return;
    }
    std::vector<std::string> known = {std::string(grouped_at_entry), std::string(grouped_at_first_day_away)};
    for (const Milestone& milestone : findings.map.milestones) known.push_back(milestone.id);
    if (std::find(known.begin(), known.end(), grouping.at) != known.end()) return;
    findings.error(where, who + " names no milestone " + quoted(grouping.at), meant(grouping.at, known));
}

void check_grouping(Findings& findings, std::size_t i) {
    const Grouping& grouping = findings.map.groups[i];
    const std::string who = "grouping " + quoted(grouping.id);
    const auto at = [&](const std::string& suffix) { return findings.of_list("groups", i, suffix); };
    if (grouping.id == by_age_at_entry) {
        findings.error(at("/id"), quoted(grouping.id) + " is the grouping by age, which every map has");
    }
    check_grouping_at(findings, grouping, at("/at"), who);
    if (!findings.known(findings.attributes, grouping.attribute, at("/attribute"), who)) return;
    const Attribute& attribute = findings.map.attributes[*findings.attributes.find(grouping.attribute)];
    if (attribute.values.empty()) {
        findings.error(at("/attribute"),
                       who + " needs an attribute with a list of values, which " + quoted(attribute.id) + " has not");
        return;
    }
    for (std::size_t n = 0; n < grouping.names.size(); ++n) {
        const std::string& value = grouping.names[n].value;
        const auto is_it = [&](const Grouping::ValueName& other) { return other.value == value; };
        const std::string where = at(in_list("/names", n) + "/value");
        if (std::find(attribute.values.begin(), attribute.values.end(), value) == attribute.values.end()) {
            findings.error(where,
                           who + " names value " + quoted(value) + ", which " + quoted(attribute.id) + " never has",
                           meant(value, attribute.values));
        } else if (std::find_if(grouping.names.begin(), grouping.names.end(), is_it) - grouping.names.begin() !=
                   static_cast<std::ptrdiff_t>(n)) {
            findings.error(where, who + " names value " + quoted(value) + " twice");
        }
    }
}

void check_groups_and_services(Findings& findings) {
    const Map& map = findings.map;
    if (map.groups.size() > most_groupings) {
        findings.error(findings.of_map("/groups"), "the map groups children in " + std::to_string(map.groups.size()) +
                                                       " ways; at most " + std::to_string(most_groupings) +
                                                       " are kept of each child");
    }
    for (std::size_t i = 0; i < map.groups.size(); ++i) check_grouping(findings, i);
    for (std::size_t i = 0; i < map.services.size(); ++i) {
        const Service& service = map.services[i];
        const std::string who = "service " + quoted(service.id);
        const std::string at = findings.of_list("services", i, "/steps");
        if (service.steps.empty()) findings.error(at, who + " is never used: it names no step");
        check_all(findings, findings.steps, service.steps, at, who);
        std::unordered_set<std::string> seen;
        for (std::size_t s = 0; s < service.steps.size(); ++s) {
            if (!seen.insert(service.steps[s]).second) {
                findings.error(in_list(at, s), who + " counts step " + quoted(service.steps[s]) + " twice");
            }
        }
    }
}

void check_lists(Findings& findings) {
    const Map& map = findings.map;
    check_unique_list(findings, map.lanes, "lanes", "lane");
    check_unique_list(findings, map.phases, "phases", "phase");
    check_unique_list(findings, map.processes, "processes", "process");
    check_unique_list(findings, map.sources, "sources", "source");
    check_unique_list(findings, map.calendars, "calendars", "calendar");
    check_unique_list(findings, map.attributes, "attributes", "attribute");
    check_unique_list(findings, map.resources, "resources", "resource");
    check_unique_list(findings, map.regions, "regions", "region");
    check_unique_list(findings, map.stages, "stages", "stage");
    check_unique_list(findings, map.milestones, "milestones", "milestone");
    check_unique_list(findings, map.aims, "aims", "aim");
    check_unique_list(findings, map.resting, "resting", "resting state");
    check_unique_list(findings, map.groups, "groups", "grouping");
    check_unique_list(findings, map.services, "services", "service");
    check_unique(findings, findings.steps.list(), "step", [&](std::size_t i) { return findings.of_step(i, "/id"); });
}

}  // namespace

void check_names(Findings& findings) {
    const Map& map = findings.map;
    check_lists(findings);
    check_optional(findings, findings.calendars, map.working_day_calendar, findings.of_map("/working_day_calendar"),
                   "the map");
    for (std::size_t i = 0; i < map.processes.size(); ++i) {
        check_optional(findings, findings.phases, map.processes[i].phase, findings.of_list("processes", i, "/phase"),
                       "process " + quoted(map.processes[i].id));
    }
    for (std::size_t i = 0; i < map.resources.size(); ++i) {
        check_optional(findings, findings.calendars, map.resources[i].holidays,
                       findings.of_list("resources", i, "/sitting/holidays"),
                       "resource " + quoted(map.resources[i].id));
    }
    for (std::size_t i = 0; i < map.steps.size(); ++i) check_step(findings, i, map.steps[i]);
    for (std::size_t i = 0; i < map.regions.size(); ++i) {
        check_all(findings, findings.steps, map.regions[i].steps, findings.of_list("regions", i, "/steps"),
                  "region " + quoted(map.regions[i].id));
    }
    for (std::size_t i = 0; i < map.stages.size(); ++i) {
        check_all(findings, findings.steps, map.stages[i].steps, findings.of_list("stages", i, "/steps"),
                  "stage " + quoted(map.stages[i].id));
    }
    check_measures(findings);
    check_groups_and_services(findings);
    std::unordered_set<std::string> entries;
    for (std::size_t i = 0; i < map.arrivals.size(); ++i) {
        const std::string& entry = map.arrivals[i].entry;
        findings.known(findings.steps, entry, findings.of_list("arrivals", i, "/entry"), "an arrival");
        if (!entries.insert(entry).second) {
            findings.error(findings.of_list("arrivals", i, "/entry"), "a second arrival enters at " + quoted(entry));
        }
    }
    for (std::size_t i = 0; i < map.resting.size(); ++i) {
        check_all(findings, findings.steps, map.resting[i].clocks, findings.of_list("resting", i, "/clocks"),
                  "resting state " + quoted(map.resting[i].id));
    }
}

}  // namespace permap
